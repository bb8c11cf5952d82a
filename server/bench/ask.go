package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"time"
)

// answer is a response, read to its end.
type answer struct {
	status   int
	header   http.Header
	location string // where it was found in the end
	body     []byte
}

// client takes bodies as they come.
var client = &http.Client{Transport: &http.Transport{DisableCompression: true}}

func get(ctx context.Context, url, accept string) (answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return answer{}, err
	}
	if accept != "" {
		r.Header.Set("Accept-Encoding", accept)
	}
	return send(r)
}

func post(ctx context.Context, url, token string, body []byte) (answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return send(r)
}

func send(r *http.Request) (answer, error) {
	response, err := client.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return answer{status: response.StatusCode, header: response.Header, location: response.Request.URL.String(), body: body}, err
}

// wanted returns an error unless the answer has that status.
func (a answer) wanted(status int) error {
	switch {
	case a.status == status:
		return nil
	case a.status == http.StatusNotFound && bytes.Contains(a.body, []byte("/api/docs")):
		return errNoRoute
	}
	return fmt.Errorf("%d: %.200s", a.status, a.body)
}

// getJSON decodes what is at a path of the server.
func (s *served) getJSON(ctx context.Context, path string, v any) error {
	if s.url == "" {
		return errNoServer
	}
	a, err := get(ctx, s.url+path, "")
	if err == nil {
		err = a.wanted(http.StatusOK)
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(a.body, v)
}

// timed asks n times and returns how long the answers took. Ones of another status are failures.
func timed(n, status int, ask func(i int) (answer, error)) ([]time.Duration, error) {
	var times []time.Duration
	for i := range n {
		start := time.Now()
		a, err := ask(i)
		took := time.Since(start)
		if err == nil {
			err = a.wanted(status)
		}
		if err != nil {
			return nil, err
		}
		times = append(times, took)
	}
	return times, nil
}

func median[T time.Duration | float64](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// inMS is a figure of the median of some times.
func inMS(times []time.Duration, goal float64) figure {
	return figure{value: float64(median(times).Microseconds()) / 1e3, goal: goal, unit: "ms"}
}

const allDays = "/api/v1/area-controlled?layer=" + layer + "&datetime=../.."

func areaOverTime(ctx context.Context, s *served) ([]figure, error) {
	if s.url == "" {
		return nil, errNoServer
	}
	times, err := timed(50, http.StatusOK, func(int) (answer, error) { return get(ctx, s.url+allDays, "identity") })
	if err != nil {
		return nil, err
	}
	return []figure{inMS(times, 4)}, nil
}

// areaWithin measures polygons that were never sent before, and then one of them again.
func areaWithin(ctx context.Context, s *served) ([]figure, error) {
	var about struct{ BBox [4]float64 }
	if err := s.getJSON(ctx, "/api/v1/layers/"+layer, &about); err != nil {
		return nil, err
	}
	ask := func(i int) (answer, error) { return post(ctx, s.url+allDays, "", circle(about.BBox, i)) }
	first, err := timed(5, http.StatusOK, ask)
	if err != nil {
		return nil, err
	}
	again, err := timed(50, http.StatusOK, func(int) (answer, error) { return ask(0) })
	if err != nil {
		return nil, err
	}
	return []figure{inMS(first, 200), inMS(again, 4)}, nil
}

// circle is a region of 300 vertices, a fifth of the map wide, each time a little further.
func circle(bbox [4]float64, shift int) []byte {
	const vertices = 300
	west, south, east, north := bbox[0], bbox[1], bbox[2], bbox[3]
	ring := make([][2]float64, vertices+1)
	for i := range ring {
		angle := 2 * math.Pi * float64(i%vertices) / vertices
		ring[i] = [2]float64{
			(west+east)/2 + 0.013*float64(shift) + (east-west)/10*math.Cos(angle),
			(south+north)/2 + 0.011*float64(shift) + (north-south)/10*math.Sin(angle),
		}
	}
	text, err := json.Marshal(map[string]any{"type": "Polygon", "coordinates": [][][2]float64{ring}})
	if err != nil {
		panic(err) // numbers only
	}
	return text
}

// timelineSize asks until the packing that goes on in the background is done: until the answer stays as it is.
func timelineSize(ctx context.Context, s *served) ([]figure, error) {
	if s.url == "" {
		return nil, errNoServer
	}
	figures := []figure{{goal: 160, unit: "KB"}, {goal: 230, unit: "KB"}}
	for i, encoding := range []string{"br", "gzip"} {
		size, err := settledSize(ctx, s.url+"/api/v1/timeline?layer="+layer, encoding)
		if err != nil {
			return nil, err
		}
		figures[i].value = float64(size) / 1e3
	}
	return figures, nil
}

// settledSize returns the size of an answer that has not become smaller for ten seconds.
func settledSize(ctx context.Context, url, encoding string) (int, error) {
	smallest, since := math.MaxInt, time.Now()
	for time.Since(since) < 10*time.Second {
		a, err := get(ctx, url, encoding)
		if err == nil {
			err = a.wanted(http.StatusOK)
		}
		if err != nil {
			return 0, err
		}
		if len(a.body) < smallest {
			smallest, since = len(a.body), time.Now()
		}
		time.Sleep(time.Second)
	}
	return smallest, nil
}
