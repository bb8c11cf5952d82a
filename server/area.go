package main

import (
	"context"
	"fmt"
	"io"

	"text/tabwriter"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
)

// areaCommand is `greyzone area`.
type areaCommand struct {
	Layer    string `help:"The layer." required:"" placeholder:"NAME"`
	Datetime span   `help:"A day, an instant, or an interval such as 2024-08-06/2024-08-20; by default the newest snapshot." placeholder:"T|A/B"`
	Every    step   `help:"With an interval: one row a step, such as P1D, P7D or P1M, named by the step's last day and with what was so at its end; by default one row a snapshot." placeholder:"STEP"`
	Region   string `help:"The region to measure within; by default all mapped ground." placeholder:"ID"`
	Format   string `help:"How to print: ${enum}; table by default." enum:"table,json,csv" default:"table"`
}

// Help is the end of the subcommand's help.
func (areaCommand) Help() string {
	return `Areas are km² on the WGS 84 ellipsoid. What a party holds for certain beyond its own side is the lower bound of what it controls there, with the grey zone the upper.

Examples:

  greyzone area --layer kursk-sumy --datetime 2024-08-20
  greyzone area --layer kursk-sumy --datetime 2024-08-06/2025-04-30 --every P1M --region kursk
  greyzone area --layer kursk-sumy --datetime ../.. --format csv > areas.csv`
}

// Run measures and prints.
func (c areaCommand) Run(ctx context.Context, p program) error {
	if c.Every.step != nil && c.Datetime.within == nil {
		return geo.Errorf(geo.Invalid, "--every needs an interval: give one with --datetime, such as 2024-08-06/2024-08-20")
	}
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	answer, err := s.Measure(ctx, geo.AreaQuery{
		Layer:  c.Layer,
		At:     c.Datetime.at,
		Within: c.Datetime.within,
		Every:  c.Every.step,
		Region: c.Region,
	})
	if err != nil {
		return err
	}
	switch c.Format {
	case "json":
		return printJSON(p.stdout, answer)
	case "csv":
		return format.WriteAreasCSV(p.stdout, answer, "areas")
	}
	return printAreas(p.stdout, answer)
}

// printAreas prints a row for each time: the km² of each status, then what each party controls beyond its own side.
func printAreas(out io.Writer, answer geo.AreaAnswer) error {
	if len(answer.Results) == 0 {
		fmt.Fprintln(out, "No snapshot lies in that time.")
	}
	rows := [][]string{nil}
	for _, m := range answer.Results {
		rows[0] = headings(m)
		rows = append(rows, cells(m))
	}
	if err := printTable(out, rows, tabwriter.AlignRight); err != nil {
		return err
	}
	where := "all mapped ground"
	if answer.Region != nil && answer.Region.ID != nil {
		where = fmt.Sprintf("within %s, %.3f km²", *answer.Region.ID, answer.Region.AreaKm2)
	}
	_, err := fmt.Fprintf(out, "km², %s. %s (%s)\n", where, answer.Attribution, answer.Licence)
	return err
}

func headings(m geo.Measurement) []string {
	row := []string{"time", "snapshot"}
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
	row := []string{short(m.Datetime), short(m.Snapshot.ValidAt.Format(time.RFC3339))}
	for _, a := range m.Areas {
		row = append(row, fmt.Sprintf("%.3f", a.AreaKm2))
	}
	for _, c := range m.Controlled {
		row = append(row, fmt.Sprintf("%.3f–%.3f", c.MinKm2, c.MaxKm2))
	}
	return row
}
