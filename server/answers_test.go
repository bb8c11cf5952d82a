package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"greyzone/data"
	"greyzone/geo"
	"greyzone/server/store"
)

// defaultDatabase returns a database with the data set that comes with the program.
func defaultDatabase(t *testing.T) string {
	t.Helper()
	content, err := loadedOnce()
	if err != nil {
		t.Fatal(err)
	}
	db := newDatabase(t)
	if err := os.WriteFile(db, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return db
}

// loadedOnce is the content of such a database: to copy it takes less than to load the data anew.
var loadedOnce = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "greyzone")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	db := filepath.Join(dir, "default.db")
	s, err := store.Open(context.Background(), db, time.Now)
	if err != nil {
		return nil, err
	}
	if _, err := s.LoadDefault(context.Background(), defaultData); err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(db)
})

func TestLongAreaAndExportOfTheDefaultLayer(t *testing.T) {
	db := defaultDatabase(t)
	t.Setenv("GREYZONE_DB", db)
	t.Setenv("GREYZONE_LAYER", "kursk-sumy")

	t.Run("a table has a row a step", func(t *testing.T) {
		table := must(t, "area", "--datetime", "2024-08-01/2024-09-30", "--every", "P1M", "--region", "kursk")
		want := []string{"2024-08-31", "2024-08-29", "1004.644", "2024-09-30", "29775.978", "OpenStreetMap", "ODbL"}
		for _, text := range want {
			if !strings.Contains(table, text) {
				t.Errorf("no %s in\n%s", text, table)
			}
		}
	})
	t.Run("an interval without snapshots has none", func(t *testing.T) {
		if table := must(t, "area", "--datetime", "2024-08-30/2024-08-31"); !strings.Contains(table, "No snapshot") {
			t.Errorf("it prints\n%s", table)
		}
	})
	t.Run("JSON is the answer of the HTTP interface", func(t *testing.T) {
		var a geo.AreaAnswer
		if err := json.Unmarshal([]byte(must(t, "area", "--datetime", "2024-08-20", "--format", "json")), &a); err != nil {
			t.Fatal(err)
		}
		if len(a.Results) != 1 || a.Results[0].Datetime != "2024-08-20" || math.Abs(a.Results[0].Areas[0].AreaKm2-928.757857) > 2e-6 {
			t.Errorf("it is %+v", a)
		}
	})
	t.Run("CSV has a row a status", func(t *testing.T) {
		rows, err := csv.NewReader(strings.NewReader(must(t, "area", "--datetime", "2024-08-20", "--format", "csv"))).ReadAll()
		if err != nil || len(rows) != 4 || rows[0][0] != "datetime" || rows[1][3] != "ua" {
			t.Errorf("it is %v (%v)", rows, err)
		}
	})
	t.Run("claims stand under the table, with what the map shows, and then how to cite it", func(t *testing.T) {
		table := must(t, "area", "--datetime", "2024-08-10/2024-08-12", "--region", "kursk", "--claims")
		wantWords(t, table, `(?m)^2024-08-10  RBC-Ukraine \(unofficial reports\) +kursk +ua +100 +380.908 +2024-08-10$`,
			`Syrskyi +kursk +ua +1000 +445.878`, `(?m)^km², within kursk, 29775.978 km². Area by status and party in kursk, 2024-08-10/2024-08-12\. .*as known on \d{4}-.*ODbL-1.0\.$`)
		if strings.Contains(must(t, "area", "--datetime", "2024-08-12", "--region", "kursk"), "Syrskyi") {
			t.Error("they are there unasked")
		}
	})
	t.Run("grouped there is a row a region", func(t *testing.T) {
		wantWords(t, must(t, "area", "--datetime", "2024-08-20", "--group-by", "region"),
			`2024-08-20 +kursk +oblast +928.757 +0.000 +311.470`, `ukrainian-territory +side +<?0.001`)
	})
	t.Run("within bounds, of some statuses, as known then", func(t *testing.T) {
		wantWords(t, must(t, "area", "--datetime", "2024-08-20", "--bbox", "34,50.9,36,51.9", "--status", "ua,grey"),
			`time +snapshot +ua +grey +ua on`, `928.758 +311.470`, `within the bounds, 15483.618 km²`, `within 34,50.9,36,51.9, 2024-08-20`)
		if r := greyzone(t, "area", "--as-of", "2001-01-01"); r.code != exitRefused || !strings.Contains(r.stderr, "recorded by 2001-01-01") {
			t.Errorf("exit %d, %q", r.code, r.stderr)
		}
	})
	t.Run("CSV has other tables, and an export is the areas", func(t *testing.T) {
		wantWords(t, must(t, "area", "--datetime", "2024-08-12", "--format", "csv", "--table", "claims"), `^datetime,date,who_says,`, `,Syrskyi,kursk,ua,1000,445.8`)
		wantWords(t, must(t, "area", "--datetime", "2024-08-12", "--format", "csv", "--table", "controlled"), `^datetime,snapshot_valid_at,region,party,on,`)
		for _, datetime := range []string{"2024-08-20", "../.."} {
			exported, printed := must(t, "export", "--datetime", datetime, "--format", "csv"), must(t, "area", "--datetime", datetime, "--format", "csv")
			if exported != printed {
				t.Errorf("%s: %d bytes, not %d", datetime, len(exported), len(printed))
			}
		}
	})
	t.Run("the original is the file byte for byte", func(t *testing.T) {
		want, err := data.Files.ReadFile("control/2024-08-20.geojson")
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "out.geojson")
		printed := must(t, "export", "--datetime", "2024-08-20", "--format", "original", "--output", file)
		if got, err := os.ReadFile(file); err != nil || string(got) != string(want) || printed != "" {
			t.Errorf("it wrote %d bytes of %d, and printed %q (%v)", len(got), len(want), printed, err)
		}
	})
	t.Run("a stretch of history is one topology", func(t *testing.T) {
		for datetime, want := range map[string]int{"../..": 114, "2024-08-06/2024-08-10": 5, "2024-08-20": 1, "2024-08-27": 0} {
			var topology struct{ Objects map[string]any }
			text := must(t, "export", "--format", "topojson", "--datetime", datetime)
			if err := json.Unmarshal([]byte(text), &topology); err != nil || len(topology.Objects) != want {
				t.Errorf("%s: %d objects, want %d (%v)", datetime, len(topology.Objects), want, err)
			}
		}
	})
	t.Run("an export is read again as the same areas", func(t *testing.T) {
		file := write(t, t.TempDir(), "2024-08-20.geojson", must(t, "export", "--datetime", "2024-08-20"))
		must(t, "import", "--layer", "again", file)
		if table := must(t, "area", "--layer", "again"); !strings.Contains(table, "928.758") || !strings.Contains(table, "311.470") {
			t.Errorf("it has\n%s", table)
		}
	})
}

