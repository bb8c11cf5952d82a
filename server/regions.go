package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

// refuseSnapshotFlags refuses flags on the command line that mean nothing for regions. In the environment they may be meant
// for other commands.
func refuseSnapshotFlags(given *kong.Context) error {
	for _, part := range given.Path {
		if part.Flag != nil && !slices.Contains([]string{"db", "kind", "dry-run", "all-or-nothing"}, part.Flag.Name) {
			return geo.Errorf(geo.Invalid, "--%s is for snapshots, and --kind reference is of regions: leave one of them out", part.Flag.Name)
		}
	}
	return nil
}

// importRegions stores the regions of files, each of which is stored whole or not at all. With --all-or-nothing all files
// are as one.
func (c importCommand) importRegions(ctx context.Context, p program) error {
	unread := &report{}
	files := collectFiles(c.Paths, unread)
	r := regionImport{command: c, program: p}
	defer r.close()
	if err := r.openExisting(ctx); err != nil {
		return err
	}
	for _, skipped := range unread.skipped {
		r.skip(skipped, nil)
	}
	if err := r.run(ctx, files); err != nil {
		return err
	}
	return r.finish()
}

// regionImport gathers what becomes of files of regions.
type regionImport struct {
	command      importCommand
	program      program
	store        *store.Store // nil as long as there is no database, and nothing to store
	known        []geo.Region // that the database has
	statuses     []geo.Status // of its layers
	skipped      int
	added, there int
}

// openExisting opens the database if it is there, and reads what the files are held against. One that would be new is not
// made before there is something to store.
func (r *regionImport) openExisting(ctx context.Context) (err error) {
	if _, err := os.Stat(r.program.db); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if r.store, err = r.program.open(ctx); err != nil {
		return err
	}
	layers, err := r.store.Layers(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, layer := range layers {
		r.statuses = append(r.statuses, layer.Statuses...)
	}
	r.known, err = r.store.Regions(ctx, time.Time{})
	return err
}

func (r *regionImport) close() {
	if r.store != nil {
		_ = r.store.Close() // what is stored, is stored
	}
}

func (r *regionImport) run(ctx context.Context, files []file) error {
	var all []geo.Region
	for _, f := range files {
		regions, err := r.read(f.path)
		if err == nil && !r.command.AllOrNothing {
			err = r.add(ctx, regions)
		}
		if err := r.sort(f.path, err); err != nil {
			return err
		}
		all = append(all, regions...)
	}
	if !r.command.AllOrNothing || r.skipped > 0 {
		return nil
	}
	return r.sort("all files", r.add(ctx, all))
}

func (r *regionImport) read(path string) ([]geo.Region, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return format.ReadRegions(f, path, r.statuses)
}

func (r *regionImport) add(ctx context.Context, regions []geo.Region) (err error) {
	if r.store == nil && r.command.DryRun {
		r.added += len(regions)
		return nil
	}
	if r.store == nil {
		if r.store, err = r.program.open(ctx); err != nil {
			return err
		}
	}
	added, there, err := r.store.AddRegions(ctx, regions, r.command.DryRun)
	if err != nil {
		return err
	}
	r.added, r.there = r.added+added, r.there+there
	for _, region := range regions {
		r.compare(region)
	}
	return nil
}

// compare tells what a region that was there already keeps, though its file has it otherwise.
func (r *regionImport) compare(region geo.Region) {
	i := slices.IndexFunc(r.known, func(known geo.Region) bool { return known.ID == region.ID })
	if i < 0 {
		r.known = append(r.known, region)
		return
	}
	was := r.known[i]
	for _, word := range []struct {
		differs   bool
		name, was string
	}{
		{was.Name != region.Name, "name", was.Name.En},
		{was.Kind != region.Kind, "kind", was.Kind},
		{!same(was.Party, region.Party), "party", orNone(was.Party)},
		{!same(was.Country, region.Country), "country", orNone(was.Country)},
	} {
		if word.differs {
			fmt.Fprintf(r.program.stderr, "Region %s is there already: its %s stays as it is, %s.\n", region.ID, word.name, word.was)
		}
	}
}

func same(a, b *string) bool { return a == b || a != nil && b != nil && *a == *b }

func orNone(s *string) string {
	if s == nil {
		return "none"
	}
	return *s
}

// sort tells why a file was refused; an error that would meet every other one too comes back.
func (r *regionImport) sort(path string, err error) error {
	var told *geo.Error
	var unread *os.PathError
	switch {
	case err == nil:
	case errors.As(err, &told) && told.Kind != geo.NoSpace && told.Kind != geo.Unavailable:
		r.skip(fmt.Sprintf("%s: %s", path, told.Message), told.Problems)
	case errors.As(err, &unread):
		r.skip(fmt.Sprintf("%s: %v", path, unread.Err), nil)
	default:
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// skip tells what is refused and, of several problems, each.
func (r *regionImport) skip(text string, problems []geo.Problem) {
	r.skipped++
	fmt.Fprintf(r.program.stderr, "Skipped %s\n", text)
	if len(problems) > 1 {
		for _, p := range problems {
			fmt.Fprintf(r.program.stderr, "  %s\n", strings.TrimSpace(p.Message))
		}
	}
}

func (r *regionImport) finish() error {
	verb := "Imported"
	if r.command.DryRun {
		verb = "Would import"
	}
	fmt.Fprintf(r.program.stderr, "%s %s, %d already there.\n", verb, count(r.added, "region"), r.there)
	if r.skipped > 0 {
		return fmt.Errorf("%s skipped", count(r.skipped, "file"))
	}
	return nil
}
