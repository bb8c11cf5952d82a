package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"testing"

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
	s.read(s.timelineOf("../.."), &got)
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
