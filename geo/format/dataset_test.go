package format_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"greyzone/data"
	"greyzone/geo/format"
)

func TestTheDefaultDataSetIsReadWhole(t *testing.T) {
	set, err := format.ReadDataSet(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Layers) != 5 || len(set.Regions) != 4 || len(set.Border) != 1 || len(set.Days) != 114 ||
		len(set.Settlements) != 170 || len(set.Events) != 466 || len(set.Claims) != 41 {
		t.Errorf("%d layers, %d regions, %d borders, %d days, %d settlements, %d events, %d claims", len(set.Layers),
			len(set.Regions), len(set.Border), len(set.Days), len(set.Settlements), len(set.Events), len(set.Claims))
	}
	for i, day := range set.Days {
		if i > 0 && !set.Days[i-1].ValidAt.Before(day.ValidAt) {
			t.Errorf("%s comes after %s", set.Days[i-1].ValidAt, day.ValidAt)
		}
	}
	if kursk := set.Regions[0]; kursk.ID != "kursk" || kursk.Name.Uk == "" || kursk.Kind != "oblast" || *kursk.Country != "RU" || len(kursk.Geometry) == 0 {
		t.Errorf("the first region is %s, %+v", kursk.ID, kursk.Name)
	}
}

func TestADataSetThatIsBrokenIsRefusedWithTheFile(t *testing.T) {
	for _, tt := range []struct{ name, file, text, says string }{
		{"no list of layers", "layer.json", `[]`, "layer.json"},
		{"a region that is a line", "regions.geojson", collection(`{"type":"Feature","properties":{"id":"x"},"geometry":` + bare("LineString", `[[34,51],[35,52]]`) + `}`), "regions.geojson"},
		{"a border that is cut off", "border.geojson", `{"features":[`, "border.geojson"},
		{"a settlement twice", "settlements.csv", "id,name_en,rank,lon,lat\na,Sudzha,1,35,51\nb,Sudzha,2,35,51\n", "settlements.csv: row 2: there are two settlements named Sudzha"},
		{"a settlement without a place", "settlements.csv", "id,name_en,rank,lon,lat\na,Sudzha,1,35,\n", "settlements.csv: row 1"},
		{"an event nowhere", "events.csv", "date,settlement\n2025-01-01,Atlantis\n", "events.csv: row 1: there is no settlement named Atlantis"},
		{"a claim of no number", "claims.csv", "date,area_km2\n2025-01-01,many\n", "claims.csv: row 1"},
		{"a day that is cut off", "control/2024-08-10.geojson", `{"type":`, "control/2024-08-10.geojson"},
		{"a day of no known time", "control/later.geojson", collection(), "control/later.geojson: neither the file nor its name tells the day"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := defaultFiles(t)
			files[tt.file] = &fstest.MapFile{Data: []byte(tt.text)}
			if _, err := format.ReadDataSet(files); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%v does not say %q", err, tt.says)
			}
		})
	}
	t.Run("a file that is missing", func(t *testing.T) {
		files := defaultFiles(t)
		delete(files, "claims.csv")
		if _, err := format.ReadDataSet(files); err == nil || !strings.Contains(err.Error(), "claims.csv") {
			t.Error(err)
		}
	})
}

// defaultFiles is a copy of the default data set that a test may change.
func defaultFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(data.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(data.Files, name)
		files[name] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
