package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
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
	skipped  []string // the first maxListed of them
	skips    int
	stored   int
	already  int
	// undone is how many were published in vain: the import was broken off, or had to be all or nothing.
	undone       int
	allOrNothing bool
}

// maxListed bounds the memory that a file of broken lines takes.
const maxListed = 1000

// warning is what was warned of by the same rule, once or in many snapshots.
type warning struct {
	rule, status string
	first        string
	times        int
}

func (r *report) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// skip notes why what is at a place was not published.
func (r *report) skip(place string, err error) {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // the name is said already
	}
	if r.skips++; r.skips <= maxListed {
		r.skipped = append(r.skipped, fmt.Sprintf("%s: %v", place, err))
	}
}

// save returns what takeBack needs.
func (r *report) save() report {
	saved := *r
	saved.warnings = slices.Clone(r.warnings)
	return saved
}

// takeBack forgets what was published since saved, since it was not stored after all.
func (r *report) takeBack(saved report) {
	r.undone = r.stored - saved.stored
	r.stored, r.notes, r.warnings, r.newLayer = saved.stored, saved.notes, saved.warnings, saved.newLayer
}

// sort puts what becomes of a snapshot where it belongs; an error that would meet every other one too comes back.
func (r *report) sort(place string, err error) error {
	var told *geo.Error
	var unread *fs.PathError
	switch {
	case err == nil:
	case errors.As(err, &unread), errors.Is(err, errEmpty):
		r.skip(place, err)
	case !errors.As(err, &told):
		return fmt.Errorf("%s: %w", place, err)
	case told.Kind == geo.Conflict && told.Extra["existing"] != nil:
		r.already++
	case told.Kind == geo.Unprocessable, told.Kind == geo.Conflict, told.Kind == geo.TooLarge:
		r.skip(place, refusal(told))
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
func (r *report) published(place string, told geo.Report) {
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
		r.warn("repaired: "+repair.Rule, "", fmt.Sprintf("%s: feature %d: %s", place, repair.Feature, repair.Message))
	}
	for _, w := range told.Warnings {
		r.warn(w.Rule, w.Status, fmt.Sprintf("%s: %s", place, w.Message))
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

// finish tells everything; skipped snapshots are an error.
func (r *report) finish(w io.Writer) error {
	for _, note := range r.notes {
		fmt.Fprintln(w, note)
	}
	for _, warning := range r.warnings {
		fmt.Fprintf(w, "Warning (%s, %s): %s\n", warning.rule, count(warning.times, "time"), warning.first)
	}
	for _, skipped := range r.skipped {
		fmt.Fprintf(w, "Skipped %s\n", skipped)
	}
	if more := r.skips - len(r.skipped); more > 0 {
		fmt.Fprintf(w, "Skipped %d more\n", more)
	}
	verb := "Imported"
	if r.dryRun {
		verb = "Would import"
	}
	fmt.Fprintf(w, "%s %s, %d already there.\n", verb, count(r.stored, "snapshot"), r.already)
	if r.undone > 0 {
		fmt.Fprintln(w, r.lost())
	}
	if r.skips > 0 {
		return fmt.Errorf("%d of %d skipped", r.skips, r.stored+r.undone+r.already+r.skips)
	}
	return nil
}

// lost says that what was published in vain is not stored.
func (r *report) lost() string {
	text := count(r.undone, "snapshot") + " that could have been imported "
	if r.undone == 1 {
		text += "was not stored"
	} else {
		text += "were not stored"
	}
	if r.allOrNothing && r.skips > 0 {
		return text + ", since not all could be."
	}
	return text + "."
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
