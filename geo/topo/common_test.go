package topo_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// judgeCommon holds the common ground of a and b against overlay.
func judgeCommon(t *testing.T, name string, a, b orb.MultiPolygon) {
	t.Helper()
	overlaid, err := geo.Intersection(a, b)
	if err != nil {
		t.Fatal(err)
	}
	want := geo.TotalM2(overlaid)
	for _, pair := range [][2]orb.MultiPolygon{{a, b}, {b, a}} {
		common, err := topo.Common(topo.NewGround(pair[0]), topo.NewGround(pair[1]))
		if err != nil {
			t.Fatal(err)
		}
		if got := common.AreaM2(); math.Abs(got-want) > max(1e-9*want, 1) {
			t.Errorf("%s: %f m², want %f", name, got, want)
		}
	}
}

func TestCommonGroundIsThatOfOverlay(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	regions := defaultRegions(t)
	kursk, side := regions["kursk"], regions["russian-territory"]
	judgeCommon(t, "kursk and the side", kursk, side)
	judgeCommon(t, "kursk and sumy, which share a border", kursk, regions["sumy"])
	judgeCommon(t, "kursk and itself", kursk, kursk)
	for i := range 40 {
		center := orb.Point{34.5 + 1.5*r.Float64(), 50.8 + r.Float64()}
		star := starAround(r, center, 0.1+0.5*r.Float64(), 5+r.IntN(300))
		other := starAround(r, orb.Point{center[0] + 0.4*r.Float64(), center[1]}, 0.1+0.5*r.Float64(), 5+r.IntN(300))
		judgeCommon(t, fmt.Sprintf("star %d and the side", i), star, side)
		judgeCommon(t, fmt.Sprintf("stars %d", i), star, other)
	}
	box := func(w, s, e, n float64) orb.Polygon {
		return orb.Bound{Min: orb.Point{w, s}, Max: orb.Point{e, n}}.ToPolygon()
	}
	holed := orb.MultiPolygon{append(box(34, 50, 36, 52), box(34.5, 50.5, 35.5, 51.5)[0]), box(40, 50, 41, 51)}
	for name, b := range map[string]orb.MultiPolygon{
		"itself":                    holed,
		"a box that fills the hole": {box(34.5, 50.5, 35.5, 51.5)},
		"a box in the hole":         {box(34.7, 50.7, 35.2, 51.2)},
		"a box around all":          {box(30, 45, 45, 55)},
		"a box beside":              {box(36, 50, 37, 52)},
		"a box at a corner":         {box(36, 52, 37, 53)},
		"a box along an edge":       {box(35.5, 50, 36, 51)},
		"boxes at both ends":        {box(33, 50, 34.2, 52), box(35.9, 51, 40.5, 50.2)},
		"nothing":                   nil,
		"ground far away":           {box(10, 10, 11, 11)},
	} {
		judgeCommon(t, name, holed, b)
	}
}

// Coordinates on a lattice make shapes that share vertices and run along each other. The geodesics between
// their vertices lie well apart, so that what runs along each other has to be cut in the same points.
func TestCommonGroundOfLatticesIsThatOfOverlay(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	shape := func() orb.MultiPolygon {
		for {
			ring := make(orb.Ring, 0, 8)
			for range 3 + r.IntN(5) {
				ring = append(ring, orb.Point{34 + float64(r.IntN(5))/4, 50 + float64(r.IntN(5))/4})
			}
			if mp, err := geo.CheckGround(orb.MultiPolygon{{append(ring, ring[0])}}); err == nil {
				return mp
			}
		}
	}
	for i := range 3000 {
		judgeCommon(t, fmt.Sprint("shapes ", i), shape(), shape())
	}
}
