package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// printJSON prints an answer as the HTTP interface gives it, for people to read.
func printJSON(out io.Writer, answer any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(answer)
}

// printGeoJSON prints features on one line: with each of their coordinates on one of its own they would be much longer.
func printGeoJSON(out io.Writer, features any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(features)
}

// printTable prints rows, the first of which is the heading, and an empty line; nothing where there is but a heading.
func printTable(out io.Writer, rows [][]string, flags uint) error {
	if len(rows) == 1 {
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', flags)
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(row, "\t")+ending(flags))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out)
	return err
}

// ending makes the last column one that is aligned as well, where cells are aligned to the right.
func ending(flags uint) string {
	if flags&tabwriter.AlignRight != 0 {
		return "\t"
	}
	return ""
}

// heldBy says whose ground is: a status or, in no zone, on which side it lies.
func heldBy(status, side *string) string {
	switch {
	case status != nil:
		return *status
	case side != nil:
		return "no zone, " + *side
	}
	return "no zone"
}

// km2 writes an area for a table, one that is too small for it not as none.
func km2(area float64) string {
	if area > 0 && area < 0.001 {
		return "<0.001"
	}
	return fmt.Sprintf("%.3f", area)
}

// short leaves out the time of day at midnight, which nearly all snapshots have.
func short(instant string) string { return strings.TrimSuffix(instant, "T00:00:00Z") }

func shortTime(t time.Time) string { return short(t.Format(time.RFC3339)) }
