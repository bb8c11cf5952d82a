package main

import (
	"bytes"
	"context"
	"os"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/geo/topo"
	"greyzone/server/store"
)

// exportCommand is `greyzone export`.
type exportCommand struct {
	Layer    string `help:"The layer." required:"" placeholder:"NAME"`
	Datetime span   `help:"The newest snapshot at or before this time; by default the newest of all. With topojson an interval, by default the whole history; with csv as \"area\" has it." placeholder:"T|A/B"`
	AsOf     asOf   `help:"What was recorded by then: a day that is over, or an instant." placeholder:"T"`
	Format   string `help:"geojson: the zones as they are drawn and measured; original: the file as it was uploaded, byte for byte; topojson: the snapshots of an interval as one topology; csv: the areas by status, as of \"area --format csv\". By default geojson." enum:"geojson,original,topojson,csv" default:"geojson"`
	Output   string `help:"The file to write; by default standard output." short:"o" placeholder:"FILE"`
}

// Help is the end of the subcommand's help.
func (exportCommand) Help() string {
	return `Examples:

  greyzone export --layer kursk-sumy --datetime 2024-08-20 > 2024-08-20.geojson
  greyzone export --layer kursk-sumy --format original --output newest.geojson
  greyzone export --layer kursk-sumy --format topojson --datetime 2024-08-06/2024-08-31 > august.topojson
  greyzone export --layer kursk-sumy --format csv --datetime ../.. > areas.csv`
}

// Run writes a snapshot, or a stretch of history.
func (c exportCommand) Run(ctx context.Context, p program) error {
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	data, err := c.data(ctx, s)
	if err != nil {
		return err
	}
	if c.Output != "" {
		return os.WriteFile(c.Output, data, 0o644)
	}
	_, err = p.stdout.Write(data)
	return err
}

func (c exportCommand) data(ctx context.Context, s *store.Store) ([]byte, error) {
	switch c.Format {
	case "topojson":
		return c.history(ctx, s)
	case "csv":
		return c.areas(ctx, s)
	}
	if c.Datetime.within != nil {
		return nil, geo.Errorf(geo.Invalid, "--datetime is an interval, and %s is of one snapshot: give one time, or --format topojson or csv", c.Format)
	}
	var at time.Time
	if c.Datetime.at != nil {
		at = c.Datetime.at.To
	}
	snapshot, err := s.SnapshotAt(ctx, c.Layer, at, c.AsOf.Time)
	if err != nil {
		return nil, err
	}
	return c.encode(ctx, s, snapshot)
}

// history writes the snapshots of an interval, or of the one day or instant that is asked for.
func (c exportCommand) history(ctx context.Context, s *store.Store) ([]byte, error) {
	var within geo.Interval
	switch {
	case c.Datetime.within != nil:
		within = *c.Datetime.within
	case c.Datetime.at != nil:
		within = geo.Interval{From: c.Datetime.at.From, To: c.Datetime.at.To}
	}
	line, err := s.Timeline(ctx, c.Layer, within, c.AsOf.Time)
	if err != nil {
		return nil, err
	}
	var data bytes.Buffer
	err = topo.WriteTopoJSON(&data, line)
	return data.Bytes(), err
}

// areas writes the areas by status.
func (c exportCommand) areas(ctx context.Context, s *store.Store) ([]byte, error) {
	answer, err := areaCommand{Layer: c.Layer, Datetime: c.Datetime, AsOf: c.AsOf}.measure(ctx, s)
	if err != nil {
		return nil, err
	}
	var data bytes.Buffer
	err = format.WriteAreasCSV(&data, answer, "areas")
	return data.Bytes(), err
}

func (c exportCommand) encode(ctx context.Context, s *store.Store, snapshot geo.Snapshot) ([]byte, error) {
	if c.Format == "original" {
		original, err := s.Original(ctx, snapshot.ID)
		return original.Data, err
	}
	layer, err := s.Layer(ctx, c.Layer, time.Time{})
	if err != nil {
		return nil, err
	}
	zones, err := s.Coverage(ctx, snapshot.ID)
	if err != nil {
		return nil, err
	}
	var data bytes.Buffer
	err = format.WriteGeoJSON(&data, layer, snapshot, zones)
	return data.Bytes(), err
}
