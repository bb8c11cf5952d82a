package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"greyzone/geo"
	"greyzone/server/api"
)

const timeline = "/api/v1/timeline?layer=kursk-sumy"

// timelineOf returns the URL, with v, of a stretch of the default layer's history.
func (s site) timelineOf(datetime string) string {
	s.t.Helper()
	w := s.get(timeline + "&datetime=" + datetime)
	if w.Code != http.StatusFound || w.Header().Get("Cache-Control") != "no-cache" {
		s.t.Fatalf("%d, %v: %.200s", w.Code, w.Header(), w.Body)
	}
	return w.Header().Get("Location")
}

// topology is a TopoJSON as a client reads it.
type topology struct {
	Type, Layer, Attribution, Licence string
	Transform                         struct{ Scale, Translate [2]float64 }
	Arcs                              [][][2]int
	Objects                           map[string]struct {
		Type       string
		Snapshot   geo.Ref
		Geometries []struct {
			Type       string
			Properties struct{ Status string }
			Arcs       [][]int
		}
	}
}

func TestTimelineHasAnObjectForEachSnapshot(t *testing.T) {
	s := newSite(t, api.Options{})
	var page geo.SnapshotPage
	s.read(snapshots+"?limit=1000", &page)
	var got topology
	s.read(s.timelineOf("2024-01-01/.."), &got)
	if got.Type != "Topology" || got.Layer != "kursk-sumy" || got.Attribution == "" || got.Licence == "" {
		t.Errorf("%s of %s by %s under %s", got.Type, got.Layer, got.Attribution, got.Licence)
	}
	if len(got.Objects) != len(page.Snapshots) {
		t.Errorf("%d objects for %d snapshots", len(got.Objects), len(page.Snapshots))
	}
	for _, snapshot := range page.Snapshots {
		object := got.Objects[snapshot.ValidAt.Format("2006-01-02T15:04:05Z")]
		if object.Snapshot != snapshot.Ref() || object.Type != "GeometryCollection" {
			t.Errorf("%s: a %s of %+v", snapshot.ValidAt, object.Type, object.Snapshot)
		}
	}
}

func TestTimelineIsNamedByItsContent(t *testing.T) {
	s := newSite(t, api.Options{PublicURL: "https://map.example.org"})
	url, ok := strings.CutPrefix(s.timelineOf("2024-08-01/2024-08-31"), "https://map.example.org")
	if !ok {
		t.Errorf("redirected to %s", url)
	}
	plain := s.get(url)
	sum := sha256.Sum256(plain.Body.Bytes())
	if !strings.HasSuffix(url, "v="+hex.EncodeToString(sum[:])) || !strings.Contains(url, "datetime=2024-08-01%2F2024-08-31") {
		t.Errorf("%s is of %x", url, sum)
	}
	for encoding, open := range map[string]func(io.Reader) (io.Reader, error){
		"":     func(r io.Reader) (io.Reader, error) { return r, nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"br":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	} {
		w := s.do(call{url: url, header: map[string]string{"Accept-Encoding": encoding}})
		h := w.Header()
		if h.Get("Content-Encoding") != encoding || h.Get("Vary") != "Accept-Encoding" || h.Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%q: %v", encoding, h)
		}
		r, err := open(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(r); err != nil || !bytes.Equal(body, plain.Body.Bytes()) {
			t.Errorf("%q: %d bytes, %v", encoding, len(body), err)
		}
		if again := s.do(call{url: url, header: map[string]string{"If-None-Match": h.Get("ETag")}}); again.Code != http.StatusNotModified {
			t.Errorf("%q: %s again is %d", encoding, h.Get("ETag"), again.Code)
		}
	}
}

func TestTimelineMovesWithWhatIsPublished(t *testing.T) {
	s := newSite(t, api.Options{})
	whole, august, later := s.timelineOf("2024-01-01/.."), s.timelineOf("2024-08-01/2024-08-31"), s.timelineOf("2025-07-05/..")
	s.upload(snapshots+"?datetime=2025-07-10", sudzha)
	if w := s.get(whole); w.Code != http.StatusOK {
		t.Errorf("what is named by its content, and kept: %d", w.Code)
	}
	if s.timelineOf("2024-01-01/..") == whole || s.timelineOf("2025-07-05/..") == later {
		t.Error("the plain URL leads to what was before")
	}
	for _, tt := range []struct {
		name, url string
		status    int
	}{
		{"the whole of before", whole, http.StatusFound},
		{"a stretch that nothing was added to", august, http.StatusOK},
		{"a stretch with the new day", later, http.StatusFound},
		{"what there never was", timeline + "&datetime=2024-08-01/2024-08-31&v=0123", http.StatusFound},
	} {
		if w := s.get(tt.url); w.Code != tt.status {
			t.Errorf("%s: %d", tt.name, w.Code)
		}
	}
	var got topology
	s.read(s.timelineOf("2025-07-05/.."), &got)
	if object, ok := got.Objects["2025-07-10T00:00:00Z"]; !ok || len(object.Geometries) != 2 {
		t.Errorf("objects: %+v", got.Objects)
	}
}

const (
	listOfSmall  = "/api/v1/layers/small/snapshots"
	wholeOfSmall = "/api/v1/timeline?layer=small"
)

// startAhead lets a site keep ahead what it makes, and waits until it has. To be called in a bubble of synctest.
func (s site) startAhead() {
	go s.handler.(*api.Handler).KeepAhead(s.t.Context())
	synctest.Wait()
}

func TestTimelineIsCompressedBestAheadAndWhenItStaysAsItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, store := newClock("2026-03-01T10:00:00Z").emptySite(t).counting()
		publish := func(day string) {
			s.record(listOfSmall+"?create_layer=true&datetime="+day, sudzha)
		}
		ask := func() *httptest.ResponseRecorder {
			url := s.get(wholeOfSmall).Header().Get("Location")
			return s.do(call{url: url, header: map[string]string{"Accept-Encoding": "gzip, br"}})
		}
		publish("2025-07-10")
		publish("2025-07-11")
		quick := ask()
		s.startAhead()
		made := store.timelines.Load()
		fine := ask()
		if fine.Body.Len() >= quick.Body.Len() || fine.Header().Get("ETag") == quick.Header().Get("ETag") {
			t.Errorf("%d bytes as %s, before %d as %s", fine.Body.Len(), fine.Header().Get("ETag"), quick.Body.Len(), quick.Header().Get("ETag"))
		}
		publish("2025-07-12")
		time.Sleep(time.Second)
		synctest.Wait()
		if after := store.timelines.Load(); after != made+1 {
			t.Errorf("%d timelines were made after one was published", after-made)
		}
		next := ask()
		time.Sleep(time.Minute)
		synctest.Wait()
		last := ask()
		if last.Body.Len() >= next.Body.Len() || store.timelines.Load() != made+1 {
			t.Errorf("%d bytes, before %d; %d were made", last.Body.Len(), next.Body.Len(), store.timelines.Load()-made)
		}
		plain := s.get(s.get(wholeOfSmall).Header().Get("Location"))
		if body, err := io.ReadAll(brotli.NewReader(last.Body)); err != nil || !bytes.Equal(body, plain.Body.Bytes()) {
			t.Errorf("%d bytes of %d, %v", len(body), plain.Body.Len(), err)
		}
	})
}

