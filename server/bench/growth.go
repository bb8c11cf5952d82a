package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"
)

// growing are made-up histories of one ring that changes by ten vertices a day: each ten times as long as the one before,
// and last a ring as long as real ones are.
func (b *bench) growing() []shape {
	shapes := []shape{{100, 1, 500, 10}, {1000, 1, 500, 10}, {20, 1, 5000, 10}}
	if b.long {
		shapes = append(shapes, shape{10_000, 1, 500, 10}, shape{20, 1, 50_000, 10})
	}
	return shapes
}

// measureGrowth prints how what a day costs grows with the history before it.
func (b *bench) measureGrowth(ctx context.Context) error {
	fmt.Print("Made-up histories of one ring that changes by ten vertices a day")
	if !b.long {
		fmt.Print("; BENCH_LONG=1 adds 10,000 days, and a ring of 50,000 vertices")
	}
	fmt.Print("\n\n")
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "days\tvertices\timport, ms a day\tpeak MB\tbytes a day\tstart, ms\t")
	for _, s := range b.growing() {
		fmt.Fprintf(os.Stderr, "measuring: %d days of %d vertices\n", s.days, s.vertices)
		line, err := b.grow(ctx, s)
		if err != nil {
			line = err.Error()
		}
		fmt.Fprintf(out, "%d\t%d\t%s\t\n", s.days, s.vertices, line)
	}
	_ = out.Flush() // standard output
	fmt.Println()
	return ctx.Err()
}

// grow imports one history and starts on it.
func (b *bench) grow(ctx context.Context, s shape) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	name := filepath.Join(b.dir, fmt.Sprintf("%d-%d", s.days, s.vertices))
	h := history{path: name + ".ndjson", count: s.days}
	defer os.Remove(h.path)
	if err := s.write(h.path); err != nil {
		return "", err
	}
	took, err := b.importInto(ctx, name+".db", h)
	if err != nil {
		return "", err
	}
	size, err := megabytes(name + ".db")
	if err != nil {
		return "", err
	}
	server, err := b.serve(ctx, name+".db")
	if err != nil {
		return "", err
	}
	server.stop()
	days := float64(s.days)
	return fmt.Sprintf("%.2f\t%.0f\t%.0f\t%.0f", took.time.Seconds()*1e3/days, float64(took.peak)/1e6, size*1e6/days,
		server.ready.Seconds()*1e3), nil
}