func TestExportIsForEverWhatItWasAsOfATime(t *testing.T) {
	t.Setenv("GREYZONE_DB", smallDatabase(t))
	var answer struct {
		AsOf string `json:"as_of"`
	}
	if err := json.Unmarshal([]byte(must(t, "area", "--layer", "small", "--format", "json")), &answer); err != nil {
		t.Fatal(err)
	}
	formats := []string{"geojson", "original", "topojson", "csv"}
	before := map[string]string{}
	for _, format := range formats {
		before[format] = must(t, "export", "--layer", "small", "--format", format)
	}
	must(t, "import", "--layer", "small", write(t, t.TempDir(), "2024-01-01.geojson", square(3)))
	for _, format := range formats {
		if now := must(t, "export", "--layer", "small", "--format", format); now == before[format] {
			t.Errorf("%s is not that of the correction: %s", format, now)
		}
		if then := must(t, "export", "--layer", "small", "--format", format, "--as-of", answer.AsOf); then != before[format] {
			t.Errorf("%s as of then is\n%s\nand was\n%s", format, then, before[format])
		}
	}
}

// wantWords checks that a text matches each of patterns.
func wantWords(t *testing.T, text string, patterns ...string) {
	t.Helper()
	for _, pattern := range patterns {
		if !regexp.MustCompile(pattern).MatchString(text) {
			t.Errorf("no %s in\n%s", pattern, text)
		}
	}
}

func TestRefusedQuestions(t *testing.T) {
	t.Setenv("GREYZONE_DB", smallDatabase(t))
	for _, tt := range []struct {
		name, args string
		code       int
		says       string
	}{
		{"an unknown layer", "area --layer other", exitRefused, "there are small"},
		{"a time before the first snapshot", "area --layer small --datetime 2023-12-31", exitRefused, "2024-01-01"},
		{"an export before the first snapshot", "export --layer small --datetime 2023-12-31", exitRefused, "2024-01-01"},
		{"a snapshot of an interval", "export --layer small --datetime 2024-01-01/2024-01-02", exitUsage, "topojson"},
		{"an unknown region", "area --layer small --region atlantis", exitRefused, "atlantis"},
		{"what there is no grouping by", "area --layer small --group-by oblast", exitUsage, "region"},
		{"three bounds", "area --layer small --bbox 34,50,36", exitUsage, "west,south,east,north"},
		{"an unknown status", "area --layer small --status blue", exitUsage, "blue"},
		{"steps without an interval", "area --layer small --datetime 2024-01-01 --every P1D", exitUsage, "interval"},
		{"a table of a table", "area --layer small --table controlled", exitUsage, "--format csv"},
		{"a table of JSON, even that which CSV has by default", "area --layer small --format json --table areas", exitUsage, "--format csv"},
		{"a table of changes", "changes --layer small --from 2024-01-01 --to 2024-01-01 --table settlements", exitUsage, "--format csv"},
		{"a table that there is not", "area --layer small --format csv --table totals", exitUsage, "controlled"},
		{"an export as known in time to come", "export --layer small --as-of 2999-01-01", exitUsage, "not over yet"},
		{"an export as known before anything was", "export --layer small --as-of 2001-01-01", exitRefused, "recorded by 2001-01-01"},
		{"a folder that is not there", "export --layer small --output missing/out.geojson", exitRefused, "missing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := greyzone(t, strings.Fields(tt.args)...)
			if r.code != tt.code || !strings.Contains(r.stderr, tt.says) || r.stdout != "" {
				t.Errorf("exit %d, stderr %q, stdout %q", r.code, r.stderr, r.stdout)
			}
		})
	}
}
