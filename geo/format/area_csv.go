package format

import (
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"greyzone/geo"
)

// WriteAreasCSV writes the areas of an answer as CSV (RFC 4180), one row for each time and status, with full precision
// and never an exponent. Region and party are empty where there is none.
func WriteAreasCSV(w io.Writer, a geo.AreaAnswer) error {
	rows := [][]string{{"datetime", "snapshot_valid_at", "region", "status", "party", "area_km2"}}
	for _, m := range a.Results {
		for _, s := range m.Areas {
			rows = append(rows, []string{m.Datetime, instant(m), regionID(a.Region), s.Status, orEmpty(s.Party), decimal(s.AreaKm2)})
		}
	}
	return writeCSV(w, rows)
}

// WriteControlledCSV writes what each party holds beyond its own side, one row for each time, party and side, as
// WriteAreasCSV does.
func WriteControlledCSV(w io.Writer, a geo.AreaAnswer) error {
	rows := [][]string{{"datetime", "snapshot_valid_at", "region", "party", "on", "min_km2", "max_km2"}}
	for _, m := range a.Results {
		for _, c := range m.Controlled {
			rows = append(rows, []string{m.Datetime, instant(m), regionID(a.Region), c.Party, orEmpty(c.On), decimal(c.MinKm2), decimal(c.MaxKm2)})
		}
	}
	return writeCSV(w, rows)
}

func writeCSV(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return out.WriteAll(rows)
}

func instant(m geo.Measurement) string { return m.Snapshot.ValidAt.UTC().Format(time.RFC3339Nano) }

func regionID(r *geo.RegionArea) string {
	if r == nil {
		return ""
	}
	return orEmpty(r.ID)
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