func TestTimelineOfWhatAnotherProcessPublished(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newClock("2026-03-01T10:00:00Z").emptySite(t)
		s.record(listOfSmall+"?create_layer=true&datetime=2025-07-10", sudzha)
		s.startAhead()
		before := s.get(wholeOfSmall).Header().Get("Location")
		other, err := api.New(s.store, api.Options{})
		if err != nil {
			t.Fatal(err)
		}
		site{t, other, s.store, s.token}.record(listOfSmall+"?datetime=2025-07-11", sudzha)
		if after := s.get(wholeOfSmall).Header().Get("Location"); after == before {
			t.Error("the plain URL leads to what was before")
		}
	})
}

func TestTimelineIsSentInTheFormThatTheClientReads(t *testing.T) {
	s := newSite(t, api.Options{})
	url := s.timelineOf("2024-08-01/2024-08-31")
	for accepts, want := range map[string]string{
		"":                     "",
		"identity":             "",
		"gzip, deflate, br":    "br",
		"gzip;q=1.0, br;q=0.5": "gzip",
		"br;q=0, gzip":         "gzip",
		"GZIP":                 "gzip",
		"*":                    "br",
		"*;q=0, gzip":          "gzip",
		"gzip;q=0, *":          "br",
		"br;q=zero":            "",
	} {
		w := s.do(call{url: url, header: map[string]string{"Accept-Encoding": accepts}})
		if got := w.Header().Get("Content-Encoding"); got != want || w.Code != http.StatusOK {
			t.Errorf("%q: %d in %q, want %q", accepts, w.Code, got, want)
		}
	}
	head := s.do(call{method: http.MethodHead, url: url})
	if head.Body.Len() > 0 || head.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: %d bytes, %v", head.Body.Len(), head.Header())
	}
}

func TestTimelineRefusesWhatItCannotAnswer(t *testing.T) {
	s := newSite(t, api.Options{})
	s.withRestricted()
	wantProblem(t, s.get("/api/v1/timeline"), 400, "layer", "kursk-sumy")
	wantProblem(t, s.get("/api/v1/timeline?layer=nowhere"), 404, "nowhere")
	wantProblem(t, s.get("/api/v1/timeline?layer=border"), 404, "border")
	wantProblem(t, s.get(timeline+"&datetime=2024-09-01/2024-08-01"), 400, "ends before it starts")
	wantProblem(t, s.get("/api/v1/timeline?layer=restricted"), 403, "licence")
	page := map[string]string{"Sec-Fetch-Site": "same-origin"}
	url := s.do(call{url: "/api/v1/timeline?layer=restricted", header: page}).Header().Get("Location")
	wantProblem(t, s.get(url), 403, "licence")
	w := s.do(call{url: url, header: page})
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "private, max-age=31536000, immutable" {
		t.Errorf("the page: %d, %v", w.Code, w.Header())
	}
}
