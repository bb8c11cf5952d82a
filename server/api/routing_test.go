package api_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"greyzone/geo"
	"greyzone/server/api"
)

func TestPathsAndMethodsThatThereAreNot(t *testing.T) {
	s := newSite(t, api.Options{})
	wantProblem(t, s.get("/nowhere"), 404, "/nowhere", "/api/docs")
	wantProblem(t, s.get("/api/v1/nowhere"), 404, "/api/v1/nowhere")
	w := s.do(call{method: "DELETE", url: snapshots})
	wantProblem(t, w, 405, "DELETE", "GET")
	if allow := w.Header().Get("Allow"); !strings.Contains(allow, "POST") {
		t.Errorf("Allow = %q", allow)
	}
}

func TestHeadAnswersAsGetWithoutABody(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, url := range []string{"/", "/healthz", "/api/v1/layers", "/api/v1/regions", s.snapshotOf("2024-08-20")} {
		w, whole := s.do(call{method: "HEAD", url: url}), s.get(url)
		if w.Code != 200 || w.Header().Get("ETag") != whole.Header().Get("ETag") {
			t.Errorf("HEAD %s = %d, ETag %s, GET has %s", url, w.Code, w.Header().Get("ETag"), whole.Header().Get("ETag"))
		}
		if url != "/healthz" && w.Body.Len() != 0 {
			t.Errorf("HEAD %s has %d bytes", url, w.Body.Len())
		}
	}
}

