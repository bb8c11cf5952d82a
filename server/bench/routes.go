package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"
)

// pointOverTime asks for the histories of points that nobody has asked for: one figure, at most 1 ms.
func pointOverTime(ctx context.Context, s *served) ([]figure, error) {
	var about struct{ BBox [4]float64 }
	if err := s.getJSON(ctx, "/api/v1/layers/"+layer, &about); err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(1, 1))
	west, south, east, north := about.BBox[0], about.BBox[1], about.BBox[2], about.BBox[3]
	times, err := timed(200, http.StatusOK, func(int) (answer, error) {
		lon, lat := west+random.Float64()*(east-west), south+random.Float64()*(north-south)
		return get(ctx, fmt.Sprintf("%s/api/v1/history?layer=%s&lon=%f&lat=%f", s.url, layer, lon, lat), "identity")
	})
	if err != nil {
		return nil, err
	}
	return []figure{inMS(times, 1)}, nil
}

// changesApart asks for the changes between two neighbouring days and between days a year apart, each once: two figures,
// at most 0.5 and 3 ms.
func changesApart(ctx context.Context, s *served) ([]figure, error) {
	var about struct {
		First time.Time `json:"first_valid_at"`
		Last  time.Time `json:"last_valid_at"`
	}
	if err := s.getJSON(ctx, "/api/v1/layers/"+layer, &about); err != nil {
		return nil, err
	}
	var figures []figure
	for _, apart := range []struct {
		days int
		goal float64
	}{{1, 0.5}, {365, 3}} {
		n := int(about.Last.Sub(about.First).Hours()/24) - apart.days
		if n <= 0 {
			return nil, errNotMeasured // the history is too short
		}
		times, err := timed(min(n, 150), http.StatusOK, func(i int) (answer, error) {
			from := about.First.AddDate(0, 0, i*n/min(n, 150))
			return get(ctx, fmt.Sprintf("%s/api/v1/changes?layer=%s&from=%s&to=%s", s.url, layer,
				from.Format(time.DateOnly), from.AddDate(0, 0, apart.days).Format(time.DateOnly)), "identity")
		})
		if err != nil {
			return nil, err
		}
		figures = append(figures, inMS(times, apart.goal))
	}
	return figures, nil
}

// contactOnDays asks for the line of contact of days that nobody has asked for: one figure, at most 3 ms.
func contactOnDays(ctx context.Context, s *served) ([]figure, error) {
	if s.url == "" {
		return nil, errNoServer
	}
	times, err := timed(60, http.StatusOK, func(i int) (answer, error) {
		day := time.Date(2024, 8, 10+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		return get(ctx, fmt.Sprintf("%s/api/v1/contact?layer=%s&datetime=%s", s.url, layer, day), "identity")
	})
	if err != nil {
		return nil, err
	}
	return []figure{inMS(times, 3)}, nil
}
