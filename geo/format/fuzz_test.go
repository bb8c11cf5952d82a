package format_test

import (
	"bytes"
	"slices"
	"testing"

	"greyzone/geo"
	"greyzone/geo/format"
)

// FuzzReadGeoJSON reads anything without a panic, and what it could read as GeoJSON it writes and reads again the same.
func FuzzReadGeoJSON(f *testing.F) {
	for _, seed := range []string{
		collection(polygonFeature(`{"status":"ua","name":"x"}`), polygonFeature(`null`)),
		`{"date":"2024-08-10","type":"FeatureCollection","features":[]}` + "\n" + `{"date":"2024-08-11","type":"FeatureCollection","features":[]}`,
		`{"areas":[[[51,34],[51,35],[52,35]]],"areas_ua":[]}`,
		collection(polygonFeature(`{"fill":"#a52714"}`), polygonFeature(`{"fill":"#ff5252"}`)),
		bare("GeometryCollection", `null`),
		bare("Polygon", `[[[1e400,-0,3],[35,51],[35,52]],[]]`),
		`{"type":"FeatureCollection","features":[{"geometry":{"type":"MultiPolygon","coordinates":[[],[[]]]}}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for r, err := range format.Read(data, "", format.Auto) {
			if err == nil && writable(r.Zones) {
				writeAndReadAgain(t, r.Zones)
			}
		}
	})
}

// writable reports whether zones are such as a coverage has: finite, and each with a ring.
func writable(zones []geo.Zone) bool {
	return !slices.ContainsFunc(zones, func(z geo.Zone) bool {
		b := z.Polygon.Bound()
		return !(b.Min.Lon() >= -180 && b.Max.Lon() <= 180 && b.Min.Lat() >= -90 && b.Max.Lat() <= 90)
	})
}

func writeAndReadAgain(t *testing.T, zones []geo.Zone) {
	t.Helper()
	again := readOne(t, string(write(t, zones)), "", format.Auto)
	if len(again.Zones) != len(zones) {
		t.Fatalf("%d zones became %d", len(zones), len(again.Zones))
	}
	for i, z := range again.Zones {
		if z.Status != zones[i].Status || asJSON(t, z.Polygon) != asJSON(t, zones[i].Polygon) {
			t.Fatalf("zone %d changed from %+v to %+v", i, zones[i], z)
		}
	}
	if !bytes.Equal(write(t, zones), write(t, again.Zones)) {
		t.Fatal("written again, the file differs")
	}
}
