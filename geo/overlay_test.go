package geo_test

import (
	"math"
	"math/rand"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

func TestUnion(t *testing.T) {
	// Two U-shapes that close around a court.
	left := orb.Polygon{{{0, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 2}, {2, 2}, {2, 3}, {0, 3}, {0, 0}}}
	right := orb.Polygon{{{2, 0}, {4, 0}, {4, 3}, {2, 3}, {2, 2}, {3, 2}, {3, 1}, {2, 1}, {2, 0}}}
	for _, tt := range []struct {
		name            string
		ps              []orb.Polygon
		polygons, rings int
		planar          float64
	}{
		{"nothing", nil, 0, 0, 0},
		{"a polygon without rings", []orb.Polygon{{}, {{}}}, 0, 0, 0},
		{"far apart", []orb.Polygon{rect(0, 0, 1, 1), rect(5, 5, 6, 6)}, 2, 2, 2},
		{"touching in a corner", []orb.Polygon{rect(0, 0, 1, 1), rect(1, 1, 2, 2)}, 2, 2, 2},
		{"sharing half an edge", []orb.Polygon{rect(0, 0, 1, 1), rect(1, 0.5, 2, 1.5)}, 1, 1, 2},
		{"overlapping", []orb.Polygon{rect(0, 0, 2, 2), rect(1, 1, 3, 3)}, 1, 1, 7},
		{"one in the other", []orb.Polygon{rect(1, 1, 2, 2), rect(0, 0, 3, 3)}, 1, 1, 9},
		{"twice the same", []orb.Polygon{rect(0, 0, 1, 1), reversed(rect(0, 0, 1, 1))}, 1, 1, 1},
		{"in the hole of the other", []orb.Polygon{append(rect(0, 0, 3, 3), rect(1, 1, 2, 2)[0]), rect(1.2, 1.2, 1.8, 1.8)}, 2, 3, 8.36},
		{"filling the hole of the other", []orb.Polygon{append(rect(0, 0, 3, 3), rect(1, 1, 2, 2)[0]), rect(1, 1, 2, 2)}, 1, 1, 9},
		{"closing around a court", []orb.Polygon{left, right}, 1, 2, 10},
		{"a chain whose ends do not meet", []orb.Polygon{rect(0, 0, 1, 1), rect(2, 0, 3, 1), rect(1, 0, 2, 1)}, 1, 1, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := geo.Union(tt.ps)
			if err != nil {
				t.Fatal(err)
			}
			rings := 0
			for _, p := range got {
				rings += len(p)
			}
			if len(got) != tt.polygons || rings != tt.rings || math.Abs(planar(got)-tt.planar) > 1e-12 {
				t.Errorf("%d polygons, %d rings, %v square degrees: %v", len(got), rings, planar(got), got)
			}
			checkWinding(t, got)
			again, err := geo.Union(got)
			if err != nil || !again.Equal(got) {
				t.Errorf("joining again gives %v, %v", again, err)
			}
		})
	}
}

func TestIntersectionAndDifference(t *testing.T) {
	square := orb.MultiPolygon{rect(0, 0, 2, 2)}
	for _, tt := range []struct {
		name         string
		other        orb.MultiPolygon
		common, rest float64
	}{
		{"nothing", nil, 0, 4},
		{"far away", orb.MultiPolygon{rect(5, 5, 6, 6)}, 0, 4},
		{"touching in a corner", orb.MultiPolygon{rect(2, 2, 3, 3)}, 0, 4},
		{"touching along an edge", orb.MultiPolygon{rect(2, 0, 3, 2)}, 0, 4},
		{"along an edge and across a corner", orb.MultiPolygon{{{{2, 0}, {3, 0}, {3, 3}, {1, 3}, {1, 1.5}, {2, 1.5}, {2, 0}}}}, 0.5, 3.5},
		{"two parts", orb.MultiPolygon{rect(-1, 0, 1, 1), rect(1.5, 1.5, 3, 3)}, 1.25, 2.75},
		{"the same", orb.MultiPolygon{rect(0, 0, 2, 2)}, 4, 0},
		{"all around", orb.MultiPolygon{rect(-1, -1, 3, 3)}, 4, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			common, err := geo.Intersection(square, tt.other)
			if err != nil || planar(common) != tt.common {
				t.Errorf("intersection %v, %v", common, err)
			}
			mirrored, err := geo.Intersection(tt.other, square)
			if err != nil || planar(mirrored) != tt.common {
				t.Errorf("mirrored intersection %v, %v", mirrored, err)
			}
			rest, err := geo.Difference(square, tt.other)
			if err != nil || planar(rest) != tt.rest {
				t.Errorf("difference %v, %v", rest, err)
			}
			checkWinding(t, common)
			checkWinding(t, rest)
		})
	}
}

