package geo_test

import (
	"errors"
	"math"
	"math/rand"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// around is a polygon of n vertices whose reach at each is given.
func around(n int, reach func(i int) float64) orb.Polygon {
	ring := make(orb.Ring, n, n+1)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r := reach(i)
		ring[i] = orb.Point{35 + r*cos, 51 + r*sin}
	}
	return orb.Polygon{append(ring, ring[0])}
}

// Shapes that a quadratic algorithm would take minutes over.
func TestTwoHundredThousandVertices(t *testing.T) {
	const n = 200_000
	random := rand.New(rand.NewSource(4))
	smooth := around(n, func(i int) float64 { return 1 + 0.2*math.Sin(float64(i)/200) })
	bowTies := around(n, func(int) float64 { return 1 })
	for i := 1; i < n-1; i += 100 {
		bowTies[0][i], bowTies[0][i+1] = bowTies[0][i+1], bowTies[0][i]
	}
	for _, tt := range []struct {
		name           string
		p              orb.Polygon
		zones, repairs int
	}{
		{"smooth", smooth, 1, 0},
		{"jagged", around(n, func(int) float64 { return 1 + 0.1*random.Float64() }), 1, 0},
		{"like a comb", around(n, func(i int) float64 { return 1 + 0.3*float64(i%2) }), 1, 0},
		{"with a hole", append(smooth[:1:1], reversed(rect(34.9, 50.9, 35.1, 51.1))[0]), 1, 0},
		{"with 2,000 bow-ties", bowTies, 2001, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := cover(t, []geo.Zone{zone("ua", 0, tt.p)})
			if len(c.Zones) != tt.zones || len(c.Repairs) != tt.repairs {
				t.Errorf("%d zones, %d repairs", len(c.Zones), len(c.Repairs))
			}
		})
	}
}

func TestRingThatCrossesItselfEverywhereIsRefused(t *testing.T) {
	random := rand.New(rand.NewSource(5))
	ring := make(orb.Ring, 20_000)
	for i := range ring {
		ring[i] = orb.Point{35 + random.Float64(), 51 + random.Float64()}
	}
	_, err := geo.Cover([]geo.Zone{zone("ua", 0, orb.Polygon{append(ring, ring[0])})}, vocabulary(), false)
	problemsOf(t, err, "too-intricate")
	tangle := orb.Polygon{append(ring[:100:100], ring[0])}
	if c := cover(t, []geo.Zone{zone("ua", 0, tangle)}); len(c.Zones) == 0 {
		t.Error("a tangle of 100 edges is not repaired")
	}
}

// Every geometry that orb knows, as far as it has polygons, goes through every function without a panic.
func TestEveryGeometry(t *testing.T) {
	for _, g := range orb.AllGeometries {
		ps := polygonsIn(g)
		for _, p := range ps {
			geo.AreaM2(p)
		}
		union, err := geo.Union(ps)
		if err != nil {
			t.Errorf("%v: union: %v", g, err)
		}
		for _, other := range []orb.MultiPolygon{nil, {}, union, {rect(0, 0, 1, 1)}} {
			if _, err := geo.Intersection(union, other); err != nil {
				t.Errorf("%v and %v: intersection: %v", g, other, err)
			}
			if _, err := geo.Difference(union, other); err != nil {
				t.Errorf("%v and %v: difference: %v", g, other, err)
			}
		}
		within := ground(t, union)
		for _, p := range append(ps, rect(0, 0, 1, 1)) {
			if _, err := within.AreaM2Within(p); err != nil {
				t.Errorf("%v within %v: %v", p, g, err)
			}
		}
		zones := zonesFrom(ps)
		checkOnlyRefused(t, zones)
		if _, err := geo.CheckGround(ps); err != nil {
			isUnprocessable(t, err)
		}
		if err := geo.CheckExtent(zones, []orb.Bound{rect(34, 51, 35, 52).Bound()}); err != nil {
			t.Errorf("%v: extent: %v", g, err)
		}
	}
}

func polygonsIn(g orb.Geometry) []orb.Polygon {
	switch g := g.(type) {
	case orb.Ring:
		return []orb.Polygon{{g}}
	case orb.Polygon:
		return []orb.Polygon{g}
	case orb.MultiPolygon:
		return g
	case orb.Bound:
		return []orb.Polygon{g.ToPolygon()}
	case orb.Collection:
		var ps []orb.Polygon
		for _, part := range g {
			ps = append(ps, polygonsIn(part)...)
		}
		return ps
	}
	return nil
}

// checkOnlyRefused expects that zones are either covered or refused as the sender's mistake.
func checkOnlyRefused(t *testing.T, zones []geo.Zone) geo.Coverage {
	t.Helper()
	c, err := geo.Cover(zones, vocabulary(), false)
	if err != nil {
		isUnprocessable(t, err)
	}
	return c
}

func isUnprocessable(t *testing.T, err error) {
	t.Helper()
	var e *geo.Error
	if !errors.As(err, &e) || e.Kind != geo.Unprocessable || len(e.Problems) == 0 {
		t.Errorf("%v, want it refused with places", err)
	}
}

// FuzzCover takes pairs of bytes as vertices on a grid, so that rings meet, repeat and run along each other.
func FuzzCover(f *testing.F) {
	f.Add([]byte{0, 0, 4, 4, 4, 0, 0, 4}, []byte{1, 1, 2, 1, 2, 2}, []byte{0, 0, 9, 0, 9, 9})
	f.Add([]byte{0, 0, 4, 0, 4, 4, 0, 4, 0, 0, 4, 0, 4, 4}, []byte{}, []byte{0, 0, 4, 0, 4, 4})
	f.Add([]byte{1}, []byte{0, 0, 0, 0}, []byte{200, 0, 0, 200, 100, 100})
	f.Fuzz(func(t *testing.T, shell, hole, other []byte) {
		p := orb.Polygon{gridRing(shell)}
		if len(hole) > 0 {
			p = append(p, gridRing(hole))
		}
		c := checkOnlyRefused(t, []geo.Zone{zone("grey", 0, p), zone("ua", 1, orb.Polygon{gridRing(other)}), zone("moon", 2, p)})
		for _, z := range c.Zones {
			if _, err := geo.CheckGround(orb.MultiPolygon{z.Polygon}); err != nil {
				t.Errorf("%v is in the coverage of %v and %v: %v", z, shell, hole, err)
			}
		}
		if _, err := geo.Union(polygonsOf(c.Zones)); err != nil {
			t.Error(err)
		}
	})
}

func gridRing(coordinates []byte) orb.Ring {
	var ring orb.Ring
	for i := 0; i+1 < min(len(coordinates), 60); i += 2 {
		ring = append(ring, orb.Point{float64(coordinates[i]) / 7, float64(coordinates[i+1]) / 7})
	}
	return ring
}
