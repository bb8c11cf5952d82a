package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

// areaCommand is `greyzone area`.
type areaCommand struct {
	Layer    string   `help:"The layer." required:"" placeholder:"NAME"`
	Datetime span     `help:"A day, an instant, or an interval such as 2024-08-06/2024-08-20; by default the newest snapshot." placeholder:"T|A/B"`
	Every    step     `help:"With an interval: one row a step, such as P1D, P7D or P1M, named by the step's last day and with what was so at its end; by default one row a snapshot." placeholder:"STEP"`
	Region   string   `help:"The region to measure within; by default all mapped ground." placeholder:"ID"`
	BBox     bound    `name:"bbox" help:"Measure within these bounds in degrees." placeholder:"W,S,E,N"`
	GroupBy  string   `help:"region: each result once for each region." enum:"region," default:"" placeholder:"region"`
	Status   []string `help:"Only these statuses." placeholder:"ID"`
	Claims   bool     `help:"Print the published figures of the asked days as well, beside what the layer shows of the same ground on each figure's own day."`
	AsOf     asOf     `help:"Answer with what was recorded by then: a day that is over, or an instant." placeholder:"T"`
	Format   string   `help:"How to print: ${enum}; table by default." enum:"table,json,csv" default:"table"`
	Table    string   `help:"With csv: areas, controlled or claims; areas by default." enum:"areas,controlled,claims," default:"" placeholder:"TABLE"`
}

// Help is the end of the subcommand's help.
func (areaCommand) Help() string {
	return `Areas are km² on the WGS 84 ellipsoid. What a party holds for certain beyond its own side is the lower bound of what it controls there, with the grey zone the upper.

Examples:

  greyzone area --layer kursk-sumy --datetime 2024-08-20
  greyzone area --layer kursk-sumy --datetime 2024-08-06/2025-04-30 --every P1M --region kursk
  greyzone area --layer kursk-sumy --datetime 2024-08-10/2024-08-12 --region kursk --claims
  greyzone area --layer kursk-sumy --datetime 2024-08-20 --group-by region
  greyzone area --layer kursk-sumy --datetime ../.. --format csv > areas.csv`
}

// Run measures and prints.
func (c areaCommand) Run(ctx context.Context, p program) error {
	if c.Every.step != nil && c.Datetime.within == nil {
		return geo.Errorf(geo.Invalid, "--every needs an interval: give one with --datetime, such as 2024-08-06/2024-08-20")
	}
	if err := checkTable(c.Table, c.Format); err != nil {
		return err
	}
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	answer, err := c.measure(ctx, s)
	if err != nil {
		return err
	}
	switch c.Format {
	case "json":
		return printJSON(p.stdout, answer)
	case "csv":
		return format.WriteAreasCSV(p.stdout, answer, c.Table)
	}
	return printAreas(p.stdout, answer)
}

// checkTable refuses a table where there is none.
func checkTable(table, format string) error {
	if table != "" && format != "csv" {
		return geo.Errorf(geo.Invalid, "--table needs --format csv; the other formats have everything")
	}
	return nil
}

func (c areaCommand) measure(ctx context.Context, s *store.Store) (geo.AreaAnswer, error) {
	answer, err := s.Measure(ctx, geo.AreaQuery{
		Layer:    c.Layer,
		At:       c.Datetime.at,
		Within:   c.Datetime.within,
		Every:    c.Every.step,
		Region:   c.Region,
		Bound:    c.BBox.bound,
		ByRegion: c.GroupBy != "",
		Statuses: c.Status,
		Claims:   c.Claims || c.Table == "claims",
		AsOf:     c.AsOf.Time,
		Words:    geo.AreaWords{Datetime: c.Datetime.text, Every: c.Every.text, BBox: c.BBox.text},
	})
	if err != nil {
		return answer, err
	}
	geo.Cite(&answer)
	return answer, nil
}

// printAreas prints a row for each time and region: the km² of each status, then what each party controls beyond its own
// side; then the claims, and how to cite all that.
func printAreas(out io.Writer, answer geo.AreaAnswer) error {
	if len(answer.Results) == 0 {
		fmt.Fprintln(out, "No snapshot lies in that time.")
	}
	rows := [][]string{nil}
	claims := [][]string{{"day", "who says", "region", "status", "published", "measured", "snapshot"}}
	for _, m := range answer.Results {
		rows[0] = headings(m)
		rows = append(rows, cells(m))
		for _, c := range m.Claims {
			claims = append(claims, claimCells(c))
		}
	}
	if err := printTable(out, rows, tabwriter.AlignRight); err != nil {
		return err
	}
	if err := printTable(out, claims, 0); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "km², %s. %s\n", where(answer.Region), answer.Citation)
	return err
}

func where(region *geo.RegionArea) string {
	switch {
	case region == nil:
		return "all mapped ground"
	case region.ID == nil:
		return fmt.Sprintf("within the bounds, %.3f km²", region.AreaKm2)
	}
	return fmt.Sprintf("within %s, %.3f km²", *region.ID, region.AreaKm2)
}

func headings(m geo.Measurement) []string {
	row := []string{"time", "snapshot"}
	if m.Region != nil {
		row = append(row, "region", "kind")
	}
	for _, a := range m.Areas {
		row = append(row, a.Status)
	}
	for _, c := range m.Controlled {
		if c.On == nil {
			row = append(row, c.Party+" controls")
			continue
		}
		row = append(row, fmt.Sprintf("%s on %s", c.Party, *c.On))
	}
	return row
}

func cells(m geo.Measurement) []string {
	row := []string{short(m.Datetime), shortTime(m.Snapshot.ValidAt)}
	if m.Region != nil {
		row = append(row, *m.Region.ID, m.Region.Kind)
	}
	for _, a := range m.Areas {
		row = append(row, km2(a.AreaKm2))
	}
	for _, c := range m.Controlled {
		row = append(row, fmt.Sprintf("%.3f–%.3f", c.MinKm2, c.MaxKm2))
	}
	return row
}

func claimCells(c geo.MeasuredClaim) []string {
	measured, snapshot := "–", "–"
	if c.MeasuredKm2 != nil {
		measured, snapshot = km2(*c.MeasuredKm2), shortTime(c.Snapshot.ValidAt)
	}
	return []string{c.Date, c.WhoSays, c.Region, strings.Join(c.Statuses, "+"), fmt.Sprintf("%g", c.AreaKm2), measured, snapshot}
}
