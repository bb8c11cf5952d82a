package api_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"

	"greyzone/server/api"
)

// BenchmarkPreview draws a picture each time, as no two addresses are the same: of the default data, and of a real day
// with thousands of vertices.
func BenchmarkPreview(b *testing.B) {
	s := newSite(b, api.Options{})
	for _, tt := range []struct{ name, query string }{
		{"day", "day=2024-08-31&map=9.0/51.1/35.%04d"},
		{"swipe", "mode=swipe&from=2024-08-31&day=2025-03-12&map=9.0/51.1/35.%04d"},
		{"side", "mode=side&from=2024-08-31&day=2025-03-12&map=9.0/51.1/35.%04d"},
		{"change", "mode=change&from=2025-03-05&day=2025-03-12&map=9.0/51.1/35.%04d"},
	} {
		b.Run(tt.name, func(b *testing.B) { s.drawAnew(b, tt.query) })
	}
	b.Run("real", func(b *testing.B) {
		s.uploadReal(b, "1735165194.geojson")
		s.uploadReal(b, "1741781084.geojson")
		b.Run("day", func(b *testing.B) { s.drawAnew(b, "layer=real&map=6.4/48.6/34.%04d") })
		b.Run("change", func(b *testing.B) { s.drawAnew(b, "layer=real&mode=change&map=6.4/48.6/34.%04d") })
	})
}

// drawAnew asks for a query with another number in it each time.
func (s site) drawAnew(b *testing.B, query string) {
	i := 0
	for b.Loop() {
		i++
		if w := s.get("/preview.png?" + fmt.Sprintf(query, i)); w.Code != 200 {
			b.Fatalf("%d: %s", w.Code, w.Body)
		}
	}
}

func (s site) uploadReal(b *testing.B, name string) {
	b.Helper()
	file, err := os.ReadFile("../../../shared/data/real/deepstate_raw/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		b.Skipf("%s is not here", name)
	}
	if err != nil {
		b.Fatal(err)
	}
	url := "/api/v1/layers/real/snapshots?create_layer=true&allow_large_change=true&datetime=" + map[string]string{
		"1735165194.geojson": "2024-12-25", "1741781084.geojson": "2025-03-12",
	}[name]
	if w := s.upload(url, string(file)); w.Code != 201 {
		b.Fatalf("%d: %.300s", w.Code, w.Body)
	}
}
