package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

// importRegions stores the regions of files, each of which is stored whole or not at all. With --all-or-nothing all files
// are as one.
func (c importCommand) importRegions(ctx context.Context, p program) error {
	unread := &report{}
	files := collectFiles(c.Paths, unread)
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	r := regionImport{command: c, store: s, out: p.stderr}
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
	store        *store.Store
	out          io.Writer
	skipped      int
	added, there int
}

func (r *regionImport) run(ctx context.Context, files []file) error {
	var all []geo.Region
	for _, f := range files {
		regions, err := readRegionFile(f.path)
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

func readRegionFile(path string) ([]geo.Region, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return format.ReadRegions(f, path)
}

func (r *regionImport) add(ctx context.Context, regions []geo.Region) error {
	added, there, err := r.store.AddRegions(ctx, regions, r.command.DryRun)
	r.added, r.there = r.added+added, r.there+there
	return err
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
	fmt.Fprintf(r.out, "Skipped %s\n", text)
	if len(problems) > 1 {
		for _, p := range problems {
			fmt.Fprintf(r.out, "  %s\n", strings.TrimSpace(p.Message))
		}
	}
}

func (r *regionImport) finish() error {
	verb := "Imported"
	if r.command.DryRun {
		verb = "Would import"
	}
	fmt.Fprintf(r.out, "%s %s, %d already there.\n", verb, count(r.added, "region"), r.there)
	if r.skipped > 0 {
		return fmt.Errorf("%s skipped", count(r.skipped, "file"))
	}
	return nil
}
