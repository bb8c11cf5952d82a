-- The zones of a snapshot as what is new in them: new vertices and texts, and how the rest is made from the snapshot
-- recorded before it in the layer (geo/topo). Filled from zone and polygon by the program.
CREATE TABLE coverage (
	snapshot INTEGER PRIMARY KEY REFERENCES snapshot (serial),
	form     BLOB NOT NULL, -- needs those of all earlier snapshots of the layer
	area_m2  REAL NOT NULL, -- of all zones
	sha256   BLOB NOT NULL, -- of the zones, in whatever form
	seal     BLOB NOT NULL  -- SHA-256 of this row and the snapshot's
) STRICT;

CREATE UNIQUE INDEX snapshot_of_layer ON snapshot (layer, serial);

-- original.data is a frame of zstd from now on.
ALTER TABLE original ADD COLUMN base BLOB REFERENCES original (sha256); -- the dictionary that it needs; NULL: none
ALTER TABLE original ADD COLUMN links INTEGER NOT NULL DEFAULT 0; -- how many others must be unpacked before
ALTER TABLE original ADD COLUMN size INTEGER NOT NULL DEFAULT 0; -- bytes, unpacked

-- What the small tables hold, so that damage to them is found.
CREATE TABLE seal (
	of     TEXT PRIMARY KEY, -- a table
	sha256 BLOB NOT NULL -- of all its rows
) STRICT, WITHOUT ROWID;
