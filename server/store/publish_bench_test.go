package store_test

import (
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

// BenchmarkPublishRealDay reads, checks, measures, compares and stores one real day.
func BenchmarkPublishRealDay(b *testing.B) {
	for _, bb := range []struct{ name, folder, file string }{
		{"owlmaps", "owlmaps/", "20240810.json"},
		{"deepstate-daily", "deepstate_cyterat/", "deepstatemap_data_20240914.geojson"},
		{"deepstate-raw", "deepstate_raw/", "1724272310.geojson"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			content := realFile(b, bb.folder+bb.file)
			s, _ := emptyStore(b)
			validAt := time.Date(2024, 8, 10, 0, 0, 0, 0, time.UTC)
			for b.Loop() {
				u := uploadAs(b, "map", bb.file, format.Auto, content)
				validAt = validAt.AddDate(0, 0, 1)
				u.ValidAt = validAt
				publish(b, s, u)
			}
		})
	}
}

// BenchmarkLoadDefault fills an empty database with the default data set.
func BenchmarkLoadDefault(b *testing.B) {
	for b.Loop() {
		s, _ := emptyStore(b)
		if _, err := s.LoadDefault(b.Context(), defaultData); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMeasure answers for the whole history of the default layer: first, when nothing was measured before, and again.
func BenchmarkMeasure(b *testing.B) {
	whole := func(b *testing.B, s *store.Store, region string) {
		b.Helper()
		if _, err := s.Measure(b.Context(), geo.AreaQuery{Layer: "kursk-sumy", Within: &geo.Interval{}, Region: region}); err != nil {
			b.Fatal(err)
		}
	}
	for name, region := range map[string]string{"everywhere": "", "in kursk": "kursk"} {
		b.Run(name+", first", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s, _ := defaultStore(b)
				b.StartTimer()
				whole(b, s, region)
			}
		})
		b.Run(name+", again", func(b *testing.B) {
			s, _ := defaultStore(b)
			whole(b, s, region)
			for b.Loop() {
				whole(b, s, region)
			}
		})
	}
}
