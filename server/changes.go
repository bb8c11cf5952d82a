package main

import (
	"context"
	"fmt"
	"io"

	"greyzone/geo"
	"greyzone/geo/format"
)

// changesCommand is `greyzone changes`.
type changesCommand struct {
	Layer  string `help:"The layer." required:"" placeholder:"NAME"`
	From   moment `help:"A day or an instant: the newest snapshot at or before it." required:"" placeholder:"T"`
	To     moment `help:"The same, not earlier." required:"" placeholder:"T"`
	Region string `help:"Only what lies in this region." placeholder:"ID"`
	AsOf   asOf   `help:"Answer with what was recorded by then: a day that is over, or an instant." placeholder:"T"`
	Format string `help:"How to print: ${enum}; table by default. geojson has the ground itself." enum:"table,json,geojson,csv" default:"table"`
	Table  string `help:"With csv: totals or settlements; totals by default." enum:"totals,settlements," default:"" placeholder:"TABLE"`
}

// Help is the end of the subcommand's help.
func (changesCommand) Help() string {
	return `Ground in no zone is told by the side of the border that it lies on, where the layer has sides: it is that party's rear. What only a later revision of a day has brought about is a correction, not a movement.

Examples:

  greyzone changes --layer kursk-sumy --from 2024-08-06 --to 2024-08-20
  greyzone changes --layer kursk-sumy --from 2025-03-05 --to 2025-03-12 --format geojson > changes.geojson`
}

// Run compares and prints.
func (c changesCommand) Run(ctx context.Context, p program) error {
	if err := checkTable(c.Table, c.Format); err != nil {
		return err
	}
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	answer, err := s.Changes(ctx, geo.ChangeQuery{
		Layer: c.Layer, From: c.From.Moment, To: c.To.Moment, Region: c.Region, AsOf: c.AsOf.Time, Polygons: c.Format == "geojson",
	})
	if err != nil {
		return err
	}
	geo.Cite(&answer)
	return c.print(p.stdout, answer)
}

func (c changesCommand) print(out io.Writer, answer geo.ChangeAnswer) error {
	switch {
	case c.Format == "json":
		return printJSON(out, answer)
	case c.Format == "geojson":
		return printGeoJSON(out, format.NewChangeFeatures(answer))
	case c.Format == "csv" && c.Table == "settlements":
		return format.WriteChangedSettlementsCSV(out, answer)
	case c.Format == "csv":
		return format.WriteChangesCSV(out, answer)
	}
	return printChanges(out, answer)
}

// printChanges prints what went from whom to whom, what each status and party gained and lost, and the settlements.
func printChanges(out io.Writer, a geo.ChangeAnswer) error {
	ground := [][]string{{"from", "to", "kind", "km²"}}
	for _, t := range a.Totals {
		ground = append(ground, []string{heldBy(t.FromStatus, t.FromSide), heldBy(t.ToStatus, t.ToSide), string(t.Kind), km2(t.AreaKm2)})
	}
	gains := [][]string{{"", "gained", "lost", "gained by correction", "lost by correction"}}
	for _, s := range a.Statuses {
		gains = append(gains, gainRow(s.Status, s.Gain))
	}
	for _, party := range a.Parties {
		gains = append(gains, gainRow("party "+party.Party, party.Gain))
	}
	places := [][]string{{"settlement", "from", "to", "kind"}}
	for _, s := range a.Settlements {
		places = append(places, []string{s.Name.En, heldBy(s.FromStatus, s.FromSide), heldBy(s.ToStatus, s.ToSide), string(s.Kind)})
	}
	if len(a.Totals) == 0 {
		fmt.Fprintln(out, "Nothing changed hands.")
	}
	for _, rows := range [][][]string{ground, gains, places} {
		if err := printTable(out, rows, 0); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(out, a.Citation)
	return err
}

func gainRow(of string, g geo.Gain) []string {
	return []string{of, km2(g.GainedKm2), km2(g.LostKm2), km2(g.GainedByCorrectionKm2), km2(g.LostByCorrectionKm2)}
}
