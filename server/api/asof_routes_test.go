package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
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
		"GET /api/v1/regions", "GET /api/v1/changes", "GET /api/v1/layers/{layer}/snapshots/{id}/changes", "GET /api/v1/history",
		"GET /api/v1/contact", "GET /api/v1/regions/{region}", "GET /api/v1/outlines",
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
