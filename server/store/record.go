package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

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
	zones    []measuredZone
}

// insertSnapshot stores n and returns it as recorded, at now or, so that recorded times strictly increase, one tick
// after the last one.
func insertSnapshot(ctx context.Context, tx *sql.Tx, n newSnapshot, now int64) (record, error) {
	var last sql.Null[int64]
	if err := tx.QueryRowContext(ctx, `
		SELECT max(recorded_at)
		FROM snapshot`).Scan(&last); err != nil {
		return record{}, fmt.Errorf("last recorded time: %w", err)
	}
	if last.Valid {
		now = max(now, last.V+geo.Tick.Microseconds())
	}
	r := record{layer: n.layer, Snapshot: geo.Snapshot{
		ValidAt: instant(n.validAt), RecordedAt: instant(now), Revision: n.revision,
		Withdrawn: n.original == nil, Note: n.note, SHA256: hex.EncodeToString(n.original),
	}}
	r.ID = snapshotID(r)
	west, south, east, north := boundColumns(n.zones)
	result, err := tx.ExecContext(ctx, `
		INSERT INTO snapshot (id, layer, valid_at, revision, recorded_at, withdrawn, note, original, file_name, format,
			west, south, east, north)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, n.layer, n.validAt, n.revision, now, r.Withdrawn, n.note, n.original, n.fileName, n.format,
		west, south, east, north)
	if err != nil {
		return r, fmt.Errorf("store snapshot: %w", err)
	}
	if r.serial, err = result.LastInsertId(); err != nil {
		return r, fmt.Errorf("store snapshot: %w", err)
	}
	return r, insertZones(ctx, tx, r.serial, n.zones)
}

// snapshotID makes the name of a snapshot from what it says, 16 hex digits: never another's, never a date or a word.
func snapshotID(r record) string {
	hash := sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%d\n%d\n%s",
		r.layer, r.ValidAt.UnixMicro(), r.Revision, r.RecordedAt.UnixMicro(), r.SHA256))
	return hex.EncodeToString(hash[:8])
}

func insertOriginal(ctx context.Context, tx *sql.Tx, data []byte) ([]byte, error) {
	sha := sha256.Sum256(data)
	if data == nil {
		data = []byte{} // nil would be NULL
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO original (sha256, data)
		VALUES (?, ?)
		ON CONFLICT (sha256) DO NOTHING`, sha[:], data)
	if err != nil {
		return nil, fmt.Errorf("store original: %w", err)
	}
	return sha[:], nil
}

func insertZones(ctx context.Context, tx *sql.Tx, snapshot int64, zones []measuredZone) error {
	for i, zone := range zones {
		polygon, err := insertPolygon(ctx, tx, zone)
		if err != nil {
			return fmt.Errorf("store zone %d: %w", i, err)
		}
		properties := sql.Null[string]{V: string(zone.Properties), Valid: zone.Properties != nil}
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO zone (snapshot, position, status, polygon, feature, properties)
			VALUES (?, ?, ?, ?, ?, ?)`,
			snapshot, i, zone.Status, polygon, zone.Feature, properties); err != nil {
			return fmt.Errorf("store zone %d: %w", i, err)
		}
	}
	return nil
}

// insertPolygon stores the polygon of a zone, unless it is there already, and returns its serial.
func insertPolygon(ctx context.Context, tx *sql.Tx, zone measuredZone) (int64, error) {
	sha := sha256.Sum256(zone.wkb)
	var serial int64
	err := tx.QueryRowContext(ctx, `
		SELECT serial
		FROM polygon
		WHERE sha256 = ?`, sha[:]).Scan(&serial)
	if !errors.Is(err, sql.ErrNoRows) {
		return serial, err
	}
	bound := zone.Polygon.Bound()
	result, err := tx.ExecContext(ctx, `
		INSERT INTO polygon (sha256, wkb, area_m2, west, south, east, north)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		sha[:], zone.wkb, zone.areaM2, bound.Min.Lon(), bound.Min.Lat(), bound.Max.Lon(), bound.Max.Lat())
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// boundColumns returns the bound of all zones; all NULL without zones.
func boundColumns(zones []measuredZone) (west, south, east, north sql.Null[float64]) {
	if len(zones) == 0 {
		return west, south, east, north
	}
	bound := zones[0].Polygon.Bound()
	for _, zone := range zones[1:] {
		bound = bound.Union(zone.Polygon.Bound())
	}
	degrees := func(v float64) sql.Null[float64] { return sql.Null[float64]{V: v, Valid: true} }
	return degrees(bound.Min.Lon()), degrees(bound.Min.Lat()), degrees(bound.Max.Lon()), degrees(bound.Max.Lat())
}
