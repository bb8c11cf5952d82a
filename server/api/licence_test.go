package api_test

import (
	"testing"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/api"
)

// withRestricted adds a layer whose licence does not let its geometry be passed on, and returns its snapshot.
func (s site) withRestricted() string {
	return s.withLayer("restricted", geo.Layer{Source: geo.Source{ID: "theirs", Licence: "all rights reserved"}})
}

// withLayer adds a layer with one snapshot, and returns that.
func (s site) withLayer(id string, layer geo.Layer) string {
	s.t.Helper()
	for reading, err := range format.Read([]byte(sudzha), "2025-07-10.geojson", format.Auto) {
		if err != nil {
			s.t.Fatal(err)
		}
		report, err := s.store.Publish(s.t.Context(), geo.Upload{
			Layer: id, Reading: reading, ValidAt: reading.ValidAt, Create: &layer,
		})
		if err != nil {
			s.t.Fatal(err)
		}
		return "/api/v1/layers/" + id + "/snapshots/" + *report.Snapshot.ID
	}
	s.t.Fatal("no reading")
	return ""
}

func TestGeometryThatMayNotBePassedOnIsForThePageAlone(t *testing.T) {
	s := newSite(t, api.Options{PublicURL: "https://map.example.org"})
	url := s.withRestricted()
	for _, tt := range []struct {
		name   string
		header map[string]string
		status int
	}{
		{"a program", nil, 403},
		{"another site's page", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"its address typed in", map[string]string{"Sec-Fetch-Site": "none"}, 403},
		{"a page of a sister site", map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"another origin in an old browser", map[string]string{"Origin": "https://elsewhere.example"}, 403},
		{"the page", map[string]string{"Sec-Fetch-Site": "same-origin"}, 200},
		{"the page in an old browser", map[string]string{"Referer": "https://map.example.org/?day=2025-07-10"}, 200},
		{"the page, reached by another name", map[string]string{"Referer": "http://example.com/"}, 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, query := range []string{"", "?original=true"} {
				w := s.do(call{url: url + query, header: tt.header})
				if w.Code != tt.status {
					t.Errorf("%q: %d: %.200s", query, w.Code, w.Body)
				}
				if w.Code == 200 && w.Header().Get("Cache-Control") != "private, max-age=31536000, immutable" {
					t.Errorf("Cache-Control = %s", w.Header().Get("Cache-Control"))
				}
			}
		})
	}
	wantProblem(t, s.get(url), 403, "licence", "all rights reserved", "area-controlled")
	var areas geo.AreaAnswer
	s.read("/api/v1/area-controlled?layer=restricted", &areas)
	if len(areas.Results) != 1 {
		t.Errorf("areas = %+v", areas)
	}
	if w := s.get("/api/v1/layers/restricted/snapshots"); w.Code != 200 {
		t.Errorf("the list: %d", w.Code)
	}
}
