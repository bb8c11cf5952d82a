package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

// What the process exits with.
const (
	exitDone    = 0
	exitRefused = 1 // something was skipped or refused, or went wrong
	exitUsage   = 2
)

const description = `Greyzone serves a map of territorial control and answers how much area who controlled, where and when.

Data goes to standard output, messages to standard error. The exit code is 0 when all was done, 1 when something was skipped or refused, 2 for wrong use.`

// command is everything that the command line can say.
type command struct {
	DB string `help:"The database file, greyzone.db by default." default:"greyzone.db" placeholder:"FILE"`

	Serve   serveCommand   `cmd:"" help:"Serve the map and the HTTP interface."`
	Import  importCommand  `cmd:"" help:"Publish files as snapshots of a layer."`
	Export  exportCommand  `cmd:"" help:"Write a snapshot."`
	Area    areaCommand    `cmd:"" help:"Print how much area who controlled."`
	Changes changesCommand `cmd:"" help:"Print what changed hands between two times."`
	Agree   agreeCommand   `cmd:"" help:"Print where two layers agree at one time, and where they do not."`
	History historyCommand `cmd:"" help:"Print who held a place when."`
	Contact contactCommand `cmd:"" help:"Print how long the line of contact is, or where it runs."`
	Verify  verifyCommand  `cmd:"" help:"Rebuild everything in the database and say what is damaged."`
	Token   tokenCommand   `cmd:"" help:"Make, list and revoke the tokens that uploads need."`
	Health  healthCommand  `cmd:"" hidden:"" help:"Succeed if a server is ready."`
}

// program is what a subcommand works with.
type program struct {
	db             string
	stdout, stderr io.Writer
}

// run is the whole command; it returns what the process exits with.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c command
	var helped bool
	parser, err := kong.New(&c,
		kong.Name("greyzone"),
		kong.Description(description),
		kong.DefaultEnvars("GREYZONE"),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Vars{"formats": strings.Join(format.Names(), ", ")},
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { helped = true }),
	)
	if err != nil {
		panic(err) // the struct above is wrong
	}
	parsed, err := parser.Parse(args)
	if helped {
		return exitDone
	}
	if err != nil {
		fmt.Fprintf(stderr, "greyzone: %v\n", err)
		fmt.Fprintf(stderr, "Run \"greyzone --help\", or --help after a subcommand, to see how it is used.\n")
		return exitUsage
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	if err := parsed.Run(program{db: c.DB, stdout: stdout, stderr: stderr}); err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			fmt.Fprintf(stderr, "greyzone: %s\n", line)
		}
		return exitCode(err)
	}
	return exitDone
}

func exitCode(err error) int {
	var told *geo.Error
	if errors.As(err, &told) && told.Kind == geo.Invalid {
		return exitUsage
	}
	return exitRefused
}

// open opens the database, making it where there is none.
func (p program) open(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, p.db, time.Now)
}

// openExisting opens the database, for commands that would find nothing in one that they made.
func (p program) openExisting(ctx context.Context) (*store.Store, error) {
	if _, err := os.Stat(p.db); errors.Is(err, fs.ErrNotExist) {
		return nil, geo.Errorf(geo.NotFound, "there is no database %s: name one with --db, or make one with \"greyzone serve\" or \"greyzone import\"", p.db)
	}
	return p.open(ctx)
}
