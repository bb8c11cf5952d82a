package geo_test

import (
	"testing"

	"greyzone/geo"
)

// largestDay is the default day with the most vertices.
func largestDay(b *testing.B) []geo.Zone {
	b.Helper()
	var largest []geo.Zone
	most := 0
	for _, day := range readDays(b) {
		zones, n := readDay(b, day), 0
		for _, z := range zones {
			for _, r := range z.Polygon {
				n += len(r)
			}
		}
		if n > most {
			largest, most = zones, n
		}
	}
	return largest
}

func BenchmarkCoverLargestDefaultDay(b *testing.B) {
	zones := largestDay(b)
	for b.Loop() {
		cover(b, zones)
	}
}

func BenchmarkAreaOfLargestDefaultDay(b *testing.B) {
	zones := largestDay(b)
	for b.Loop() {
		for _, z := range zones {
			geo.AreaM2(z.Polygon)
		}
	}
}

func BenchmarkClipLargestDefaultDayToRegions(b *testing.B) {
	zones := largestDay(b)
	var grounds []*geo.Ground
	for _, mp := range readRegions(b) {
		grounds = append(grounds, ground(b, mp))
	}
	for b.Loop() {
		for _, g := range grounds {
			for _, z := range zones {
				if _, err := g.AreaM2Within(z.Polygon); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
