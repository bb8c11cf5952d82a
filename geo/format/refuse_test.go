package format_test

import (
	"errors"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/geo/format"
)

func nested(depth int) string {
	return collection(polygonFeature(`{"status":"ua","deep":` + strings.Repeat("[", depth) + strings.Repeat("]", depth) + `}`))
}

func collections(depth int) string {
	return strings.Repeat(`{"type":"GeometryCollection","geometries":[`, depth) + bare("Polygon", square) + strings.Repeat("]}", depth)
}

// Each hostile file has an innocent twin: the same but for what is refused.
func TestReadRefusesAndLetsTheTwinPass(t *testing.T) {
	for _, tt := range []struct {
		name, hostile, innocent, file, as, says string
	}{
		{name: "nothing", hostile: " \n", innocent: collection(), says: "empty"},
		{name: "no JSON", hostile: "Kursk", innocent: collection(), says: "line 1, column 1 (byte 0)"},
		{name: "cut off", hostile: "{\n\"type\":\"FeatureCollection\",\n\"features\":[", innocent: "{\n\"type\":\"FeatureCollection\",\n\"features\":[]}", says: "cut off"},
		{name: "a comma too many", hostile: "{\n\"type\":\"FeatureCollection\",\n \"features\":[],}", innocent: "{\n\"type\":\"FeatureCollection\",\n \"features\":[]}", says: "line 3, column 16"},
		{name: "something after the end", hostile: collection() + "{}", innocent: collection() + "\n\n", says: "not JSON"},
		{name: "another top", hostile: `[]`, innocent: collection(), says: "an object"},
		{name: "a top type that is a number", hostile: `{"type":5,"features":[]}`, innocent: collection(), says: `"type" must be a string, not a JSON number`},
		{name: "null", hostile: `null`, innocent: collection(), says: `"type"`},
		{name: "an object of another kind", hostile: `{"type":"Topology","objects":{}}`, innocent: collection(), says: "Topology"},
		{name: "features that are no list", hostile: `{"type":"FeatureCollection","features":{}}`, innocent: collection(), says: `"features"`},
		{name: "no features", hostile: `{"type":"FeatureCollection"}`, innocent: collection(), says: `"features"`},
		{name: "a feature of another type", hostile: collection(strings.Replace(polygonFeature(`{"status":"ua"}`), "Feature", "Zone", 1)), innocent: collection(polygonFeature(`{"status":"ua"}`)), says: "feature 0"},
		{name: "properties that are a list", hostile: collection(polygonFeature(`["ua"]`)), innocent: collection(polygonFeature(`{"status":"ua"}`)), says: "feature 0"},
		{name: "an unknown geometry", hostile: bare("Circle", square), innocent: bare("Polygon", square), says: "Circle"},
		{name: "nested 101 deep", hostile: nested(97), innocent: nested(96), says: "nested"},
		{name: "nested 10,000 deep", hostile: nested(10_000), innocent: nested(10), says: "nested"},
		{name: "nested a million deep", hostile: strings.Repeat("[", 1_000_000), innocent: collection(), says: "nested"},
		{name: "brackets in a string are no nesting", hostile: nested(200), innocent: collection(polygonFeature(`{"status":"ua","note":"\"` + strings.Repeat("[", 200) + `"}`)), says: "nested"},
		{name: "a hundred thousand features and one", hostile: collection(strings.Repeat("{},", 100_000) + polygonFeature(`{"status":"ua"}`)), innocent: collection(strings.Repeat("{},", 99_999) + polygonFeature(`{"status":"ua"}`)), says: "100000 elements"},
		{name: "half a million rings and one", hostile: bare("Polygon", "["+strings.Repeat("[[1,2]],", 500_000)+"[[1,2]]]"), innocent: bare("Polygon", "["+strings.Repeat("[[1,2]],", 499_999)+"[[1,2]]]"), says: "500000 rings"},
		{name: "properties of more than a megabyte", hostile: collection(polygonFeature(`{"status":"ua","x":"` + strings.Repeat("x", 1<<20) + `"}`)), innocent: collection(polygonFeature(`{"status":"ua","x":"` + strings.Repeat("x", 1<<19) + `"}`)), says: "feature 0"},
		{name: "nine collections in each other", hostile: collections(9), innocent: collections(8), says: "GeometryCollections"},
		{name: "a collection without its list", hostile: `{"type":"GeometryCollection","geometries":{}}`, innocent: collections(1), says: `"geometries"`},
		{name: "a feature that is a number", hostile: collection(polygonFeature(`{"status":"ua"}`), "7"), innocent: collection(polygonFeature(`{"status":"ua"}`), "null"), says: "feature 1: it must be an object, not a JSON number"},
		{name: "a type that is a number", hostile: collection(`{"type":7}`), innocent: collection(polygonFeature(`{"status":"ua"}`)), says: `"type" must be a string`},
		{name: "a geometry that is a list", hostile: collection(`{"geometry":[]}`), innocent: collection(polygonFeature(`{"status":"ua"}`)), says: `"geometry" must be an object`},
		{name: "only a point", hostile: collection(`{"type":"Feature","geometry":` + bare("Point", "[34,51]") + `}`), innocent: collection(polygonFeature(`{"status":"ua"}`)), says: "no polygon at all"},
		{name: "only a feature without a geometry", hostile: collection(`{"type":"Feature","geometry":null}`), innocent: collection(), says: "no polygon at all"},
		{name: "XML", hostile: `<html></html>`, innocent: collection(), says: "XML"},
		{name: "KML", hostile: `<?xml version="1.0"?><kml></kml>`, innocent: collection(), says: "KML is not read"},
		{name: "a compressed file", hostile: "\x1f\x8b\x08", innocent: collection(), says: "unpack"},
		{name: "an own date that does not exist", hostile: `{"date":"2024-02-30","type":"FeatureCollection","features":[]}`, innocent: `{"date":"2024-02-29","type":"FeatureCollection","features":[]}`, file: "20240810.json", says: "2024-02-30"},
		{name: "an own date that is a number", hostile: `{"date":20240230,"type":"FeatureCollection","features":[]}`, innocent: `{"date":"2024-02-29","type":"FeatureCollection","features":[]}`, says: `"date"`},
		{name: "an export whose time is none", hostile: `{"snapshot":{"valid_at":"soon"},"type":"FeatureCollection","features":[]}`, innocent: `{"snapshot":{"valid":"soon"},"type":"FeatureCollection","features":[]}`, says: "soon"},
		{name: "GeoJSON as owlmaps", hostile: collection(), innocent: `{"areas":[]}`, as: "owlmaps", says: "owlmaps"},
		{name: "owlmaps as GeoJSON", hostile: `{"areas":[]}`, innocent: collection(), as: "geojson", says: "GeoJSON"},
		{name: "owlmaps as DeepState daily", hostile: `{"areas":[]}`, innocent: collection(), as: "deepstate-daily", says: "deepstate-daily"},
		{name: "our GeoJSON as DeepState daily", hostile: polygonFeature(`{"status":"ua"}`), innocent: polygonFeature(`{}`), as: "deepstate-daily", says: "deepstate-daily"},
		{name: "our GeoJSON as DeepState raw", hostile: polygonFeature(`{"status":"ua"}`), innocent: polygonFeature(`{"fill":"#a52714"}`), as: "deepstate-raw", says: "fill"},
		{name: "DeepState raw as GeoJSON", hostile: polygonFeature(`{"fill":"#a52714"}`), innocent: polygonFeature(`{"status":"ua"}`), as: "geojson", says: "deepstate-raw"},
		{name: "pretty GeoJSON as NDJSON", hostile: "{\"type\":\n\"FeatureCollection\",\"features\":[]}", innocent: `{"date":"2024-08-10","type":"FeatureCollection","features":[]}`, as: "ndjson", says: "one JSON document"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := refusal(t, tt.hostile, tt.file, tt.as)
			if err.Kind != geo.Unprocessable || !strings.Contains(err.Message, tt.says) {
				t.Errorf("kind %v: %s", err.Kind, err.Message)
			}
			readOne(t, tt.innocent, tt.file, tt.as)
		})
	}
}

