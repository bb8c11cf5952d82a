package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// day is a file that is published: features as they are, the coordinates of polygons apart.
type day struct {
	Type     string    `json:"type"`
	Features []feature `json:"features"`
}

type feature struct {
	Type       string          `json:"type"`
	Properties json.RawMessage `json:"properties"`
	Geometry   struct {
		Type        string         `json:"type"`
		Coordinates [][][2]float64 `json:"coordinates"`
	} `json:"geometry"`
}

// publishNext uploads the last day again and again, a little changed, as the days that follow it.
func publishNext(ctx context.Context, s *served) ([]figure, error) {
	var about struct {
		LastValidAt time.Time `json:"last_valid_at"`
	}
	if err := s.getJSON(ctx, "/api/v1/layers/"+layer, &about); err != nil {
		return nil, err
	}
	var last day
	if err := s.getJSON(ctx, "/api/v1/layers/"+layer+"/snapshots/latest", &last); err != nil {
		return nil, err
	}
	times, err := timed(10, http.StatusCreated, func(i int) (answer, error) {
		last.change(i)
		file, err := json.Marshal(last)
		if err != nil {
			return answer{}, err
		}
		date := about.LastValidAt.AddDate(0, 0, i+1).Format(time.DateOnly)
		return post(ctx, fmt.Sprintf("%s/api/v1/layers/%s/snapshots?datetime=%s", s.url, layer, date), s.token, file)
	})
	if err != nil {
		return nil, err
	}
	return []figure{inMS(times, 50)}, nil
}

// change moves ten neighbouring vertices of the largest ring by about ten metres.
func (d *day) change(i int) {
	var largest [][2]float64
	for _, f := range d.Features {
		if rings := f.Geometry.Coordinates; len(rings) > 0 && len(rings[0]) > len(largest) {
			largest = rings[0]
		}
	}
	const moved = 10
	for k := range moved {
		// Neither the first nor the last position, which are one.
		if at := 1 + (i*3*moved+k)%max(1, len(largest)-2); at < len(largest)-1 {
			largest[at][0] += 0.0001
		}
	}
}
