package api_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"

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
