package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
)

func TestABareDateAsOfIsItsWholeDay(t *testing.T) {
	c := newClock("2026-03-01T10:00:00Z")
	s := c.emptySite(t)
	const list = "/api/v1/layers/small/snapshots"
	s.record(list+"?create_layer=true&datetime=2025-07-10", sudzha)
	c.move(13*time.Hour + 59*time.Minute + 59*time.Second)
	s.record(list+"?datetime=2025-07-11", sudzha)
	wantProblem(t, s.get(list+"?as_of=2026-03-01"), 400, "2026-03-01", "not over yet")
	c.move(time.Second)
	s.record(list+"?datetime=2025-07-12", sudzha)
	for asOf, want := range map[string]int{
		"2026-03-01": 2, "2026-03-01T23:59:58Z": 1, "2026-03-01T23:59:59Z": 2, "2026-03-02T00:00:00Z": 3,
		"2026-03-02T02:00:00%2B02:00": 3, "2026-03-01T10:00:00.000000Z": 1,
	} {
		var page geo.SnapshotPage
		s.read(list+"?as_of="+asOf, &page)
		if len(page.Snapshots) != want {
			t.Errorf("as of %s: %d snapshots, want %d", asOf, len(page.Snapshots), want)
		}
	}
	wantProblem(t, s.get(list+"?as_of=2026-02-28"), 404, "2026-02-28", "2026-03-01T10:00:00Z")
}

// A site whose layer "small" has a day, then a correction of it with more ground, then another day; and a layer "later".
type growing struct {
	site
	first, corrected, last, other string // when that was recorded
}

func newGrowing(t *testing.T) growing {
	t.Helper()
	c := newClock("2026-03-01T10:00:00Z")
	g := growing{site: c.emptySite(t)}
	record := func(layer, date string, box string) string {
		c.move(time.Minute)
		return g.record("/api/v1/layers/"+layer+"/snapshots?create_layer=true&datetime="+date, day(zone("ua", box)))
	}
	g.first = record("small", "2025-07-10", box(35, 51, 35.1, 51.1))
	g.corrected = record("small", "2025-07-10", box(35, 51, 35.2, 51.1))
	g.last = record("small", "2025-07-11", box(35, 51, 35.2, 51.3))
	g.other = record("later", "2025-07-10", box(35, 51, 35.1, 51.1))
	return g
}

func TestLayersAsOf(t *testing.T) {
	g := newGrowing(t)
	for _, tt := range []struct {
		name, asOf string
		layers     []string
		count      int
		last       string
		bbox       []float64
	}{
		{"before the correction", g.first, []string{"small"}, 1, "2025-07-10", []float64{35, 51, 35.1, 51.1}},
		{"after it", g.corrected, []string{"small"}, 1, "2025-07-10", []float64{35, 51, 35.2, 51.1}},
		{"before there was another layer", g.last, []string{"small"}, 2, "2025-07-11", []float64{35, 51, 35.2, 51.3}},
		{"with both", g.other, []string{"small", "later"}, 2, "2025-07-11", []float64{35, 51, 35.2, 51.3}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var all struct{ Layers []geo.Layer }
			var one geo.Layer
			g.read("/api/v1/layers?as_of="+tt.asOf, &all)
			g.read("/api/v1/layers/small?as_of="+tt.asOf, &one)
			var ids []string
			for _, layer := range all.Layers {
				ids = append(ids, layer.ID)
			}
			if !slices.Equal(ids, tt.layers) {
				t.Errorf("layers %v", ids)
			}
			if one.SnapshotCount != tt.count || one.LastValidAt.Format(time.DateOnly) != tt.last || !slices.Equal(one.BBox, tt.bbox) {
				t.Errorf("%+v", one)
			}
			var tiles struct {
				Bounds   []float64
				Snapshot geo.Ref
			}
			g.read("/api/v1/tiles/small/tilejson.json?as_of="+tt.asOf, &tiles)
			if !slices.Equal(tiles.Bounds, tt.bbox) || tiles.Snapshot.ValidAt.Format(time.DateOnly) != tt.last {
				t.Errorf("tiles %+v", tiles)
			}
		})
	}
	wantProblem(t, g.get("/api/v1/layers/later?as_of="+g.last), 404, "later", g.last, g.other)
}

func TestASnapshotThatWasRecordedLaterIsNotKnown(t *testing.T) {
	g := newGrowing(t)
	id := strings.TrimPrefix(g.get("/api/v1/layers/small/snapshots/2025-07-10").Header().Get("Location"), "/api/v1/layers/small/snapshots/")
	for _, path := range []string{"/api/v1/layers/small/snapshots/" + id, "/api/v1/tiles/small/" + id + "/8/152/85.mvt"} {
		wantProblem(t, g.get(path+"?as_of="+g.first), 404, id, "recorded at "+g.corrected)
		plain := g.get(path)
		if plain.Code != http.StatusOK || plain.Body.Len() == 0 {
			t.Fatalf("%d with %d bytes", plain.Code, plain.Body.Len())
		}
		same(t, plain, g.get(path+"?as_of="+g.corrected))
	}
	// A redirect stays in its time.
	for _, path := range []string{"/api/v1/layers/small/snapshots/2025-07-10", "/api/v1/tiles/small/latest/8/152/85.mvt"} {
		to := g.get(path + "?as_of=" + g.first).Header().Get("Location")
		if w := g.get(to); w.Code != http.StatusOK || strings.Contains(to, id) || !strings.HasSuffix(to, "?as_of="+g.first) {
			t.Errorf("%s leads to %s: %d", path, to, w.Code)
		}
	}
}

