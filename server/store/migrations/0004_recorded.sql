-- When each came to be known, so that an answer as of an earlier time leaves out what came later. What is there already
-- counts as known since the first snapshot: of its layer, else of all.
ALTER TABLE layer ADD COLUMN recorded_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE status ADD COLUMN recorded_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE region ADD COLUMN recorded_at INTEGER NOT NULL DEFAULT 0;

UPDATE layer
SET recorded_at = coalesce(
	(SELECT min(s.recorded_at) FROM snapshot s WHERE s.layer = layer.id),
	(SELECT min(recorded_at) FROM snapshot),
	0);

UPDATE status
SET recorded_at = (SELECT l.recorded_at FROM layer l WHERE l.id = status.layer);

UPDATE region
SET recorded_at = coalesce((SELECT min(recorded_at) FROM snapshot), 0);

-- The newest is asked for often, and lies behind large polygons.
CREATE INDEX region_recorded ON region (recorded_at);

-- Up to when questions as of a time were answered: whatever is recorded from then on has a later recorded time. It is
-- one row, which is updated.
CREATE TABLE horizon (
	id          INTEGER PRIMARY KEY CHECK (id = 1),
	recorded_at INTEGER NOT NULL
) STRICT;

INSERT INTO horizon (id, recorded_at)
VALUES (1, 0);
