package main

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo/topo"
	"greyzone/server/store"
)

// What has no route is measured in this process, on the database that was imported.

// inHistory calls measure with the history in a database.
func inHistory(ctx context.Context, db string, measure func(h *topo.History) error) error {
	s, err := store.Open(ctx, db, time.Now)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.History(ctx, layer, measure)
}

// pointOverTime measures the status of a point over all days: one figure, at most 1 ms.
func pointOverTime(ctx context.Context, db string) ([]figure, error) {
	var times []time.Duration
	err := inHistory(ctx, db, func(h *topo.History) error {
		zones, err := h.Zones(h.Len() - 1)
		if err != nil {
			return err
		}
		bound := orb.Bound{Min: zones[0].Polygon[0][0], Max: zones[0].Polygon[0][0]}
		for _, z := range zones {
			bound = bound.Union(z.Polygon.Bound())
		}
		random := rand.New(rand.NewPCG(1, 1))
		for range 500 {
			p := orb.Point{
				bound.Min[0] + random.Float64()*(bound.Max[0]-bound.Min[0]),
				bound.Min[1] + random.Float64()*(bound.Max[1]-bound.Min[1]),
			}
			begun := time.Now()
			h.Statuses(p)
			times = append(times, time.Since(begun))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return []figure{inMS(times, 1)}, nil
}

// gainedAndLost measures the change between two neighbouring days and between days a year apart: two figures, at most
// 0.5 and 3 ms.
func gainedAndLost(ctx context.Context, db string) ([]figure, error) {
	var figures []figure
	err := inHistory(ctx, db, func(h *topo.History) error {
		for _, apart := range []struct {
			days int
			goal float64
		}{{1, 0.5}, {365, 3}} {
			var times []time.Duration
			for from := 0; from+apart.days < h.Len(); from += 5 {
				begun := time.Now()
				if _, err := h.Change(from, from+apart.days, false); err != nil {
					return err
				}
				times = append(times, time.Since(begun))
			}
			if len(times) == 0 {
				return errNotMeasured // the history is too short
			}
			figures = append(figures, inMS(times, apart.goal))
		}
		return nil
	})
	return figures, err
}
