package api_test

import (
	"net/http"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/api"
)

func TestContact(t *testing.T) {
	s := newSite(t, api.Options{})
	var got geo.ContactAnswer
	s.read("/api/v1/contact?layer=kursk-sumy&datetime=2024-08-20", &got)
	if got.Datetime != "2024-08-20" || !near(got.LengthKm, 122.674086370) || got.Geometry.Type != "MultiLineString" || len(got.Geometry.Coordinates) != 2 {
		t.Errorf("%s: %v km, %s of %d", got.Datetime, got.LengthKm, got.Geometry.Type, len(got.Geometry.Coordinates))
	}
	if !near(geo.LengthM(got.Geometry.Coordinates)/1000, got.LengthKm) {
		t.Errorf("the lines are %v m long", geo.LengthM(got.Geometry.Coordinates))
	}
	if !strings.Contains(got.Citation, "Line of contact, 2024-08-20") || !strings.Contains(got.Citation, got.Snapshot.ID) {
		t.Errorf("citation = %s", got.Citation)
	}
	var feature format.ContactFeature
	s.read("/api/v1/contact?layer=kursk-sumy&datetime=2024-08-20&format=geojson", &feature)
	if p := feature.Properties; feature.Type != "Feature" || !feature.Geometry.Coordinates.Equal(got.Geometry.Coordinates) ||
		p.LengthKm != got.LengthKm || p.SnapshotID != got.Snapshot.ID || p.Licence != "ODbL-1.0" {
		t.Errorf("%s with %+v", feature.Type, p)
	}
}

func TestContactOfADayWithoutZonesIsEmpty(t *testing.T) {
	s := newSite(t, api.Options{})
	w := s.get("/api/v1/contact?layer=kursk-sumy&datetime=2024-08-05")
	if want := `"length_km":0,"geometry":{"type":"MultiLineString","coordinates":[]},`; w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
		t.Errorf("%d: no %s in %s", w.Code, want, w.Body)
	}
}

func TestContactRefuses(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name, query string
		status      int
		says        string
	}{
		{"no layer, naming those that there are", "", 400, "kursk-sumy"},
		{"an unknown layer", "layer=nowhere", 404, "kursk-sumy"},
		{"a layer without snapshots", "layer=border", 404, "border"},
		{"an interval", "layer=kursk-sumy&datetime=2024-08-06/2024-08-20", 400, "datetime"},
		{"before the first snapshot", "layer=kursk-sumy&datetime=2020-01-01", 404, "2024-08-05"},
		{"an unknown parameter", "layer=kursk-sumy&region=kursk", 400, `"region"`},
		{"an unknown format", "layer=kursk-sumy&format=csv", 400, "geojson"},
		{"a time of knowing that is to come", "layer=kursk-sumy&as_of=2999-01-01", 400, "as_of"},
		{"a time before anything was known", "layer=kursk-sumy&as_of=2001-01-01", 404, "recorded"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantProblem(t, s.get("/api/v1/contact?"+tt.query), tt.status, tt.says)
		})
	}
}

// The page's own answer must not be handed to others who ask after it.
func TestContactThatMayNotBePassedOnIsForThePageAlone(t *testing.T) {
	s := newSite(t, api.Options{})
	s.withRestricted()
	url := "/api/v1/contact?layer=restricted"
	page := map[string]string{"Sec-Fetch-Site": "same-origin"}
	for range 2 {
		wantProblem(t, s.get(url), 403, "licence", "all rights reserved")
		w := s.do(call{url: url, header: page})
		if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "private, no-cache" {
			t.Errorf("the page: %d, %s", w.Code, w.Header().Get("Cache-Control"))
		}
		tag := map[string]string{"If-None-Match": w.Header().Get("ETag")}
		wantProblem(t, s.do(call{url: url, header: tag}), 403, "licence")
	}
	if w := s.get("/api/v1/history?layer=restricted&settlement=sudzha"); w.Code != http.StatusOK {
		t.Errorf("the history of a place: %d", w.Code)
	}
}
