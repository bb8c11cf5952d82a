package format_test

import (
	"errors"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/geo/format"
)

func TestDecodePolygonTakesOnePolygon(t *testing.T) {
	adjoining := bare("MultiPolygon", "["+square+`,[[[35,51],[36,51],[36,52],[35,52],[35,51]]]]`)
	for _, tt := range []struct {
		name, text string
		km2        float64 // one degree by one at 51.5° N is 7725 km²
	}{
		{"a Polygon", bare("Polygon", square), 7725},
		{"a Feature", polygonFeature(`{"status":"ua","fill":"#ff5252"}`), 7725},
		{"a collection of one", collection(polygonFeature(`null`)), 7725},
		{"a MultiPolygon whose parts adjoin", adjoining, 2 * 7725},
		{"clockwise", bare("Polygon", `[[[34,51],[34,52],[35,52],[35,51],[34,51]]]`), 7725},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mp, err := format.DecodePolygon([]byte(tt.text), format.MaxQueryVertices)
			if err != nil {
				t.Fatal(err)
			}
			if got := geo.TotalM2(mp) / 1e6; got < 0.99*tt.km2 || got > 1.01*tt.km2 {
				t.Errorf("%v km², want about %v", got, tt.km2)
			}
		})
	}
}

func TestDecodePolygonCountsTheClosingPositionWithTheFirst(t *testing.T) {
	if _, err := format.DecodePolygon([]byte(bare("Polygon", square)), 4); err != nil {
		t.Error(err)
	}
}

func TestDecodePolygonRefuses(t *testing.T) {
	const want = "; send a GeoJSON Polygon, a MultiPolygon, or a Feature of one"
	overlapping := bare("MultiPolygon", "["+square+`,[[[34.5,51],[35.5,51],[35.5,52],[34.5,52],[34.5,51]]]]`)
	for _, tt := range []struct {
		name, text string
		vertices   int
		kind       geo.Kind
		says       string
	}{
		{"nothing", ``, 10, geo.Unprocessable, "empty"},
		{"no JSON", `{"type":`, 10, geo.Unprocessable, "line 1"},
		{"KML", `<kml/>`, 10, geo.Unprocessable, "not JSON"},
		{"a point", bare("Point", `[34,51]`), 10, geo.Unprocessable, "no polygon"},
		{"a line", bare("LineString", `[[34,51],[35,52]]`), 10, geo.Unprocessable, "no polygon"},
		{"two features", collection(polygonFeature(`{}`), polygonFeature(`{}`)), 10, geo.Unprocessable, "2 features"},
		{"no feature", collection(), 10, geo.Unprocessable, "0 features"},
		{"a list", `[]`, 10, geo.Unprocessable, "must be an object, not a JSON array" + want},
		{"null", `null`, 10, geo.Unprocessable, `no "type" of GeoJSON` + want},
		{"a text", `"x"`, 10, geo.Unprocessable, "must be an object, not a JSON string" + want},
		{"an object with nothing in it", `{}`, 10, geo.Unprocessable, `no "type" of GeoJSON` + want},
		{"a day of owlmaps", `{"areas":[]}`, 10, geo.Unprocessable, `no "type" of GeoJSON` + want},
		{"TopoJSON", `{"type":"Topology","objects":{}}`, 10, geo.Unprocessable, `"Topology" is not a type of geometry` + want},
		{"too many vertices", bare("Polygon", square), 3, geo.TooLarge, "4 vertices"},
		{"too many vertices of an unclosed ring", bare("Polygon", `[[[34,51],[35,51],[35,52],[34,52]]]`), 3, geo.TooLarge, "4 vertices"},
		{"half around the Earth", bare("Polygon", `[[[0,51],[180,51],[180,52],[0,52],[0,51]]]`), 10, geo.Unprocessable, "put a vertex or two between"},
		{"a place that is none", bare("Polygon", `[[[34,91],[35,51],[35,52]]]`), 10, geo.Unprocessable, "range"},
		{"two different points", bare("Polygon", `[[[34,51],[35,51],[34,51]]]`), 10, geo.Unprocessable, "three"},
		{"an unclosed ring", bare("Polygon", `[[[34,51],[35,51],[35,52],[34,52]]]`), 10, geo.Unprocessable, "not closed"},
		{"a bow-tie", bare("Polygon", `[[[34,51],[35,52],[35,51],[34,52],[34,51]]]`), 10, geo.Unprocessable, "crosses itself at 34.5 51.5"},
		{"parts that overlap", overlapping, 20, geo.Unprocessable, "overlap"},
		{"no area", bare("Polygon", `[[[34,51],[35,51],[36,51],[34,51]]]`), 10, geo.Unprocessable, "runs back along itself"},
		{"nested too deep", strings.Repeat("[", 1000), 10, geo.Unprocessable, "nested"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := format.DecodePolygon([]byte(tt.text), tt.vertices)
			var refused *geo.Error
			if !errors.As(err, &refused) || refused.Kind != tt.kind || !strings.Contains(refused.Message, tt.says) {
				t.Errorf("refused with %v", err)
			}
			for _, word := range []string{"snapshot", "owlmaps"} {
				if strings.Contains(err.Error(), word) {
					t.Errorf("%q talks of %s", err, word)
				}
			}
		})
	}
}
