package format_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"greyzone/geo"
	"greyzone/geo/format"
)

// realFile returns a file of the folder of real data that lies beside the repository, or skips the test.
func realFile(t testing.TB, path ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{"../../../shared/data/real"}, path...)...))
	if os.IsNotExist(err) {
		t.Skip("the real data is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// reference is a row of the table of areas that GeographicLib computed.
type reference struct {
	source, date, file, status string
	polygons                   int
	unionKm2                   float64
}

func references(t *testing.T) []reference {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(string(realFile(t, "reference.csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []reference
	for _, row := range rows[1:] {
		r := reference{source: row[0], date: row[1], file: row[2], status: row[3]}
		if r.polygons, err = strconv.Atoi(row[4]); err != nil {
			t.Fatal(err)
		}
		if r.unionKm2, err = strconv.ParseFloat(row[6], 64); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func byFile(t *testing.T) map[string][]reference {
	t.Helper()
	files := map[string][]reference{}
	for _, r := range references(t) {
		files[r.file] = append(files[r.file], r)
	}
	return files
}

func TestEveryRealFileIsReadAsItselfWithTheReferenceAreas(t *testing.T) {
	t.Parallel()
	for file, rows := range byFile(t) {
		t.Run(file, func(t *testing.T) {
			r := readOne(t, string(realFile(t, file)), file, format.Auto)
			if r.Format != rows[0].source {
				t.Errorf("read as %s, is %s", r.Format, rows[0].source)
			}
			if got := r.ValidAt.Format(time.DateOnly); got != rows[0].date {
				t.Errorf("valid at %s, is of %s", got, rows[0].date)
			}
			coverage, err := geo.Cover(r.Zones, r.Statuses, false)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				checkRow(t, row, r, coverage)
			}
		})
	}
}

// checkRow compares a row with the polygons of one fill before settling, with those of a status after it, or, of the
// formats whose statuses never overlap, with those that were read.
func checkRow(t *testing.T, row reference, r geo.Reading, coverage geo.Coverage) {
	t.Helper()
	status, _, settled := strings.Cut(row.status, " (all its fills")
	if fill := fillOfRow.FindStringSubmatch(row.status); fill != nil {
		checkFill(t, row, withFill(r.Zones, fill[1]), r.Statuses)
		return
	}
	own := withStatus(coverage.Zones, status)
	checkArea(t, row, own)
	counted := len(withStatus(r.Zones, status))
	if settled {
		counted = countOver1M2(own)
	}
	if counted != row.polygons {
		t.Errorf("%s: %d polygons, want %d", row.status, counted, row.polygons)
	}
}

var fillOfRow = regexp.MustCompile(`\(fill (#......), before settling\)`)

func checkFill(t *testing.T, row reference, zones []geo.Zone, statuses []geo.Status) {
	t.Helper()
	coverage, err := geo.Cover(zones, statuses, false)
	if err != nil {
		t.Fatal(err)
	}
	checkArea(t, row, coverage.Zones)
	// A repair may cut a polygon in two, and the table counts both.
	if len(coverage.Repairs) == 0 && len(zones) != row.polygons {
		t.Errorf("%s: %d polygons, want %d", row.status, len(zones), row.polygons)
	}
}

// countOver1M2 leaves out crumbs, as the table does: the holes outside their shells in one file are four of them.
func countOver1M2(zones []geo.Zone) int {
	return len(slices.DeleteFunc(slices.Clone(zones), func(z geo.Zone) bool { return geo.AreaM2(z.Polygon) < 1 }))
}

func checkArea(t *testing.T, row reference, zones []geo.Zone) {
	t.Helper()
	got := 0.0
	for _, z := range zones {
		got += geo.AreaM2(z.Polygon) / 1e6
	}
	if math.Abs(got-row.unionKm2) > math.Max(2e-6, 1e-6*row.unionKm2) {
		t.Errorf("%s: %.6f km², want %.6f", row.status, got, row.unionKm2)
	}
}

func withStatus(zones []geo.Zone, status string) []geo.Zone {
	return slices.DeleteFunc(slices.Clone(zones), func(z geo.Zone) bool { return z.Status != status })
}

func withFill(zones []geo.Zone, fill string) []geo.Zone {
	mark := fmt.Sprintf(`"fill":%q`, fill)
	return slices.DeleteFunc(slices.Clone(zones), func(z geo.Zone) bool { return !strings.Contains(string(z.Properties), mark) })
}

func TestRealInvalidPolygonsAreRepaired(t *testing.T) {
	for _, tt := range []struct {
		file string
		km2  []float64 // of each repaired polygon, by size
	}{
		{"1648989208.geojson", []float64{3533.7298}},
		{"1650128815.geojson", []float64{3533.7298, 4659.0288, 44518.3436}},
		{"1724272310.geojson", nil},
	} {
		t.Run(tt.file, func(t *testing.T) {
			r := readOne(t, string(realFile(t, "deepstate_raw", tt.file)), tt.file, format.Auto)
			coverage, err := geo.Cover(r.Zones, r.Statuses, false)
			if err != nil {
				t.Fatal(err)
			}
			var got []float64
			for _, repair := range coverage.Repairs {
				got = append(got, repair.AreaAfterKm2)
			}
			slices.Sort(got)
			got = slices.Compact(got) // one polygon may break a rule in several places
			near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-4 }
			if !slices.EqualFunc(got, tt.km2, near) {
				t.Errorf("repaired to %v km², want %v", got, tt.km2)
			}
			if _, err := geo.Cover(r.Zones, r.Statuses, true); (err != nil) != (tt.km2 != nil) {
				t.Errorf("strict says %v", err)
			}
		})
	}
}

func TestRealRawFilesLeaveOutPointsAndWhatIsFarAway(t *testing.T) {
	for _, tt := range []struct {
		file            string
		at              string
		farAway, points int
	}{
		{"1648989208.geojson", "2022-04-03T12:33:28Z", 0, 7},
		{"1650128815.geojson", "2022-04-16T17:06:55Z", 0, 98},
		{"1741781084.geojson", "2025-03-12T12:04:44Z", 12, 380},
	} {
		t.Run(tt.file, func(t *testing.T) {
			r := readOne(t, string(realFile(t, "deepstate_raw", tt.file)), tt.file, format.Auto)
			if got := r.ValidAt.Format(time.RFC3339); got != tt.at {
				t.Errorf("valid at %s, want %s", got, tt.at)
			}
			counts := map[string]int{}
			for _, w := range r.Warnings {
				counts[w.Rule] = w.Zones
			}
			if counts["left-out"] != tt.farAway || counts["point"] != tt.points {
				t.Errorf("left out %v", counts)
			}
			for _, z := range r.Zones {
				if b := z.Polygon.Bound(); b.Max.Lon() > 45 || z.Status == "" || strings.HasPrefix(z.Status, "#") {
					t.Errorf("%s at %v", z.Status, b)
				}
			}
		})
	}
}

func TestRealKMLIsPolitelyRefused(t *testing.T) {
	for _, name := range []string{"Control_24_09_01.kml", "Control_25_12_12.kml", "ProgressAFU_26_01_17.kml"} {
		for _, as := range []string{name, ""} {
			err := refusal(t, string(realFile(t, "minikrowka_kml", name)), as, format.Auto)
			if err.Kind != geo.Unprocessable || !strings.Contains(err.Message, "KML is not read") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestARealExportIsReadBackTheSame(t *testing.T) {
	const name = "1650128815.geojson"
	r := readOne(t, string(realFile(t, "deepstate_raw", name)), name, format.Auto)
	coverage, err := geo.Cover(r.Zones, r.Statuses, false)
	if err != nil {
		t.Fatal(err)
	}
	again := readOne(t, string(write(t, coverage.Zones)), name, format.Auto)
	same := func(a, b geo.Zone) bool { return a.Status == b.Status && a.Polygon.Equal(b.Polygon) }
	if !slices.EqualFunc(coverage.Zones, again.Zones, same) {
		t.Error("the zones changed")
	}
	if recovered, err := geo.Cover(again.Zones, again.Statuses, true); err != nil || len(recovered.Warnings) > 0 {
		t.Errorf("covering them again warns %v, %v", recovered.Warnings, err)
	}
}

func TestTheRealHistoryIsADayALine(t *testing.T) {
	t.Parallel()
	packed := realFile(t, "history.ndjson.zst")
	reader, err := zstd.NewReader(nil, zstd.WithDecoderMaxWindow(1<<27))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	data, err := reader.DecodeAll(packed, nil)
	if err != nil {
		t.Fatal(err)
	}
	var days, empty []string
	polygons, vertices := 0, 0
	for _, r := range readAll(t, data, "history.ndjson", format.Auto) {
		day := r.ValidAt.Format(time.DateOnly)
		days = append(days, day)
		if !strings.HasPrefix(string(r.Original.Data), `{"date":"`+day) || r.Format != "ndjson" {
			t.Errorf("the original of %s is not its line", day)
		}
		if len(r.Zones) == 0 {
			empty = append(empty, day)
		}
		polygons += len(r.Zones)
		for _, z := range r.Zones {
			for _, ring := range z.Polygon {
				vertices += len(ring) - 1 // the last repeats the first
			}
		}
	}
	if len(days) != 1354 || days[0] != "2022-12-07" || days[1353] != "2026-08-21" || !slices.IsSorted(days) {
		t.Errorf("%d days from %s to %s", len(days), days[0], days[len(days)-1])
	}
	if want := []string{"2023-05-24", "2023-06-23", "2025-12-30", "2026-04-17", "2026-06-16"}; !slices.Equal(empty, want) {
		t.Errorf("empty on %v", empty)
	}
	if polygons != 13749 || vertices != 3180962 {
		t.Errorf("%d polygons of %d vertices", polygons, vertices)
	}
}

func BenchmarkReadOneRealDay(b *testing.B) {
	for _, path := range []string{"owlmaps/20240821.json", "deepstate_raw/1724272310.geojson", "deepstate_cyterat/deepstatemap_data_20240914.geojson"} {
		b.Run(filepath.Dir(path), func(b *testing.B) {
			data := realFile(b, path)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range format.Read(data, path, format.Auto) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
