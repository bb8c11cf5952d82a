package topo_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// Shapes whose answer is obvious, on a lattice so fine that geodesics are straight.
func TestWithinShapesThatTouch(t *testing.T) {
	square := box(0, 0, 2, 2)
	holed := append(box(0, 0, 6, 6), turned(box(2, 2, 4, 4))[0])
	for _, tt := range []struct {
		name         string
		zone, ground orb.Polygon
		want         float64 // in lattice squares
	}{
		{"the same", square, square, 4},
		{"the same, wound the other way", square, turned(square), 4},
		{"beside each other along a whole edge", square, box(2, 0, 4, 2), 0},
		{"beside each other along parts of edges", square, box(2, 1, 4, 3), 0},
		{"below, along a part of an edge", square, box(-1, -1, 1, 0), 0},
		{"in a common vertex", square, box(2, 2, 4, 4), 0},
		{"a vertex on an edge, from outside", square, orb.Polygon{lattice(2, 1, 4, 0, 4, 2)}, 0},
		{"a vertex on an edge, from inside", square, orb.Polygon{lattice(0, 1, 1, 0, 1, 2)}, 1},
		{"from vertex to vertex", square, orb.Polygon{lattice(0, 0, 2, 0, 2, 2)}, 2},
		{"through two vertices", square, orb.Polygon{lattice(-1, -1, 3, -1, 3, 3)}, 2},
		{"inside, on a part of an edge", square, box(0, 0, 1, 1), 1},
		{"around, on a part of an edge", square, box(0, -1, 3, 3), 4},
		{"around the hole, along it", holed, append(box(0, 0, 6, 6), box(2, 2, 4, 4)[0]), 32},
		{"in the hole, along it", holed, box(2, 2, 4, 4), 0},
		{"in the hole, touching it", holed, orb.Polygon{lattice(2, 3, 3, 2, 4, 3, 3, 4)}, 0},
		{"a hole where the zone is", square, append(box(-2, -2, 4, 4), square[0]), 0},
		{"a hole that touches the zone", square, append(box(-2, -2, 4, 4), box(2, 0, 3, 1)[0]), 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := historyOf(t, nil)
			add(t, h, []geo.Zone{{Status: "ua", Polygon: tt.zone}})
			one := geo.AreaM2(box(0, 0, 1, 1))
			for _, ground := range []orb.Polygon{tt.ground, turned(tt.ground)} {
				all := allWithin(t, h, orb.MultiPolygon{ground})
				if got := all[0]["ua"] / one; math.Abs(got-tt.want) > 0.01 {
					t.Errorf("%f squares, want %f", got, tt.want)
				}
			}
		})
	}
}

// On a lattice vertices lie on edges, and edges along each other, more often than not.
func TestWithinLatticePolygons(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 60 {
		h := historyOf(t, nil)
		for range 4 {
			var zones []geo.Zone
			for i := range 1 + r.IntN(4) {
				zones = append(zones, geo.Zone{Status: []string{"ua", "ru", "grey"}[r.IntN(3)], Polygon: latticeStar(r), Feature: i})
			}
			c, err := geo.Cover(zones, threeStatuses(), false)
			if err != nil {
				t.Fatal(err)
			}
			add(t, h, c.Zones)
		}
		if n := h.OverlaidWithin(); n != 0 {
			t.Errorf("%d snapshots need overlay", n)
		}
		for range 5 {
			judgeWithin(t, h, orb.MultiPolygon{latticeStar(r)}, 0, 1)
		}
	}
}

// lattice returns a ring, closed, of lattice points.
func lattice(coordinates ...float64) orb.Ring {
	const step = 1.0 / 1024
	var r orb.Ring
	for i := 0; i < len(coordinates); i += 2 {
		r = append(r, orb.Point{35 + step*coordinates[i], 48 + step*coordinates[i+1]})
	}
	return append(r, r[0])
}

func box(west, south, east, north float64) orb.Polygon {
	return orb.Polygon{lattice(west, south, east, south, east, north, west, north)}
}

// turned is p with its rings the other way around, beginning elsewhere.
func turned(p orb.Polygon) orb.Polygon {
	p = p.Clone()
	for i := range p {
		r := p[i][1:]
		r.Reverse()
		p[i] = append(r.Clone(), r[0])
	}
	return p
}

// latticeStar returns a valid polygon of lattice points.
func latticeStar(r *rand.Rand) orb.Polygon {
	const size = 6
	for {
		var coordinates []float64
		x, y, n := float64(r.IntN(size)), float64(r.IntN(size)), 3+r.IntN(8)
		for i := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			d := size * r.Float64()
			coordinates = append(coordinates, math.Round(x+d*cos), math.Round(y+d*sin))
		}
		if mp, err := geo.CheckGround(orb.MultiPolygon{{lattice(coordinates...)}}); err == nil {
			return mp[0]
		}
	}
}

func add(t testing.TB, h *topo.History, zones []geo.Zone) {
	t.Helper()
	if _, err := h.Add(zones); err != nil {
		t.Fatal(err)
	}
}
