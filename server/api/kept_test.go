package api_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/geo/topo"
	"greyzone/server/api"
)

// counted is a store that counts how often it is asked for a snapshot, and for a timeline.
type counted struct {
	api.Store
	asked, timelines atomic.Int64
}

func (c *counted) Snapshot(ctx context.Context, layer, id string, asOf time.Time) (geo.Snapshot, error) {
	c.asked.Add(1)
	return c.Store.Snapshot(ctx, layer, id, asOf)
}

func (c *counted) Timeline(ctx context.Context, layer string, within geo.Interval, asOf time.Time) (topo.Timeline, error) {
	c.timelines.Add(1)
	return c.Store.Timeline(ctx, layer, within, asOf)
}

// newCountedSite is a site whose store counts.
func newCountedSite(t *testing.T) (site, *counted) {
	t.Helper()
	return newSite(t, api.Options{}).counting()
}

// counting returns a site over the same database whose store counts.
func (s site) counting() (site, *counted) {
	s.t.Helper()
	c := &counted{Store: s.store}
	handler, err := api.New(c, api.Options{Static: page()})
	if err != nil {
		s.t.Fatal(err)
	}
	s.handler = handler
	return s, c
}

// same fails if two answers differ in anything.
func same(t *testing.T, first, again *httptest.ResponseRecorder) {
	t.Helper()
	if first.Code != again.Code || first.Body.String() != again.Body.String() {
		t.Errorf("%d with %d bytes, then %d with %d", first.Code, first.Body.Len(), again.Code, again.Body.Len())
	}
	equal := func(a, b []string) bool { return len(a) == 1 && len(b) == 1 && a[0] == b[0] }
	if !maps.EqualFunc(first.Header(), again.Header(), equal) {
		t.Errorf("first %v\nthen  %v", first.Header(), again.Header())
	}
}

func TestWhatIsKeptIsAnsweredAsTheFirstTime(t *testing.T) {
	s, store := newCountedSite(t)
	url := s.snapshotOf("2024-08-20")
	tilesOf := strings.Replace(url, "layers/kursk-sumy/snapshots", "tiles/kursk-sumy", 1)
	for _, tt := range []struct{ name, url, accept, tag, method string }{
		{"a snapshot", url, "", "", ""},
		{"packed with gzip", url, "gzip", "", ""},
		{"packed with Brotli", url, "gzip, br", "", ""},
		{"the original", url + "?original=true", "", "", ""},
		{"the original with an escape in the query", url + "?original=%74rue", "gzip", "", ""},
		{"a file of the page", "/assets/main-ABCD.js", "br", "", ""},
		{"a font", "/assets/serif-ABCD.woff2", "br", "", ""},
		{"a tile", tilesOf + "/8/153/85.mvt", "br", "", ""},
		{"a tile with nothing in it", tilesOf + "/8/0/0.mvt", "br", "", ""},
		{"its headers alone", s.snapshotOf("2024-08-21"), "", "", "HEAD"},
		{"its headers alone, packed", s.snapshotOf("2024-08-21"), "br", "", "HEAD"},
		{"that the client has it already", url, "br", "its own", ""},
		{"that the client has anything", url, "br", "*", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ask := call{method: tt.method, url: tt.url, header: map[string]string{"Accept-Encoding": tt.accept}}
			if tt.tag == "its own" {
				tt.tag = s.do(ask).Header().Get("ETag")
			}
			if tt.tag != "" {
				ask.header["If-None-Match"] = tt.tag
			}
			first := s.do(ask)
			before := store.asked.Load()
			same(t, first, s.do(ask))
			if asked := store.asked.Load(); asked != before {
				t.Error("the store was asked again")
			}
			if tt.tag != "" && first.Code != http.StatusNotModified {
				t.Errorf("status %d", first.Code)
			}
		})
	}
}

func TestHeadAndGetShareWhatIsKept(t *testing.T) {
	s, store := newCountedSite(t)
	url := s.snapshotOf("2024-08-20")
	head := s.do(call{method: "HEAD", url: url})
	before := store.asked.Load()
	whole := s.get(url)
	if store.asked.Load() != before || whole.Body.Len() < 1000 {
		t.Errorf("%d bytes", whole.Body.Len())
	}
	head.Body = whole.Body
	same(t, head, whole)
}

