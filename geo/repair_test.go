package geo_test

import (
	"math"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// scaled turns shapes drawn on squared paper into ones of a hundredth of a degree a square.
func scaled(p orb.Polygon) orb.Polygon {
	p = p.Clone()
	for _, r := range p {
		for i := range r {
			r[i] = orb.Point{34 + r[i][0]/100, 51 + r[i][1]/100}
		}
	}
	return p
}

func TestRepair(t *testing.T) {
	square := func(w, s, e, n float64) orb.Ring { return rect(w, s, e, n)[0] }
	for _, tt := range []struct {
		name     string
		p        orb.Polygon
		rules    []string
		message  string
		polygons int
		squares  float64 // of ground afterwards
	}{
		{"valid", orb.Polygon{square(0, 0, 4, 4), square(1, 1, 2, 2)}, nil, "", 1, 15},
		{"valid, touching itself in no vertex but its hole's corner", orb.Polygon{square(0, 0, 4, 4), {{0, 0}, {1, 2}, {2, 1}, {0, 0}}}, nil, "", 1, 14.5},
		{"not closed", orb.Polygon{square(0, 0, 4, 4)[:4]}, []string{"unclosed-ring"}, "starts at 34 51 and ends at 34 51.04", 1, 16},
		{"repeated vertices", orb.Polygon{{{0, 0}, {4, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}}, []string{"repeated-vertex"}, "repeats 2 vertices, the first at 34.04 51", 1, 16},
		{"the closing point repeated", orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {0, 0}}}, []string{"repeated-vertex"}, "repeats 1 vertex", 1, 16},
		{"a bow-tie", orb.Polygon{{{0, 0}, {4, 4}, {4, 0}, {0, 4}, {0, 0}}}, []string{"self-crossing"}, "ring 0 of feature 3 crosses itself at 34.02 51.02", 2, 8},
		{"a bow-tie with lobes of two sizes", orb.Polygon{{{0, 0}, {6, 3}, {6, 0}, {0, 3}, {0, 0}, {0, 0}}}, []string{"repeated-vertex", "self-crossing"}, "crosses", 2, 9},
		{"a bow-tie not closed", orb.Polygon{{{0, 0}, {4, 4}, {4, 0}, {0, 4}}}, []string{"unclosed-ring", "self-crossing"}, "", 2, 8},
		{"a ring run through twice", orb.Polygon{append(square(0, 0, 4, 4), square(0, 0, 4, 4)[1:]...)}, []string{"self-crossing"}, "runs back along itself", 1, 16},
		{"a loop inside, the same way round", orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {2, 4}, {2, 1}, {3, 1}, {3, 3}, {1, 3}, {1, 4}, {0, 4}, {0, 0}}}, []string{"self-crossing"}, "", 1, 15},
		{"a spike", orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {9, 9}, {4, 4}, {0, 4}, {0, 0}}}, []string{"self-crossing"}, "runs back along itself", 1, 16},
		{"a hole drawn by way of a cut", orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}, {0, 0}}}, []string{"self-crossing"}, "", 1, 15},
		{"a ring that touches itself around a hole", orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {1, 2}, {2, 1}, {0, 0}}}, []string{"self-touching"}, "touches itself at 34 51", 1, 14.5},
		{"flat", orb.Polygon{{{0, 0}, {2, 0}, {4, 0}, {0, 0}}}, []string{"self-crossing"}, "", 0, 0},
		{"a hole outside", orb.Polygon{square(0, 0, 4, 4), square(6, 0, 8, 2)}, []string{"hole-outside-shell"}, "ring 1 of feature 3 is a hole that lies outside its shell at 34.06 51", 2, 20},
		{"a hole across the shell", orb.Polygon{square(0, 0, 4, 4), square(3, 1, 6, 2)}, []string{"crossing-rings"}, "ring 1 of feature 3 crosses ring 0", 1, 15},
		{"a hole in a hole", orb.Polygon{square(0, 0, 6, 6), square(1, 1, 5, 5), square(2, 2, 3, 3)}, []string{"nested-holes"}, "lies in another hole, ring 1", 1, 20},
		{"holes that overlap", orb.Polygon{square(0, 0, 6, 6), square(1, 1, 3, 3), square(2, 2, 4, 4)}, []string{"crossing-rings"}, "", 1, 29},
		{"a hole as large as the shell", orb.Polygon{square(0, 0, 4, 4), square(0, 0, 4, 4)}, []string{"crossing-rings"}, "runs along", 0, 0},
		{"a hole that cuts the interior in two", orb.Polygon{square(0, 0, 4, 4), {{0, 2}, {2, 1}, {4, 2}, {2, 3}, {0, 2}}}, []string{"interior-disconnected"}, "cut the interior in two", 2, 12},
		{"two holes that cut a corner off", orb.Polygon{square(0, 0, 4, 4), {{0, 2}, {1, 1}, {1, 2}, {0, 2}}, {{2, 0}, {2, 1}, {1, 1}, {2, 0}}}, []string{"interior-disconnected"}, "", 2, 15},
		{"a bow-tie as a hole", orb.Polygon{square(0, 0, 6, 6), {{1, 1}, {5, 5}, {5, 1}, {1, 5}, {1, 1}}}, []string{"self-crossing"}, "ring 1 of feature 3 crosses itself", 1, 28},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, p := range []orb.Polygon{scaled(tt.p), reversed(scaled(tt.p))} {
				c := cover(t, []geo.Zone{zone("ua", 3, p)})
				if got := planar(polygonsOf(c.Zones)) * 1e4; len(c.Zones) != tt.polygons || math.Abs(got-tt.squares) > 1e-6 {
					t.Errorf("%d polygons with %v squares, want %d with %v: %v", len(c.Zones), got, tt.polygons, tt.squares, c.Zones)
				}
				checkDisjoint(t, c.Zones)
				if !slices.Equal(rulesOf(c.Repairs), tt.rules) {
					t.Errorf("repairs %v, want %v", c.Repairs, tt.rules)
				}
				checkStrict(t, p, tt.rules)
			}
			c := cover(t, []geo.Zone{zone("ua", 3, scaled(tt.p))})
			said := ""
			for _, r := range c.Repairs {
				if r.Feature != 3 {
					t.Errorf("a repair of feature %d", r.Feature)
				}
				said += r.Message + "\n"
			}
			if !strings.Contains(said, tt.message) {
				t.Errorf("%q lacks %q", said, tt.message)
			}
		})
	}
}

