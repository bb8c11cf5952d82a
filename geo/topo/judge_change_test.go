package topo_test

import (
	"math"
	"math/rand"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// groundOf is the ground of each status, and of all together as "".
func groundOf(t *testing.T, zones []geo.Zone) map[string]orb.MultiPolygon {
	t.Helper()
	ground := make(map[string]orb.MultiPolygon)
	var all []orb.Polygon
	for _, z := range zones {
		ground[z.Status] = append(ground[z.Status], z.Polygon)
		all = append(all, z.Polygon)
	}
	whole, err := geo.Union(all)
	if err != nil {
		t.Fatal(err)
	}
	ground[""] = whole
	return ground
}

// overlaid is what changed hands from before to after, by overlay of all ground.
func overlaid(t *testing.T, before, after []geo.Zone) map[[2]string]orb.MultiPolygon {
	t.Helper()
	was, is := groundOf(t, before), groundOf(t, after)
	moved := make(map[[2]string]orb.MultiPolygon)
	for from := range was {
		for to := range is {
			var ground orb.MultiPolygon
			var err error
			switch {
			case from == to:
				continue
			case from == "":
				ground, err = geo.Difference(is[to], was[""])
			case to == "":
				ground, err = geo.Difference(was[from], is[""])
			default:
				ground, err = geo.Intersection(was[from], is[to])
			}
			if err != nil {
				t.Fatal(err)
			}
			moved[[2]string{from, to}] = ground
		}
	}
	return moved
}

// found is how far Change was from its judges at worst.
type found struct{ pairs, overlaid, far, m2, polygonsM2, polygonsShare, balanceM2 float64 }

// judge holds the change between two snapshots against overlay and the geodesic areas of what that finds. It counts areas
// that differ by more than 0.03 km² and 1e-6.
func (f *found) judge(t *testing.T, h *topo.History, from, to int) {
	t.Helper()
	moved := change(t, h, from, to)
	areas := movedM2(moved)
	f.pairs++
	if h.Overlaid(from, to) {
		f.overlaid++
	}
	want := overlaid(t, zonesOf(t, h, from), zonesOf(t, h, to))
	for key, ground := range want {
		m2 := geo.TotalM2(ground)
		off := math.Abs(areas[key] - m2)
		f.m2 = max(f.m2, off)
		if off > max(0.03e6, 1e-6*m2) {
			f.far++
		}
	}
	for _, m := range moved {
		got, other := geo.TotalM2(m.Polygons), geo.TotalM2(want[[2]string{m.From, m.To}])
		f.polygonsM2 = max(f.polygonsM2, math.Abs(got-other))
		f.polygonsShare = max(f.polygonsShare, math.Abs(got-other)/max(other, 1e6))
	}
	f.balanceM2 = max(f.balanceM2, imbalanceM2(h, from, to, moved))
}

// imbalanceM2 is how far a status is at worst from growing by what it gains less what it loses.
func imbalanceM2(h *topo.History, from, to int, moved []topo.Moved) float64 {
	grown := make(map[string]float64)
	for _, m := range moved {
		grown[m.From] -= m.AreaM2
		grown[m.To] += m.AreaM2
	}
	was, is := h.AreasM2(from), h.AreasM2(to)
	worst := 0.0
	for _, s := range vocabulary() {
		worst = max(worst, math.Abs(grown[s.ID]-(is[s.ID]-was[s.ID])))
	}
	return worst
}

func randomPairs(seed int64, h *topo.History, pairs int) [][2]int {
	random := rand.New(rand.NewSource(seed))
	all := make([][2]int, pairs)
	for i := range all {
		all[i] = [2]int{random.Intn(h.Len()), random.Intn(h.Len())}
	}
	return all
}

func TestChangeJudgedOnDefaultDays(t *testing.T) {
	h := historyOf(t, nodedDays(t, defaultDays()))
	var f found
	for _, p := range randomPairs(9, h, fewer(200, 20)) {
		f.judge(t, h, p[0], p[1])
	}
	if t.Logf("%+v", f); f.overlaid > 0 || f.far > 0 || f.polygonsShare > 1e-5 || f.balanceM2 > 1 {
		t.Errorf("%+v", f)
	}
}

func TestChangeJudgedOnRealDays(t *testing.T) {
	// Where all is slow, some pairs of neighbouring days.
	h := historyOf(t, nodedDays(t, realHistory(t, func(day int) bool { return day%fewer(1, 150) < 2 })))
	t.Run("months apart", func(t *testing.T) {
		var f found
		for _, p := range randomPairs(9, h, fewer(8, 2)) {
			f.judge(t, h, p[0], p[1])
		}
		// Overlay puts vertices on edges of 70 km, where their geodesics do not go.
		if t.Logf("%+v", f); f.overlaid > 1 || f.polygonsShare > 1e-5 || f.m2 > float64(monthsApart) || f.balanceM2 > 1 {
			t.Errorf("%+v", f)
		}
	})
	t.Run("from day to day", func(t *testing.T) {
		var f found
		for _, p := range randomPairs(10, h, fewer(8, 2)) {
			f.judge(t, h, p[0]/2*2, p[0]/2*2+1)
		}
		if t.Logf("%+v", f); f.overlaid > 1 || f.polygonsM2 > 0.03e6 || f.far > 0 {
			t.Errorf("%+v", f)
		}
	})
	t.Run("what was, plus gained, minus lost, is what is", func(t *testing.T) { judgeBalance(t, h) })
}

func judgeBalance(t *testing.T, h *topo.History) {
	worst, over, days := 0.0, 0, 0
	for n := 1; n < h.Len(); n += fewer(1, 2) {
		moved, err := h.Change(n-1, n, false)
		if err != nil {
			t.Fatal(err)
		}
		off := imbalanceM2(h, n-1, n, moved)
		worst = max(worst, off)
		days++
		if off > 1 {
			over++
		}
	}
	if t.Logf("%d of %d days are out of balance by more than 1e-6 km², by %f m² at worst", over, days, worst); over > 0 {
		t.Errorf("out of balance by %f m²", worst)
	}
}

// The change from A to C is made up of those from A to B and from B to C: by status, and at every point.
func TestChangesAddUp(t *testing.T) {
	random := newRandom(11)
	for name, h := range map[string]*topo.History{"random": historyOf(t, randomDays(t, 12, 12)), "default": historyOf(t, nodedDays(t, defaultDays()))} {
		for range fewer(40, 6) {
			a, b, c := random.Intn(h.Len()), random.Intn(h.Len()), random.Intn(h.Len())
			whole, first, second := change(t, h, a, c), change(t, h, a, b), change(t, h, b, c)
			net := make(map[string]float64)
			for _, part := range []struct {
				moved []topo.Moved
				sign  float64
			}{{whole, -1}, {first, 1}, {second, 1}} {
				for _, m := range part.moved {
					net[m.From] -= part.sign * m.AreaM2
					net[m.To] += part.sign * m.AreaM2
				}
			}
			for status, m2 := range net {
				if status != "" && math.Abs(m2) > float64(onShortEdges) {
					t.Errorf("%s: from %d by %d to %d %s gains %f m² more in steps", name, a, b, c, status, m2)
				}
			}
			for range 50 {
				checkAt(t, h, pointIn(random, whole, first, second), [3]int{a, b, c}, whole, first, second)
			}
		}
	}
}

// pointIn is a point in the bound of what moved.
func pointIn(random *rand.Rand, changes ...[]topo.Moved) orb.Point {
	bound := orb.Bound{Min: orb.Point{34, 51}, Max: orb.Point{34.01, 51.01}}
	for _, m := range slices.Concat(changes...) {
		bound = bound.Union(m.Polygons.Bound())
	}
	return orb.Point{
		bound.Min[0] + random.Float64()*(bound.Max[0]-bound.Min[0]),
		bound.Min[1] + random.Float64()*(bound.Max[1]-bound.Min[1]),
	}
}

// checkAt expects p to lie in the polygons of each of the changes from a to c, from a to b and from b to c that go from
// the status there to the other, and in no others.
func checkAt(t *testing.T, h *topo.History, p orb.Point, days [3]int, whole, first, second []topo.Moved) {
	t.Helper()
	a, b, c := h.StatusAt(p, days[0]), h.StatusAt(p, days[1]), h.StatusAt(p, days[2])
	for _, step := range []struct {
		moved    []topo.Moved
		from, to string
	}{{whole, a, c}, {first, a, b}, {second, b, c}} {
		for _, m := range step.moved {
			if want := m.From == step.from && m.To == step.to; inside(m.Polygons, p) != want {
				t.Errorf("%v, %q to %q, in the polygons of %q to %q: %v", p, step.from, step.to, m.From, m.To, !want)
			}
		}
		if step.from != step.to && !slices.ContainsFunc(step.moved, func(m topo.Moved) bool { return inside(m.Polygons, p) }) {
			t.Errorf("%v, %q to %q, is in no polygon", p, step.from, step.to)
		}
	}
}

// inside reports whether the ray from p to the east leaves mp as often as it does from a point within.
func inside(mp orb.MultiPolygon, p orb.Point) bool {
	in := false
	for _, polygon := range mp {
		for _, r := range polygon {
			for i := range len(r) - 1 {
				if geo.MeetsRay(geo.Segment{A: r[i], B: r[i+1]}, p) {
					in = !in
				}
			}
		}
	}
	return in
}

// The peninsula has near 26,900 km² of land.
func TestCrimeaHasItsArea(t *testing.T) {
	h := historyOf(t, nodedDays(t, realHistory(t, func(day int) bool { return day == 0 })))
	// At sea all around, then along the shore of Syvash to the isthmus of Perekop.
	crimea := orb.MultiPolygon{{{
		{32.0, 45.3}, {33.3, 44.0}, {34.5, 44.1}, {36.0, 44.7}, {36.55, 45.05}, {36.6, 45.45}, {36.2, 45.65}, {35.5, 45.5},
		{35.45, 45.31}, {35.15, 45.34}, {34.95, 45.45}, {34.8, 45.58}, {34.6, 45.72}, {34.5, 45.9}, {34.1, 45.95}, {33.85, 46.02},
		{33.67, 46.15}, {33.58, 46.13}, {33.55, 46.05}, {33.3, 45.9}, {32.0, 45.6}, {32.0, 45.3},
	}}}
	areas, err := h.Within(topo.NewGround(crimea), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	km2 := areas[0]["ru"] / 1e6
	if t.Logf("%f km²", km2); math.Abs(km2-26_900) > 0.05*26_900 {
		t.Errorf("%f km²", km2)
	}
}
