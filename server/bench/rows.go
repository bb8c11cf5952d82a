package main

import (
	"context"
	"fmt"
	"time"
)

// layer is what the history is imported as.
const layer = "owlmaps"

// What others need was measured on two cores like those that the goals were set for, with the same data.
func (b *bench) rows(ctx context.Context, h history, s *served) []row {
	return []row{
		{"load " + h.days(), "PostGIS 14.3 s; ogr2ogr -makevalid 114 s", "7 s; 400 MB", func() ([]figure, error) { return b.load(ctx, h) }},
		{"size on disk; without originals", "PostGIS 40 MB without; files 75 MB", "3 MB; 1 MB", func() ([]figure, error) { return b.size(ctx) }},
		{"start to ready", "", "0.5 s", func() ([]figure, error) { return b.start(ctx, s) }},
		{"whole history to the browser, br; gzip", "25 MB gzip; one day 18 KB", "160 KB; 230 KB", func() ([]figure, error) { return timelineSize(ctx, s) }},
		{"area by status, all days", "PostGIS 1834 ms", "4 ms", func() ([]figure, error) { return areaOverTime(ctx, s) }},
		{"status of a point, all days", "PostGIS 27-55 ms", "1 ms", func() ([]figure, error) { return pointOverTime(ctx, s) }},
		{"gained and lost: next day; a year", "PostGIS 11.2; 13.9 ms", "0.5 ms; 3 ms", func() ([]figure, error) { return changesApart(ctx, s) }},
		{"line of contact of a day", "", "3 ms", func() ([]figure, error) { return contactOnDays(ctx, s) }},
		{"area in 300 vertices, all days, first; again", "PostGIS 2249 ms", "200 ms; 4 ms", func() ([]figure, error) { return areaWithin(ctx, s) }},
		{"snapshot again / bare echo: plain; gzip; br (by cpu time)", "nginx 2.3; tegola 0.85; pg_tileserv 0.04", "0.9", func() ([]figure, error) { return b.snapshotAgain(ctx, s) }},
		{"tile again / bare echo: plain; gzip; br (by cpu time)", "pg_featureserv 0.008", "0.9", func() ([]figure, error) { return b.tileAgain(ctx, s) }},
		{"publish one more day, to the 201", "", "50 ms", func() ([]figure, error) { return publishNext(ctx, s) }},
		{"memory of the server; its peak", "", "120 MB", func() ([]figure, error) { return s.memory() }},
	}
}

// measureHistory prints the table of the whole history.
func (b *bench) measureHistory(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	h, err := b.wholeHistory()
	if err != nil {
		return err
	}
	s := new(served)
	defer s.stop()
	fmt.Printf("%s, measured on this machine; medians, times over HTTP on one connection\n\n", h.about)
	printRows(b.rows(ctx, h, s))
	return nil
}
