package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// TimelineVersion returns what changes whenever a snapshot of the layer is recorded, and only then.
func (s *Store) TimelineVersion(ctx context.Context, layer string) (string, error) {
	if _, err := readControlLayer(ctx, s.read, layer); err != nil {
		return "", err
	}
	var last sql.Null[int64]
	if err := s.read.QueryRowContext(ctx, `
		SELECT max(serial)
		FROM snapshot
		WHERE layer = ?`, layer).Scan(&last); err != nil {
		return "", fmt.Errorf("last snapshot of %s: %w", layer, explain(err))
	}
	return fmt.Sprint(last.V), nil
}

// Timeline returns the newest revision of each valid time of layer within an interval, without those withdrawn, as one
// topology. There may be none.
func (s *Store) Timeline(ctx context.Context, layer string, within geo.Interval) (topo.Timeline, error) {
	line := topo.Timeline{}
	var err error
	if line.Layer, err = readControlLayer(ctx, s.read, layer); err != nil {
		return line, err
	}
	rows, err := s.read.QueryContext(ctx, selectSnapshots+whereKnown+`
		ORDER BY s.valid_at`, limits(layer, within, time.Time{})...)
	if err != nil {
		return line, fmt.Errorf("snapshots of %s: %w", layer, explain(err))
	}
	records, err := collect(rows, scanRecord)
	if err != nil {
		return line, fmt.Errorf("snapshots of %s: %w", layer, err)
	}
	var shapes topo.Shapes
	for _, r := range records {
		zones, err := readZones(ctx, s.read, r.serial)
		if err != nil {
			return line, err
		}
		line.Snapshots = append(line.Snapshots, r.Snapshot)
		shapes.Add(topo.ObjectName(r.ValidAt), plain(zones))
	}
	line.Topology = shapes.Topology()
	return line, nil
}
