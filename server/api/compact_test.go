package api_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/server/api"
)

func TestLongCompactAreasAreTheWholeOnesRounded(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, url := range []string{
		"/api/v1/area-controlled?layer=kursk-sumy&datetime=../..&region=kursk",
		"/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-06/2024-08-10&group_by=region",
	} {
		var whole, compact geo.AreaAnswer
		s.read(url, &whole)
		s.read(url+"&compact=true", &compact)
		if compact.Permalink != whole.Permalink || compact.Citation != whole.Citation || compact.Licence != whole.Licence || compact.Method != "" {
			t.Errorf("%s: it is said to be from %q, %q", url, compact.Permalink, compact.Citation)
		}
		if len(compact.Results) != len(whole.Results) {
			t.Fatalf("%s: %d results, want %d", url, len(compact.Results), len(whole.Results))
		}
		for i, m := range whole.Results {
			wantCompact(t, compact.Results[i], m)
		}
	}
}

func wantCompact(t *testing.T, got, whole geo.Measurement) {
	t.Helper()
	if got.Datetime != whole.Datetime || got.Snapshot != (geo.Ref{ID: whole.Snapshot.ID}) || (got.Region == nil) != (whole.Region == nil) {
		t.Errorf("%+v, want %+v", got, whole)
	}
	round := func(km2 float64) float64 { return math.Round(km2*1000) / 1000 }
	for i, a := range whole.Areas {
		a.AreaKm2 = round(a.AreaKm2)
		if g := got.Areas[i]; g.Status != a.Status || g.AreaKm2 != a.AreaKm2 {
			t.Errorf("%s: %+v, want %+v", whole.Datetime, g, a)
		}
	}
	for i, c := range whole.Controlled {
		if g := got.Controlled[i]; g.Party != c.Party || g.MinKm2 != round(c.MinKm2) || g.MaxKm2 != round(c.MaxKm2) {
			t.Errorf("%s: %+v, want %+v", whole.Datetime, g, c)
		}
	}
}

func TestCompactListsNameTheSame(t *testing.T) {
	s := newSite(t, api.Options{})
	var page, compactPage geo.SnapshotPage
	s.read(snapshots+"?limit=5", &page)
	s.read(snapshots+"?limit=5&compact=true", &compactPage)
	if len(compactPage.Snapshots) != 5 || *compactPage.NextCursor != *page.NextCursor {
		t.Fatalf("%+v, want %+v", compactPage, page)
	}
	for i, snapshot := range page.Snapshots {
		if want := (geo.Snapshot{ID: snapshot.ID, ValidAt: snapshot.ValidAt, Revision: 1}); compactPage.Snapshots[i] != want {
			t.Errorf("%+v, want %+v", compactPage.Snapshots[i], want)
		}
	}
	var events, compactEvents struct{ Events []geo.Event }
	s.read("/api/v1/events?datetime=2024-08-06", &events)
	s.read("/api/v1/events?datetime=2024-08-06&compact=true", &compactEvents)
	for i, e := range events.Events {
		e.Source, e.Note = geo.Citation{}, ""
		if compactEvents.Events[i] != e {
			t.Errorf("%+v, want %+v", compactEvents.Events[i], e)
		}
	}
}

func TestWhatHasNoCompactFormIsRefused(t *testing.T) {
	s := newSite(t, api.Options{})
	const areas = "/api/v1/area-controlled?layer=kursk-sumy&compact="
	wantProblem(t, s.get(areas+"true&format=csv"), 400, "compact", "CSV")
	wantProblem(t, s.get(areas+"true&claims=true"), 400, "compact", "claims")
	wantProblem(t, s.get(areas+"yes"), 400, "compact=yes", "true, false")
	wantProblem(t, s.get("/api/v1/outlines?compact=true"), 400, "compact")
	if got, want := s.get(areas+"false").Body.String(), s.get("/api/v1/area-controlled?layer=kursk-sumy").Body.String(); got != want {
		t.Errorf("compact=false answers %.200s, want %.200s", got, want)
	}
	within := s.do(call{method: "POST", url: areas + "true", body: strings.NewReader(around)})
	if body := within.Body.String(); within.Code != 200 || strings.Contains(body, "recorded_at\":\"") {
		t.Errorf("within a polygon: %d %.300s", within.Code, body)
	}
}

// outlined is what tests look at of outlines.
type outlined struct {
	Objects map[string]struct {
		Geometries []struct {
			Type       *string
			ID         string
			BBox       []float64
			Properties struct{ Kind string }
			Arcs       json.RawMessage
		}
	}
}

func TestOutlinesAreOfTheAskedKindsAndTheBorder(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		query string
		drawn string
	}{
		{"", "kursk sumy russian-territory ukrainian-territory"},
		{"?kind=oblast", "kursk sumy"},
		{"?kind=side,oblast", "kursk sumy russian-territory ukrainian-territory"},
		{"?kind=raion", ""},
	} {
		var o outlined
		s.read("/api/v1/outlines"+tt.query, &o)
		var drawn []string
		for _, g := range o.Objects["regions"].Geometries {
			if len(g.BBox) != 4 || g.BBox[0] >= g.BBox[2] || g.Properties.Kind == "" || (g.Type == nil) != (g.Arcs == nil) {
				t.Errorf("%s: %+v", tt.query, g)
			}
			if g.Type != nil {
				drawn = append(drawn, g.ID)
			}
		}
		if got := strings.Join(drawn, " "); got != tt.drawn || len(o.Objects["regions"].Geometries) != 4 {
			t.Errorf("%s: outlines of %s, want %s", tt.query, got, tt.drawn)
		}
		if border := o.Objects["border"].Geometries; len(border) != 1 || *border[0].Type != "LineString" {
			t.Errorf("%s: the border is %+v", tt.query, border)
		}
	}
}

func TestARegionIsAskedForByItself(t *testing.T) {
	s := newSite(t, api.Options{})
	var all struct{ Features []json.RawMessage }
	s.read("/api/v1/regions", &all)
	if got := s.get("/api/v1/regions/russian-territory").Body.String(); got != string(all.Features[2]) {
		t.Errorf("%.300s, want %.300s", got, all.Features[2])
	}
}
