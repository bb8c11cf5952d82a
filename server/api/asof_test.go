package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/api"
	"greyzone/server/store"
)

// clock is a time that moves only when it is told to.
type clock struct{ micros atomic.Int64 }

func newClock(text string) *clock {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	c := &clock{}
	c.micros.Store(at.UnixMicro())
	return c
}

func (c *clock) now() time.Time { return time.UnixMicro(c.micros.Load()).UTC() }

// move moves the clock by d, back if it is negative.
func (c *clock) move(d time.Duration) { c.micros.Add(d.Microseconds()) }

// site opens a database and serves it.
func (c *clock) site(t testing.TB, path string) site {
	t.Helper()
	s, err := store.Open(t.Context(), path, c.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	handler, err := api.New(s, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return site{t: t, handler: handler, store: s}
}

// emptySite serves a new database by this clock, to which its editor may upload.
func (c *clock) emptySite(t testing.TB) site {
	t.Helper()
	s := c.site(t, filepath.Join(t.TempDir(), "greyzone.db"))
	var err error
	if s.token, err = s.store.CreateToken(t.Context(), "editor"); err != nil {
		t.Fatal(err)
	}
	return s
}

// record uploads and returns when that was recorded.
func (s site) record(url, body string) string {
	s.t.Helper()
	var report geo.Report
	if w := s.upload(url, body); w.Code != http.StatusCreated {
		s.t.Fatalf("%d %s", w.Code, w.Body)
	} else {
		decode(s.t, w, &report)
	}
	return report.Snapshot.RecordedAt.Format(time.RFC3339Nano)
}

// asOfRoutes are requests for all routes that take as_of, by their names in the server's own document. Each is what the
// examples there ask for, and ends where a value of as_of can be appended.
func asOfRoutes(s site) map[string]call {
	type parameter struct {
		Name, In, Example string
		Required          bool
	}
	var document struct {
		Paths map[string]map[string]struct{ Parameters []parameter }
	}
	s.read("/api/openapi.json", &document)
	asks := make(map[string]call)
	for path, methods := range document.Paths {
		for method, route := range methods {
			ask, takes := call{method: strings.ToUpper(method), url: path}, false
			query := url.Values{}
			if path == "/api/v1/history" {
				query.Set("settlement", "sudzha") // one of several that it needs
			}
			for _, p := range route.Parameters {
				takes = takes || p.Name == "as_of"
				if p.Name == "id" && p.Example == "" {
					p.Example = strings.TrimPrefix(s.snapshotOf("2024-08-20"), snapshots+"/")
				}
				if p.In == "path" {
					ask.url = strings.ReplaceAll(ask.url, "{"+p.Name+"}", p.Example)
				} else if p.Required {
					query.Set(p.Name, p.Example)
				}
			}
			if takes {
				ask.url += "?" + query.Encode() + "&as_of="
				asks[ask.method+" "+path] = ask
			}
		}
	}
	return asks
}

// with asks for what was known at asOf.
func (c call) with(s site, asOf string) *httptest.ResponseRecorder {
	s.t.Helper()
	c.url += asOf
	if c.method == http.MethodPost {
		c.body = strings.NewReader(`{"type":"Polygon","coordinates":[` + box(35, 51, 35.5, 51.4) + `]}`)
	}
	return s.do(c)
}

func TestEveryRouteThatAnswersFromSnapshotsTakesAsOf(t *testing.T) {
	s := newSite(t, api.Options{})
	asks := asOfRoutes(s)
	for _, route := range []string{
		"GET /api/v1/layers", "GET /api/v1/layers/{layer}", "GET /api/v1/layers/{layer}/snapshots",
		"GET /api/v1/layers/{layer}/snapshots/{id}", "GET /api/v1/area-controlled", "POST /api/v1/area-controlled",
		"GET /api/v1/timeline", "GET /api/v1/tiles/{layer}/tilejson.json", "GET /api/v1/tiles/{layer}/{id}/{z}/{x}/{y}.mvt",
		"GET /api/v1/regions",
	} {
		if _, ok := asks[route]; !ok {
			t.Errorf("%s does not take as_of", route)
		}
	}
	today := time.Now().UTC().Format(time.DateOnly)
	for route, ask := range asks {
		t.Run(route, func(t *testing.T) {
			for _, tt := range []struct {
				name, asOf string
				status     int
				words      []string
			}{
				{"to come", "2999-01-01T00:00:00Z", 400, []string{"as_of", "not over yet"}},
				{"a day that is not over", today, 400, []string{"as_of", today, "not over yet"}},
				{"before anything was recorded", "2001-01-01", 404, []string{"recorded by 2001-01-01", "first"}},
				{"no time", "yesterday", 400, []string{"as_of", "yesterday"}},
				{"no day of the calendar", "2024-02-30", 400, []string{"as_of"}},
				{"no number either", "NaN", 400, []string{"as_of"}},
				{"empty", "", 400, []string{"as_of", "empty"}},
				{"an interval", "2001-01-01/2002-01-01", 400, []string{"as_of"}},
				{"twice", "2001-01-01&as_of=2001-01-01", 400, []string{"as_of", "2 times"}},
			} {
				t.Run(tt.name, func(t *testing.T) { wantProblem(t, ask.with(s, tt.asOf), tt.status, tt.words...) })
			}
			now := time.Now().UTC().Format(time.RFC3339Nano)
			if w := ask.with(s, now); w.Code != http.StatusOK && w.Code != http.StatusFound {
				t.Errorf("now: %d %s", w.Code, w.Body)
			}
		})
	}
}

// impatient is the site for clients that wait hardly at all.
func (s site) impatient() site {
	patient := s.handler
	s.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 10*time.Millisecond)
		defer cancel()
		patient.ServeHTTP(w, r.WithContext(ctx))
	})
	return s
}

func TestEveryRouteSaysWhenAnImportKeepsItFromAnswering(t *testing.T) {
	s := newSite(t, api.Options{})
	asks := asOfRoutes(s)
	var areas geo.AreaAnswer
	s.read("/api/v1/area-controlled?layer=kursk-sumy", &areas)
	err := s.store.Batch(t.Context(), func(func(geo.Upload) (geo.Report, error)) error {
		now := time.Now().UTC().Format(time.RFC3339Nano)
		for route, ask := range asks {
			w := ask.with(s.impatient(), now)
			wantProblem(t, w, 503, "import", "ask again")
			if w.Header().Get("Retry-After") == "" {
				t.Errorf("%s does not say when to ask again", route)
			}
		}
		// What an answer can be cited by does not wait.
		if w := s.impatient().get(areas.Permalink); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", areas.Permalink, w.Code, w.Body)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

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