func TestTimelineAsOf(t *testing.T) {
	g := newGrowing(t)
	const plain = "/api/v1/timeline?layer=small"
	to := func(query string) string {
		t.Helper()
		w := g.get(plain + query)
		if w.Code != http.StatusFound || w.Header().Get("Cache-Control") != "no-cache" {
			t.Fatalf("%d %v", w.Code, w.Header())
		}
		return w.Header().Get("Location")
	}
	version := func(location string) string {
		_, v, _ := strings.Cut(location, "&v=")
		return v
	}
	if newest := to("&as_of=" + g.last); version(newest) != version(to("")) || version(newest) != version(to("&as_of="+g.other)) {
		t.Errorf("%s, and what is known now is at %s", newest, to(""))
	}
	before := to("&as_of=" + g.first)
	w := g.get(before)
	var got topology
	decode(t, w, &got)
	if object, ok := got.Objects["2025-07-10T00:00:00Z"]; !ok || len(got.Objects) != 1 || object.Snapshot.Revision != 1 {
		t.Errorf("%+v", got.Objects)
	}
	if w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || !strings.Contains(before, "as_of=") {
		t.Errorf("%s: %v", before, w.Header())
	}
	g.record("/api/v1/layers/small/snapshots?allow_large_change=true&datetime=2025-07-09", sudzha)
	same(t, w, g.get(before))
	if again := to("&as_of=" + g.first); again != before {
		t.Errorf("%s, before %s", again, before)
	}
	if wrong := g.get(plain + "&as_of=" + g.first + "&v=" + version(to(""))); wrong.Code != http.StatusFound {
		t.Errorf("what is known now, as of before: %d", wrong.Code)
	}
}

// As many times as there are microseconds have the same history.
func TestTimelineAsOfIsMadeOnceForAllTimesThatKnowTheSame(t *testing.T) {
	s, counted := newCountedSite(t)
	second := s.record(snapshots+"?datetime=2025-07-10", sudzha)
	at, err := time.Parse(time.RFC3339Nano, second)
	if err != nil {
		t.Fatal(err)
	}
	const august = timeline + "&datetime=2024-08-01/2024-08-31"
	for i := range 5 {
		s.get(august + "&as_of=" + at.Add(-time.Duration(i+1)*geo.Tick).Format(time.RFC3339Nano))
	}
	if made := counted.timelines.Load(); made != 1 {
		t.Errorf("%d timelines were made", made)
	}
	for range 2 {
		s.get(august)
		s.get(august + "&as_of=" + second)
		s.get(august + "&as_of=" + at.Add(-geo.Tick).Format(time.RFC3339Nano))
	}
	if made := counted.timelines.Load(); made != 2 {
		t.Errorf("%d timelines were made", made)
	}
}

// What a vocabulary gains is not in answers as of before.
func TestStatusesAsOf(t *testing.T) {
	g := newGrowing(t)
	reading := geo.Reading{Statuses: []geo.Status{{ID: "ua"}, {ID: "odd", Colour: "#123456", Texture: "plain"}}}
	reading.Zones = []geo.Zone{{Status: "odd", Polygon: cell(0).polygon()}}
	report, err := g.store.Publish(t.Context(), geo.Upload{Layer: "small", Reading: reading, ValidAt: time.Date(2025, 7, 12, 0, 0, 0, 0, time.UTC), AllowLargeChange: true})
	if err != nil {
		t.Fatal(err)
	}
	statuses := func(url string) int {
		var layer geo.Layer
		var areas geo.AreaAnswer
		g.read("/api/v1/layers/small"+url, &layer)
		g.read("/api/v1/area-controlled"+strings.Replace(url, "?", "?layer=small&", 1), &areas)
		if len(areas.Results[0].Areas) != len(layer.Statuses) {
			t.Errorf("%d areas for %d statuses", len(areas.Results[0].Areas), len(layer.Statuses))
		}
		return len(layer.Statuses)
	}
	if before, after := statuses("?as_of="+g.other), statuses("?as_of="+report.Snapshot.RecordedAt.Format(time.RFC3339Nano)); before != 3 || after != 4 {
		t.Errorf("%d statuses, then %d", before, after)
	}
	const areas = "/api/v1/area-controlled?layer=small&status=odd&as_of="
	wantProblem(t, g.get(areas+g.other), 400, "odd")
	var answer json.RawMessage
	g.read(areas+report.Snapshot.RecordedAt.Format(time.RFC3339Nano), &answer)
}