func rulesOf(repairs []geo.Repair) []string {
	var rules []string
	for _, r := range repairs {
		rules = append(rules, r.Rule)
	}
	return rules
}

func checkStrict(t *testing.T, p orb.Polygon, rules []string) {
	t.Helper()
	_, err := geo.Cover([]geo.Zone{zone("ua", 3, p)}, vocabulary(), true)
	if len(rules) == 0 {
		if err != nil {
			t.Errorf("strict refuses what is valid: %v", err)
		}
		return
	}
	problemsOf(t, err, rules...)
	if !strings.Contains(err.Error(), "leave strict out") {
		t.Error(err)
	}
}

func TestRepairTellsTheAreaBeforeAndAfter(t *testing.T) {
	bowTie := orb.Polygon{{{34, 51}, {34.2, 51.2}, {34.2, 51}, {34, 51.2}, {34, 51}}}
	r := cover(t, []geo.Zone{zone("ua", 0, bowTie)}).Repairs[0]
	// The lobes of the broken ring count against each other, those of the repaired one do not.
	want := geo.AreaM2(rect(34, 51, 34.2, 51.2)) / 2e6
	if r.AreaBeforeKm2 > 0.01*want || math.Abs(r.AreaAfterKm2-want) > 1e-3*want {
		t.Errorf("%+v, want %f km² afterwards", r, want)
	}
	if r.Lon != 34.1 || r.Lat != 51.1 {
		t.Errorf("crossing at %v %v", r.Lon, r.Lat)
	}
}

// Whatever the rings, repair leaves valid ground, the same for every direction and start of the rings.
func TestRepairLaws(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	for range 150 {
		p := randomRings(random)
		want := repaired(t, p)
		checkDisjoint(t, zonesFrom(want))
		if _, err := geo.CheckGround(want); err != nil {
			t.Errorf("%v becomes %v: %v", p, want, err)
		}
		turned := append(orb.Polygon{append(slices.Clone(p[0][1:]), p[0][1])}, p[1:]...)
		if got := repaired(t, turned); math.Abs(planar(got)-planar(want)) > 1e-9 {
			t.Errorf("%v gives %v, turned %v", p, planar(want), planar(got))
		}
		if got := repaired(t, reversed(p)); math.Abs(planar(got)-planar(want)) > 1e-9 {
			t.Errorf("%v gives %v, reversed %v", p, planar(want), planar(got))
		}
	}
}

// randomRings are rings of whole numbers, so that they meet in vertices and run along each other, or of any.
func randomRings(random *rand.Rand) orb.Polygon {
	whole := random.Intn(2) == 0
	var p orb.Polygon
	for range 1 + random.Intn(3) {
		r := orb.Ring{{0, 0}, {9, 1}, {1, 8}}
		for range random.Intn(12) {
			pt := orb.Point{random.Float64() * 10, random.Float64() * 10}
			if whole {
				pt = orb.Point{math.Floor(pt[0]), math.Floor(pt[1])}
			}
			r = append(r, pt)
		}
		p = append(p, append(r, r[0]))
	}
	return p
}

func repaired(t *testing.T, p orb.Polygon) orb.MultiPolygon {
	t.Helper()
	return polygonsOf(cover(t, []geo.Zone{zone("ua", 0, p)}).Zones)
}

func zonesFrom(ps orb.MultiPolygon) []geo.Zone {
	var zones []geo.Zone
	for i, p := range ps {
		zones = append(zones, zone("ua", i, p))
	}
	return zones
}
