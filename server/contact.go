package main

import (
	"context"
	"fmt"
	"io"

	"greyzone/geo"
	"greyzone/geo/format"
)

// contactCommand is `greyzone contact`.
type contactCommand struct {
	Layer    string  `help:"The layer." required:"" placeholder:"NAME"`
	Datetime *moment `help:"The newest snapshot at or before this time; by default the newest of all." placeholder:"T"`
	AsOf     asOf    `help:"Answer with what the database knew then; by default with what it knows now." placeholder:"T"`
	Format   string  `help:"How to print: ${enum}; table, which has the length alone, by default. geojson is a Feature." enum:"table,json,geojson" default:"table"`
}

// Help is the end of the subcommand's help.
func (contactCommand) Help() string {
	return `The line of contact is where ground that is held for certain meets the grey zone, or ground that another party holds. Its length is km along geodesics on the WGS 84 ellipsoid.

Examples:

  greyzone contact --layer kursk-sumy --datetime 2024-08-20
  greyzone contact --layer kursk-sumy --format geojson > line.geojson`
}

// Run measures and prints.
func (c contactCommand) Run(ctx context.Context, p program) error {
	q := geo.ContactQuery{Layer: c.Layer, AsOf: c.AsOf.Time}
	if c.Datetime != nil {
		q.At = &c.Datetime.Moment
	}
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	line, err := s.Contact(ctx, q)
	if err != nil {
		return err
	}
	geo.Cite(&line)
	switch c.Format {
	case "json":
		return printJSON(p.stdout, line)
	case "geojson":
		return printGeoJSON(p.stdout, format.NewContactFeature(line))
	}
	return printLength(p.stdout, line)
}

func printLength(out io.Writer, line geo.ContactAnswer) error {
	_, err := fmt.Fprintf(out, "%.3f km in %d lines\n\n%s\n", line.LengthKm, len(line.Geometry.Coordinates), line.Citation)
	return err
}