func TestReadRefusesCoordinatesAndSaysWhere(t *testing.T) {
	for _, tt := range []struct {
		name, hostile, innocent string
	}{
		{"not a list", `7`, square},
		{"an object", `{}`, square},
		{"missing", `null`, square},
		{"one number instead of two", `[[[34],[35,51],[35,52]]]`, `[[[34,51],[35,51],[35,52]]]`},
		{"a position too many levels up", `[[34,51],[35,51],[35,52]]`, square},
		{"a level too many", `[[[[34,51],[35,51],[35,52]]]]`, square},
		{"a ring of nothing", `[[]]`, square},
		{"text", `[[["34",51],[35,51],[35,52]]]`, square},
		{"null for a number", `[[[null,51],[35,51],[35,52]]]`, square},
		{"null for a position", `[[null,[35,51],[35,52]]]`, square},
		{"true", `[[[true,51],[35,51],[35,52]]]`, square},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := refusal(t, secondRing(tt.hostile), "", format.Auto)
			if err.Kind != geo.Unprocessable || len(err.Problems) != 1 {
				t.Fatalf("kind %v, problems %v: %s", err.Kind, err.Problems, err.Message)
			}
			if p := err.Problems[0]; p.Feature != 1 || p.Rule != "coordinates" || !strings.Contains(p.Message, "feature 1") {
				t.Errorf("problem %+v", p)
			}
			readOne(t, secondRing(tt.innocent), "", format.Auto)
		})
	}
}

