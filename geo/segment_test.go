package geo_test

import (
	"math"
	"math/rand"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// Where segments cross is on both of them, also so close to an end that rounding may carry it past.
func TestCrossingsLieOnBothSegments(t *testing.T) {
	random := rand.New(rand.NewSource(6))
	anywhere := func() orb.Point { return orb.Point{30 + random.Float64(), 50 + random.Float64()} }
	crossings := 0
	for range 50_000 {
		s := geo.Segment{A: anywhere(), B: anywhere()}
		share := random.Float64()
		on := orb.Point{s.A[0] + share*(s.B[0]-s.A[0]), s.A[1] + share*(s.B[1]-s.A[1])} // but for rounding
		from := anywhere()
		for _, pair := range [][2]geo.Segment{{s, {A: from, B: on}}, {s, {A: on, B: from}}, {{A: from, B: on}, s}} {
			m := geo.Meet(pair[0], pair[1])
			if !m.Proper {
				continue
			}
			crossings++
			if off := math.Hypot(m.Points[0][0]-on[0], m.Points[0][1]-on[1]); off > 1e-11 {
				t.Fatalf("%v crosses %v at %v, %v from where it should", pair[0], pair[1], m.Points[0], off)
			}
		}
	}
	if crossings < 10_000 {
		t.Errorf("only %d crossings", crossings)
	}
}