func TestWhatMayChangeIsNotKept(t *testing.T) {
	s, store := newCountedSite(t)
	restricted := s.withRestricted()
	page := map[string]string{"Sec-Fetch-Site": "same-origin"}
	for _, tt := range []struct {
		name, url string
		header    map[string]string
		status    int
	}{
		{"a snapshot that there is not", snapshots + "/0123456789abcdef", nil, 404},
		{"what is answered for as_of", s.snapshotOf("2024-08-20") + "?as_of=" + time.Now().UTC().Format(time.RFC3339Nano), nil, 200},
		{"geometry for the page alone", restricted, page, 200},
		{"its original", restricted + "?original=true", page, 200},
		{"what others get instead", restricted, nil, 403},
		{"a query that is wrong", s.snapshotOf("2024-08-20") + "?original=perhaps", nil, 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ask := call{url: tt.url, header: tt.header}
			before := store.asked.Load()
			first, again := s.do(ask), s.do(ask)
			same(t, first, again)
			if first.Code != tt.status {
				t.Errorf("status %d: %s", first.Code, first.Body)
			}
			if asked := store.asked.Load() - before; tt.status != 400 && asked != 2 {
				t.Errorf("the store was asked %d times", asked)
			}
		})
	}
}

func TestLatestMovesOnAfterItWasAsked(t *testing.T) {
	s, _ := newCountedSite(t)
	before := s.get(snapshots + "/latest").Header().Get("Location")
	if w := s.upload(snapshots+"?datetime=2025-07-11&allow_large_change=true", sudzha); w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if after := s.get(snapshots + "/latest").Header().Get("Location"); after == before {
		t.Errorf("still %s", after)
	}
}

func TestKeptAnswersAreCounted(t *testing.T) {
	s, _ := newCountedSite(t)
	url := s.snapshotOf("2024-08-20")
	s.get(url)
	s.get(url)
	text := s.get("/metrics").Body.String()
	want(t, text, `greyzone_http_request_duration_seconds_count{method="GET",route="/api/v1/layers/:layer/snapshots/:id",status="200"} 2`)
}

func want(t *testing.T, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%q is not in %.2000s", part, text)
	}
}

func TestAreasAreKeptUntilSomethingIsStored(t *testing.T) {
	s := newSite(t, api.Options{})
	const all = "/api/v1/area-controlled?layer=kursk-sumy&datetime=../.."
	first, again := s.get(all), s.get(all)
	if again.Code != http.StatusOK || again.Body.String() != first.Body.String() || !maps.EqualFunc(first.Header(), again.Header(), slices.Equal) {
		t.Errorf("again it is %d with %v, before %v", again.Code, again.Header(), first.Header())
	}
	s.upload(snapshots+"?datetime=2025-07-10", sudzha)
	after := s.get(all)
	if !strings.Contains(after.Body.String(), "2025-07-10") || after.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Error("the day that was published is not in the answer")
	}
}

func TestPolygonThatIsSentAgainIsMeasuredAnewOnceSomethingIsStored(t *testing.T) {
	s := newSite(t, api.Options{})
	ask := func() *httptest.ResponseRecorder {
		const polygon = `{"type":"Polygon","coordinates":[[[35,51],[35.5,51],[35.5,51.4],[35,51.4],[35,51]]]}`
		return s.do(call{method: http.MethodPost, url: "/api/v1/area-controlled?layer=kursk-sumy&datetime=../..", body: strings.NewReader(polygon)})
	}
	first, again := ask(), ask()
	if first.Code != http.StatusOK || again.Body.String() != first.Body.String() || !maps.EqualFunc(first.Header(), again.Header(), slices.Equal) {
		t.Errorf("again it is %d with %v, before %d with %v", again.Code, again.Header(), first.Code, first.Header())
	}
	s.upload(snapshots+"?datetime=2025-07-10", sudzha)
	if after := ask(); !strings.Contains(after.Body.String(), "2025-07-10") {
		t.Error("the day that was published is not in the answer")
	}
}
