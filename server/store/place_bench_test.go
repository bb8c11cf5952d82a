package store_test

import (
	"math/rand"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// BenchmarkPlaceHistory asks for the histories of points and settlements of the default layer, and of a region.
func BenchmarkPlaceHistory(b *testing.B) {
	s, _ := defaultStore(b)
	random := rand.New(rand.NewSource(1))
	point := func() geo.Place {
		return geo.Place{Point: &orb.Point{34 + 2*random.Float64(), 50.8 + random.Float64()}}
	}
	settlement := func() geo.Place { return geo.Place{Settlement: "sudzha"} }
	for name, place := range map[string]func() geo.Place{"point": point, "settlement": settlement} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				placeHistory(b, s, geo.PlaceQuery{Layer: "kursk-sumy", Place: place()})
			}
		})
	}
	b.Run("region", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.RegionHistory(b.Context(), geo.PlaceQuery{Layer: "kursk-sumy", Place: geo.Place{Region: "kursk"}}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
