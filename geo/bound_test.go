package geo_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// belowM2 is the area of the WGS 84 ellipsoid between the equator and a parallel, in m² for each radian of longitude.
func belowM2(lat float64) float64 {
	const a, f = 6378137.0, 1 / 298.257223563
	const b = a * (1 - f)
	e := math.Sqrt(f * (2 - f))
	s := math.Sin(lat * math.Pi / 180)
	return b * b / 2 * (s/(1-e*e*s*s) + math.Atanh(e*s)/e)
}

func TestWideBoundGroundHasTheAreaBetweenParallels(t *testing.T) {
	for _, b := range []orb.Bound{
		{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}},
		{Min: orb.Point{-180, 50}, Max: orb.Point{180, 52}},
		{Min: orb.Point{-180, -80}, Max: orb.Point{180, 80}},
		{Min: orb.Point{-180, 89.9}, Max: orb.Point{180, 90}},
		{Min: orb.Point{-120, -60}, Max: orb.Point{179.99, 60.5}},
		{Min: orb.Point{20, 40}, Max: orb.Point{60, 60}},
		{Min: orb.Point{20, 60}, Max: orb.Point{60, 60.01}},
	} {
		t.Run(fmt.Sprint(b.Min, b.Max), func(t *testing.T) {
			want := (belowM2(b.Top()) - belowM2(b.Bottom())) * (b.Right() - b.Left()) * math.Pi / 180
			if got := geo.TotalM2(geo.BoundGround(b)); math.Abs(got-want) > 1e-6*want {
				t.Errorf("%f m², want %f: %g of it", got, want, got/want-1)
			}
		})
	}
}

func TestParseBoundTakesOrdinaryNumbers(t *testing.T) {
	want := orb.Bound{Min: orb.Point{34, 50.5}, Max: orb.Point{36, 51}}
	for _, s := range []string{"34,50.5,36,51", " 34.0 , 50.5,36.,+51", "3.4e1,505e-1,.36E+2,51"} {
		if got, err := geo.ParseBound(s); err != nil || got != want {
			t.Errorf("%q is %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"3_4,50,36,51", "0x1p5,50,36,51", "0x_2,50,36,51", "34,50,36,1e999", "34,50,36,", "34,50,36,.", "34,50,36,e1", "34,50,36,5 1", "34,50,nan,51", "34,50,infinity,51"} {
		if got, err := geo.ParseBound(s); err == nil {
			t.Errorf("%q is %v", s, got)
		}
	}
}

func TestBoundGroundIsThePolygonOfItsCornersUnlessItIsWide(t *testing.T) {
	for _, tt := range []struct {
		name     string
		b        orb.Bound
		vertices int
	}{
		{"a point", orb.Bound{Min: orb.Point{34, 51}, Max: orb.Point{34, 51}}, 0},
		{"a line", orb.Bound{Min: orb.Point{34, 51}, Max: orb.Point{35, 51}}, 0},
		{"a country", orb.Bound{Min: orb.Point{22, 44}, Max: orb.Point{41, 53}}, 4},
		{"a continent", orb.Bound{Min: orb.Point{-10, 35}, Max: orb.Point{60, 70}}, 2 * (70*8 + 1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := 0
			for _, p := range geo.BoundGround(tt.b) {
				n += len(p[0]) - 1
				checkWinding(t, orb.MultiPolygon{p})
			}
			if n != tt.vertices {
				t.Errorf("%d vertices, want %d", n, tt.vertices)
			}
		})
	}
}
