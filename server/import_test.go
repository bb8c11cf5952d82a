package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/store"
)

// daysOf returns the days of a layer's snapshots.
func daysOf(t *testing.T, db, layer string) string {
	t.Helper()
	s, err := store.Open(t.Context(), db, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	page, err := s.Snapshots(t.Context(), geo.SnapshotQuery{Layer: layer, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, snapshot := range page.Snapshots {
		days = append(days, snapshot.ValidAt.Format(time.DateOnly))
	}
	return strings.Join(days, " ")
}

// line is a day of a file that has one a line.
func line(day string, width float64) string {
	file := strings.Join(strings.Fields(square(width)), " ")
	return strings.Replace(file, "{", `{"date": "`+day+`", `, 1) + "\n"
}

// importCase is an import of a folder into the layer "small", which has 2024-01-01 already.
type importCase struct {
	name  string
	files map[string]string // in the folder
	flags string
	code  int
	says  []string
	days  string // what the layer has in the end
}

func (tt importCase) run(t *testing.T) {
	t.Helper()
	t.Run(tt.name, func(t *testing.T) {
		db, dir := smallDatabase(t), t.TempDir()
		for name, text := range tt.files {
			write(t, dir, name, text)
		}
		r := greyzone(t, append(strings.Fields("import --layer small --db "+db+" "+tt.flags), dir)...)
		if r.code != tt.code || r.stdout != "" {
			t.Errorf("exit %d, stdout %q; want exit %d and nothing", r.code, r.stdout, tt.code)
		}
		for _, says := range tt.says {
			if !strings.Contains(r.stderr, says) {
				t.Errorf("it does not say %q but\n%s", says, r.stderr)
			}
		}
		if days := daysOf(t, db, "small"); days != tt.days {
			t.Errorf("the layer has %s, not %s", days, tt.days)
		}
	})
}

const noZones = `{"type": "FeatureCollection", "features": []}`

// unclosed is a square whose ring lacks its last point.
func unclosed() string { return strings.Replace(square(2), ", [34, 51]]]", "]]", 1) }

func TestImport(t *testing.T) {
	for _, tt := range []importCase{
		{
			name:  "a folder, whose files are taken in the order of their times",
			files: map[string]string{"b/20240103.geojson": square(4), "a/x-2024-01-04.json": square(9), "c_1704153600.geojson": square(2)},
			says:  []string{"Imported 3 snapshots, 0 already there."},
			days:  "2024-01-01 2024-01-02 2024-01-03 2024-01-04",
		},
		{
			name:  "what is there already is passed over",
			files: map[string]string{"2024-01-01.geojson": square(2), "2024-01-02.geojson": square(2)},
			says:  []string{"Imported 1 snapshot, 1 already there."},
			days:  "2024-01-01 2024-01-02",
		},
		{
			name:  "large changes are imported when they are allowed",
			files: map[string]string{"2024-01-02.geojson": noZones, "2024-01-03.geojson": square(0.5)},
			flags: "--allow-large-change",
			says:  []string{"Warning (large-change, ", "Imported 2 snapshots"},
			days:  "2024-01-01 2024-01-02 2024-01-03",
		},
		{
			name:  "repairs are reported",
			files: map[string]string{"2024-01-02.geojson": unclosed()},
			says:  []string{"Warning (repaired: ", "Imported 1 snapshot"},
			days:  "2024-01-01 2024-01-02",
		},
		{
			name:  "a file without a time gets it from the flag",
			files: map[string]string{"new.geojson": square(3)},
			flags: "--datetime 2024-02-01",
			says:  []string{"Imported 1 snapshot"},
			days:  "2024-01-01 2024-02-01",
		},
		{
			name:  "hidden files are left alone",
			files: map[string]string{".git/2024-01-02.geojson": square(2), ".2024-01-03.geojson": "", "2024-01-04.geojson": square(2)},
			says:  []string{"Imported 1 snapshot"},
			days:  "2024-01-01 2024-01-04",
		},
		{
			name:  "the terms of a layer that is there stay",
			files: map[string]string{"2024-01-02.geojson": square(2)},
			flags: "--title Other",
			says:  []string{"Layer small is there already"},
			days:  "2024-01-01 2024-01-02",
		},
	} {
		tt.run(t)
	}
}

func TestImportSkipsWhatIsRefused(t *testing.T) {
	for _, tt := range []importCase{
		{
			name:  "what is refused is skipped with the reason, and the rest is imported",
			files: map[string]string{"2024-01-02.geojson": noZones, "2024-01-03.geojson": square(0.5), "2024-01-04.geojson": square(3), "README.md": "# Days", "2024-01-05.geojson": square(3)[:90]},
			code:  exitRefused,
			says: []string{"2024-01-02.geojson: the file holds no zone", "2024-01-03.geojson: the file's zones cover", "--allow-large-change",
				"README.md: ", "2024-01-05.geojson: ", "Imported 1 snapshot, 0 already there.", "4 of 5 skipped"},
			days: "2024-01-01 2024-01-04",
		},
		{
			name:  "a dry run stores nothing and refuses what would be refused",
			files: map[string]string{"2024-01-02.geojson": noZones, "2024-01-03.geojson": square(3)},
			flags: "--dry-run",
			code:  exitRefused,
			says:  []string{"Would import 1 snapshot", "1 of 2 skipped", "--allow-large-change"},
			days:  "2024-01-01",
		},
		{
			name:  "repairs are refused when strict",
			files: map[string]string{"2024-01-02.geojson": unclosed()},
			flags: "--strict",
			code:  exitRefused,
			says:  []string{"2024-01-02.geojson: ", "feature 0 at 34 51", "1 of 1 skipped"},
			days:  "2024-01-01",
		},
		{
			name:  "a file without a time is skipped",
			files: map[string]string{"new.geojson": square(3)},
			code:  exitRefused,
			says:  []string{"new.geojson: ", "--datetime"},
			days:  "2024-01-01",
		},
		{
			name:  "a day a line, of which one is broken",
			files: map[string]string{"days.ndjson": line("2024-01-02", 2) + "{\n" + line("2024-01-04", 4)},
			code:  exitRefused,
			says:  []string{"days.ndjson line 2: ", "Imported 2 snapshots", "1 of 3 skipped"},
			days:  "2024-01-01 2024-01-02 2024-01-04",
		},
		{
			name:  "one time for many lines is wrong use",
			files: map[string]string{"days.ndjson": line("2024-01-02", 2)},
			flags: "--datetime 2024-01-05 --format ndjson",
			code:  exitUsage,
			says:  []string{"each line"},
			days:  "2024-01-01",
		},
	} {
		tt.run(t)
	}
}

func TestImportMakesTheLayer(t *testing.T) {
	db := newDatabase(t)
	file := write(t, t.TempDir(), "2024-01-01.geojson", square(2))
	dry := greyzone(t, "import", "--db", db, "--layer", "desk", "--dry-run", file)
	if dry.code != exitDone || !strings.Contains(dry.stderr, "Would make the layer desk.") {
		t.Errorf("a dry run: exit %d, %q", dry.code, dry.stderr)
	}
	r := greyzone(t, "import", "--db", db, "--layer", "desk", "--title", "Our desk", "--source", "Desk", "--attribution", "© Desk, 2024",
		"--licence", "CC BY 4.0", "--url", "https://desk.example.org", "--no-redistributable", file)
	if r.code != exitDone || !strings.Contains(r.stderr, "Made the layer desk.") {
		t.Fatalf("exit %d, %q", r.code, r.stderr)
	}
	s, err := store.Open(t.Context(), db, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	layer, err := s.Layer(t.Context(), "desk", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	want := geo.Source{ID: "desk", Name: "Desk", URL: "https://desk.example.org", Attribution: "© Desk, 2024", Licence: "CC BY 4.0"}
	if layer.Title != "Our desk" || layer.Source != want {
		t.Errorf("the layer is %+v", layer)
	}
}

func TestImportRefusesABadLayerNameOnce(t *testing.T) {
	db, dir := newDatabase(t), t.TempDir()
	write(t, dir, "2024-01-01.geojson", square(2))
	write(t, dir, "2024-01-02.geojson", square(2))
	r := greyzone(t, "import", "--db", db, "--layer", "My Layer", dir)
	if r.code != exitUsage || strings.Count(r.stderr, "My Layer") != 1 {
		t.Errorf("exit %d, %q", r.code, r.stderr)
	}
}

func TestImportStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	file := write(t, t.TempDir(), "2024-01-01.geojson", square(2))
	if code := run(ctx, []string{"import", "--db", newDatabase(t), "--layer", "desk", file}, io.Discard, t.Output()); code != exitRefused {
		t.Errorf("exit %d", code)
	}
}

func TestLongImportOfRealFiles(t *testing.T) {
	db := newDatabase(t)
	for _, tt := range []struct {
		folder string
		code   int
		says   string
		area   string // the newest day, as it is printed
	}{
		{"owlmaps", exitRefused, "20230524.json: the file holds no zone", "118702.711"},
		{"deepstate_cyterat", exitDone, "Imported 6 snapshots", ""},
		{"deepstate_raw", exitDone, "far away", ""},
		{"minikrowka_kml", exitRefused, "6 of 6 skipped", ""},
	} {
		t.Run(tt.folder, func(t *testing.T) {
			folder := realFile(t, tt.folder)
			r := greyzone(t, "import", "--db", db, "--layer", tt.folder, folder)
			if r.code != tt.code || !strings.Contains(r.stderr, tt.says) {
				t.Errorf("exit %d, %s", r.code, r.stderr)
			}
			if tt.area == "" {
				return
			}
			if table := must(t, "area", "--db", db, "--layer", tt.folder); !strings.Contains(table, tt.area) {
				t.Errorf("no %s in\n%s", tt.area, table)
			}
		})
	}
}