// planar is the area in square degrees.
func planar(mp orb.MultiPolygon) float64 {
	var sum float64
	for _, p := range mp {
		for _, r := range p {
			for i := range len(r) - 1 {
				sum += (r[i][0]*r[i+1][1] - r[i+1][0]*r[i][1]) / 2
			}
		}
	}
	return sum
}

func checkWinding(t *testing.T, mp orb.MultiPolygon) {
	t.Helper()
	for _, p := range mp {
		for i, r := range p {
			if !r.Closed() || (r.Orientation() == orb.CCW) != (i == 0) {
				t.Errorf("ring %d of %v is open or runs the wrong way", i, p)
			}
		}
	}
}

func TestGround(t *testing.T) {
	region := orb.MultiPolygon{append(rect(34, 51, 36, 53), reversed(rect(34.5, 51.5, 35, 52))[0]), rect(37, 51, 38, 52)}
	g := ground(t, region)
	for _, tt := range []struct {
		name string
		p    orb.Polygon
		in   orb.Polygon // what of p lies in the region
	}{
		{"nothing", nil, nil},
		{"far away", rect(0, 0, 1, 1), nil},
		{"between the parts", rect(36.2, 51, 36.8, 52), nil},
		{"in the hole", rect(34.6, 51.6, 34.9, 51.9), nil},
		{"the hole itself", rect(34.5, 51.5, 35, 52), nil},
		{"wholly inside", rect(35.2, 51.2, 35.4, 51.4), rect(35.2, 51.2, 35.4, 51.4)},
		{"inside, along the edge", rect(35.5, 51, 36, 51.5), rect(35.5, 51, 36, 51.5)},
		{"half outside", rect(35.5, 51, 36.5, 51.5), rect(35.5, 51, 36, 51.5)},
		{"half in the hole", rect(34.7, 51.6, 35.3, 51.8), rect(35, 51.6, 35.3, 51.8)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := g.AreaM2Within(tt.p)
			if want := geo.AreaM2(tt.in); err != nil || math.Abs(got-want) > 1e-4*want {
				t.Errorf("%f m², %v, want %f", got, err, want)
			}
		})
	}
}

func TestGroundServesSeveralGoroutines(t *testing.T) {
	g := ground(t, orb.MultiPolygon{rect(34, 51, 36, 53)})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			east := 34.5 + float64(i)/2
			if _, err := g.AreaM2Within(rect(34.2, 51.2, east, 52)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// What lies in a region and what lies outside of it is all there is, wherever the polygon lies.
func TestClippingAddsUp(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	region := orb.MultiPolygon{append(rect(2, 2, 8, 8), reversed(rect(4, 4, 6, 6))[0])}
	for range 200 {
		p := jagged(random, 3+random.Intn(20), random.Float64()*10, random.Float64()*10, 1+4*random.Float64())
		inside, err := geo.Intersection(orb.MultiPolygon{p}, region)
		if err != nil {
			t.Fatal(err)
		}
		outside, err := geo.Difference(orb.MultiPolygon{p}, region)
		if err != nil {
			t.Fatal(err)
		}
		if whole := planar(orb.MultiPolygon{p}); math.Abs(planar(inside)+planar(outside)-whole) > 1e-9*whole {
			t.Errorf("%v: %v and %v do not make %v", p, planar(inside), planar(outside), whole)
		}
	}
}

// jagged is a valid polygon of n vertices around lon, lat.
func jagged(random *rand.Rand, n int, lon, lat, size float64) orb.Polygon {
	ring := make(orb.Ring, 0, n+1)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		reach := size * (0.2 + 0.8*random.Float64())
		ring = append(ring, orb.Point{lon + reach*cos, lat + reach*sin})
	}
	return orb.Polygon{append(ring, ring[0])}
}
