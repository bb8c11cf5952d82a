package geo_test

import (
	"encoding/json"
	"math"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

func zone(status string, feature int, p orb.Polygon) geo.Zone {
	return geo.Zone{Status: status, Polygon: p, Feature: feature}
}

func TestCoverSettlesOverlaps(t *testing.T) {
	a, b := rect(34, 51, 36, 52), rect(35, 51, 37, 52)
	for _, tt := range []struct {
		name     string
		zones    []geo.Zone
		areas    map[string]float64 // km², of whole and half rectangles
		zonesOut int
		rules    []string
		says     string
	}{
		{"nothing", nil, nil, 0, nil, ""},
		{"one zone", []geo.Zone{zone("ua", 0, a)}, map[string]float64{"ua": 2}, 1, nil, ""},
		{"two that share an edge", []geo.Zone{zone("ua", 0, rect(34, 51, 35, 52)), zone("ru", 1, rect(35, 51, 37, 52))},
			map[string]float64{"ua": 1, "ru": 2}, 2, nil, ""},
		{"held before grey", []geo.Zone{zone("ua", 0, a), zone("grey", 1, b)},
			map[string]float64{"ua": 2, "grey": 1}, 2, []string{"overlap"}, "it counts as ua, which is held for certain"},
		{"grey before held", []geo.Zone{zone("grey", 0, b), zone("ua", 1, a)},
			map[string]float64{"ua": 2, "grey": 1}, 2, []string{"overlap"}, "it counts as ua, which is held for certain"},
		{"the later of two held", []geo.Zone{zone("ua", 0, a), zone("ru", 1, b)},
			map[string]float64{"ua": 1, "ru": 2}, 2, []string{"overlap"}, "it counts as ru, which is later in the file"},
		{"the later, mirrored", []geo.Zone{zone("ru", 0, b), zone("ua", 1, a)},
			map[string]float64{"ua": 2, "ru": 1}, 2, []string{"overlap"}, "it counts as ua, which is later in the file"},
		{"two of one status", []geo.Zone{zone("ua", 0, a), zone("ua", 1, b)},
			map[string]float64{"ua": 3}, 1, []string{"overlap-joined"}, "2 zones of the status ua overlap"},
		{"two of one status that touch", []geo.Zone{zone("ua", 0, rect(34, 51, 35, 52)), zone("ua", 1, rect(35, 51, 36, 52))},
			map[string]float64{"ua": 2}, 1, nil, ""},
		{"all of a zone taken", []geo.Zone{zone("grey", 0, rect(34.5, 51.2, 35, 51.8)), zone("ua", 1, a)},
			map[string]float64{"ua": 2}, 1, []string{"overlap"}, "grey and ua overlap by"},
		{"a zone cut in two", []geo.Zone{zone("grey", 0, rect(34, 51, 37, 52)), zone("ua", 1, rect(35, 50, 36, 53))},
			nil, 3, []string{"overlap"}, "grey and ua"},
		{"two that take from one", []geo.Zone{zone("grey", 0, rect(34, 51, 37, 52)), zone("ua", 1, rect(34, 51, 35, 52)), zone("ru", 2, rect(36, 51, 37, 52))},
			map[string]float64{"ua": 1, "ru": 1, "grey": 1}, 3, []string{"overlap", "overlap"}, ""},
		{"an overlap of less than a square metre", []geo.Zone{zone("grey", 0, a), zone("ua", 1, rect(35.9999999, 51.99999, 37, 52.5))},
			map[string]float64{"grey": 2}, 2, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := cover(t, tt.zones)
			unit := geo.AreaM2(rect(34, 51, 35, 52)) / 1e6
			for status, n := range tt.areas {
				if got := sum(t, c.Zones, status, nil); math.Abs(got-n*unit) > 1e-3*unit {
					t.Errorf("%s has %f km², want %f", status, got, n*unit)
				}
			}
			if len(c.Zones) != tt.zonesOut || len(c.Repairs) != 0 {
				t.Errorf("%d zones, %d repairs", len(c.Zones), len(c.Repairs))
			}
			checkWarnings(t, c.Warnings, tt.rules, tt.says)
			checkDisjoint(t, c.Zones)
		})
	}
}

