package api_test

import (
	"maps"
	"math"
	"net/url"
	"slices"
	"time"

	"greyzone/geo"
)

// ground is some of the ground to measure within, and what of it a snapshot holds there.
func (w *world) ground(query url.Values) (on func(cell) bool) {
	if w.random.IntN(2) == 0 {
		return func(cell) bool { return true }
	}
	query.Set("bbox", "33.9,50,34.85,60") // the first three cells
	return func(c cell) bool { return c < 3 }
}

// wantAreas checks one result against the snapshot that should answer.
func (w *world) wantAreas(got geo.Measurement, want recording, known history, on func(cell) bool) {
	w.Helper()
	if got.Snapshot != want.Ref() {
		w.Errorf("snapshot %+v, want %+v", got.Snapshot, want.Ref())
	}
	held := maps.Clone(want.held)
	maps.DeleteFunc(held, func(c cell, _ string) bool { return !on(c) })
	km2 := recording{held: held}.areas()
	var statuses []string
	for _, a := range got.Areas {
		statuses = append(statuses, a.Status)
		if math.Abs(a.AreaKm2-km2[a.Status]) > 1e-6 {
			w.Errorf("%s on %s: %f km², want %f", a.Status, got.Datetime, a.AreaKm2, km2[a.Status])
		}
	}
	if !slices.Equal(statuses, known.statuses()) {
		w.Errorf("statuses %v, want %v", statuses, known.statuses())
	}
}

func (w *world) askAreas(layer, asOf string, known history) {
	text, span := w.someDay()
	query := url.Values{"layer": {layer}, "datetime": {text}}
	on := w.ground(query)
	want, ok := known.current().last(span)
	var got geo.AreaAnswer
	if w.read("/api/v1/area-controlled", query, asOf, ok, &got) {
		w.wantAreas(got.Results[0], want, known, on)
	}
}

func (w *world) askAreasOverTime(layer, asOf string, known history) {
	text, i := w.someInterval()
	query := url.Values{"layer": {layer}, "datetime": {text}}
	on := w.ground(query)
	_, ok := known.current().last(i)
	var got geo.AreaAnswer
	if !w.read("/api/v1/area-controlled", query, asOf, ok, &got) {
		return
	}
	want := known.current().within(i)
	if len(got.Results) != len(want) {
		w.Fatalf("%s: %d results, want %d", query.Encode(), len(got.Results), len(want))
	}
	for n, r := range want {
		w.wantAreas(got.Results[n], r, known, on)
	}
}

// askEveryStep asks for steps of two days, between two days.
func (w *world) askEveryStep(layer, asOf string, known history) {
	from, first := w.someDay()
	end := first.From.AddDate(0, 0, 1+w.random.IntN(9))
	query := url.Values{"layer": {layer}, "datetime": {from + "/" + end.Format(time.DateOnly)}, "every": {"P2D"}}
	whole := geo.Interval{To: end.AddDate(0, 0, 1).Add(-geo.Tick)}
	_, ok := known.current().last(whole)
	var got geo.AreaAnswer
	if !w.read("/api/v1/area-controlled", query, asOf, ok, &got) {
		return
	}
	n := 0
	for at := first.From; at.Before(whole.To); at = at.AddDate(0, 0, 2) {
		step := geo.Interval{To: at.AddDate(0, 0, 2).Add(-geo.Tick)}
		if step.To.After(whole.To) {
			step.To = whole.To
		}
		want, ok := known.current().last(step)
		if !ok {
			continue
		}
		if n == len(got.Results) || got.Results[n].Datetime != step.To.Format(time.DateOnly) {
			w.Fatalf("%s as of %s: step %d of %+v", query.Encode(), asOf, n, got.Results)
		}
		w.wantAreas(got.Results[n], want, known, func(cell) bool { return true })
		n++
	}
	if n != len(got.Results) {
		w.Errorf("%d steps, want %d", len(got.Results), n)
	}
}
