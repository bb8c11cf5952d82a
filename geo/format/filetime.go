package format

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	digitRuns = regexp.MustCompile(`\d+`)
	isoDates  = regexp.MustCompile(`(?:^|\D)(\d{4}-\d{2}-\d{2})(?:\D|$)`)
)

// baseName is the last element of a path as any system writes it.
func baseName(name string) string {
	if name == "" {
		return ""
	}
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}

// TimeInName returns the time that a file's name tells: 2024-08-10, 20240810 or UNIX seconds, each as a whole number; or
// zero. What is no day of the calendar is no date.
func TimeInName(name string) time.Time {
	name = baseName(name)
	for _, m := range isoDates.FindAllStringSubmatch(name, -1) {
		if t, err := time.Parse(time.DateOnly, m[1]); err == nil && plausible(t) {
			return t
		}
	}
	for _, run := range digitRuns.FindAllString(name, -1) {
		if t, ok := timeInDigits(run); ok {
			return t
		}
	}
	return time.Time{}
}

func timeInDigits(run string) (time.Time, bool) {
	switch len(run) {
	case len("20060102"):
		t, err := time.Parse("20060102", run)
		return t, err == nil && plausible(t)
	case len("1700000000"):
		seconds, err := strconv.ParseInt(run, 10, 64)
		t := time.Unix(seconds, 0).UTC()
		return t, err == nil && plausible(t)
	}
	return time.Time{}, false
}

// plausible keeps other numbers of eight or ten digits from being taken for a time.
func plausible(t time.Time) bool { return t.Year() >= 1900 && t.Year() < 2200 }
