package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// regionFile is a file of regions that are squares, one beside the other, by their ids.
func regionFile(ids ...string) string {
	var features []string
	for i, id := range ids {
		west := 34 + float64(i)/10
		features = append(features, strings.NewReplacer("ID", id, "W", fmt.Sprint(west), "E", fmt.Sprint(west+0.1)).
			Replace(`{"type": "Feature", "id": "ID", "properties": {"name": "The ID"}, "geometry": {"type": "Polygon",
			"coordinates": [[[W, 51], [E, 51], [E, 51.2], [W, 51.2], [W, 51]]]}}`))
	}
	return `{"type": "FeatureCollection", "features": [` + strings.Join(features, ", ") + `]}`
}

func TestImportOfRegions(t *testing.T) {
	db, dir := smallDatabase(t), t.TempDir()
	t.Setenv("GREYZONE_DB", db)
	ab, other := write(t, dir, "ab.geojson", regionFile("a", "b")), write(t, dir, "ba.geojson", regionFile("b", "a", "c"))
	broken := write(t, dir, "broken.geojson", strings.Replace(regionFile("d", "D"), "51.2]", "95]", 1))
	for _, tt := range []struct {
		name, args string
		code       int
		says       []string
	}{
		{"a dry run stores nothing", "--dry-run " + ab, exitDone, []string{"Would import 2 regions, 0 already there."}},
		{"regions", ab, exitDone, []string{"Imported 2 regions, 0 already there."}},
		{"the same again", ab, exitDone, []string{"Imported 0 regions, 2 already there."}},
		{"other ground under ids that are there, and with it nothing of the file", other, exitRefused,
			[]string{"ba.geojson: ", "b, a", "another id", "Imported 0 regions", "1 file skipped"}},
		{"one file that is broken, with all that is wrong, and one that is not", broken + " " + ab, exitRefused,
			[]string{"feature 0: ring 0", `feature 1: "D"`, "Imported 0 regions, 2 already there.", "1 file skipped"}},
		{"a file that is not there", dir + "/none.geojson", exitRefused, []string{"none.geojson: no such file"}},
		{"all or nothing", "--all-or-nothing " + write(t, dir, "e.geojson", regionFile("e")) + " " + broken, exitRefused, []string{"Imported 0 regions, 0 already there."}},
		{"all", "--all-or-nothing " + ab + " " + write(t, dir, "f.geojson", regionFile("f")), exitDone, []string{"Imported 1 region, 2 already there."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := greyzone(t, append([]string{"import", "--kind", "reference"}, strings.Fields(tt.args)...)...)
			if r.code != tt.code || r.stdout != "" {
				t.Errorf("exit %d, stdout %q", r.code, r.stdout)
			}
			for _, says := range tt.says {
				if !strings.Contains(r.stderr, says) {
					t.Errorf("it does not say %q but\n%s", says, r.stderr)
				}
			}
		})
	}
	if table := must(t, "area", "--layer", "small", "--region", "a"); !strings.Contains(table, "within a") {
		t.Errorf("within a region that was imported:\n%s", table)
	}
	for _, id := range []string{"c", "d", "e"} {
		if r := greyzone(t, "area", "--layer", "small", "--region", id); r.code != exitRefused || !strings.Contains(r.stderr, "there are a, b, f") {
			t.Errorf("%s is there: %q", id, r.stderr)
		}
	}
}

func TestImportOfRegionsRefusesWhatIsOfSnapshots(t *testing.T) {
	dir := t.TempDir()
	db, a := filepath.Join(dir, "new.db"), write(t, dir, "a.geojson", regionFile("a"))
	for _, flag := range []string{"--layer=small", "--format=auto", "--datetime=2024-08-20", "--title=x", "--source=x", "--attribution=x", "--licence=x",
		"--url=x", "--redistributable", "--sides=a=ru", "--allow-large-change", "--strict"} {
		name, _, _ := strings.Cut(flag, "=")
		r := greyzone(t, "import", "--db", db, "--kind", "reference", flag, a)
		if r.code != exitUsage || !strings.Contains(r.stderr, name+" is for snapshots") {
			t.Errorf("%s: exit %d, %s", flag, r.code, r.stderr)
		}
	}
	t.Setenv("GREYZONE_LAYER", "small")
	must(t, "import", "--db", db, "--kind", "reference", a)
}