func TestPlaces(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct{ name, url, list, has string }{
		{"all settlements", "/api/v1/settlements", "settlements", `"id":"sudzha"`},
		{"an empty search finds all", "/api/v1/settlements?q=", "settlements", `"id":"kursk"`},
		{"a name in Ukrainian", "/api/v1/settlements?q=%D0%A1%D1%83%D0%B4%D0%B6%D0%B0", "settlements", `"id":"sudzha"`},
		{"events of a day", "/api/v1/events?datetime=2024-08-06", "events", `"settlement":"darino"`},
		{"claims", "/api/v1/claims", "claims", `"statuses":["ua","grey"]`},
		{"regions", "/api/v1/regions", "features", `"id":"russian-territory"`},
		{"the border", "/api/v1/border", "features", `"LineString"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := s.get(tt.url)
			if w.Code != 200 || !strings.Contains(w.Body.String(), `"`+tt.list+`":[`) || !strings.Contains(strings.ToLower(w.Body.String()), strings.ToLower(tt.has)) {
				t.Errorf("%d: %.400s", w.Code, w.Body)
			}
			again := s.do(call{url: tt.url, header: map[string]string{"If-None-Match": w.Header().Get("ETag")}})
			if again.Code != http.StatusNotModified || w.Header().Get("Cache-Control") != "no-cache" {
				t.Errorf("asked again: %d, Cache-Control %q", again.Code, w.Header().Get("Cache-Control"))
			}
		})
	}
	wantProblem(t, s.get("/api/v1/settlements?name=Sudzha"), 400, `"name"`, "there is q")
	wantProblem(t, s.get("/api/v1/claims?datetime=2024-08-06"), 400, "takes none")
	wantProblem(t, s.get("/api/v1/events?datetime=2024-08-32"), 400, "datetime")
}

func TestRegionsHaveTheirAreas(t *testing.T) {
	s := newSite(t, api.Options{})
	var regions struct {
		Features []struct {
			Properties struct {
				ID      string
				AreaKm2 float64 `json:"area_km2"`
			}
		}
	}
	s.read("/api/v1/regions", &regions)
	want := map[string]float64{"kursk": 29775.977790, "sumy": 23801.395673, "russian-territory": 33285.501041, "ukrainian-territory": 36598.774080}
	for _, f := range regions.Features {
		if !near(f.Properties.AreaKm2, want[f.Properties.ID]) {
			t.Errorf("%s: %.6f km², want %.6f", f.Properties.ID, f.Properties.AreaKm2, want[f.Properties.ID])
		}
	}
	if len(regions.Features) != len(want) {
		t.Errorf("%d regions", len(regions.Features))
	}
}

func TestAnswersAreCompressedForThoseWhoCanReadThat(t *testing.T) {
	s := newSite(t, api.Options{})
	url := s.snapshotOf("2024-08-20")
	plain := s.get(url).Body.String()
	unpack := map[string]func(io.Reader) (io.Reader, error){
		"br":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	}
	for _, tt := range []struct{ accept, encoding string }{
		{"br, gzip", "br"}, {"gzip", "gzip"}, {"gzip, br;q=0", "gzip"}, {"", ""}, {"identity", ""}, {"zstd", ""},
	} {
		w := s.do(call{url: url, header: map[string]string{"Accept-Encoding": tt.accept}})
		if got := w.Header().Get("Content-Encoding"); got != tt.encoding {
			t.Errorf("Accept-Encoding %q: Content-Encoding %q", tt.accept, got)
			continue
		}
		if w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Vary = %q", w.Header().Get("Vary"))
		}
		if tt.encoding == "" {
			continue
		}
		reader, err := unpack[tt.encoding](w.Body)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(reader); err != nil || string(text) != plain {
			t.Errorf("%s: %d bytes, want %d (%v)", tt.encoding, len(text), len(plain), err)
		}
		if tag := w.Header().Get("ETag"); !strings.HasSuffix(tag, "-"+tt.encoding+`"`) {
			t.Errorf("%s has the tag %s", tt.encoding, tag)
		}
	}
	if w := s.do(call{url: "/healthz", header: map[string]string{"Accept-Encoding": "br"}}); w.Header().Get("Content-Encoding") != "" {
		t.Error("a few bytes are compressed")
	}
}

func TestOtherOriginsMayReadAndMeasureButNotUpload(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, url := range []string{"/api/v1/layers", snapshots + "/latest", "/api/v1/layers/nowhere", "/api/v1/layers?x=1"} {
		w := s.do(call{url: url, header: map[string]string{"Origin": "https://elsewhere.example"}})
		if w.Header().Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(w.Header().Get("Access-Control-Expose-Headers"), "Location") {
			t.Errorf("GET %s: %v", url, w.Header())
		}
	}
	ask := func(url, method string) http.Header {
		return s.do(call{method: "OPTIONS", url: url, header: map[string]string{
			"Origin": "https://elsewhere.example", "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type"}}).Header()
	}
	h := ask("/api/v1/area-controlled?layer=kursk-sumy", "POST")
	if !strings.Contains(h.Get("Access-Control-Allow-Methods"), "POST") || !strings.Contains(h.Get("Access-Control-Allow-Headers"), "Content-Type") || h.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("area-controlled: %v", h)
	}
	if h := ask(snapshots, "POST"); strings.Contains(h.Get("Access-Control-Allow-Methods"), "POST") || strings.Contains(h.Get("Access-Control-Allow-Headers"), "Authorization") {
		t.Errorf("uploads: %v", h)
	}
	if h := s.upload(snapshots+"?datetime=2025-07-10&dry_run=true", sudzha).Header(); h.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("an upload's answer: %v", h)
	}
}

