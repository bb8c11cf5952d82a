package store

import (
	"math"
	"time"

	"greyzone/geo"
)

// since returns t in the database's µs; a zero t is the beginning of time.
func since(t time.Time) int64 {
	if t.IsZero() {
		return math.MinInt64
	}
	return t.UnixMicro()
}

func instant(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

// spoken writes t for a reader: the bare day where t is a day's first or last instant.
func spoken(t time.Time) string {
	t = t.UTC()
	day := t.Truncate(24 * time.Hour)
	if t.Equal(day) || t.Equal(day.Add(24*time.Hour-geo.Tick)) {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339Nano)
}
