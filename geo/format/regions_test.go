package format_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"greyzone/geo"
	"greyzone/geo/format"
)

func regionsIn(t *testing.T, text string) []geo.Region {
	t.Helper()
	regions, err := format.ReadRegions(strings.NewReader(text), "regions.geojson", nil)
	if err != nil {
		t.Fatal(err)
	}
	return regions
}

// region is a feature with an id of its own, if it is not empty, and a geometry of square's size.
func region(id, properties, geometry string) string {
	if id != "" {
		id = `"id":` + id + `,`
	}
	return `{"type":"Feature",` + id + `"properties":` + properties + `,"geometry":` + geometry + `}`
}

func TestReadRegionsTakesIDsAndNames(t *testing.T) {
	polygon := bare("Polygon", square)
	for _, tt := range []struct{ name, feature, want string }{
		{"an id of its own", region(`"sudzha"`, `{"name":" Sudzha "}`, polygon), "sudzha {Sudzha Sudzha Sudzha} region"},
		{"a number", region(`7`, `{"name":"N"}`, polygon), "7 {N N N} region"},
		{"an id in the properties", region("", `{"id":"sudzha","name":"Sudzha","kind":"raion"}`, polygon), "sudzha {Sudzha Sudzha Sudzha} raion"},
		{"one id of two that can be", region(`"relation/1"`, `{"id":"sudzha","name":"N"}`, polygon), "sudzha {N N N} region"},
		{"a name for each language", region(`"a"`, `{"name":{"en":"A","uk":"Б","ru":"В"}}`, polygon), "a {A Б В} region"},
		{"a name that lacks one", region(`"a"`, `{"name":{"uk":"Б"},"name_ru":"В"}`, polygon), "a {Б Б В} region"},
		{"names one by one", region(`"a"`, `{"name":"N","name_en":"A","name_uk":null}`, polygon), "a {A N N} region"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, text := range []string{tt.feature, collection(tt.feature), "\ufeff" + collection(tt.feature)} {
				r := regionsIn(t, text)[0]
				if got := fmt.Sprint(r.ID, " ", r.Name, " ", r.Kind); got != tt.want {
					t.Errorf("%s, want %s", got, tt.want)
				}
				if math.Abs(r.AreaM2/1e6-7725) > 10 || len(r.Geometry) != 1 {
					t.Errorf("%d polygons, %f m²", len(r.Geometry), r.AreaM2)
				}
			}
		})
	}
	t.Run("party and country", func(t *testing.T) {
		r := regionsIn(t, region(`"a"`, `{"name":"N","party":"ru","country":"RU"}`, polygon))[0]
		if r.Party == nil || *r.Party != "ru" || *r.Country != "RU" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("a party that a status of a layer has", func(t *testing.T) {
		xx, text := "xx", region(`"a"`, `{"name":"N","party":"xx"}`, polygon)
		regions, err := format.ReadRegions(strings.NewReader(text), "", []geo.Status{{ID: "theirs", Party: &xx}})
		if err != nil || *regions[0].Party != xx {
			t.Errorf("%+v, %v", regions, err)
		}
	})
	t.Run("compressed", func(t *testing.T) {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		if _, err := w.Write([]byte(region(`"a"`, `{"name":"N"}`, polygon))); err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		regions, err := format.ReadRegions(&packed, "regions.geojson.gz", nil)
		if err != nil || len(regions) != 1 {
			t.Errorf("%d regions, %v", len(regions), err)
		}
	})
}

func TestReadRegionsRefuses(t *testing.T) {
	polygon := bare("Polygon", square)
	bowTie := bare("Polygon", `[[[34,51],[35,52],[35,51],[34,52],[34,51]]]`)
	for _, tt := range []struct{ name, text, says string }{
		{"nothing", ``, "empty"},
		{"no JSON", `{"type":`, "line 1"},
		{"a bare polygon", polygon, "no id"},
		{"an empty collection", collection(), "no region"},
		{"a list", `[1]`, "object"},
		{"no id", region("", `{"name":"A"}`, polygon), "feature 0: it has no id"},
		{"an id that is none", region(`"Курск"`, `{"name":"N"}`, polygon), `"Курск" cannot be`},
		{"an id with a space", region(`"a b"`, `{"name":"N"}`, polygon), `"a b" cannot be`},
		{"two ids", region(`"a"`, `{"id":"b","name":"N"}`, polygon), `its id is "a", and in its properties "b"`},
		{"one id twice", collection(region(`"a"`, `{"name":"N"}`, polygon), region("", `{"id":"a","name":"N"}`, polygon)), `feature 1: it has the id "a" of feature 0`},
		{"a name that is a number", region(`"a"`, `{"name":5}`, polygon), "name must be a text"},
		{"a kind with a space", region(`"a"`, `{"name":"N","kind":"the raion"}`, polygon), `kind "the raion"`},
		{"an empty kind", region(`"a"`, `{"name":"N","kind":""}`, polygon), `kind ""`},
		{"no properties", region(`"a"`, `null`, polygon), "feature 0: it has no name"},
		{"no name", region(`"a"`, `{"kind":"raion"}`, polygon), "feature 0: it has no name"},
		{"a name of nothing", region(`"a"`, `{"name":" ","name_en":""}`, polygon), "feature 0: it has no name"},
		{"a name in another language", region(`"a"`, `{"name":{"de":"A"},"name_fr":"B"}`, polygon), "at least one of en, uk and ru"},
		{"a party that no status has", region(`"a"`, `{"name":"N","party":"xx"}`, polygon), `feature 0: party "xx" is none: there are ua, ru`},
		{"an empty party", region(`"a"`, `{"name":"N","party":""}`, polygon), `party "" is none`},
		{"a party that is a list", region(`"a"`, `{"party":[]}`, polygon), `"party" must be a string`},
		{"a country by name", region(`"a"`, `{"name":"N","country":"Ukraine"}`, polygon), "two capital letters"},
		{"a point", region(`"a"`, `{"name":"N"}`, bare("Point", `[34,51]`)), "Polygon or a MultiPolygon"},
		{"a collection of geometries", region(`"a"`, `{"name":"N"}`, bareCollection(polygon)), "Polygon or a MultiPolygon"},
		{"no geometry", region(`"a"`, `{"name":"N"}`, `null`), "Polygon or a MultiPolygon"},
		{"a polygon of nothing", region(`"a"`, `{"name":"N"}`, bare("Polygon", `[]`)), "no polygon in it"},
		{"a bow-tie", region(`"a"`, `{"name":"N"}`, bowTie), "feature 0: ring 0 of polygon 0 crosses itself at 34.5 51.5"},
		{"a ring of nothing", region(`"a"`, `{"name":"N"}`, bare("Polygon", `[[]]`)), "feature 0"},
		{"a place beyond the Earth", region(`"a"`, `{"name":"N"}`, bare("Polygon", `[[[34,51],[35,91],[35,52],[34,51]]]`)), "out of range"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := format.ReadRegions(strings.NewReader(tt.text), "regions.geojson", nil)
			var told *geo.Error
			if !errors.As(err, &told) || told.Kind != geo.Unprocessable || !strings.Contains(told.Message, tt.says) {
				t.Errorf("refused with %v", err)
			}
		})
	}
	t.Run("everything that is wrong is told, with the feature", func(t *testing.T) {
		_, err := format.ReadRegions(strings.NewReader(collection(region(`"a"`, `{"name":"N"}`, polygon), region(`"B"`, `{"country":"x","name":"N"}`, bowTie),
			region(`"c"`, `{"name":"N"}`, `null`))), "", nil)
		var told *geo.Error
		if !errors.As(err, &told) || !strings.Contains(told.Message, "3 further problems") {
			t.Fatal(err)
		}
		var rules []string
		for _, p := range told.Problems {
			rules = append(rules, fmt.Sprint(p.Feature, p.Rule))
		}
		if got := strings.Join(rules, " "); got != "1id 1country 1self-crossing 2type" {
			t.Error(got)
		}
	})
}
