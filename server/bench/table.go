package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
)

// figure is one number that was measured, and the goal for it.
type figure struct {
	value, goal float64
	unit        string
	atLeast     bool // the goal is a lower bound
}

func (f figure) reached() bool {
	if f.atLeast {
		return f.value >= f.goal
	}
	return f.value <= f.goal
}

// text has three digits, and all before the point.
func (f figure) text() string {
	form := "%.3g %s"
	if f.value >= 100 {
		form = "%.0f %s"
	}
	return strings.TrimSpace(fmt.Sprintf(form, f.value, f.unit))
}

// row is one line of the table: a piece of work, what others need for it, what is aimed at.
type row struct {
	work, others, goal string
	measure            func() ([]figure, error)
}

// What a measurement may end with instead of figures.
var (
	errNotMeasured = errors.New("not measured")
	errNoRoute     = errors.New("no such route")
)

// printRows measures row by row, in order, and prints the table.
func printRows(rows []row) {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "work\tothers\tgoal\tmeasured\treached")
	for _, r := range rows {
		fmt.Fprintf(os.Stderr, "measuring: %s\n", r.work)
		figures, err := r.measure()
		measured, reached := summary(figures, err)
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", r.work, r.others, r.goal, measured, reached)
	}
	_ = out.Flush() // standard output
	fmt.Println()
}

func summary(figures []figure, err error) (measured, reached string) {
	if err != nil {
		return err.Error(), "-"
	}
	texts := make([]string, len(figures))
	reached = "yes"
	for i, f := range figures {
		texts[i] = f.text()
		if !f.reached() {
			reached = "NO"
		}
	}
	return strings.Join(texts, "; "), reached
}
