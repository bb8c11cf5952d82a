-- Everything is in coverage.
DROP TABLE zone;
DROP TABLE clip;
DROP TABLE polygon;