func checkWarnings(t *testing.T, got []geo.Warning, rules []string, says string) {
	t.Helper()
	if len(got) != len(rules) {
		t.Fatalf("warnings %v, want %v", got, rules)
	}
	for i, w := range got {
		if w.Rule != rules[i] || !strings.Contains(w.Message, says) || w.AreaKm2 <= 0 || w.Zones == 0 || w.Status == "" {
			t.Errorf("warning %+v, want %s with %q", w, rules[i], says)
		}
	}
}

func checkDisjoint(t *testing.T, zones []geo.Zone) {
	t.Helper()
	for i, z := range zones {
		checkWinding(t, orb.MultiPolygon{z.Polygon})
		for _, other := range zones[:i] {
			common, err := geo.Intersection(orb.MultiPolygon{z.Polygon}, orb.MultiPolygon{other.Polygon})
			// Of a sliver left by rounding only the straight edges have no area.
			if err != nil || planar(common) > 1e-12 {
				t.Errorf("%v and %v share %v square degrees, %v", z, other, planar(common), err)
			}
		}
	}
}

func TestOverlapIsReportedWithPlaceAndArea(t *testing.T) {
	c := cover(t, []geo.Zone{zone("grey", 0, rect(34, 51, 36, 52)), zone("ua", 1, rect(35, 51, 37, 52))})
	want := geo.AreaM2(rect(35, 51, 36, 52)) / 1e6
	if w := c.Warnings[0]; w.Status != "grey" || w.Zones != 1 || math.Abs(w.AreaKm2-want) > 1e-6*want ||
		w.Message != "grey and ua overlap by 7725.5 km², the largest part at 35.5 51.5; it counts as ua, which is held for certain" {
		t.Errorf("%+v, want %f km²", w, want)
	}
}

func TestUnknownStatusIsKeptOut(t *testing.T) {
	bowTie := orb.Polygon{{{34, 51}, {35, 52}, {35, 51}, {34, 52}, {34, 51}}}
	c := cover(t, []geo.Zone{zone("ua", 0, rect(34, 51, 35, 52)), zone("moon", 1, rect(35, 51, 36, 52)), zone("moon", 2, bowTie), zone("moon", 3, orb.Polygon{{{34, 51}}})})
	if len(c.Zones) != 1 || len(c.Repairs) != 0 {
		t.Errorf("zones %v, repairs %v", c.Zones, c.Repairs)
	}
	checkWarnings(t, c.Warnings, []string{"unknown-status"}, `the status "moon" is not one of the layer's: 3 zones (77`)
	_, err := geo.Cover([]geo.Zone{zone("moon", 0, rect(34, 51, 35, 152))}, vocabulary(), false)
	problemsOf(t, err, "out-of-range", "out-of-range")
}

func TestPropertiesOfJoinedZones(t *testing.T) {
	west, east := rect(34, 51, 35, 52), rect(35, 51, 36, 52)
	for _, tt := range []struct {
		name       string
		a, b, want string
		feature    int
	}{
		{"from two features", `{"source":"x","n":1,"deep":{"a":[1, 2]}}`, `{"source":"x","n":2,"deep":{ "a":[1,2]}}`,
			`{"deep":{"a":[1,2]},"joined":[{"source":"x","n":1,"deep":{"a":[1,2]}},{"source":"x","n":2,"deep":{"a":[1,2]}}],"source":"x"}`, 1},
		{"from one feature", `{"n":1}`, `{"n":1}`, `{"n":1}`, 0},
		{"one without", `{"n":1}`, ``, `{"joined":[{"n":1},null]}`, 1},
		{"none with", ``, ``, ``, 1},
		{"a large number keeps its digits", `{"id":12345678901234567890}`, `{"id":12345678901234567890}`,
			`{"id":12345678901234567890,"joined":[{"id":12345678901234567890},{"id":12345678901234567890}]}`, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := cover(t, []geo.Zone{
				{Status: "ua", Polygon: west, Properties: json.RawMessage(tt.a)},
				{Status: "ua", Polygon: east, Feature: tt.feature, Properties: json.RawMessage(tt.b)},
			})
			if len(c.Zones) != 1 || string(c.Zones[0].Properties) != tt.want || c.Zones[0].Feature != 0 {
				t.Errorf("%+v", c.Zones)
			}
		})
	}
}

