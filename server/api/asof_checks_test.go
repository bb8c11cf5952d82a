package api_test

import (
	"encoding/json"
	"maps"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	"greyzone/geo"
)

// The answers of a world, held against its history.

// ask asks one thing as of some time.
func (w *world) ask() {
	t, text := w.someAsOf()
	layer := w.oneOf("first", "second")
	known := w.history.asOf(layer, t)
	ask := []func(layer, asOf string, known history){
		w.askLatest, w.askList, w.askAreas, w.askAreasOverTime, w.askEveryStep, w.askLayer, w.askTimeline, w.askByID, w.askTiles,
		w.askHistory, w.askContact, w.askUnchecked,
	}
	switch i := w.random.IntN(len(ask) + 3); {
	case i < len(ask):
		ask[i](layer, text, known)
	case i == len(ask):
		w.askLayers(t, text)
	case i == len(ask)+1:
		w.askPermalink(layer)
	default:
		w.askRegions(layer, t, text, known)
	}
}

// read asks for JSON and decodes it into v; not ok: there is nothing, as wanted.
func (w *world) read(path string, query url.Values, asOf string, want bool, v any) (ok bool) {
	w.Helper()
	r, ok := w.answer(path, query, asOf)
	if ok != want {
		w.Errorf("%s %v: %d", path, query, r.status)
		return false
	}
	if !ok {
		return false
	}
	if err := json.Unmarshal([]byte(r.body), v); err != nil {
		w.Fatal(err)
	}
	return true
}

// someDay is a day to ask for, and what it spans.
func (w *world) someDay() (text string, span geo.Interval) {
	day := w.someTime().Truncate(24 * time.Hour)
	return day.Format(time.DateOnly), geo.Interval{From: day, To: day.Add(24*time.Hour - geo.Tick)}
}

// someInterval is an interval to ask for, with open ends now and then.
func (w *world) someInterval() (text string, i geo.Interval) {
	from, first := w.someDay()
	to, last := w.someDay()
	if last.From.Before(first.From) {
		from, first, to, last = to, last, from, first
	}
	i = geo.Interval{From: first.From, To: last.To}
	if w.random.IntN(4) == 0 {
		from, i.From = "..", time.Time{}
	}
	if w.random.IntN(4) == 0 {
		to, i.To = "..", time.Time{}
	}
	return from + "/" + to, i
}

// last is the newest of h at or before the end of a span; not ok: there is none.
func (h history) last(span geo.Interval) (r recording, ok bool) {
	before := h.within(geo.Interval{To: span.To}) // a zero end is open
	if len(before) == 0 {
		return r, false
	}
	return before[len(before)-1], true
}

func (w *world) askLatest(layer, asOf string, known history) {
	text, span := w.someDay()
	want, ok := known.current().last(span)
	var got struct{ Snapshot geo.Ref }
	if w.read("/api/v1/layers/"+layer+"/snapshots/"+text, url.Values{}, asOf, ok, &got) && got.Snapshot != want.Ref() {
		w.Errorf("%s of %s as of %s: %+v, want %+v", text, layer, asOf, got.Snapshot, want.Ref())
	}
}

func (w *world) askList(layer, asOf string, known history) {
	text, i := w.someInterval()
	query, want := url.Values{"datetime": {text}, "limit": {"1000"}}, known.current()
	if w.random.IntN(2) == 0 {
		query.Set("revisions", "all")
		want = known.sorted()
	}
	var page geo.SnapshotPage
	if !w.read("/api/v1/layers/"+layer+"/snapshots", query, asOf, len(known) > 0, &page) {
		return
	}
	var got, wanted []geo.Ref
	for _, s := range page.Snapshots {
		got = append(got, s.Ref())
	}
	for _, r := range want.within(i) {
		wanted = append(wanted, r.Ref())
	}
	if !slices.Equal(got, wanted) {
		w.Errorf("%s of %s as of %s: %+v, want %+v", query.Encode(), layer, asOf, got, wanted)
	}
}

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