func TestImportOfRegionsMakesNoDatabaseForNothing(t *testing.T) {
	dir := t.TempDir()
	db, a := filepath.Join(dir, "new.db"), write(t, dir, "a.geojson", regionFile("a"))
	nameless := write(t, dir, "nameless.geojson", strings.Replace(regionFile("a"), "The a", "", 1))
	for _, tt := range []struct {
		name, args string
		code       int
		says       string
	}{
		{"an empty file", os.DevNull, exitRefused, "the file is empty"},
		{"a region without a name", nameless, exitRefused, "it has no name"},
		{"all or nothing", "--all-or-nothing " + a + " " + nameless, exitRefused, "Imported 0 regions"},
		{"a dry run", "--dry-run " + a, exitDone, "Would import 1 region, 0 already there."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := greyzone(t, append([]string{"import", "--db", db, "--kind", "reference"}, strings.Fields(tt.args)...)...)
			if r.code != tt.code || !strings.Contains(r.stderr, tt.says) {
				t.Errorf("exit %d, %s", r.code, r.stderr)
			}
			if _, err := os.Stat(db); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the database: %v", err)
			}
		})
	}
}

func TestImportOfRegionsSaysWhatStaysAsItIs(t *testing.T) {
	dir, db := t.TempDir(), smallDatabase(t)
	file := func(name, properties string) string {
		return write(t, dir, name, strings.Replace(regionFile("a"), `"name": "The a"`, properties, 1))
	}
	must(t, "import", "--db", db, "--kind", "reference", file("first", `"name": "The a", "party": "ua"`))
	for _, tt := range []struct {
		name, properties string
		says             []string
	}{
		{"the same", `"name": "The a", "party": "ua"`, nil},
		{"another name", `"name": "A", "party": "ua"`, []string{"its name stays as it is, The a."}},
		{"a name in one language more", `"name": "The a", "name_uk": "А", "party": "ua"`, []string{"its name stays as it is, The a."}},
		{"another kind and party, and a country", `"name": "The a", "kind": "raion", "party": "ru", "country": "RU"`,
			[]string{"its kind stays as it is, region.", "its party stays as it is, ua.", "its country stays as it is, none."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := greyzone(t, "import", "--db", db, "--kind", "reference", file("again", tt.properties))
			if r.code != exitDone || !strings.Contains(r.stderr, "1 already there") || strings.Count(r.stderr, "stays") != len(tt.says) {
				t.Errorf("exit %d, %s", r.code, r.stderr)
			}
			for _, says := range tt.says {
				if !strings.Contains(r.stderr, "Region a is there already: "+says) {
					t.Errorf("it does not say %q but %s", says, r.stderr)
				}
			}
		})
	}
}

func TestRunningServerSeesRegionsCome(t *testing.T) {
	db := smallDatabase(t)
	server := start(t, db)
	const area = "/api/v1/area-controlled?layer=small&region=a"
	if before := server.get(t, area); before.status != 404 {
		t.Fatalf("before: %d %s", before.status, before.body)
	}
	must(t, "import", "--db", db, "--kind", "reference", write(t, t.TempDir(), "a.geojson", regionFile("a")))
	if after := server.get(t, area); after.status != 200 || !strings.Contains(after.body, `"region":{"id":"a"`) {
		t.Errorf("after: %d %s", after.status, after.body)
	}
	if list := server.get(t, "/api/v1/regions"); !strings.Contains(list.body, `"The a"`) {
		t.Errorf("the list is %s", list.body)
	}
}
