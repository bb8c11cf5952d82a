package api_test

import (
	"encoding/json"
	"maps"
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