// secondRing is a collection whose feature 1 has these coordinates.
func secondRing(coordinates string) string {
	return collection(polygonFeature(`{"status":"ua"}`), `{"type":"Feature","properties":{"status":"ru"},"geometry":`+bare("Polygon", coordinates)+`}`)
}

// What is no place on Earth is read, so that the one check of zones refuses it.
func TestCoverRefusesPlacesThatAreNone(t *testing.T) {
	for _, tt := range []struct {
		name, hostile, innocent, rule string
		lon, lat                      float64
	}{
		{"a longitude beyond the Earth", `[[[180.5,51],[35,51],[35,52]]]`, `[[[180,51],[35,51],[35,52]]]`, "out-of-range", 180.5, 51},
		{"a latitude beyond the pole", `[[[34,-90.5],[35,51],[35,52]]]`, `[[[34,-90],[35,51],[35,52]]]`, "out-of-range", 34, -90.5},
		{"1e308", `[[[1e308,51],[35,51],[35,52]]]`, `[[[1e1,51],[35,51],[35,52]]]`, "out-of-range", 1e308, 51},
		{"metres on a map", `[[[3784876.9,6621293.7],[3784876.9,6621300],[3784880,6621300]]]`, square, "out-of-range", 3784876.9, 6621293.7},
		{"1e400", `[[[34,-1e400],[35,51],[35,52]]]`, `[[[34,-1e-400],[35,51],[35,52]]]`, "not-finite", 34, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hostile := readOne(t, secondRing(tt.hostile), "", format.Auto)
			_, err := geo.Cover(hostile.Zones, hostile.Statuses, false)
			var refused *geo.Error
			if !errors.As(err, &refused) || refused.Kind != geo.Unprocessable || len(refused.Problems) == 0 {
				t.Fatalf("covered, or failed otherwise: %v", err)
			}
			if p := refused.Problems[0]; p.Feature != 1 || p.Rule != tt.rule || p.Lon != tt.lon || p.Lat != tt.lat {
				t.Errorf("problem %+v", p)
			}
			asJSON(t, refused.Problems) // infinity would not be JSON
			innocent := readOne(t, secondRing(tt.innocent), "", format.Auto)
			if _, err := geo.Cover(innocent.Zones, innocent.Statuses, false); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAbsurdCoordinatesOfWhatIsLeftOutStayOutOfTheReport(t *testing.T) {
	for _, lon := range []string{"1e400", "1e308", "200"} {
		far := `{"type":"Feature","properties":{"fill":"#ff5252"},"geometry":` + bare("Polygon", `[[[`+lon+`,51],[35,51],[35,52]]]`) + `}`
		asJSON(t, readOne(t, collection(far, polygonFeature(`{"fill":"#a52714"}`)), "", format.Auto).Warnings)
	}
}

func TestAnUnknownFormatListsTheKnownOnes(t *testing.T) {
	err := refusal(t, collection(), "", "shapefile")
	if err.Kind != geo.Invalid {
		t.Errorf("kind %v", err.Kind)
	}
	for _, name := range append(format.Names(), format.Auto) {
		if !strings.Contains(err.Message, name) {
			t.Errorf("%s is not named: %s", name, err.Message)
		}
	}
}

func TestOddBytesAreTolerated(t *testing.T) {
	r := readOne(t, "\ufeff"+collection(polygonFeature("{\"status\":\"ua\",\"name\":\"a\xff\xfeb\"}")), "", format.Auto)
	if got := string(r.Zones[0].Properties); got != "{\"status\":\"ua\",\"name\":\"a\ufffdb\"}" {
		t.Errorf("properties %q", got)
	}
	if !strings.HasPrefix(string(r.Original.Data), "\ufeff") {
		t.Error("the original lost its first bytes")
	}
}
