package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/paulmach/orb"

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
	numbers := vertexNumbers{number: make(map[orb.Point]int32)}
	shapes := make([]topo.Shape, len(records))
	for i, r := range records {
		zones, err := readZones(ctx, s.read, r.serial)
		if err != nil {
			return line, err
		}
		line.Snapshots = append(line.Snapshots, r.Snapshot)
		shapes[i] = numbers.shape(topo.ObjectName(r.ValidAt), zones)
	}
	line.Topology = topo.NewTopology(numbers.points, shapes)
	return line, nil
}

// vertexNumbers numbers vertices in the order in which they come.
type vertexNumbers struct {
	points []orb.Point
	number map[orb.Point]int32
}

func (n *vertexNumbers) shape(name string, zones []measuredZone) topo.Shape {
	shape := topo.Shape{Name: name}
	for _, zone := range zones {
		rings := make([][]int32, len(zone.Polygon))
		for i, ring := range zone.Polygon {
			rings[i] = n.ring(ring[:len(ring)-1])
		}
		shape.Zones = append(shape.Zones, topo.ShapeZone{Status: zone.Status, Rings: rings})
	}
	return shape
}

func (n *vertexNumbers) ring(open orb.Ring) []int32 {
	numbers := make([]int32, len(open))
	for i, p := range open {
		number, ok := n.number[p]
		if !ok {
			number = int32(len(n.points))
			n.number[p] = number
			n.points = append(n.points, p)
		}
		numbers[i] = number
	}
	return numbers
}
