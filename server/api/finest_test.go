package api_test

import (
	"io"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"greyzone/server/api"
)

// wantBecomesSmall waits until url is answered with fewer than most bytes.
func wantBecomesSmall(t *testing.T, s site, url string, most int) {
	t.Helper()
	ask := call{url: url, header: map[string]string{"Accept-Encoding": "br"}}
	size := s.do(ask).Body.Len()
	for end := time.Now().Add(30 * time.Second); size > most; size = s.do(ask).Body.Len() {
		if time.Now().After(end) {
			t.Fatalf("%s has %d bytes, and may have %d", url, size, most)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestLongAreasOfAChartBecomeSmallerAndTheSmallFormIsKept(t *testing.T) {
	s := newSite(t, api.Options{})
	const url = "/api/v1/area-controlled?layer=kursk-sumy&datetime=../..&region=russian-territory&compact=true"
	wantBecomesSmall(t, s, url, 3600)
	wantBecomesSmall(t, s, "/api/v1/outlines?kind=oblast", 15_000)
}

func TestWhatEveryPageAsksForBecomesSmaller(t *testing.T) {
	s := newSite(t, api.Options{})
	const url = "/api/v1/settlements"
	plain := s.get(url).Body.String()
	ask := call{url: url, header: map[string]string{"Accept-Encoding": "br"}}
	first := s.do(ask).Body.Len()
	size := first
	for end := time.Now().Add(10 * time.Second); size >= first; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d bytes at first, and still %d", first, size)
		}
		size = s.do(ask).Body.Len()
	}
	packed := s.do(ask)
	body, err := io.ReadAll(brotli.NewReader(packed.Body))
	if err != nil || string(body) != plain {
		t.Errorf("what is smaller is not what was asked for: %v", err)
	}
	if tag := s.get(url).Header().Get("ETag"); tag == "" || packed.Header().Get("ETag") == "" {
		t.Errorf("tags: %q, %q", tag, packed.Header().Get("ETag"))
	}
}
