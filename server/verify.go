package main

import (
	"context"
	"fmt"
)

// verifyCommand is `greyzone verify`.
type verifyCommand struct{}

// Help is the end of the subcommand's help.
func (verifyCommand) Help() string {
	return `Every snapshot and every uploaded file is rebuilt from the database and held against its SHA-256 and its areas. What is damaged is named, one line each, and the exit code is 1 then. Nothing is changed; a server may go on running.

Examples:

  greyzone verify --db greyzone.db`
}

// Run looks at everything and tells what is damaged.
func (verifyCommand) Run(ctx context.Context, p program) error {
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	found, err := s.Verify(ctx, func(what string) { fmt.Fprintf(p.stderr, "Looking at %s.\n", what) })
	if err != nil {
		return err
	}
	for _, fault := range found.Faults {
		fmt.Fprintln(p.stdout, fault)
	}
	if len(found.Faults) > 0 {
		return fmt.Errorf("%s: %s", p.db, count(len(found.Faults), "fault"))
	}
	fmt.Fprintf(p.stdout, "%s is sound: %s of %s, %s.\n", p.db,
		count(found.Snapshots, "snapshot"), count(found.Layers, "layer"), count(found.Originals, "original"))
	return nil
}
