package main

import (
	"bytes"
	"context"
	"os"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

// exportCommand is `greyzone export`.
type exportCommand struct {
	Layer    string `help:"The layer." required:"" placeholder:"NAME"`
	Datetime moment `help:"The newest snapshot at or before this time; by default the newest of all." placeholder:"T"`
	Format   string `help:"geojson: the zones as they are drawn and measured; original: the file as it was uploaded, byte for byte. By default geojson." enum:"geojson,original" default:"geojson"`
	Output   string `help:"The file to write; by default standard output." short:"o" placeholder:"FILE"`
}

// Help is the end of the subcommand's help.
func (exportCommand) Help() string {
	return `Examples:

  greyzone export --layer kursk-sumy --datetime 2024-08-20 > 2024-08-20.geojson
  greyzone export --layer kursk-sumy --format original --output newest.geojson`
}

// Run writes a snapshot.
func (c exportCommand) Run(ctx context.Context, p program) error {
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	snapshot, err := s.SnapshotAt(ctx, c.Layer, c.Datetime.To, time.Time{})
	if err != nil {
		return err
	}
	data, err := c.encode(ctx, s, snapshot)
	if err != nil {
		return err
	}
	if c.Output != "" {
		return os.WriteFile(c.Output, data, 0o644)
	}
	_, err = p.stdout.Write(data)
	return err
}

func (c exportCommand) encode(ctx context.Context, s *store.Store, snapshot geo.Snapshot) ([]byte, error) {
	if c.Format == "original" {
		original, err := s.Original(ctx, snapshot.ID)
		return original.Data, err
	}
	layer, err := s.Layer(ctx, c.Layer)
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
