package topo_test

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

func TestDefaultDaysWithinTheirRegions(t *testing.T) {
	h := historyOfDefaultDays(t)
	if n := h.OverlaidWithin(); n != 0 {
		t.Errorf("%d days need overlay", n)
	}
	for id, region := range defaultRegions(t) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			t.Logf("at worst %f m² from overlay", judgeWithin(t, h, region, len(id)%3, 3))
		})
	}
}

func TestRealDaysWithinPolygons(t *testing.T) {
	h := historyOfRealDays(t, 10)
	if n := h.OverlaidWithin(); n != 0 {
		t.Errorf("%d days need overlay", n)
	}
	grounds := randomGrounds()
	maps.Copy(grounds, fittingGrounds(t, h, 70))
	for i, name := range slices.Sorted(maps.Keys(grounds)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// Each on other days, as overlay takes its time.
			t.Logf("at worst %f m² from overlay", judgeWithin(t, h, grounds[name], i%20, 20))
		})
	}
}

// randomGrounds are polygons that have nothing to do with the zones of the real history, and lie across them.
func randomGrounds() map[string]orb.MultiPolygon {
	r := rand.New(rand.NewPCG(1, 2))
	around := orb.Point{36.5, 48.3}
	holed := starAround(r, around, 1, 300)
	holed[0] = append(holed[0], starAround(r, around, 0.25, 40)[0][0])
	grounds := map[string]orb.MultiPolygon{
		"a star with a hole":        holed,
		"a convex polygon":          circleAround(around, 1, 60),
		"a tiny polygon":            circleAround(orb.Point{37.68, 48.2}, 0.002, 5),
		"two stars":                 append(starAround(r, orb.Point{34, 47}, 0.8, 100), starAround(r, orb.Point{38, 48.7}, 0.8, 100)...),
		"a rectangle along borders": rectangle(orb.Bound{Min: orb.Point{36, 46}, Max: orb.Point{38, 49}}),
	}
	for _, name := range []string{"star 1", "star 2", "star 3", "star 4", "star 5", "star 6", "star 7", "star 8"} {
		center := orb.Point{33 + 5*r.Float64(), 46.5 + 3*r.Float64()}
		grounds[name] = starAround(r, center, 0.2+1.5*r.Float64(), 300)
	}
	return grounds
}

// fittingGrounds are polygons that have vertices and edges in common with the zones of snapshot n.
func fittingGrounds(t *testing.T, h *topo.History, n int) map[string]orb.MultiPolygon {
	t.Helper()
	zones, err := h.Zones(n)
	if err != nil {
		t.Fatal(err)
	}
	var polygons []orb.Polygon
	largest := zones[0].Polygon
	for _, z := range zones {
		polygons = append(polygons, z.Polygon)
		if len(z.Polygon[0]) > len(largest[0]) {
			largest = z.Polygon
		}
	}
	all, err := geo.Union(polygons)
	if err != nil {
		t.Fatal(err)
	}
	ring := largest[0]
	a, b := ring[0], ring[1]
	left := orb.Point{a[0] - (b[1] - a[1]), a[1] + b[0] - a[0]}
	right := orb.Point{a[0] + b[1] - a[1], a[1] - (b[0] - a[0])}
	corner := ring[len(ring)/2]
	return map[string]orb.MultiPolygon{
		"a zone":                            {largest},
		"all zones":                         all,
		"a zone's hull":                     {{hull(ring)}},
		"a zone's bound":                    rectangle(ring.Bound()),
		"a rectangle between two vertices":  rectangle(orb.MultiPoint{a, corner}.Bound()),
		"a triangle on an edge, inside":     {{{a, b, left, a}}},
		"a triangle on an edge, outside":    {{{a, right, b, a}}},
		"a circle around a vertex":          circleAround(a, 0.05, 8),
		"a triangle between three vertices": {{{a, ring[len(ring)/3], ring[2*len(ring)/3], a}}},
	}
}

// A polygon is cut in two along lines that the zones' edges cross: the parts add up, save for where the edges are cut,
// as geodesics bend.
func TestWithinAddsUp(t *testing.T) {
	h := historyOfRealDays(t, 10)
	star := starAround(rand.New(rand.NewPCG(3, 4)), orb.Point{37.2, 48.2}, 1, 300)[0][0]
	center := orb.Point{37.2, 48.2}
	parts := [2]orb.MultiPolygon{
		{{append(slices.Clone(star[:100]), star[99], center, star[0])}},
		{{append(slices.Clone(star[99:]), center, star[99])}},
	}
	whole, first, second := allWithin(t, h, orb.MultiPolygon{{star}}), allWithin(t, h, parts[0]), allWithin(t, h, parts[1])
	worst := 0.0
	for n := range whole {
		for status, want := range whole[n] {
			got := first[n][status] + second[n][status]
			worst = max(worst, math.Abs(got-want))
			if math.Abs(got-want) > max(1e-6*want, 100) {
				t.Errorf("snapshot %d: %s has %f and %f m² in the parts, %f in the whole", n, status, first[n][status], second[n][status], want)
			}
		}
	}
	t.Logf("at worst %f m²", worst)
}

