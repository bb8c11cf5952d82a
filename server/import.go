package main

import (
	"context"
	"errors"
	"time"

	"github.com/alecthomas/kong"

	"greyzone/geo"
	"greyzone/server/store"
)

// importCommand is `greyzone import`.
type importCommand struct {
	Kind             string   `help:"What the files hold: control, snapshots of a layer; reference, regions to measure within, for which of the flags there are only --dry-run and --all-or-nothing." enum:"control,reference" default:"control"`
	Layer            string   `help:"The layer to publish to; it is made if there is none of that name. Needed for snapshots." placeholder:"NAME"`
	Format           string   `help:"The files' format: auto, ${formats}." default:"auto" placeholder:"FORMAT"`
	Datetime         moment   `help:"When it was so on the ground, for a single file; otherwise the file or its name tells." placeholder:"T"`
	Title            string   `help:"Title of a layer that is made." placeholder:"TEXT"`
	Source           string   `help:"Who publishes a layer that is made." placeholder:"NAME"`
	Attribution      string   `help:"Attribution of a layer that is made." placeholder:"TEXT"`
	Licence          string   `help:"Licence of a layer that is made." placeholder:"TEXT"`
	URL              string   `help:"Where the source of a layer that is made is found." placeholder:"URL"`
	Redistributable  bool     `help:"The licence of a layer that is made allows passing its geometry on." default:"true" negatable:""`
	Sides            []side   `help:"The regions that are the parties' own ground, for a layer that is made." placeholder:"REGION=PARTY"`
	AllowLargeChange bool     `help:"Publish even what shows less than half of the area before it, or no zone at all."`
	Strict           bool     `help:"Refuse polygons that would have to be repaired."`
	AllOrNothing     bool     `help:"Store nothing if anything is skipped or refused. What is there already is neither. Until the end nobody else can write."`
	DryRun           bool     `help:"Say what would be done and store nothing."`
	Paths            []string `arg:"" name:"file" help:"Files, also compressed ones (.zst, .gz), and folders with all that is in them, in the order of the times in the names."`
}

// Help is the end of the subcommand's help.
func (importCommand) Help() string {
	return `--kind reference takes GeoJSON with an id and a name for each Polygon or MultiPolygon, and kind, party and country where there are any; a party is one that a status has. Nothing of a file is stored if anything in it is wrong. An id that is there already with the same ground is passed over, its name and the rest staying as they are, and refused with any other.

A snapshot that is there already is passed over, so an import can be repeated, and one that was killed goes on where it was: of several snapshots those are passed over whose bytes any revision of their time has, of a single one only what its newest revision has. What is refused is skipped and listed at the end with the reason, and the exit code is 1 then. Files whose names begin with a dot are left alone. A snapshot may have 64 MiB, as a file or a line.

Examples:

  greyzone import --layer kursk-sumy --datetime 2024-08-20 changed.geojson
  greyzone import --layer deepstate --title DeepState --attribution 'DeepStateMAP' --licence unknown 1648989208.geojson
  greyzone import --layer daily --sides russian-territory=ru,ukrainian-territory=ua downloads/
  greyzone import --layer daily --allow-large-change --dry-run history.ndjson
  greyzone import --layer daily --all-or-nothing history.ndjson.zst
  greyzone import --kind reference raions.geojson`
}

// Run publishes the files' snapshots, each of which is stored or not, whatever becomes of the others; or all of them.
func (c importCommand) Run(ctx context.Context, p program, given *kong.Context) error {
	if c.Kind == "reference" {
		if err := refuseSnapshotFlags(given); err != nil {
			return err
		}
		return c.importRegions(ctx, p)
	}
	if c.Layer == "" {
		return geo.Errorf(geo.Invalid, "the flag --layer=NAME is missing: snapshots belong to a layer; regions, which do not, need --kind reference")
	}
	r := &report{dryRun: c.DryRun, allOrNothing: c.AllOrNothing}
	files := collectFiles(c.Paths, r)
	if c.Datetime.Text != "" && len(files) > 1 {
		return geo.Errorf(geo.Invalid, "--datetime is for a single file, and there are %d", len(files))
	}
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := c.announce(ctx, s, r); err != nil {
		return err
	}
	r.progress = newProgress(p.stderr, totalSize(files))
	err = c.publish(ctx, s, files, r)
	r.progress.clear()
	if errors.Is(err, errNothing) {
		err = nil
	}
	return errors.Join(r.finish(p.stderr), err)
}

// publish publishes what is in files. What cannot be published goes into r; an error stops the import.
func (c importCommand) publish(ctx context.Context, s *store.Store, files []file, r *report) error {
	present, err := readPresent(ctx, s, c.Layer)
	if err != nil {
		return err
	}
	items, stop := readAhead(ctx, files, c.Format)
	defer stop()
	m := importer{command: c, store: s, report: r, items: items, present: present, bulk: len(files) > 1, way: wayEvery}
	return m.run(ctx)
}

// announce says what becomes of the layer itself.
func (c importCommand) announce(ctx context.Context, s *store.Store, r *report) error {
	_, err := s.Layer(ctx, c.Layer, time.Time{})
	var told *geo.Error
	switch {
	case errors.As(err, &told) && told.Kind == geo.NotFound:
		r.newLayer = c.Layer
		return nil
	case err == nil && (c.Title+c.Source+c.Attribution+c.Licence+c.URL != "" || len(c.Sides) > 0):
		r.note("Layer %s is there already: its title, source, terms and sides stay as they are.", c.Layer)
	}
	return err
}

// upload asks for a reading to be published.
func (c importCommand) upload(reading geo.Reading) geo.Upload {
	return geo.Upload{
		Layer:            c.Layer,
		Reading:          reading,
		ValidAt:          reading.ValidAt,
		DryRun:           c.DryRun,
		Strict:           c.Strict,
		AllowLargeChange: c.AllowLargeChange,
		Create:           c.layer(),
	}
}

// wouldRefuse returns the refusal that a dry run reports as a warning.
func (c importCommand) wouldRefuse(told geo.Report) error {
	if !c.DryRun || c.AllowLargeChange {
		return nil
	}
	for _, w := range told.Warnings {
		if w.Rule == "large-change" {
			return geo.Errorf(geo.Conflict, "%s; if that is what happened, publish it with --allow-large-change", w.Message)
		}
	}
	return nil
}

// layer describes the layer to make; what is left open the store fills in.
func (c importCommand) layer() *geo.Layer {
	layer := &geo.Layer{
		Title: c.Title,
		Source: geo.Source{
			Name:            c.Source,
			URL:             c.URL,
			Attribution:     c.Attribution,
			Licence:         c.Licence,
			Redistributable: c.Redistributable,
		},
	}
	for _, s := range c.Sides {
		layer.Sides = append(layer.Sides, s.Side)
	}
	return layer
}
