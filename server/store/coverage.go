package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"greyzone/geo"
)

// measuredZone is a zone of a coverage as it is stored.
type measuredZone struct {
	geo.Zone
	wkb    []byte
	areaM2 float64
}

// measure prepares the zones of a coverage for storing.
func measure(zones []geo.Zone) ([]measuredZone, error) {
	measured := make([]measuredZone, len(zones))
	for i, zone := range zones {
		bytes, err := wkb.Marshal(zone.Polygon)
		if err != nil {
			return nil, fmt.Errorf("write zone %d: %w", i, err)
		}
		measured[i] = measuredZone{Zone: zone, wkb: bytes, areaM2: geo.AreaM2(zone.Polygon)}
	}
	return measured, nil
}

// Coverage returns the disjoint zones of a snapshot, in their order in the file; an unknown snapshot and a withdrawn one
// are NotFound.
func (s *Store) Coverage(ctx context.Context, snapshotID string) ([]geo.Zone, error) {
	r, err := readSnapshot(ctx, s.read, snapshotID)
	if err != nil {
		return nil, err
	}
	if r.Withdrawn {
		return nil, withdrawn(r)
	}
	zones, err := readZones(ctx, s.read, r.serial)
	if err != nil {
		return nil, err
	}
	return plain(zones), nil
}

func withdrawn(r record) error {
	return geo.Errorf(geo.NotFound, "snapshot %s withdraws %s: it has no zones and no original", r.ID, spoken(r.ValidAt))
}

// Original returns the bytes that a snapshot was uploaded as; an unknown snapshot and a withdrawn one are NotFound.
func (s *Store) Original(ctx context.Context, snapshotID string) (geo.Original, error) {
	r, err := readSnapshot(ctx, s.read, snapshotID)
	if err != nil {
		return geo.Original{}, err
	}
	if r.Withdrawn {
		return geo.Original{}, withdrawn(r)
	}
	original := geo.Original{SHA256: r.SHA256}
	err = s.read.QueryRowContext(ctx, `
		SELECT o.data, s.file_name, s.format
		FROM snapshot s
		JOIN original o ON o.sha256 = s.original
		WHERE s.serial = ?`, r.serial).Scan(&original.Data, &original.Name, &original.Format)
	if err != nil {
		return original, fmt.Errorf("original of snapshot %s: %w", snapshotID, explain(err))
	}
	return original, nil
}

func plain(zones []measuredZone) []geo.Zone {
	list := make([]geo.Zone, len(zones))
	for i, zone := range zones {
		list[i] = zone.Zone
	}
	return list
}

func readZones(ctx context.Context, q querier, snapshot int64) ([]measuredZone, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT z.status, z.feature, z.properties, p.wkb, p.area_m2
		FROM zone z
		JOIN polygon p ON p.serial = z.polygon
		WHERE z.snapshot = ?
		ORDER BY z.position`, snapshot)
	if err != nil {
		return nil, fmt.Errorf("zones: %w", explain(err))
	}
	zones, err := collect(rows, scanZone)
	if err != nil {
		return nil, fmt.Errorf("zones: %w", err)
	}
	return zones, nil
}

func scanZone(row scanner) (measuredZone, error) {
	var zone measuredZone
	var properties sql.Null[string]
	if err := row.Scan(&zone.Status, &zone.Feature, &properties, &zone.wkb, &zone.areaM2); err != nil {
		return zone, err
	}
	if properties.Valid {
		zone.Properties = json.RawMessage(properties.V)
	}
	var err error
	zone.Polygon, err = polygonOf(zone.wkb)
	return zone, err
}

func polygonOf(bytes []byte) (orb.Polygon, error) {
	geometry, err := wkb.Unmarshal(bytes)
	if err != nil {
		return nil, fmt.Errorf("read polygon: %w", err)
	}
	polygon, ok := geometry.(orb.Polygon)
	if !ok {
		return nil, fmt.Errorf("read polygon: it is a %s", geometry.GeoJSONType())
	}
	return polygon, nil
}