func TestWithinEverythingAndElsewhere(t *testing.T) {
	h := historyOfDefaultDays(t)
	everything := allWithin(t, h, rectangle(orb.Bound{Min: orb.Point{20, 40}, Max: orb.Point{50, 60}}))
	elsewhere := allWithin(t, h, rectangle(orb.Bound{Min: orb.Point{0, 40}, Max: orb.Point{10, 60}}))
	nowhere := allWithin(t, h, nil)
	for n := range h.Len() {
		want := h.AreasM2(n)
		if len(everything[n]) != len(want) || len(elsewhere[n]) != 0 || len(nowhere[n]) != 0 {
			t.Errorf("snapshot %d: %v, elsewhere %v, nowhere %v, want %v", n, everything[n], elsewhere[n], nowhere[n], want)
		}
		for status, m2 := range want {
			if math.Abs(everything[n][status]-m2) > 0.01 {
				t.Errorf("snapshot %d: %s has %f m², want %f", n, status, everything[n][status], m2)
			}
		}
	}
}

// To the last bit: what is told of a day must not change when others are published that cross it.
func TestWithinDoesNotDependOnOtherDays(t *testing.T) {
	days := nodedDays(t, defaultDays())
	region := defaultRegions(t)["kursk"]
	together := allWithin(t, historyOf(t, days), region)
	h := historyOf(t, nil)
	ground := topo.NewGround(region)
	for n, day := range days {
		add(t, h, day)
		alone, err := h.Within(ground, n, n+1)
		if err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(alone[0], together[n]) {
			t.Errorf("snapshot %d has %v alone, %v together", n, alone[0], together[n])
		}
	}
}

func TestWithinRefusesSnapshotsThatThereAreNot(t *testing.T) {
	h := historyOf(t, nil)
	add(t, h, nil)
	ground := topo.NewGround(rectangle(orb.Bound{Max: orb.Point{1, 1}}))
	for _, w := range [][2]int{{-1, 1}, {0, 2}, {1, 0}} {
		if _, err := h.Within(ground, w[0], w[1]); err == nil {
			t.Errorf("snapshots %d to %d were measured", w[0], w[1])
		}
	}
	for _, w := range [][2]int{{0, 0}, {1, 1}, {0, 1}} {
		if all, err := h.Within(ground, w[0], w[1]); err != nil || len(all) != w[1]-w[0] {
			t.Errorf("snapshots %d to %d: %v, %v", w[0], w[1], all, err)
		}
	}
}

func TestWithinGroundsThatAreNone(t *testing.T) {
	h := historyOf(t, nil)
	add(t, h, []geo.Zone{{Status: "ua", Polygon: box(0, 0, 4, 2)}})
	a, b := lattice(1, 1)[0], lattice(2, 2)[0]
	for _, ground := range []orb.MultiPolygon{
		nil, {nil}, {{}}, {{nil}}, {{{}, {}}}, {{{a}}}, {{{a, a}}}, {{{a, b}}}, {{{a, b, a}}}, {{{a, a, a, a}}, {{b, b}}}, {{{a, b, a}, {b, a, b}}},
	} {
		if all := allWithin(t, h, ground); len(all[0]) != 0 {
			t.Errorf("%v has %v", ground, all[0])
		}
	}
}

// Zones that overlap are no coverage; where they have an edge on the same side, edges alone do not tell the areas.
func TestWithinZonesThatOverlap(t *testing.T) {
	h := historyOf(t, nil)
	add(t, h, []geo.Zone{{Status: "ua", Polygon: box(0, 0, 4, 2)}, {Status: "ru", Polygon: orb.Polygon{lattice(0, 0, 4, 0, 2, 1)}}})
	if n := h.OverlaidWithin(); n != 1 {
		t.Errorf("%d snapshots need overlay", n)
	}
	judgeWithin(t, h, orb.MultiPolygon{box(0, 0, 2, 2)}, 0, 1)
}

func BenchmarkWithinRealHistory(b *testing.B) {
	h := historyOfRealDays(b, 1)
	star := starAround(rand.New(rand.NewPCG(7, 8)), orb.Point{37.2, 48.2}, 1.2, 300)
	for _, bb := range []struct {
		name string
		from int
	}{{"all days", 0}, {"one day", h.Len() - 1}} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := h.Within(topo.NewGround(star), bb.from, h.Len()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkWithinDefaultRegions(b *testing.B) {
	h := historyOfDefaultDays(b)
	regions := defaultRegions(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, region := range regions {
			if _, err := h.Within(topo.NewGround(region), 0, h.Len()); err != nil {
				b.Fatal(err)
			}
		}
	}
}
