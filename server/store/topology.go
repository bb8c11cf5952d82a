package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"greyzone/geo"
)

// convertToTopology makes coverages of the zones and polygons that a database has from before, and packs its originals.
// Every zone, original and answer stays as it is.
func convertToTopology(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, selectSnapshots+`
		ORDER BY s.serial`)
	if err != nil {
		return fmt.Errorf("snapshots: %w", err)
	}
	records, err := collect(rows, scanRecord)
	if err != nil {
		return fmt.Errorf("snapshots: %w", err)
	}
	memories := make(map[string]*memory)
	packed := make(map[string]bool)
	for _, r := range records {
		m, ok := memories[r.layer]
		if !ok {
			m = newMemory(r.layer)
			memories[r.layer] = m
		}
		if err := convertCoverage(ctx, tx, m, r); err != nil {
			return fmt.Errorf("snapshot %s: %w", r.ID, err)
		}
		if r.original == nil || packed[string(r.original)] {
			continue
		}
		packed[string(r.original)] = true
		if err := convertOriginal(ctx, tx, m, r.original); err != nil {
			return fmt.Errorf("original of snapshot %s: %w", r.ID, err)
		}
	}
	return nil
}

func convertCoverage(ctx context.Context, tx *sql.Tx, m *memory, r record) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT z.status, z.feature, z.properties, p.wkb
		FROM zone z
		JOIN polygon p ON p.serial = z.polygon
		WHERE z.snapshot = ?
		ORDER BY z.position`, r.serial)
	if err != nil {
		return fmt.Errorf("zones: %w", err)
	}
	zones, err := collect(rows, scanZone)
	if err != nil {
		return fmt.Errorf("zones: %w", err)
	}
	_, c, err := m.add(zones)
	if err != nil {
		return err
	}
	return insertCoverage(ctx, tx, r, c)
}

func scanZone(row scanner) (geo.Zone, error) {
	var zone geo.Zone
	var properties sql.Null[string]
	var shape []byte
	if err := row.Scan(&zone.Status, &zone.Feature, &properties, &shape); err != nil {
		return zone, err
	}
	if properties.Valid {
		zone.Properties = json.RawMessage(properties.V)
	}
	geometry, err := wkb.Unmarshal(shape)
	if err != nil {
		return zone, fmt.Errorf("read polygon: %w", err)
	}
	polygon, ok := geometry.(orb.Polygon)
	if !ok {
		return zone, fmt.Errorf("read polygon: it is a %s", geometry.GeoJSONType())
	}
	zone.Polygon = polygon
	return zone, nil
}

// convertOriginal packs an original that is stored as it came, against the one before.
func convertOriginal(ctx context.Context, tx *sql.Tx, m *memory, sha []byte) error {
	var data []byte
	if err := tx.QueryRowContext(ctx, `
		SELECT data
		FROM original
		WHERE sha256 = ?`, sha).Scan(&data); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	if sum := sha256.Sum256(data); string(sum[:]) != string(sha) {
		return fmt.Errorf("its bytes are damaged: their SHA-256 is %x, not %x", sum, sha)
	}
	p, err := pack(sha, data, m.last)
	if err != nil {
		return err
	}
	m.keep(earlier{sha, data, p.links})
	if _, err := tx.ExecContext(ctx, `
		UPDATE original
		SET data = ?, base = ?, links = ?, size = ?
		WHERE sha256 = ?`, p.data, p.base, p.links, p.size, sha); err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	return nil
}
