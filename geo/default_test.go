package geo_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// feature is as much of GeoJSON as the default data set uses.
type feature struct {
	Properties struct {
		ID     string `json:"id"`
		Status string `json:"status"`
	} `json:"properties"`
	Geometry struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

func readFeatures(t testing.TB, path ...string) []feature {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{"..", "data"}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	var collection struct {
		Features []feature `json:"features"`
	}
	if err := json.Unmarshal(data, &collection); err != nil {
		t.Fatal(err)
	}
	return collection.Features
}

func (f feature) polygons(t testing.TB) orb.MultiPolygon {
	t.Helper()
	var p orb.Polygon
	var mp orb.MultiPolygon
	var err error
	if f.Geometry.Type == "Polygon" {
		err = json.Unmarshal(f.Geometry.Coordinates, &p)
		mp = orb.MultiPolygon{p}
	} else {
		err = json.Unmarshal(f.Geometry.Coordinates, &mp)
	}
	if err != nil {
		t.Fatal(err)
	}
	return mp
}

func readDay(t testing.TB, day string) []geo.Zone {
	t.Helper()
	var zones []geo.Zone
	for i, f := range readFeatures(t, "control", day+".geojson") {
		for _, p := range f.polygons(t) {
			zones = append(zones, geo.Zone{Status: f.Properties.Status, Polygon: p, Feature: i})
		}
	}
	return zones
}

func readRegions(t testing.TB) map[string]orb.MultiPolygon {
	t.Helper()
	regions := make(map[string]orb.MultiPolygon)
	for _, f := range readFeatures(t, "regions.geojson") {
		regions[f.Properties.ID] = f.polygons(t)
	}
	return regions
}

func party(id string) *string { return &id }

func vocabulary() []geo.Status {
	return []geo.Status{
		{ID: "ua", Party: party("ua"), Held: true},
		{ID: "ru", Party: party("ru"), Held: true},
		{ID: "grey"},
	}
}

// near allows for the six decimals of reference figures.
func near(got, want float64) bool {
	return math.Abs(got-want) <= max(1e-6*math.Abs(want), 2e-6)
}

func TestRegionsHaveTheirReferenceArea(t *testing.T) {
	regions := readRegions(t)
	for id, want := range map[string]float64{
		"kursk": 29775.977790, "sumy": 23801.395673,
		"russian-territory": 33285.501041, "ukrainian-territory": 36598.774080,
	} {
		if got := geo.TotalM2(regions[id]) / 1e6; !near(got, want) {
			t.Errorf("%s has %f km², want %f", id, got, want)
		}
	}
}

func TestDefaultDaysHaveTheirReferenceAreas(t *testing.T) {
	kursk, sumy := ground(t, readRegions(t)["kursk"]), ground(t, readRegions(t)["sumy"])
	for _, tt := range []struct {
		day                                          string
		ua, ru, grey                                 float64
		uaInKursk, greyInKursk, greyInSumy, ruInSumy float64
	}{
		{"2024-08-10", 380.908940, 0, 282.101050, 380.908344, 257.347881, 0.000225, 0},
		{"2024-08-20", 928.757857, 0, 311.470105, 928.757132, 311.469987, 0.000087, 0},
		{"2025-03-12", 125.938412, 0, 154.360873, 125.937771, 93.243022, 61.117883, 0},
		{"2025-06-22", 0, 217.010340, 247.036297, 0, 105.125394, 141.910905, 217.009592},
	} {
		t.Run(tt.day, func(t *testing.T) {
			c := cover(t, readDay(t, tt.day))
			for _, want := range []struct {
				name      string
				got, want float64
			}{
				{"ua", sum(t, c.Zones, "ua", nil), tt.ua},
				{"ru", sum(t, c.Zones, "ru", nil), tt.ru},
				{"grey", sum(t, c.Zones, "grey", nil), tt.grey},
				{"ua in kursk", sum(t, c.Zones, "ua", kursk), tt.uaInKursk},
				{"grey in kursk", sum(t, c.Zones, "grey", kursk), tt.greyInKursk},
				{"grey in sumy", sum(t, c.Zones, "grey", sumy), tt.greyInSumy},
				{"ru in sumy", sum(t, c.Zones, "ru", sumy), tt.ruInSumy},
			} {
				if !near(want.got, want.want) {
					t.Errorf("%s: %f km², want %f", want.name, want.got, want.want)
				}
			}
		})
	}
}

// Zones that share edges exactly are no overlap. Joining two of one status makes no new vertices, and the rest keep
// theirs.
func TestDefaultDaysKeepTheirVertices(t *testing.T) {
	for _, day := range readDays(t) {
		zones := readDay(t, day)
		c := cover(t, zones)
		if len(c.Warnings) != 0 || len(c.Repairs) != 0 {
			t.Errorf("%s: warnings %v, repairs %v", day, c.Warnings, c.Repairs)
		}
		was := make(map[orb.Point]bool)
		for _, z := range zones {
			eachVertex(z.Polygon, func(p orb.Point) { was[p] = true })
		}
		for _, z := range c.Zones {
			eachVertex(z.Polygon, func(p orb.Point) {
				if !was[p] {
					t.Errorf("%s: %v is a new vertex", day, p)
				}
			})
		}
		if len(c.Zones) == len(zones) {
			for i := range zones {
				if !c.Zones[i].Polygon.Equal(zones[i].Polygon) {
					t.Errorf("%s: zone %d changed", day, i)
				}
			}
		}
	}
}

func eachVertex(p orb.Polygon, f func(orb.Point)) {
	for _, r := range p {
		for _, pt := range r {
			f(pt)
		}
	}
}

func readDays(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("../data/control/*.geojson")
	if err != nil || len(names) == 0 {
		t.Fatal("no default days", err)
	}
	for i, n := range names {
		names[i] = filepath.Base(n)[:len("2024-08-10")]
	}
	return names
}

func ground(t testing.TB, mp orb.MultiPolygon) *geo.Ground {
	t.Helper()
	g, err := geo.NewGround(mp)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func cover(t testing.TB, zones []geo.Zone) geo.Coverage {
	t.Helper()
	c, err := geo.Cover(zones, vocabulary(), false)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sum adds up the km² of a status, in all or within g.
func sum(t testing.TB, zones []geo.Zone, status string, g *geo.Ground) float64 {
	t.Helper()
	var m2 float64
	for _, z := range zones {
		if z.Status != status {
			continue
		}
		area := geo.AreaM2(z.Polygon)
		if g != nil {
			var err error
			if area, err = g.AreaM2Within(z.Polygon); err != nil {
				t.Fatal(err)
			}
		}
		m2 += area
	}
	return m2 / 1e6
}
