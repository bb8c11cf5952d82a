package api_test

import (
	"io"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"greyzone/server/api"
)

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