// A coverage covers itself; what it covers is what its zones covered before; Compare sees no difference.
func TestCoverLaws(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	for range 60 {
		zones := randomZones(random, 2+random.Intn(10))
		c := cover(t, zones)
		checkDisjoint(t, c.Zones)
		checkSameGround(t, zones, c.Zones)
		again := cover(t, c.Zones)
		if len(again.Repairs) != 0 || len(again.Warnings) != 0 {
			t.Errorf("covering again: %v %v", again.Repairs, again.Warnings)
		}
		for _, status := range vocabulary() {
			checkSameGround(t, with(status.ID, c.Zones), with(status.ID, again.Zones))
		}
	}
}

func randomZones(random *rand.Rand, n int) []geo.Zone {
	zones := make([]geo.Zone, n)
	for i := range zones {
		p := jagged(random, 3+random.Intn(12), 34+random.Float64(), 51+random.Float64(), 0.5)
		zones[i] = zone([]string{"ua", "ru", "grey"}[random.Intn(3)], i, p)
	}
	return zones
}

func checkSameGround(t *testing.T, before, after []geo.Zone) {
	t.Helper()
	was, err := geo.Union(polygonsOf(before))
	if err != nil {
		t.Fatal(err)
	}
	is, err := geo.Union(polygonsOf(after))
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(planar(was)-planar(is)) > 1e-9 {
		t.Errorf("%v square degrees became %v", planar(was), planar(is))
	}
}

func polygonsOf(zones []geo.Zone) []orb.Polygon {
	var ps []orb.Polygon
	for _, z := range zones {
		ps = append(ps, z.Polygon)
	}
	return ps
}

// with returns the zones that have a status.
func with(status string, zones []geo.Zone) []geo.Zone {
	return slices.DeleteFunc(slices.Clone(zones), func(z geo.Zone) bool { return z.Status != status })
}

func TestCheckExtent(t *testing.T) {
	known := []orb.Bound{{Min: orb.Point{33, 50}, Max: orb.Point{36.6, 52.5}}}
	swapped := orb.Polygon{{{51, 34}, {52, 34}, {52, 35}, {51, 34}}}
	for _, tt := range []struct {
		name    string
		zones   []geo.Zone
		known   []orb.Bound
		refused bool
	}{
		{"inside", []geo.Zone{zone("ua", 0, rect(34, 51, 35, 52))}, known, false},
		{"swapped", []geo.Zone{zone("ua", 0, swapped)}, known, true},
		{"swapped, with nothing known", []geo.Zone{zone("ua", 0, swapped)}, nil, false},
		{"no zones", nil, known, false},
		{"far away either way", []geo.Zone{zone("ua", 0, rect(100, 10, 101, 11))}, known, false},
		{"one swapped among good ones", []geo.Zone{zone("ua", 0, swapped), zone("ru", 1, rect(34, 51, 35, 52))}, known, false},
		{"a zone without points", []geo.Zone{zone("ua", 0, nil), zone("ua", 1, swapped)}, known, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := geo.CheckExtent(tt.zones, tt.known)
			if (err != nil) != tt.refused {
				t.Fatal(err)
			}
			if err == nil {
				return
			}
			found := problemsOf(t, err, "swapped-axes")
			if at := found[0]; at.Lon != 51.5 || at.Lat != 34.5 || !strings.Contains(err.Error(), "at 34.5 51.5 it would fit") {
				t.Error(err, at)
			}
		})
	}
}
