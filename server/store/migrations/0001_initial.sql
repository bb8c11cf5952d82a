-- Times are µs since 1970-01-01T00:00:00Z. Coordinates are degrees, WGS 84; areas are m² on its ellipsoid.
-- Nothing is updated in place, save token.revoked_at; a layer's vocabulary of statuses only grows.

CREATE TABLE source (
	id              TEXT PRIMARY KEY,
	name            TEXT NOT NULL,
	url             TEXT NOT NULL,
	attribution     TEXT NOT NULL,
	licence         TEXT NOT NULL,
	redistributable INTEGER NOT NULL CHECK (redistributable IN (0, 1)) -- its licence allows passing the geometry on
) STRICT;

CREATE TABLE layer (
	id       TEXT PRIMARY KEY,
	position INTEGER NOT NULL UNIQUE, -- order of making: a reader who asks for no layer sees the first
	kind     TEXT NOT NULL CHECK (kind IN ('control', 'reference', 'events')),
	title    TEXT NOT NULL,
	name     TEXT, -- the title in the page's languages, as JSON {en, uk, ru}
	source   TEXT NOT NULL REFERENCES source (id),
	accuracy TEXT
) STRICT;

-- A named polygon to measure within.
CREATE TABLE region (
	id       TEXT PRIMARY KEY,
	position INTEGER NOT NULL UNIQUE,
	name     TEXT NOT NULL, -- JSON {en, uk, ru}
	kind     TEXT NOT NULL,
	party    TEXT, -- of a side: whose rear unmarked ground there is
	country  TEXT, -- ISO 3166-1 alpha-2
	wkb      BLOB NOT NULL, -- a multipolygon
	area_m2  REAL NOT NULL
) STRICT;

CREATE TABLE status (
	layer    TEXT NOT NULL REFERENCES layer (id),
	position INTEGER NOT NULL, -- order in the vocabulary
	id       TEXT NOT NULL,
	party    TEXT, -- NULL: nobody's
	held     INTEGER NOT NULL CHECK (held IN (0, 1)), -- counts as held for certain
	name     TEXT NOT NULL, -- JSON {en, uk, ru}
	colour   TEXT NOT NULL,
	texture  TEXT NOT NULL,
	PRIMARY KEY (layer, id),
	UNIQUE (layer, position)
) STRICT;

CREATE TABLE side (
	layer    TEXT NOT NULL REFERENCES layer (id),
	position INTEGER NOT NULL,
	region   TEXT NOT NULL REFERENCES region (id),
	party    TEXT NOT NULL,
	PRIMARY KEY (layer, position)
) STRICT;

-- The bytes of an uploaded file, kept once however often they are uploaded.
CREATE TABLE original (
	sha256 BLOB PRIMARY KEY,
	data   BLOB NOT NULL
) STRICT;

-- All zones of a control layer at one valid time, as recorded at one time.
CREATE TABLE snapshot (
	serial      INTEGER PRIMARY KEY,
	id          TEXT NOT NULL UNIQUE, -- 16 hex digits of a hash over what the row says
	layer       TEXT NOT NULL REFERENCES layer (id),
	valid_at    INTEGER NOT NULL, -- when it was so on the ground
	revision    INTEGER NOT NULL, -- from 1, for one valid time
	recorded_at INTEGER NOT NULL UNIQUE, -- when this server learned it; strictly increasing over the database
	withdrawn   INTEGER NOT NULL CHECK (withdrawn IN (0, 1)), -- from then on the valid time has no snapshot
	note        TEXT NOT NULL,
	original    BLOB REFERENCES original (sha256), -- NULL: withdrawn
	file_name   TEXT NOT NULL,
	format      TEXT NOT NULL, -- that the original was read as
	west        REAL, -- bound of all zones; NULL without zones
	south       REAL,
	east        REAL,
	north       REAL,
	UNIQUE (layer, valid_at, revision),
	CHECK (withdrawn = (original IS NULL))
) STRICT;

-- A valid polygon, kept and measured once however many snapshots show it.
CREATE TABLE polygon (
	serial  INTEGER PRIMARY KEY,
	sha256  BLOB NOT NULL UNIQUE, -- of wkb
	wkb     BLOB NOT NULL,
	area_m2 REAL NOT NULL,
	west    REAL NOT NULL,
	south   REAL NOT NULL,
	east    REAL NOT NULL,
	north   REAL NOT NULL
) STRICT;

-- The zones of a snapshot's coverage: disjoint.
CREATE TABLE zone (
	snapshot   INTEGER NOT NULL REFERENCES snapshot (serial),
	position   INTEGER NOT NULL,
	status     TEXT NOT NULL,
	polygon    INTEGER NOT NULL REFERENCES polygon (serial),
	feature    INTEGER NOT NULL, -- index in the file, from 0
	properties TEXT, -- the source's own, a JSON object
	PRIMARY KEY (snapshot, position)
) STRICT, WITHOUT ROWID;

-- What was measured once: how much of a polygon lies on a ground. Can be made again at any time.
CREATE TABLE clip (
	ground  BLOB NOT NULL, -- hash over the content of the regions that meet there
	polygon INTEGER NOT NULL REFERENCES polygon (serial),
	area_m2 REAL NOT NULL,
	PRIMARY KEY (ground, polygon)
) STRICT, WITHOUT ROWID;

-- The features of a reference layer.
CREATE TABLE feature (
	layer    TEXT NOT NULL REFERENCES layer (id),
	position INTEGER NOT NULL,
	geojson  TEXT NOT NULL, -- a Feature
	PRIMARY KEY (layer, position)
) STRICT;

CREATE TABLE settlement (
	id           TEXT PRIMARY KEY,
	name         TEXT NOT NULL, -- JSON {en, uk, ru}
	rank         INTEGER NOT NULL, -- 1 (oblast centre) to 4
	oblast       TEXT NOT NULL,
	raion        TEXT NOT NULL,
	lon          REAL NOT NULL,
	lat          REAL NOT NULL,
	coord_source TEXT NOT NULL
) STRICT;

-- A dated statement that a settlement came to have a status.
CREATE TABLE event (
	position     INTEGER PRIMARY KEY, -- of two on one day the later decides
	date         TEXT NOT NULL, -- YYYY-MM-DD
	settlement   TEXT NOT NULL REFERENCES settlement (id),
	status       TEXT NOT NULL,
	kind         TEXT NOT NULL, -- claimed, reported, geolocated or confirmed
	source_title TEXT NOT NULL,
	source_url   TEXT NOT NULL, -- empty for general knowledge
	note         TEXT NOT NULL
) STRICT;

-- A published figure: who said how many km² of a region, when.
CREATE TABLE claim (
	position   INTEGER PRIMARY KEY,
	date       TEXT NOT NULL, -- YYYY-MM-DD
	who_says   TEXT NOT NULL,
	region     TEXT NOT NULL,
	statuses   TEXT NOT NULL, -- JSON array; taken together
	area_km2   REAL NOT NULL, -- as published
	source_url TEXT NOT NULL,
	note       TEXT NOT NULL
) STRICT;

CREATE TABLE token (
	id         TEXT PRIMARY KEY, -- shown to tell tokens apart; no secret
	name       TEXT NOT NULL,
	sha256     BLOB NOT NULL UNIQUE, -- of the token, which itself is kept nowhere
	created_at INTEGER NOT NULL,
	revoked_at INTEGER -- NULL: it counts
) STRICT;
