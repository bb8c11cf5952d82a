package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// newSnapshot is a snapshot to store: a withdrawal where it has no original.
type newSnapshot struct {
	layer    string
	validAt  int64
	revision int
	note     string
	original []byte // SHA-256 of stored bytes; nil: withdrawn
	fileName string
	format   string
	coverage coverage
}

// insertSnapshot stores n and returns it as recorded at recordedAt.
func insertSnapshot(ctx context.Context, tx *sql.Tx, n newSnapshot, recordedAt int64) (record, error) {
	r := record{layer: n.layer, original: n.original, fileName: n.fileName, format: n.format, bound: n.coverage.bound, Snapshot: geo.Snapshot{
		ValidAt: instant(n.validAt), RecordedAt: instant(recordedAt), Revision: n.revision,
		Withdrawn: n.original == nil, Note: n.note, SHA256: hex.EncodeToString(n.original),
	}}
	r.ID = snapshotID(r)
	west, south, east, north := boundColumns(r.bound)
	result, err := tx.ExecContext(ctx, `
		INSERT INTO snapshot (id, layer, valid_at, revision, recorded_at, withdrawn, note, original, file_name, format,
			west, south, east, north)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, n.layer, n.validAt, n.revision, recordedAt, r.Withdrawn, n.note, n.original, n.fileName, n.format,
		west, south, east, north)
	if err != nil {
		return r, fmt.Errorf("store snapshot: %w", err)
	}
	if r.serial, err = result.LastInsertId(); err != nil {
		return r, fmt.Errorf("store snapshot: %w", err)
	}
	return r, insertCoverage(ctx, tx, r, n.coverage)
}

func insertCoverage(ctx context.Context, tx *sql.Tx, r record, c coverage) error {
	seal := sealOf(r, c)
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO coverage (snapshot, form, area_m2, sha256, seal)
		VALUES (?, ?, ?, ?, ?)`, r.serial, c.form, c.areaM2, c.sha256[:], seal[:]); err != nil {
		return fmt.Errorf("store coverage: %w", err)
	}
	return nil
}

// snapshotID makes the name of a snapshot from what it says, 16 hex digits: never another's, never a date or a word.
func snapshotID(r record) string {
	hash := sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%d\n%d\n%s",
		r.layer, r.ValidAt.UnixMicro(), r.Revision, r.RecordedAt.UnixMicro(), r.SHA256))
	return hex.EncodeToString(hash[:8])
}

// boundColumns returns a bound as four columns hold it, NULL for nil.
func boundColumns(b *orb.Bound) (west, south, east, north sql.Null[float64]) {
	if b == nil {
		return west, south, east, north
	}
	degrees := func(v float64) sql.Null[float64] { return sql.Null[float64]{V: v, Valid: true} }
	return degrees(b.Min.Lon()), degrees(b.Min.Lat()), degrees(b.Max.Lon()), degrees(b.Max.Lat())
}
