package geo

import (
	"strings"
	"time"
)

// Tick is the resolution of recorded and valid time.
const Tick = time.Microsecond

// Moment is a point in time as a user names it: an instant, or a whole UTC day.
type Moment struct {
	Text     string
	From, To time.Time // both included; equal for an instant
}

// Interval is a stretch of time, both ends included; a zero end is open.
type Interval struct{ From, To time.Time }

// WholeDay returns the UTC day that begins at day.
func WholeDay(day time.Time) Moment {
	return Moment{Text: day.Format(time.DateOnly), From: day, To: day.AddDate(0, 0, 1).Add(-Tick)}
}

// ParseMoment reads a bare date as that whole UTC day, or an instant as RFC 3339 has it. Errors are Invalid.
func ParseMoment(s string) (Moment, error) {
	m := Moment{Text: s}
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		m = WholeDay(day)
	} else if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		m.From = t.UTC().Truncate(Tick)
		m.To = m.From
	} else {
		return Moment{}, Errorf(Invalid, "%q is not a time: write a day of the calendar such as 2024-08-12, or an instant such as 2024-08-12T06:00:00Z", s)
	}
	// An offset can lead out of the years that can be written; and the zero time means that there is none.
	if !m.To.After(time.Time{}) || m.To.Year() > 9999 {
		return Moment{}, Errorf(Invalid, "%q is outside of the years 1 to 9999 of UTC", s)
	}
	return m, nil
}

// ParseInterval reads a/b, ../b, a/.. and ../.., both ends included, a bare date as end being its whole day; a moment
// alone is the interval that it spans. Errors are Invalid.
func ParseInterval(s string) (Interval, error) {
	from, to, ok := strings.Cut(s, "/")
	if !ok {
		m, err := ParseMoment(s)
		return Interval{From: m.From, To: m.To}, err
	}
	var i Interval
	if from != ".." {
		m, err := ParseMoment(from)
		if err != nil {
			return i, err
		}
		i.From = m.From
	}
	if to != ".." {
		m, err := ParseMoment(to)
		if err != nil {
			return i, err
		}
		i.To = m.To
	}
	if !i.From.IsZero() && !i.To.IsZero() && i.To.Before(i.From) {
		return i, Errorf(Invalid, "%q ends before it starts: write the earlier time first", s)
	}
	return i, nil
}

// IsInterval reports whether s is written as an interval, with a slash.
func IsInterval(s string) bool { return strings.Contains(s, "/") }
