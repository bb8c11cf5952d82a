// Command bench measures the program from outside, as its users meet it: ./greyzone is run on a whole real history, and
// asked over HTTP. It prints a table of what was measured, beside what others need for the same and what is aimed at.
// It is a program of its own, and no Go benchmark, since its subject is another process: its time, its memory, its file.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
)

// bench is one run.
type bench struct {
	program string // the greyzone to measure
	real    string // the real history; where it is missing one is made
	long    bool   // the histories as well that take minutes
	seconds int
	dir     string // for what the run makes
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == bareCommand {
		fail(serveBare(os.Args[2:]))
		return
	}
	var b bench
	flag.StringVar(&b.program, "program", "./greyzone", "the program to measure")
	flag.StringVar(&b.real, "history", "../shared/data/real/history.ndjson.zst", "the real history; one is made up where there is none")
	flag.BoolVar(&b.long, "long", os.Getenv("BENCH_LONG") != "", "long histories and long rings as well, which take minutes")
	flag.IntVar(&b.seconds, "load", 1, "how many seconds each of the ten rounds of load takes")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	fail(b.run(ctx))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

func (b *bench) run(ctx context.Context) (err error) {
	if b.program, err = filepath.Abs(b.program); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "greyzone-bench"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if err := b.measureHistory(ctx); err != nil {
		return err
	}
	if err := b.measureGrowth(ctx); err != nil {
		return err
	}
	return runPageBench(ctx)
}

// runPageBench measures the page in a browser, if that can be done here.
func runPageBench(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "npm", "--prefix", "static", "run", "bench", "--if-present")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
