package geo_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// problemsOf expects err to be Unprocessable with problems of these rules, in order.
func problemsOf(t *testing.T, err error, rules ...string) []geo.Problem {
	t.Helper()
	var e *geo.Error
	if !errors.As(err, &e) || e.Kind != geo.Unprocessable {
		t.Fatalf("error %v, want Unprocessable", err)
	}
	if len(e.Problems) != len(rules) {
		t.Fatalf("problems %v, want %v", e.Problems, rules)
	}
	for i, p := range e.Problems {
		if p.Rule != rules[i] || math.IsNaN(p.Lon+p.Lat) || math.IsInf(p.Lon+p.Lat, 0) {
			t.Errorf("problem %+v, want %s", p, rules[i])
		}
	}
	return e.Problems
}

func TestCoverRefusesWhatNoRepairHelps(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, tt := range []struct {
		name    string
		p       orb.Polygon
		rules   []string
		message string
	}{
		{"no ring", orb.Polygon{}, []string{"too-few-points"}, "ring 0 of feature 17 is missing"},
		{"an empty ring", orb.Polygon{{}}, []string{"too-few-points"}, "fewer than three"},
		{"an empty hole", append(rect(34, 51, 35, 52), orb.Ring{}), []string{"too-few-points"}, "ring 1 of feature 17"},
		{"a point", orb.Polygon{{{34, 51}}}, []string{"too-few-points"}, "at 34 51"},
		{"two points there and back", orb.Polygon{{{34, 51}, {35, 51}, {34, 51}, {35, 51}, {34, 51}}}, []string{"too-few-points"}, "fewer than three"},
		{"not a number", orb.Polygon{{{34, 51}, {nan, 51}, {35, 52}, {34, 51}}}, []string{"not-finite"}, "no number at NaN 51"},
		{"infinite", orb.Polygon{{{34, 51}, {35, inf}, {35, 52}, {34, 51}}}, []string{"not-finite"}, "no number"},
		{"1e308", orb.Polygon{{{34, 51}, {1e308, 51}, {35, 52}, {34, 51}}}, []string{"out-of-range"}, "at 1e+308 51: longitude runs from -180 to 180"},
		{"a latitude of 91", orb.Polygon{{{34, 51}, {35, 91}, {35, 52}, {34, 51}}}, []string{"out-of-range"}, "ring 0 of feature 17 has a coordinate out of range at 35 91"},
		{"metres", rect(3800000, 6600000, 3900000, 6700000), []string{"out-of-range", "out-of-range", "out-of-range", "out-of-range", "out-of-range"}, "and 4 further problems"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := geo.Cover([]geo.Zone{zone("ua", 17, tt.p)}, vocabulary(), false)
			for _, p := range problemsOf(t, err, tt.rules...) {
				if p.Feature != 17 {
					t.Errorf("feature %d", p.Feature)
				}
			}
			if !strings.Contains(err.Error(), tt.message) {
				t.Errorf("message %q lacks %q", err, tt.message)
			}
			if _, err := geo.CheckGround(orb.MultiPolygon{tt.p}); err == nil {
				t.Error("good enough to measure within")
			}
		})
	}
}

func TestCoverAcceptsTheEdgesOfTheRange(t *testing.T) {
	cover(t, []geo.Zone{zone("ua", 0, orb.Polygon{{{-180, -90}, {-60, -90}, {60, -90}, {180, -90}, {180, 90}, {60, 90}, {-60, 90}, {-180, 90}, {-180, -90}}})})
	cover(t, []geo.Zone{zone("ua", 0, orb.Polygon{{{34, 51}, {35, 51}, {35, 52}}})})
}

func TestCoverRefusesEdgesHalfAroundTheEarth(t *testing.T) {
	for _, tt := range []struct {
		name  string
		p     orb.Polygon
		place string
	}{
		{"across the 180th meridian, not cut there", orb.Polygon{{{179, 51}, {-179, 51}, {-179, 52}, {179, 52}, {179, 51}}}, "from 179 51 to -179 51"},
		{"the whole Earth by its corners", rect(-180, -90, 180, 90), "from -180 -90 to 180 -90"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := geo.Cover([]geo.Zone{zone("ua", 17, tt.p)}, vocabulary(), false)
			problemsOf(t, err, "long-edge", "long-edge")
			if !strings.Contains(err.Error(), tt.place+": put a vertex or two between") {
				t.Errorf("%q lacks %q", err, tt.place)
			}
		})
	}
}

func TestRefusalListsAtMostAHundredPlaces(t *testing.T) {
	var zones []geo.Zone
	for i := range 300 {
		zones = append(zones, zone("ua", i, orb.Polygon{{{34, 51}}}))
	}
	_, err := geo.Cover(zones, vocabulary(), false)
	var e *geo.Error
	if !errors.As(err, &e) || len(e.Problems) != 100 || !strings.Contains(e.Message, "299 further problems") {
		t.Errorf("%v", err)
	}
}

func TestCheckGround(t *testing.T) {
	bowTie := orb.Polygon{{{34, 51}, {36, 53}, {36, 51}, {34, 53}, {34, 51}}}
	for _, tt := range []struct {
		name  string
		mp    orb.MultiPolygon
		rules []string
	}{
		{"a bow-tie", orb.MultiPolygon{bowTie}, []string{"self-crossing"}},
		{"not closed", orb.MultiPolygon{{{{34, 51}, {35, 51}, {35, 52}}}}, []string{"unclosed-ring"}},
		{"a hole outside", orb.MultiPolygon{append(rect(34, 51, 35, 52), rect(36, 51, 37, 52)[0])}, []string{"hole-outside-shell"}},
		{"parts that overlap", orb.MultiPolygon{rect(34, 51, 36, 52), rect(35, 51, 37, 52)}, []string{"overlapping-parts"}},
		{"the second part broken", orb.MultiPolygon{rect(30, 51, 31, 52), bowTie}, []string{"self-crossing"}},
		{"across the 180th meridian", orb.MultiPolygon{{{{179, 51}, {-179, 51}, {-179, 52}, {179, 52}, {179, 51}}}}, []string{"long-edge", "long-edge"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := geo.CheckGround(tt.mp)
			problemsOf(t, err, tt.rules...)
		})
	}
	good, err := geo.CheckGround(orb.MultiPolygon{reversed(rect(34, 51, 35, 52)), rect(35, 51, 36, 52)})
	if err != nil || len(good) != 1 {
		t.Errorf("two parts with a common edge: %v, %v", good, err)
	}
	checkWinding(t, good)
	again := orb.Polygon{{{34, 51}, {34, 51}, {35, 51}, {35, 52}, {35, 52}, {34, 52}, {34, 51}}}
	good, err = geo.CheckGround(orb.MultiPolygon{again})
	if err != nil || len(good) != 1 || len(good[0][0]) != 5 {
		t.Errorf("a square that repeats vertices: %v, %v", good, err)
	}
}
