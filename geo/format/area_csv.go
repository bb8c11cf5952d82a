package format

import (
	"cmp"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"greyzone/geo"
)

// WriteAreasCSV writes a table of an answer as CSV (RFC 4180), with full precision and never an exponent: the areas by
// status, or "controlled", what each party holds beyond its own side, or "claims", the published figures beside the
// results. What there is not is empty.
func WriteAreasCSV(w io.Writer, a geo.AreaAnswer, table string) error {
	switch table {
	case "controlled":
		return writeCSV(w, controlledRows(a))
	case "claims":
		return writeCSV(w, claimRows(a))
	}
	return writeCSV(w, areaRows(a))
}

func areaRows(a geo.AreaAnswer) [][]string {
	rows := [][]string{{"datetime", "snapshot_valid_at", "region", "status", "party", "area_km2"}}
	for _, m := range a.Results {
		region := regionID(cmp.Or(m.Region, a.Region))
		for _, s := range m.Areas {
			rows = append(rows, []string{m.Datetime, utc(m.Snapshot.ValidAt), region, s.Status, orEmpty(s.Party), decimal(s.AreaKm2)})
		}
	}
	return rows
}

func controlledRows(a geo.AreaAnswer) [][]string {
	rows := [][]string{{"datetime", "snapshot_valid_at", "region", "party", "on", "min_km2", "max_km2"}}
	for _, m := range a.Results {
		region := regionID(cmp.Or(m.Region, a.Region))
		for _, c := range m.Controlled {
			rows = append(rows, []string{m.Datetime, utc(m.Snapshot.ValidAt), region, c.Party, orEmpty(c.On), decimal(c.MinKm2), decimal(c.MaxKm2)})
		}
	}
	return rows
}

// claimRows have the statuses that a claim takes together with a plus between them.
func claimRows(a geo.AreaAnswer) [][]string {
	rows := [][]string{{"datetime", "date", "who_says", "region", "statuses", "area_km2", "measured_km2", "snapshot_valid_at", "source_url", "note"}}
	for _, m := range a.Results {
		for _, c := range m.Claims {
			var measured, validAt string
			if c.MeasuredKm2 != nil {
				measured, validAt = decimal(*c.MeasuredKm2), utc(c.Snapshot.ValidAt)
			}
			rows = append(rows, []string{m.Datetime, c.Date, c.WhoSays, c.Region, strings.Join(c.Statuses, "+"), decimal(c.AreaKm2),
				measured, validAt, c.SourceURL, c.Note})
		}
	}
	return rows
}

func writeCSV(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return out.WriteAll(rows)
}

func utc(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

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