// wantLayer checks what is said of a layer of which known is known.
func (w *world) wantLayer(got geo.Layer, known history) {
	w.Helper()
	var statuses []string
	for _, s := range got.Statuses {
		statuses = append(statuses, s.ID)
	}
	current := known.current()
	if !slices.Equal(statuses, known.statuses()) || got.SnapshotCount != len(current) || !slices.Equal(got.BBox, current.bound()) {
		w.Errorf("%+v, want %v, %d, %v", got, known.statuses(), len(current), current.bound())
	}
	var first, last time.Time
	if n := len(current); n > 0 {
		first, last = current[0].ValidAt, current[n-1].ValidAt
	}
	if got.FirstValidAt == nil != (len(current) == 0) || got.FirstValidAt != nil && !(got.FirstValidAt.Equal(first) && got.LastValidAt.Equal(last)) {
		w.Errorf("from %v to %v, want %v to %v", got.FirstValidAt, got.LastValidAt, first, last)
	}
}

func (w *world) askLayer(layer, asOf string, known history) {
	var got geo.Layer
	if w.read("/api/v1/layers/"+layer, url.Values{}, asOf, len(known) > 0, &got) {
		w.wantLayer(got, known)
	}
}

func (w *world) askLayers(t time.Time, asOf string) {
	var want []string
	for _, r := range w.history {
		if !r.RecordedAt.After(t) && !slices.Contains(want, r.layer) {
			want = append(want, r.layer)
		}
	}
	var got struct{ Layers []geo.Layer }
	if !w.read("/api/v1/layers", url.Values{}, asOf, len(want) > 0, &got) {
		return
	}
	var ids []string
	for _, layer := range got.Layers {
		ids = append(ids, layer.ID)
		w.wantLayer(layer, w.history.asOf(layer.ID, t))
	}
	if !slices.Equal(ids, want) {
		w.Errorf("layers %v, want %v", ids, want)
	}
}

func (w *world) askTimeline(layer, asOf string, known history) {
	text, i := w.someInterval()
	query, want := url.Values{"layer": {layer}}, known.current()
	if w.random.IntN(2) == 0 {
		query.Set("datetime", text)
		want = want.within(i)
	}
	var got topology
	if !w.read("/api/v1/timeline", query, asOf, len(known) > 0, &got) {
		return
	}
	if len(got.Objects) != len(want) {
		w.Errorf("%s as of %s: %d objects, want %d", query.Encode(), asOf, len(got.Objects), len(want))
	}
	for _, r := range want {
		object := got.Objects[r.ValidAt.Format(time.RFC3339Nano)]
		var statuses []string
		for _, g := range object.Geometries {
			statuses = append(statuses, g.Properties.Status)
		}
		slices.Sort(statuses)
		if object.Snapshot != r.Ref() || !slices.Equal(statuses, slices.Sorted(maps.Values(r.held))) {
			w.Errorf("%+v, want %+v", object, r)
		}
	}
}

func (w *world) askByID(layer, asOf string, known history) {
	r := w.history[w.random.IntN(len(w.history))]
	isKnown := slices.ContainsFunc(known, func(k recording) bool { return k.ID == r.ID })
	var got struct {
		Snapshot geo.Ref
		Features []struct{ Properties struct{ Status string } }
	}
	if w.read("/api/v1/layers/"+layer+"/snapshots/"+r.ID, url.Values{}, asOf, isKnown, &got) &&
		(got.Snapshot != r.Ref() || len(got.Features) != len(r.held)) {
		w.Errorf("%+v, want %+v", got, r)
	}
}

func (w *world) askTiles(layer, asOf string, known history) {
	text, span := w.someDay()
	want, ok := known.current().last(span)
	var got struct {
		Tiles    []string
		Bounds   []float64
		Snapshot geo.Ref
	}
	if !w.read("/api/v1/tiles/"+layer+"/tilejson.json", url.Values{"datetime": {text}}, asOf, ok, &got) {
		return
	}
	bound := known.current().bound()
	if bound == nil {
		bound = got.Bounds // the world
	}
	if got.Snapshot != want.Ref() || !slices.Equal(got.Bounds, bound) || !strings.Contains(got.Tiles[0], want.ID) {
		w.Errorf("%+v, want %+v within %v", got, want, bound)
	}
	w.answer("/api/v1/tiles/"+layer+"/"+text+"/8/152/85.mvt", url.Values{}, asOf)
}
