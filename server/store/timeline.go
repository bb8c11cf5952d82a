package store

import (
	"context"
	"fmt"
	"time"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// TimelineVersion returns what is another one whenever another snapshot of the layer is known as of a time, and only then;
// a zero time is now.
func (s *Store) TimelineVersion(ctx context.Context, layer string, asOf time.Time) (string, error) {
	l, err := s.line(ctx, layer, asOf)
	if err != nil {
		return "", err
	}
	return fmt.Sprint(len(l.records)), nil
}

// Timeline returns the newest revision of each valid time of layer within an interval, without those withdrawn, as one
// topology: those known at asOf, or if that is zero, now. There may be none.
func (s *Store) Timeline(ctx context.Context, layer string, within geo.Interval, asOf time.Time) (topo.Timeline, error) {
	l, err := s.line(ctx, layer, asOf)
	if err != nil {
		return topo.Timeline{}, err
	}
	line := topo.Timeline{Layer: l.layer}
	places := l.within(within)
	names := make([]string, len(places))
	for i, at := range places {
		line.Snapshots = append(line.Snapshots, l.records[at].Snapshot)
		names[i] = topo.ObjectName(l.records[at].ValidAt)
	}
	err = s.ask(ctx, l, func(h *topo.History) error {
		line.Topology, err = h.Topology(places, names)
		return err
	})
	return line, err
}
