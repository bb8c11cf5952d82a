package main

import (
	"context"
	"fmt"
	"io"

	"greyzone/geo"
	"greyzone/geo/format"
)

// agreeCommand is `greyzone agree`.
type agreeCommand struct {
	Layer    string `help:"A layer." required:"" placeholder:"NAME"`
	With     string `help:"The layer that it is held against." required:"" placeholder:"NAME"`
	Datetime moment `help:"A day or an instant: of each layer the newest snapshot at or before it." required:"" placeholder:"T"`
	Region   string `help:"Only what lies in this region." placeholder:"ID"`
	AsOf     asOf   `help:"Answer with what was recorded by then: a day that is over, or an instant." placeholder:"T"`
	Format   string `help:"How to print: ${enum}; table by default. geojson has the ground itself." enum:"table,json,geojson,csv" default:"table"`
}

// Help is the end of the subcommand's help.
func (agreeCommand) Help() string {
	return `Ground is compared by who holds it for certain: a party, or nobody, as in a grey zone. In no zone of a layer with sides it is the party's whose side it is; where only one layer says anything, it is unsaid whether they agree. Ground in no zone of either is left out.

Example:

  greyzone agree --layer kursk-sumy --with deepstate --datetime 2024-08-20 --region kursk`
}

// Run compares and prints.
func (c agreeCommand) Run(ctx context.Context, p program) error {
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	answer, err := s.Agreement(ctx, geo.AgreementQuery{
		Layer: c.Layer, With: c.With, At: c.Datetime.Moment, Region: c.Region, AsOf: c.AsOf.Time, Polygons: c.Format == "geojson",
	})
	if err != nil {
		return err
	}
	geo.Cite(&answer)
	switch c.Format {
	case "json":
		return printJSON(p.stdout, answer)
	case "geojson":
		return printGeoJSON(p.stdout, format.NewAgreementFeatures(answer))
	case "csv":
		return format.WriteAgreementCSV(p.stdout, answer)
	}
	return printAgreement(p.stdout, answer)
}

// printAgreement prints what both layers say of the same ground, the sums, and the settlements of which they disagree.
func printAgreement(out io.Writer, a geo.AgreementAnswer) error {
	pairs := [][]string{{a.Layer, a.With, "", "km²"}}
	for _, p := range a.Pairs {
		pairs = append(pairs, []string{heldBy(p.Status, p.Side), heldBy(p.WithStatus, p.WithSide), string(p.Kind), km2(p.AreaKm2)})
	}
	sums := [][]string{{"", "km²"}, {string(geo.Agree), km2(a.AgreeKm2)}, {string(geo.Disagree), km2(a.DisagreeKm2)}, {string(geo.Unsaid), km2(a.UnsaidKm2)}}
	places := [][]string{{"settlement", a.Layer, a.With}}
	for _, s := range a.Settlements {
		places = append(places, []string{s.Name.En, heldBy(s.Status, s.Side), heldBy(s.WithStatus, s.WithSide)})
	}
	for _, rows := range [][][]string{pairs, sums, places} {
		if err := printTable(out, rows, 0); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(out, a.Citation)
	return err
}
