package store

import (
	"context"
	"slices"
	"sort"
	"time"

	"greyzone/geo"
)

// Recordings returns what was recorded after a time of snapshots, of all layers, in that order; of more than most the
// newest.
func (s *Store) Recordings(ctx context.Context, after time.Time, most int) ([]geo.Recording, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return nil, err
	}
	var all []geo.Recording
	for id, l := range c.lines {
		from := sort.Search(len(l.records), func(i int) bool { return l.records[i].RecordedAt.After(after) })
		for _, r := range l.records[max(from, len(l.records)-most):] {
			all = append(all, geo.Recording{Layer: id, Snapshot: r.Snapshot})
		}
	}
	slices.SortFunc(all, func(a, b geo.Recording) int { return a.Snapshot.RecordedAt.Compare(b.Snapshot.RecordedAt) })
	return all[max(0, len(all)-most):], nil
}
