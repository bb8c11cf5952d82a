package format_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
)

// readOne reads text as one snapshot.
func readOne(t *testing.T, text, name, as string) geo.Reading {
	t.Helper()
	all := readAll(t, []byte(text), name, as)
	if len(all) != 1 {
		t.Fatalf("%d readings instead of 1", len(all))
	}
	return all[0]
}

func readAll(t *testing.T, data []byte, name, as string) []geo.Reading {
	t.Helper()
	var all []geo.Reading
	for r, err := range format.Read(data, name, as) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// refusal returns the error that reading text gives.
func refusal(t *testing.T, text, name, as string) *geo.Error {
	t.Helper()
	var refused *geo.Error
	for r, err := range format.Read([]byte(text), name, as) {
		if err == nil {
			t.Fatalf("read %d zones instead of refusing", len(r.Zones))
		}
		if !errors.As(err, &refused) {
			t.Fatalf("not an error for the user: %v", err)
		}
	}
	return refused
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const square = `[[[34,51],[35,51],[35,52],[34,52],[34,51]]]`

func polygonFeature(properties string) string {
	return `{"type":"Feature","properties":` + properties + `,"geometry":{"type":"Polygon","coordinates":` + square + `}}`
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func bare(kind, coordinates string) string {
	return `{"type":"` + kind + `","coordinates":` + coordinates + `}`
}

func TestReadTellsFormatAndStatuses(t *testing.T) {
	multi := bare("MultiPolygon", "["+square+"]")
	point := `{"type":"Feature","properties":{"fill":"#a52714"},"geometry":{"type":"Point","coordinates":[34,51]}}`
	for _, tt := range []struct {
		name, text, as, format string
		statuses               []string
	}{
		{"our collection", collection(polygonFeature(`{"status":"ua"}`), polygonFeature(`{"status":"grey"}`)), "auto", "geojson", []string{"ua", "grey"}},
		{"one feature", polygonFeature(`{"status":"ru"}`), "auto", "geojson", []string{"ru"}},
		{"a bare geometry has no status", bare("Polygon", square), "auto", "geojson", []string{""}},
		{"a MultiPolygon is several zones", `{"type":"Feature","properties":{"status":"ua"},"geometry":` + bare("MultiPolygon", "["+square+","+square+"]") + `}`, "auto", "geojson", []string{"ua", "ua"}},
		{"a collection of geometries is several zones", `{"type":"Feature","properties":{"status":"ua"},"geometry":{"type":"GeometryCollection","geometries":[` + bare("Polygon", square) + `,` + multi + `]}}`, "auto", "geojson", []string{"ua", "ua"}},
		{"a status that is a number", collection(polygonFeature(`{"status":7}`)), "auto", "geojson", []string{"7"}},
		{"a status that is null", collection(polygonFeature(`{"status":null}`)), "auto", "geojson", []string{""}},
		{"Status is not status", collection(polygonFeature(`{"status":"ua","Status":"ru"}`)), "auto", "geojson", []string{"ua"}},
		{"our status beats a colour", collection(polygonFeature(`{"status":"ua","fill":"#a52714"}`)), "auto", "geojson", []string{"ua"}},
		{"no features", collection(), "auto", "geojson", nil},
		{"fills only", collection(polygonFeature(`{"fill":"#A52714"}`), polygonFeature(`{"fill":"#01579b","name":"Liberated"}`), polygonFeature(`{"fill":"#123456"}`), polygonFeature(`{}`)), "auto", "deepstate-raw", []string{"ru", "ua", "#123456", ""}},
		{"a coloured pin is no raw file", collection(point, polygonFeature(`{"status":"ua"}`)), "auto", "geojson", []string{"ua"}},
		{"one MultiPolygon and not a word", `{"type":"Feature","properties":null,"geometry":` + multi + `}`, "auto", "deepstate-daily", []string{"ru"}},
		{"the same in a collection", collection(`{"type":"Feature","properties":{},"geometry":` + multi + `}`), "auto", "deepstate-daily", []string{"ru"}},
		{"the same, declared as GeoJSON", collection(`{"type":"Feature","properties":{},"geometry":` + multi + `}`), "geojson", "geojson", []string{""}},
		{"rings of two lists", `{"areas":[[[51,34],[51,35],[52,35]]],"areas_ua":[[[51,34],[51,35],[52,35]]]}`, "auto", "owlmaps", []string{"ru", "ua"}},
		{"one list", `{"areas":[[[51,34],[51,35],[52,35]]],"areas_ua":null}`, "auto", "owlmaps", []string{"ru"}},
		{"empty lists", `{"areas":[],"frontline":[],"units":{"ru":[]}}`, "auto", "owlmaps", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := readOne(t, tt.text, "", tt.as)
			if r.Format != tt.format || r.Original.Format != tt.format {
				t.Errorf("read as %s, want %s", r.Format, tt.format)
			}
			if got := statusesOf(r.Zones); !slices.Equal(got, tt.statuses) {
				t.Errorf("statuses %q, want %q", got, tt.statuses)
			}
		})
	}
}

func statusesOf(zones []geo.Zone) []string {
	var ids []string
	for _, z := range zones {
		ids = append(ids, z.Status)
	}
	return ids
}

func TestReadKnowsTheStatusesOfEachFormat(t *testing.T) {
	for _, tt := range []struct{ name, text, as, want string }{
		{"our GeoJSON", collection(), "geojson", "ua ru grey"},
		{"our own export of a layer with others", `{"type":"FeatureCollection","snapshot":{"valid_at":"2024-08-10T00:00:00Z"},"features":[` + polygonFeature(`{"status":"liberated"}`) + `]}`, "geojson", "ua ru grey liberated"},
		{"somebody else's GeoJSON with others", collection(polygonFeature(`{"status":"liberated"}`)), "geojson", "ua ru grey"},
		{"NDJSON", `{"date":"2024-08-10","type":"FeatureCollection","features":[]}`, "ndjson", "ua ru grey"},
		{"owlmaps", `{"areas":[]}`, "owlmaps", "ru ua"},
		{"DeepState daily", collection(), "deepstate-daily", "ru"},
		{"DeepState raw", collection(), "deepstate-raw", "ru ru-2014 ua liberated grey"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var ids []string
			for _, s := range readOne(t, tt.text, "", tt.as).Statuses {
				ids = append(ids, s.ID)
			}
			if got := strings.Join(ids, " "); got != tt.want {
				t.Errorf("knows %s, want %s", got, tt.want)
			}
		})
	}
}

func TestReadKeepsWhatTheSourceSays(t *testing.T) {
	own := "{ \"fill\" : \"#a52714\",\"name\":\"Окуповано\u00a0/// <b>&\", \"n\":1.50}"
	text := collection(polygonFeature(own))
	r := readOne(t, text, "dir/1723661653.geojson", format.Auto)
	if got := string(r.Zones[0].Properties); got != own {
		t.Errorf("properties %s, want %s", got, own)
	}
	if string(r.Original.Data) != text || r.Original.Name != "1723661653.geojson" || len(r.Original.SHA256) != 64 {
		t.Errorf("the original is not what was read: %q %s", r.Original.Name, r.Original.SHA256)
	}
}

func TestReadPutsLongitudeFirstAndDropsHeights(t *testing.T) {
	for name, text := range map[string]string{
		"owlmaps has latitude first": `{"areas":[[[51.5,34],[51,35],[52,35],[51.5,34]]]}`,
		"a third and a fourth":       collection(`{"type":"Feature","properties":{"status":"ua"},"geometry":{"type":"Polygon","coordinates":[ [ [34 ,51.5,0,7], [35,51,1e400] ,[35,52,0],[34.0,515e-1,0]]]}}`),
	} {
		t.Run(name, func(t *testing.T) {
			ring := readOne(t, text, "", format.Auto).Zones[0].Polygon[0]
			if got := asJSON(t, ring); got != `[[34,51.5],[35,51],[35,52],[34,51.5]]` {
				t.Error(got)
			}
		})
	}
}

func TestReadWarnsOfWhatItLeavesOut(t *testing.T) {
	pin := `{"type":"Feature","properties":{},"geometry":` + bare("Point", `[34,51]`) + `}`
	line := `{"type":"Feature","properties":{},"geometry":` + bare("LineString", `[[34,51],[35,52]]`) + `}`
	none := `{"type":"Feature","properties":{},"geometry":null}`
	hollow := `{"type":"Feature","properties":{},"geometry":` + bare("Polygon", `[]`) + `}`
	zone := polygonFeature(`{"fill":"#a52714"}`)
	r := readOne(t, collection(pin, zone, pin, line, none, hollow, polygonFeature(`{"fill":"#ff5252"}`)), "", format.Auto)
	if len(r.Zones) != 1 || r.Zones[0].Feature != 1 {
		t.Fatalf("zones %+v", r.Zones)
	}
	want := []geo.Warning{
		{Rule: "left-out", Status: "#ff5252", Zones: 1},
		{Rule: "point", Zones: 2},
		{Rule: "line", Zones: 1},
		{Rule: "no-geometry", Zones: 2},
	}
	for i, w := range r.Warnings {
		if i >= len(want) || w.Rule != want[i].Rule || w.Zones != want[i].Zones || w.Status != want[i].Status || w.Message == "" {
			t.Errorf("warning %d is %+v", i, w)
		}
	}
	// One degree by one at 51.5° N, to a per mille.
	if km2 := r.Warnings[0].AreaKm2; len(r.Warnings) != len(want) || km2 < 7715 || km2 > 7735 {
		t.Errorf("%d warnings, %v km² left out", len(r.Warnings), km2)
	}
}

func TestReadFindsTheTime(t *testing.T) {
	for _, tt := range []struct{ name, file, members, want string }{
		{"nowhere", "latest.geojson", ``, ""},
		{"no name at all", "", ``, ""},
		{"a bare date in the name", "20240810.json", ``, "2024-08-10T00:00:00Z"},
		{"a date with words around it", "deepstatemap_data_20240806.geojson", ``, "2024-08-06T00:00:00Z"},
		{"a date with hyphens", "kursk-sumy-2024-08-10-v2.geojson", ``, "2024-08-10T00:00:00Z"},
		{"UNIX seconds", "1723661653.geojson", ``, "2024-08-14T18:54:13Z"},
		{"a folder is not the name", "20240101/map.json", ``, ""},
		{"nor on another system", `C:\20240101\map.json`, ``, ""},
		{"30 February is no date", "20240230.json", ``, ""},
		{"30 February with hyphens", "2024-02-30.json", ``, ""},
		{"part of a longer number", "x202408101.json", ``, ""},
		{"part of a longer number with hyphens", "12024-08-10.json", ``, ""},
		{"eight digits that are no date, then a date", "98765432_20240810.json", ``, "2024-08-10T00:00:00Z"},
		{"ten digits beyond any plausible time", "9999999999.json", ``, ""},
		{"eight digits of the year 1010", "10101010.json", ``, ""},
		{"the file's own date beats the name", "20240810.json", `"date":"2024-09-01",`, "2024-09-01T00:00:00Z"},
		{"the file's own instant", "", `"date":"2024-09-01T12:30:00+03:00",`, "2024-09-01T09:30:00Z"},
		{"an own date of null is none", "20240810.json", `"date":null,`, "2024-08-10T00:00:00Z"},
		{"the snapshot of an export", "20240810.json", `"snapshot":{"valid_at":"2024-09-01T06:00:00Z"},`, "2024-09-01T06:00:00Z"},
		{"somebody else's snapshot", "20240810.json", `"snapshot":"blue",`, "2024-08-10T00:00:00Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := readOne(t, `{`+tt.members+`"type":"FeatureCollection","features":[]}`, tt.file, format.Auto)
			got := ""
			if !r.ValidAt.IsZero() {
				got = r.ValidAt.Format(time.RFC3339)
			}
			if got != tt.want {
				t.Errorf("valid at %q, want %q", got, tt.want)
			}
		})
	}
}

func TestReadWarnsOfANameThatTellsAnotherDay(t *testing.T) {
	for _, tt := range []struct {
		name, file, members string
		warned              bool
	}{
		{"a renamed copy of an older snapshot", "2025-07-18.geojson", `"snapshot":{"valid_at":"2025-07-04T00:00:00Z"},`, true},
		{"the same day, at another hour", "2025-07-04.geojson", `"snapshot":{"valid_at":"2025-07-04T06:00:00Z"},`, false},
		{"a name without a day", "zones.geojson", `"date":"2025-07-04",`, false},
		{"a file without a day", "2025-07-18.geojson", ``, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := readOne(t, `{`+tt.members+`"type":"FeatureCollection","features":[]}`, tt.file, format.Auto)
			warned := slices.ContainsFunc(r.Warnings, func(w geo.Warning) bool {
				return w.Rule == "day-differs" && strings.Contains(w.Message, "2025-07-04") && strings.Contains(w.Message, "2025-07-18")
			})
			if warned != tt.warned {
				t.Errorf("warnings: %v", r.Warnings)
			}
		})
	}
}
