package format_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/geo/format"
)

func day(date string) string {
	return `{"date":"` + date + `","type":"FeatureCollection","features":[` + polygonFeature(`{"status":"ua"}`) + `]}`
}

func TestReadGoesOnAfterABrokenLine(t *testing.T) {
	text := strings.Join([]string{
		day("2024-08-10"),
		"",
		`{"date":"2024-08-11","type":"FeatureCollection","features":[`,
		"  \t",
		day("2024-02-30"),
		collection(polygonFeature(`{"status":"ua"}`)),
		`{"date":"2024-08-12","type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":` + bare("Polygon", `[[[null,1],[2,2],[3,1]]]`) + `}]}`,
		day("2024-08-13") + "\r",
	}, "\n")
	var got []string
	for r, err := range format.Read([]byte(text), "days.ndjson", format.Auto) {
		var refused *geo.Error
		if errors.As(err, &refused) {
			got = append(got, fmt.Sprintf("%.7s %d", refused.Message, len(refused.Problems)))
			continue
		}
		got = append(got, r.ValidAt.Format("2006-01-02"))
		if string(r.Original.Data) != day(got[len(got)-1]) || r.Format != "ndjson" {
			t.Errorf("%s: the original is %q as %s", got[len(got)-1], r.Original.Data, r.Format)
		}
	}
	want := []string{"2024-08-10", "line 3: 0", "line 5: 0", "line 6: 0", "line 7: 1", "2024-08-13"}
	if !slices.Equal(got, want) {
		t.Errorf("read %q, want %q", got, want)
	}
}

func TestReadStopsWhenTheCallerDoes(t *testing.T) {
	text := day("2024-08-10") + "\n" + day("2024-08-11")
	for range format.Read([]byte(text), "", format.Auto) {
		return
	}
	t.Error("nothing was read")
}

func TestReadTellsNDJSONFromGeoJSONByContentFirst(t *testing.T) {
	for _, tt := range []struct{ name, text, file, want string }{
		{"two lines, whatever the name", day("2024-08-10") + "\n" + day("2024-08-11"), "map.geojson", "ndjson"},
		{"one line and a newline", day("2024-08-10") + "\n", "map.geojson", "geojson"},
		{"one document over several lines", strings.ReplaceAll(day("2024-08-10"), ",", ",\n"), "map.ndjson", "geojson"},
		{"one feature a line is still one document", "{\"type\":\"FeatureCollection\",\"features\":[\n" + polygonFeature(`{"status":"ua"}`) + "\n]}", "map.json", "geojson"},
		{"a broken first line, by the name", "{\"date\n" + day("2024-08-11"), "map.ndjson", "ndjson"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := ""
			for r, err := range format.Read([]byte(tt.text), tt.file, format.Auto) {
				if err == nil {
					found = r.Format
				}
			}
			if found != tt.want {
				t.Errorf("read as %q, want %q", found, tt.want)
			}
		})
	}
}
