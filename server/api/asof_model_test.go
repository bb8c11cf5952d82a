package api_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// The model of what a server has been told: a list, from which every answer as of a time can be read off.

// cell is one of a row of squares that do not touch each other.
type cell int

const cells = 6

func (c cell) polygon() orb.Polygon {
	west, south := 34+0.3*float64(c), 51+0.1*float64(c)
	return orb.Polygon{{{west, south}, {west + 0.2, south}, {west + 0.2, south + 0.25}, {west, south + 0.25}, {west, south}}}
}

// recording is one thing that a server was told.
type recording struct {
	geo.Snapshot
	layer string
	held  map[cell]string // status by cell; nil: withdrawn
	brand []string        // the statuses that came with it
}

// history is all of them, in the order of recording.
type history []recording

// asOf is what was known of a layer at t.
func (h history) asOf(layer string, t time.Time) history {
	var known history
	for _, r := range h {
		if r.layer == layer && !r.RecordedAt.After(t) {
			known = append(known, r)
		}
	}
	return known
}

// sorted is h by valid time, then revision.
func (h history) sorted() history {
	h = slices.Clone(h)
	slices.SortFunc(h, func(a, b recording) int {
		return cmp.Or(a.ValidAt.Compare(b.ValidAt), cmp.Compare(a.Revision, b.Revision))
	})
	return h
}

// current is the newest revision of each valid time, without those withdrawn.
func (h history) current() history {
	newest := make(map[time.Time]recording)
	for _, r := range h {
		if r.Revision > newest[r.ValidAt].Revision {
			newest[r.ValidAt] = r
		}
	}
	var current history
	for _, r := range newest {
		if !r.Withdrawn {
			current = append(current, r)
		}
	}
	return current.sorted()
}

// within is h without what has a valid time outside of i.
func (h history) within(i geo.Interval) history {
	var within history
	for _, r := range h {
		if (i.From.IsZero() || !r.ValidAt.Before(i.From)) && (i.To.IsZero() || !r.ValidAt.After(i.To)) {
			within = append(within, r)
		}
	}
	return within
}

// last is the newest of h at or before the end of a span; not ok: there is none.
func (h history) last(span geo.Interval) (r recording, ok bool) {
	before := h.within(geo.Interval{To: span.To}) // a zero end is open
	if len(before) == 0 {
		return r, false
	}
	return before[len(before)-1], true
}

// statuses is the vocabulary of a layer of which h is known.
func (h history) statuses() []string {
	var all []string
	for _, r := range h {
		all = append(all, r.brand...)
	}
	return all
}

// areas is the km² of each status.
func (r recording) areas() map[string]float64 {
	km2 := make(map[string]float64)
	for c, status := range r.held {
		km2[status] += geo.AreaM2(c.polygon()) / 1e6
	}
	return km2
}

// bound is what all zones of h reach, as a layer says it; nil without any.
func (h history) bound() []float64 {
	var all orb.MultiPolygon
	for _, r := range h {
		for c := range r.held {
			all = append(all, c.polygon())
		}
	}
	if len(all) == 0 {
		return nil
	}
	b := all.Bound()
	return []float64{b.Min.Lon(), b.Min.Lat(), b.Max.Lon(), b.Max.Lat()}
}

// someHeld gives some cells to some of statuses.
func someHeld(random *rand.Rand, statuses []string) map[cell]string {
	held := make(map[cell]string)
	for c := range cell(cells) {
		if random.IntN(2) == 0 {
			held[c] = statuses[random.IntN(len(statuses))]
		}
	}
	return held
}
