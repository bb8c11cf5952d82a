package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"greyzone/geo"
	"greyzone/geo/format"
)

// historyCommand is `greyzone history`.
type historyCommand struct {
	Layer      string `help:"The layer." required:"" placeholder:"NAME"`
	Settlement string `help:"A settlement." placeholder:"ID"`
	Lon        string `help:"A point, with --lat; a negative number is written as --lon=-0.13." placeholder:"DEGREES"`
	Lat        string `help:"A point, with --lon." placeholder:"DEGREES"`
	Region     string `help:"A region: how much of it each status had, in each snapshot." placeholder:"ID"`
	GapDays    int    `help:"How many days from one snapshot to the next are no gap yet; 7 by default. Not with --region." placeholder:"DAYS"`
	AsOf       asOf   `help:"Answer with what the database knew then; by default with what it knows now." placeholder:"T"`
	Format     string `help:"How to print: ${enum}; table by default." enum:"table,json,csv" default:"table"`
}

// Help is the end of the subcommand's help.
func (historyCommand) Help() string {
	return `One of --settlement, --lon with --lat, and --region is needed. A status goes on from the snapshot that shows it to the next one that shows another; where snapshots are missing, it says that there is a gap.

Examples:

  greyzone history --layer kursk-sumy --settlement sudzha
  greyzone history --layer kursk-sumy --lon 35.04 --lat 51.12 --gap-days 30
  greyzone history --layer kursk-sumy --region kursk --format csv > kursk.csv`
}

// Run asks and prints.
func (c historyCommand) Run(ctx context.Context, p program) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if q.Place.Region != "" {
		h, err := s.RegionHistory(ctx, q)
		if err != nil {
			return err
		}
		geo.Cite(&h)
		return printers[geo.RegionHistory]{csv: format.WriteRegionHistoryCSV, table: printShares}.print(p.stdout, c.Format, h)
	}
	h, err := s.PlaceHistory(ctx, q)
	if err != nil {
		return err
	}
	geo.Cite(&h)
	return printers[geo.PlaceHistory]{csv: format.WritePlaceHistoryCSV, table: printIntervals}.print(p.stdout, c.Format, h)
}

// printers print a history, which is that of a place or of a region.
type printers[History any] struct {
	csv, table func(out io.Writer, h History) error
}

func (p printers[History]) print(out io.Writer, as string, h History) error {
	switch as {
	case "json":
		return printJSON(out, h)
	case "csv":
		return p.csv(out, h)
	}
	return p.table(out, h)
}

func (c historyCommand) query() (geo.PlaceQuery, error) {
	q := geo.PlaceQuery{Layer: c.Layer, Place: geo.Place{Settlement: c.Settlement, Region: c.Region}, GapDays: c.GapDays}
	if c.Lon != "" || c.Lat != "" {
		p, err := geo.ParsePoint(c.Lon, c.Lat)
		if err != nil {
			return q, err
		}
		q.Place.Point = &p
	}
	q.AsOf = c.AsOf.Time
	return q, q.Check()
}

// printIntervals prints a row for each interval, then one for each event.
func printIntervals(out io.Writer, h geo.PlaceHistory) error {
	rows := [][]string{{"from", "to", "status", "snapshot"}}
	for _, i := range h.Intervals {
		to, snapshot := "", i.Snapshot.ID
		if i.To != nil {
			to = shortTime(*i.To)
		}
		if i.Gap {
			snapshot = "none: as on " + shortTime(i.Snapshot.ValidAt)
		}
		rows = append(rows, []string{shortTime(i.From), to, heldBy(i.Status, i.Side), snapshot})
	}
	reports := [][]string{{"report", "settlement", "status", "source"}}
	for _, e := range h.Events {
		reports = append(reports, []string{e.Date, e.Settlement, e.Status, e.Kind + ": " + e.Source.Title + " " + e.Source.URL})
	}
	if err := printTable(out, rows, 0); err != nil {
		return err
	}
	if err := printTable(out, reports, 0); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, h.Citation)
	return err
}

// printShares prints a row for each snapshot: the km² of each status, and which share of the region that is.
func printShares(out io.Writer, h geo.RegionHistory) error {
	head := []string{"snapshot"}
	for _, share := range h.Series[0].Shares {
		head = append(head, share.Status, "%")
	}
	rows := [][]string{head}
	for _, s := range h.Series {
		row := []string{shortTime(s.Snapshot.ValidAt)}
		for _, share := range s.Shares {
			row = append(row, km2(share.AreaKm2), fmt.Sprintf("%.3f", 100*share.Share))
		}
		rows = append(rows, row)
	}
	if err := printTable(out, rows, tabwriter.AlignRight); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "km², and %% of %s, %.3f km². %s\n", *h.Region.ID, h.Region.AreaKm2, h.Citation)
	return err
}
