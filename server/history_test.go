package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

func TestHistoryOfTheDefaultLayer(t *testing.T) {
	t.Setenv("GREYZONE_DB", defaultDatabase(t))
	t.Setenv("GREYZONE_LAYER", "kursk-sumy")

	t.Run("a table has a row for each interval and event", func(t *testing.T) {
		table := must(t, "history", "--settlement", "korenevo", "--gap-days", "11")
		for _, row := range []string{
			"from        to          status                      snapshot\n",
			"\n2024-08-05  2024-08-20  no zone, russian-territory  ",
			"\n2024-08-20  2024-08-29  grey                        ",
			"\n2024-11-29  2024-12-10  no zone, russian-territory  none: as on 2024-11-28\n",
			"\n2025-07-04              no zone, russian-territory  ",
			"\n2024-08-29  korenevo    ru      reported: Portfolio.hu",
			"\nHistory of Korenevo (korenevo). Layer ",
		} {
			if !strings.Contains(table, row) {
				t.Errorf("no %q in\n%s", row, table)
			}
		}
	})
	t.Run("a place where nothing ever was has no zone", func(t *testing.T) {
		table := must(t, "history", "--lon=-120", "--lat=-45", "--gap-days", "100")
		if !strings.Contains(table, "\n2024-08-05      no zone  ") || strings.Contains(table, "report") {
			t.Errorf("it prints\n%s", table)
		}
	})
	t.Run("a region has its shares", func(t *testing.T) {
		table := must(t, "history", "--region", "kursk")
		if !strings.Contains(table, "  2024-08-20   928.757  3.119   0.000  0.000  311.470  1.046\n") || !strings.Contains(table, "% of kursk, 29775.978 km²") {
			t.Errorf("it prints\n%s", table)
		}
	})
	t.Run("JSON is the answer of the HTTP interface, cited", func(t *testing.T) {
		var h geo.PlaceHistory
		readJSON(t, must(t, "history", "--settlement", "korenevo", "--gap-days", "100", "--format", "json"), &h)
		if len(h.Intervals) != 3 || h.Place.Settlement.Name.Uk != "Коренево" || !strings.Contains(h.Citation, "History of Korenevo") || h.Permalink != "" {
			t.Errorf("it is %+v", h)
		}
		var r geo.RegionHistory
		readJSON(t, must(t, "history", "--region", "sumy", "--format", "json"), &r)
		if len(r.Series) != 114 || !strings.Contains(r.Citation, "Share of sumy") {
			t.Errorf("it has %d snapshots, and says %s", len(r.Series), r.Citation)
		}
	})
	t.Run("CSV has a row for each interval, or snapshot and status", func(t *testing.T) {
		for args, want := range map[string]int{"--settlement korenevo --gap-days 100": 3, "--region sumy": 3 * 114} {
			text := must(t, append([]string{"history", "--format", "csv"}, strings.Fields(args)...)...)
			if rows, err := csv.NewReader(strings.NewReader(text)).ReadAll(); err != nil || len(rows) != 1+want {
				t.Errorf("%s: %d rows (%v)", args, len(rows), err)
			}
		}
	})
}

func TestContactOfTheDefaultLayer(t *testing.T) {
	t.Setenv("GREYZONE_DB", defaultDatabase(t))
	t.Setenv("GREYZONE_LAYER", "kursk-sumy")

	if table := must(t, "contact", "--datetime", "2024-08-20"); !strings.HasPrefix(table, "122.674 km in 2 lines\n\nLine of contact, 2024-08-20. ") || !strings.Contains(table, "© OpenStreetMap") {
		t.Errorf("it prints\n%s", table)
	}
	var line geo.ContactAnswer
	readJSON(t, must(t, "contact", "--datetime", "2024-08-20", "--format", "json"), &line)
	if len(line.Geometry.Coordinates) != 2 || !strings.Contains(line.Citation, "Line of contact, 2024-08-20") {
		t.Errorf("it is %+v", line)
	}
	var feature format.ContactFeature
	readJSON(t, must(t, "contact", "--format", "geojson"), &feature)
	if feature.Type != "Feature" || feature.Properties.Datetime != "2025-07-04T00:00:00Z" || len(feature.Geometry.Coordinates) == 0 {
		t.Errorf("it is %+v", feature)
	}
}

func readJSON(t *testing.T, text string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}

func TestRefusedHistories(t *testing.T) {
	t.Setenv("GREYZONE_DB", smallDatabase(t))
	for _, tt := range []struct {
		name, args string
		code       int
		says       string
	}{
		{"no place", "history --layer small", exitUsage, "lon and lat, or settlement, or region"},
		{"two places", "history --layer small --settlement a --region b", exitUsage, "2 ways"},
		{"half a point", "history --layer small --lat 51", exitUsage, "both"},
		{"a point beyond the Earth", "history --layer small --lat 91 --lon 34", exitUsage, "-90 to 90"},
		{"gaps of a region", "history --layer small --region kursk --gap-days 3", exitUsage, "gap_days"},
		{"days that are none", "history --layer small --settlement a --gap-days=-3", exitUsage, "1 to 36500"},
		{"an unknown layer", "history --layer other --lon 34 --lat 51", exitRefused, "there are small"},
		{"a settlement where there are none", "history --layer small --settlement sudzha", exitRefused, "none at all"},
		{"a region where there are none", "history --layer small --region kursk", exitRefused, "none at all"},
		{"before anything was recorded", "history --layer small --lon 34 --lat 51 --as-of 2001-01-01", exitRefused, "recorded"},
		{"a time of knowing that is to come", "history --layer small --lon 34 --lat 51 --as-of 2999-01-01", exitUsage, "as_of: 2999-01-01 is not over yet"},
		{"contact to come", "contact --layer small --as-of 2999-01-01", exitUsage, "as_of: 2999-01-01 is not over yet"},
		{"contact of an interval", "contact --layer small --datetime 2024-01-01/2024-01-02", exitUsage, "is not a time"},
		{"contact before the first snapshot", "contact --layer small --datetime 2023-12-31", exitRefused, "2024-01-01"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := greyzone(t, strings.Fields(tt.args)...)
			if r.code != tt.code || !strings.Contains(r.stderr, tt.says) || r.stdout != "" {
				t.Errorf("exit %d, stderr %q, stdout %q", r.code, r.stderr, r.stdout)
			}
		})
	}
}

// Whoever asks again must be answered, even if the clock of the machine was ahead when it was answered first.
func TestAsOfATimeThatWasAnsweredForMayBeAheadOfTheClock(t *testing.T) {
	db := smallDatabase(t)
	ahead := time.Now().Add(time.Hour)
	s, err := store.Open(t.Context(), db, func() time.Time { return ahead })
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Layer(t.Context(), "small", ahead)
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	must(t, "contact", "--db", db, "--layer", "small", "--as-of", ahead.Format(time.RFC3339))
	r := greyzone(t, "contact", "--db", db, "--layer", "small", "--as-of", ahead.Add(time.Hour).Format(time.RFC3339))
	if r.code != exitUsage || !strings.Contains(r.stderr, "not over yet") {
		t.Errorf("beyond that: exit %d, %s", r.code, r.stderr)
	}
}
