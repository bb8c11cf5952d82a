package topo_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/data"
	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/geo/topo"
)

func defaultRegions(t testing.TB) map[string]orb.MultiPolygon {
	t.Helper()
	set, err := format.ReadDataSet(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	regions := make(map[string]orb.MultiPolygon)
	for _, r := range set.Regions {
		regions[r.ID] = r.Geometry
	}
	return regions
}

func historyOfDefaultDays(t testing.TB) *topo.History {
	return historyOf(t, nodedDays(t, defaultDays()))
}

// historyOfRealDays is of every apart-th day of the real history, which is not part of the project.
func historyOfRealDays(t testing.TB, apart int) *topo.History {
	t.Helper()
	return historyOf(t, nodedDays(t, realHistory(t, func(day int) bool { return day%apart == 0 })))
}

// judgeWithin holds what the history says of every step-th snapshot from first on against overlay of its zones, and
// returns by how much the two differ at worst, in m².
func judgeWithin(t *testing.T, h *topo.History, ground orb.MultiPolygon, first, step int) (worst float64) {
	t.Helper()
	all := allWithin(t, h, ground)
	judge, err := geo.NewGround(ground)
	if err != nil {
		t.Fatal(err)
	}
	for n := first; n < h.Len(); n += step {
		want := make(geo.Sums)
		zones, err := h.Zones(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, z := range zones {
			m2, err := judge.AreaM2Within(z.Polygon)
			if err != nil {
				t.Fatal(err)
			}
			want[z.Status] += m2
		}
		for status, m2 := range want {
			worst = max(worst, math.Abs(all[n][status]-m2))
			if math.Abs(all[n][status]-m2) > max(1e-6*m2, 1) {
				t.Errorf("snapshot %d: %s has %f m², want %f", n, status, all[n][status], m2)
			}
		}
	}
	return worst
}

func allWithin(t testing.TB, h *topo.History, ground orb.MultiPolygon) []geo.Sums {
	t.Helper()
	all, err := h.Within(topo.NewGround(ground), 0, h.Len())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func starAround(r *rand.Rand, center orb.Point, radius float64, n int) orb.MultiPolygon {
	star := circleAround(center, radius, n)
	ring := star[0][0]
	for i, p := range ring[:n] {
		share := 0.3 + 0.7*r.Float64()
		ring[i] = orb.Point{center[0] + share*(p[0]-center[0]), center[1] + share*(p[1]-center[1])}
	}
	ring[n] = ring[0]
	return star
}

func circleAround(center orb.Point, radius float64, n int) orb.MultiPolygon {
	ring := make(orb.Ring, n+1)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		ring[i] = orb.Point{center[0] + 1.5*radius*cos, center[1] + radius*sin}
	}
	ring[n] = ring[0]
	return orb.MultiPolygon{{ring}}
}

func rectangle(b orb.Bound) orb.MultiPolygon { return orb.MultiPolygon{b.ToPolygon()} }

// hull is the convex hull of r.
func hull(r orb.Ring) orb.Ring {
	points := slices.Clone(r)
	slices.SortFunc(points, func(p, q orb.Point) int { return slices.Compare(p[:], q[:]) })
	half := func() (side orb.Ring) {
		for _, p := range points {
			for len(side) > 1 && geo.Orient(side[len(side)-2], side[len(side)-1], p) <= 0 {
				side = side[:len(side)-1]
			}
			side = append(side, p)
		}
		return side
	}
	south := half()
	slices.Reverse(points)
	return append(south, half()[1:]...)
}

func threeStatuses() []geo.Status {
	ua, ru := "ua", "ru"
	return []geo.Status{{ID: "ua", Party: &ua, Held: true}, {ID: "ru", Party: &ru, Held: true}, {ID: "grey"}}
}
