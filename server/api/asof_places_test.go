package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"greyzone/geo"
)

// askHistory asks who held a point inside of a cell when.
func (w *world) askHistory(layer, asOf string, known history) {
	c, days := cell(w.random.IntN(cells)), 1+w.random.IntN(9)
	p := c.polygon()[0][0]
	query := url.Values{"layer": {layer}, "gap_days": {strconv.Itoa(days)}, "lon": {fmt.Sprint(p[0] + 0.1)}, "lat": {fmt.Sprint(p[1] + 0.1)}}
	var shown []geo.Shown
	for _, r := range known.current() {
		shown = append(shown, geo.Shown{Snapshot: r.Ref(), Status: r.held[c]})
	}
	var got geo.PlaceHistory
	if !w.read("/api/v1/history", query, asOf, len(shown) > 0, &got) {
		return
	}
	if got, want := w.asJSON(got.Intervals), w.asJSON(geo.Intervals(shown, nil, days)); got != want {
		w.Errorf("%s as of %s: %s, want %s", query.Encode(), asOf, got, want)
	}
	if want := shown[len(shown)-1].Snapshot; got.LastSnapshot != want {
		w.Errorf("%s as of %s: last %+v, want %+v", query.Encode(), asOf, got.LastSnapshot, want)
	}
}

func (w *world) asJSON(v any) string {
	w.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		w.Fatal(err)
	}
	return string(text)
}

// askContact asks for the line of contact on a day; cells do not touch, so that it has none.
func (w *world) askContact(layer, asOf string, known history) {
	text, span := w.someDay()
	want, ok := known.current().last(span)
	var got geo.ContactAnswer
	if !w.read("/api/v1/contact", url.Values{"layer": {layer}, "datetime": {text}}, asOf, ok, &got) {
		return
	}
	if got.Snapshot != want.Ref() || got.LengthKm != 0 || len(got.Geometry.Coordinates) != 0 {
		w.Errorf("%s of %s as of %s: %+v, want nothing of %+v", text, layer, asOf, got, want.Ref())
	}
}

// askUnchecked asks what only has to stay as it is: other tests hold it against what is right.
func (w *world) askUnchecked(layer, asOf string, known history) {
	query := url.Values{"layer": {layer}}
	switch w.random.IntN(3) {
	case 0:
		r := w.history[w.random.IntN(len(w.history))]
		w.answer("/api/v1/layers/"+r.layer+"/snapshots/"+r.ID+"/changes", url.Values{}, asOf)
	case 1:
		if len(w.regions) > 0 { // that came later too
			query.Set("region", w.regions[w.random.IntN(len(w.regions))].ID)
			r, ok := w.answer("/api/v1/"+w.oneOf("area-controlled", "history"), query, asOf)
			if ok != (len(known.current()) > 0) {
				w.Errorf("%v as of %s: %v", query, asOf, r)
			}
		}
	case 2:
		from, i := w.someDay()
		query.Set("from", from)
		query.Set("to", i.From.AddDate(0, 0, w.random.IntN(9)).Format(time.DateOnly))
		query.Set("format", w.oneOf("json", "geojson"))
		w.answer("/api/v1/changes", query, asOf)
	}
}

// askPermalink asks for what is known now. What the answer is to be cited by has the same bytes, for ever.
func (w *world) askPermalink(layer string) {
	at := w.oneOf("area-controlled?datetime=../..", "area-controlled?group_by=region", "contact?", "history?lon=34.1&lat=51.15",
		"changes?from=2024-08-20&to=2024-08-25")
	now := w.site().reply("/api/v1/" + at + "&layer=" + layer)
	if now.status == http.StatusNotFound {
		return
	}
	var answer geo.Provenance
	if err := json.Unmarshal([]byte(now.body), &answer); err != nil || answer.Permalink == "" {
		w.Fatalf("%v: %v", now, err)
	}
	permalink := strings.TrimPrefix(answer.Permalink, "http://example.com")
	if cited := w.site().reply(permalink); cited != now {
		w.Errorf("%s: %v\nand without as_of %v", permalink, cited, now)
	}
	w.answers[permalink] = now
}

// askRegions asks for the areas in all regions.
func (w *world) askRegions(layer string, t time.Time, asOf string, known history) {
	var want, got []string
	for _, r := range w.regions {
		if !r.RecordedAt.After(t) {
			want = append(want, r.ID)
		}
	}
	_, ok := known.current().last(geo.Interval{})
	var answer geo.AreaAnswer
	query := url.Values{"layer": {layer}, "group_by": {"region"}}
	if !w.read("/api/v1/area-controlled", query, asOf, ok, &answer) {
		return
	}
	for _, r := range answer.Results {
		got = append(got, *r.Region.ID)
	}
	if !slices.Equal(got, want) {
		w.Errorf("regions %v, want %v", got, want)
	}
}
