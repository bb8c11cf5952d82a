package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"greyzone/geo"
)

func TestChangesOfTheDefaultLayer(t *testing.T) {
	t.Setenv("GREYZONE_DB", defaultDatabase(t))
	t.Setenv("GREYZONE_LAYER", "kursk-sumy")
	fortnight := []string{"changes", "--from", "2024-08-06", "--to", "2024-08-20"}

	t.Run("a table has the ground, the gains, the settlements and how to cite them", func(t *testing.T) {
		table := must(t, fortnight...)
		for _, text := range []string{"798.982", "no zone, russian-territory", "<0.001", "party ru", "Sudzha", "recorded at", "ODbL"} {
			if !strings.Contains(table, text) {
				t.Errorf("no %s in\n%s", text, table)
			}
		}
	})
	t.Run("a day against itself", func(t *testing.T) {
		if table := must(t, "changes", "--from", "2024-08-20", "--to", "2024-08-20"); !strings.Contains(table, "Nothing changed hands") {
			t.Errorf("it prints\n%s", table)
		}
	})
	t.Run("JSON and GeoJSON", func(t *testing.T) {
		var a struct {
			geo.ChangeAnswer
			Features []struct{ Properties geo.ChangeTotal }
		}
		if err := json.Unmarshal([]byte(must(t, append(fortnight, "--format", "geojson", "--region", "kursk")...)), &a); err != nil {
			t.Fatal(err)
		}
		if *a.Region.ID != "kursk" || len(a.Totals) == 0 || len(a.Features) == 0 || a.Slivers.LeftOut == 0 || a.Permalink != "" {
			t.Errorf("it is %+v", a)
		}
		if err := json.Unmarshal([]byte(must(t, append(fortnight, "--format", "json")...)), &a); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("CSV", func(t *testing.T) {
		for table, column := range map[string]string{"totals": "area_km2", "settlements": "name_uk"} {
			rows, err := csv.NewReader(strings.NewReader(must(t, append(fortnight, "--format", "csv", "--table", table)...))).ReadAll()
			if err != nil || len(rows) < 3 || !strings.Contains(strings.Join(rows[0], ","), column) {
				t.Errorf("%s: %v, %v", table, rows, err)
			}
		}
	})
	t.Run("backwards, and a time that is to come", func(t *testing.T) {
		for _, args := range [][]string{{"--from", "2024-08-20", "--to", "2024-08-06"}, {"--from", "2024-08-06", "--to", "2024-08-20", "--as-of", "2999-01-01"}} {
			if r := greyzone(t, append([]string{"changes"}, args...)...); r.code != exitUsage || r.stderr == "" {
				t.Errorf("%v: exit code %d, %s", args, r.code, r.stderr)
			}
		}
	})
}
