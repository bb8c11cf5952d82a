package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"greyzone/geo"
)

// Regions returns the regions that there were at asOf, in the order of recording; a zero time is now. It is NotFound if
// nothing was recorded by then.
func (s *Store) Regions(ctx context.Context, asOf time.Time) ([]geo.Region, error) {
	c, err := s.asOf(ctx, asOf)
	if err == nil {
		err = c.begun()
	}
	if err != nil {
		return nil, err
	}
	return c.knownRegions(), nil
}

// readRegions returns all regions, in the order in which they came. Those of the ones that came first are known; a region
// never changes.
func readRegions(ctx context.Context, q querier, known []geo.Region) ([]geo.Region, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT id, name, kind, party, country, wkb, area_m2, recorded_at
		FROM region
		ORDER BY position
		LIMIT -1 OFFSET ?`, len(known))
	if err != nil {
		return nil, fmt.Errorf("regions: %w", explain(err))
	}
	fresh, err := collect(rows, scanRegion)
	if err != nil {
		return nil, fmt.Errorf("regions: %w", err)
	}
	return append(known[:len(known):len(known)], fresh...), nil
}

func scanRegion(row scanner) (geo.Region, error) {
	var region geo.Region
	var name string
	var bytes []byte
	var recorded int64
	if err := row.Scan(&region.ID, &name, &region.Kind, &region.Party, &region.Country, &bytes, &region.AreaM2, &recorded); err != nil {
		return region, err
	}
	region.RecordedAt = instant(recorded)
	geometry, err := wkb.Unmarshal(bytes)
	if err != nil {
		return region, fmt.Errorf("read region %s: %w", region.ID, err)
	}
	multi, ok := geometry.(orb.MultiPolygon)
	if !ok {
		return region, fmt.Errorf("read region %s: it is a %s", region.ID, geometry.GeoJSONType())
	}
	region.Geometry = multi
	err = json.Unmarshal([]byte(name), &region.Name)
	return region, err
}

// findRegion returns the region with that ID; NotFound lists those that there are.
func findRegion(regions []geo.Region, id string) (geo.Region, error) {
	i := slices.IndexFunc(regions, func(r geo.Region) bool { return r.ID == id })
	if i < 0 {
		return geo.Region{}, unknownRegion(id, regions)
	}
	return regions[i], nil
}

// insertRegion stores a region after all others, its recorded time being of recordingTime.
func insertRegion(ctx context.Context, tx *sql.Tx, region geo.Region) error {
	name, err := asJSON(region.Name)
	if err != nil {
		return err
	}
	shape, err := wkb.Marshal(region.Geometry)
	if err != nil {
		return fmt.Errorf("write region %s: %w", region.ID, err)
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO region (id, position, name, kind, party, country, wkb, area_m2, recorded_at)
		VALUES (?, (SELECT coalesce(max(position) + 1, 0) FROM region), ?, ?, ?, ?, ?, ?, ?)`,
		region.ID, name, region.Kind, region.Party, region.Country, shape, region.AreaM2, region.RecordedAt.UnixMicro()); err != nil {
		return fmt.Errorf("store region %s: %w", region.ID, err)
	}
	return nil
}

// Border returns the features of all reference layers as a GeoJSON FeatureCollection.
func (s *Store) Border(ctx context.Context) ([]byte, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT geojson
		FROM feature
		ORDER BY layer, position`)
	if err != nil {
		return nil, fmt.Errorf("border: %w", explain(err))
	}
	features, err := collect(rows, func(row scanner) ([]byte, error) {
		var feature []byte
		err := row.Scan(&feature)
		return feature, err
	})
	if err != nil {
		return nil, fmt.Errorf("border: %w", err)
	}
	collection := []byte(`{"type":"FeatureCollection","features":[`)
	collection = append(collection, bytes.Join(features, []byte(","))...)
	return append(collection, "]}"...), nil
}

func insertFeature(ctx context.Context, tx *sql.Tx, layer string, position int, feature []byte) error {
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO feature (layer, position, geojson)
		VALUES (?, ?, ?)`, layer, position, string(feature)); err != nil {
		return fmt.Errorf("store feature %d of %s: %w", position, layer, err)
	}
	return nil
}
