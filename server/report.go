package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"greyzone/geo"
)

// report gathers what becomes of an import, to be told at its end.
type report struct {
	progress *progress
	dryRun   bool
	newLayer string // the name of a layer that the first snapshot makes, or empty
	notes    []string
	warnings []warning
	skipped  []string
	stored   int
	already  int
}

// warning is what was warned of by the same rule, once or in many snapshots.
type warning struct {
	rule, status string
	first        string
	times        int
}

func (r *report) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// skip notes why a file was not published.
func (r *report) skip(file string, err error) {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // the name is said already
	}
	r.skipped = append(r.skipped, fmt.Sprintf("%s: %v", file, err))
}

// sort puts what becomes of a snapshot where it belongs; an error that would meet every other one too comes back.
func (r *report) sort(file string, err error) error {
	var told *geo.Error
	switch {
	case err == nil:
	case !errors.As(err, &told):
		return fmt.Errorf("%s: %w", file, err)
	case told.Kind == geo.Conflict && told.Extra["existing"] != nil:
		r.already++
	case told.Kind == geo.Unprocessable, told.Kind == geo.Conflict, told.Kind == geo.TooLarge:
		r.skip(file, refusal(told))
	default:
		return err
	}
	return nil
}

// refusal words e for the command line, with the first place that it is about.
func refusal(e *geo.Error) error {
	text := strings.ReplaceAll(e.Message, "allow_large_change=true", "--allow-large-change")
	if len(e.Problems) == 0 {
		return errors.New(text)
	}
	first := e.Problems[0]
	return fmt.Errorf("%s (feature %d at %g %g: %s)", text, first.Feature, first.Lon, first.Lat, first.Message)
}

// published notes a snapshot that was stored, or would be.
func (r *report) published(file string, told geo.Report) {
	if r.newLayer != "" {
		made := "Made the layer %s."
		if r.dryRun {
			made = "Would make the layer %s."
		}
		r.note(made, r.newLayer)
		r.newLayer = ""
	}
	r.stored++
	for _, repair := range told.Repairs {
		r.warn("repaired: "+repair.Rule, "", fmt.Sprintf("%s: feature %d: %s", file, repair.Feature, repair.Message))
	}
	for _, w := range told.Warnings {
		r.warn(w.Rule, w.Status, fmt.Sprintf("%s: %s", file, w.Message))
	}
}

// warn counts a warning with others of its kind, so that a thousand days do not bring a thousand lines.
func (r *report) warn(rule, status, text string) {
	for i := range r.warnings {
		if w := &r.warnings[i]; w.rule == rule && w.status == status {
			w.times++
			return
		}
	}
	r.warnings = append(r.warnings, warning{rule: rule, status: status, first: text, times: 1})
}

// finish tells everything; skipped files are an error.
func (r *report) finish(w io.Writer) error {
	r.progress.clear()
	for _, note := range r.notes {
		fmt.Fprintln(w, note)
	}
	for _, warning := range r.warnings {
		fmt.Fprintf(w, "Warning (%s, %s): %s\n", warning.rule, count(warning.times, "time"), warning.first)
	}
	for _, skipped := range r.skipped {
		fmt.Fprintf(w, "Skipped %s\n", skipped)
	}
	verb := "Imported"
	if r.dryRun {
		verb = "Would import"
	}
	fmt.Fprintf(w, "%s %s, %d already there.\n", verb, count(r.stored, "snapshot"), r.already)
	if len(r.skipped) > 0 {
		return fmt.Errorf("%d of %d skipped", len(r.skipped), r.stored+r.already+len(r.skipped))
	}
	return nil
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