func TestPageAndItsFiles(t *testing.T) {
	s := newSite(t, api.Options{TilesURL: "https://{s}.tile.example.org/{z}/{x}/{y}.png", TilesAttribution: "© Example"})
	w := s.get("/?day=2024-08-20&lang=uk")
	if w.Code != 200 || w.Header().Get("Content-Type") != "text/html; charset=UTF-8" || w.Header().Get("Cache-Control") != "no-cache" || w.Header().Get("ETag") == "" {
		t.Errorf("the page: %d %v", w.Code, w.Header())
	}
	policy := w.Header().Get("Content-Security-Policy")
	if !strings.Contains(policy, "script-src 'self';") || !strings.Contains(policy, "img-src 'self' data: blob: https://*.tile.example.org;") {
		t.Errorf("Content-Security-Policy = %s", policy)
	}
	if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Referrer-Policy") != "strict-origin-when-cross-origin" {
		t.Errorf("headers = %v", w.Header())
	}
	for name, document := range map[string]bool{"/assets/icon-ABCD.svg": true, "/assets/main-ABCD.js": false} {
		if h := s.get(name).Header(); (h.Get("Content-Security-Policy") == policy) != document || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", name, h)
		}
	}
	script := s.do(call{url: "/assets/main-ABCD.js", header: map[string]string{"Accept-Encoding": "br"}})
	if script.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || script.Header().Get("Content-Encoding") != "br" {
		t.Errorf("a script: %v", script.Header())
	}
	if script.Body.String() != "packed by the build" {
		t.Errorf("the script in Brotli is not what the build made of it: %q", script.Body)
	}
	wantProblem(t, s.get("/assets/main-ABCD.js.br"), 404)
	font := s.do(call{url: "/assets/serif-ABCD.woff2", header: map[string]string{"Accept-Encoding": "br"}})
	if font.Header().Get("Content-Type") != "font/woff2" || font.Header().Get("Content-Encoding") != "" {
		t.Errorf("a font: %v", font.Header())
	}
	wantProblem(t, s.get("/assets/main-OLD.js"), 404)
	wantProblem(t, s.get("/.gitkeep"), 404)
	wantProblem(t, s.get("/assets/..%2findex.html"), 404)
}

func TestMetricsCountRequestsByRoute(t *testing.T) {
	s := newSite(t, api.Options{})
	s.get(snapshots + "/latest")
	s.get(snapshots + "/2024-08-20")
	s.do(call{method: "BREW", url: "/nowhere"})
	text := s.get("/metrics").Body.String()
	if !strings.Contains(text, `greyzone_http_request_duration_seconds_count{method="GET",route="/api/v1/layers/:layer/snapshots/:id",status="302"} 2`) {
		t.Errorf("metrics = %.2000s", text)
	}
	if strings.Contains(text, "BREW") {
		t.Error("a made-up method is counted under its name")
	}
}

func TestTheLogHasRequestsAndNoTokens(t *testing.T) {
	var log strings.Builder
	s := newSite(t, api.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	s.upload(snapshots+"?datetime=2025-07-10&dry_run=true", sudzha)
	s.get("/api/v1/layers?token=" + s.token)
	if !strings.Contains(log.String(), "method=POST path="+snapshots+" status=200") {
		t.Errorf("log = %s", &log)
	}
	if strings.Contains(log.String(), s.token) {
		t.Error("the log has the token")
	}
}

// broken is a store of which one question fails.
type broken struct {
	api.Store
	fail func() error
}

func (b broken) Claims(context.Context) ([]geo.Claim, error) { return nil, b.fail() }
func (b broken) Ready(context.Context) error                 { return b.fail() }

func TestFailuresOfOursSayNothingOfTheInside(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name   string
		fail   func() error
		status int
	}{
		{"an error", func() error { return errors.New("disk on fire") }, 500},
		{"a panic", func() error { panic("disk on fire") }, 500},
		{"a full disk, told through other errors", func() error {
			return errors.Join(errors.New("write"), geo.Errorf(geo.NoSpace, "the disk is full"))
		}, 507},
		{"a database that is busy", func() error { return geo.Errorf(geo.Unavailable, "busy") }, 503},
		{"an answer that takes too long", func() error { return context.DeadlineExceeded }, 503},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var log strings.Builder
			handler, err := api.New(broken{s.store, tt.fail}, api.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
			if err != nil {
				t.Fatal(err)
			}
			w := site{t, handler, s.store, s.token}.get("/api/v1/claims")
			wantProblem(t, w, tt.status)
			if strings.Contains(w.Body.String(), "fire") {
				t.Errorf("body = %s", w.Body)
			}
			if logged := strings.Contains(log.String(), "disk on fire"); logged != (tt.status == 500) {
				t.Errorf("log = %s", &log)
			}
			if retry := w.Header().Get("Retry-After"); (retry != "") != (tt.status == 503) {
				t.Errorf("Retry-After = %q", retry)
			}
		})
	}
	handler, err := api.New(broken{s.store, func() error { return errors.New("gone") }}, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantProblem(t, site{t, handler, s.store, s.token}.get("/readyz"), 503, "database")
}
