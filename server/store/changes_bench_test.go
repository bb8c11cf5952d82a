package store_test

import (
	"testing"

	"greyzone/geo"
)

func BenchmarkChanges(b *testing.B) {
	s, _ := defaultStore(b)
	for _, bb := range []struct{ name, from, to, region string }{
		{"next day", "2024-08-19", "2024-08-20", ""},
		{"two weeks", "2024-08-06", "2024-08-20", ""},
		{"two weeks in a region", "2024-08-06", "2024-08-20", "kursk"},
		{"a year", "2024-08-05", "2025-07-04", ""},
	} {
		b.Run(bb.name, func(b *testing.B) {
			q := geo.ChangeQuery{Layer: "kursk-sumy", From: day(b, bb.from), To: day(b, bb.to), Region: bb.region}
			for b.Loop() {
				if _, err := s.Changes(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
