package geo

import (
	"math"
	"time"

	"github.com/paulmach/orb"
)

// PlaceQuery asks for the history of a place.
type PlaceQuery struct {
	Layer   string
	Place   Place
	GapDays int       // how many days from one snapshot to the next are no gap yet; 0: DefaultGapDays
	AsOf    time.Time // zero: now
}

// DefaultGapDays is how many days from one snapshot to the next are no gap yet, unless the question says otherwise.
const DefaultGapDays = 7

// MaxGapDays bounds what a question may say. The least is 1: with snapshots of two days in a row nothing lies between.
const MaxGapDays = 36_500

// Place names a place in one of three ways.
type Place struct {
	Point      *orb.Point
	Settlement string // its ID
	Region     string // its ID
}

// Check refuses a question that does not name its place in exactly one way, and days that are none, as Invalid.
func (q PlaceQuery) Check() error {
	ways := 0
	for _, named := range []bool{q.Place.Point != nil, q.Place.Settlement != "", q.Place.Region != ""} {
		if named {
			ways++
		}
	}
	switch {
	case ways == 0:
		return Errorf(Invalid, "no place is named: give lon and lat, or settlement, or region")
	case ways > 1:
		return Errorf(Invalid, "the place is named in %d ways: give lon and lat, or settlement, or region, and not more of these", ways)
	case q.GapDays < 0 || q.GapDays > MaxGapDays:
		return Errorf(Invalid, "%d is no number of days without a gap: write a whole number from 1 to %d", q.GapDays, MaxGapDays)
	case q.Place.Region != "" && q.GapDays != 0:
		return Errorf(Invalid, "gap_days goes with lon and lat or with a settlement: the series of a region has a row for each snapshot, and so shows its gaps")
	}
	return nil
}

// ParsePoint reads a point in degrees. Errors are Invalid.
func ParsePoint(lon, lat string) (orb.Point, error) {
	if lon == "" || lat == "" {
		return orb.Point{}, Errorf(Invalid, "a point needs lon and lat, in degrees: give both, such as lon 35.271 and lat 51.191")
	}
	var p orb.Point
	for i, side := range []struct {
		name, text string
		most       float64
	}{{"lon", lon, 180}, {"lat", lat, 90}} {
		v, err := parseDecimal(side.text)
		if err != nil || math.Abs(v) > side.most {
			return p, Errorf(Invalid, "%s %q is no number of degrees from %v to %v", side.name, side.text, -side.most, side.most)
		}
		p[i] = v
	}
	return p, nil
}

// PlaceHistory is who held a place when.
type PlaceHistory struct {
	Layer        string          `json:"layer"`
	Place        HistoryPlace    `json:"place"`
	Intervals    []PlaceInterval `json:"intervals"`     // by time, each beginning where the one before ends
	LastSnapshot Ref             `json:"last_snapshot"` // up to which it is known that the last interval goes on
	Events       []Event         `json:"events"`        // by date
	Provenance
	Shown []Shown `json:"-"` // what the intervals are made from, by valid time
}

// HistoryPlace is the place that was asked for; Settlement is nil if that was a point.
type HistoryPlace struct {
	Lon        float64     `json:"lon"`
	Lat        float64     `json:"lat"`
	Settlement *Settlement `json:"settlement"`
}

// PlaceInterval is a stretch of time in which a place had one status, as far as snapshots show.
type PlaceInterval struct {
	Status   *string    `json:"status"`   // nil: in no zone
	Side     *string    `json:"side"`     // where status is nil: the region that is a side and has the place; nil: none
	From     time.Time  `json:"from"`     // the valid time of the snapshot that shows the turn
	To       *time.Time `json:"to"`       // that of the next turn; nil: there is none
	Gap      bool       `json:"gap"`      // no snapshot: the status is that of the last one before
	Snapshot Ref        `json:"snapshot"` // that shows the turn, or is the last one before the gap
}

// Snapshots returns those that were looked at, in their order.
func (h PlaceHistory) Snapshots() []Ref {
	refs := make([]Ref, len(h.Shown))
	for i, s := range h.Shown {
		refs[i] = s.Snapshot
	}
	return refs
}

// Title says in a citation what was asked.
func (h PlaceHistory) Title() string {
	if s := h.Place.Settlement; s != nil {
		return "History of " + s.Name.En + " (" + s.ID + ")"
	}
	return "History of the point " + place(orb.Point{h.Place.Lon, h.Place.Lat})
}

// NearM is how far from a point a settlement may be for its events to be told with the point's history, in m.
const NearM = 3000

// PlaceMethod says how the history of a place is made.
const PlaceMethod = "the zone that the point lies in, in each snapshot; a point on a boundary belongs to the zone to the east of it, " +
	"on one along a parallel to that to the north; a status goes on from the snapshot that shows it to the next one that shows another; " +
	"events are those of the settlement, or of all within 3 km of a point"

// Shown is the status that a snapshot shows at a place; "" is ground in no zone.
type Shown struct {
	Snapshot Ref
	Status   string
}

// Intervals tells what was shown, by valid time, as intervals: contiguous, none of them empty, and the last without an
// end. Ground in no zone is told with rear, the side that the place lies on, or nil. Where more than gapDays, at least
// one, lie between the UTC days of a snapshot and the next, there is a gap from the end of that day to the next snapshot.
func Intervals(shown []Shown, rear *string, gapDays int) []PlaceInterval {
	var all []PlaceInterval
	begin := func(s Shown, from time.Time, gap bool) {
		if len(all) > 0 {
			all[len(all)-1].To = &from
		}
		next := PlaceInterval{From: from, Gap: gap, Snapshot: s.Snapshot, Side: rear}
		if s.Status != "" {
			next.Status, next.Side = &s.Status, nil
		}
		all = append(all, next)
	}
	for i, s := range shown {
		turn := i == 0 || s.Status != shown[i-1].Status
		if i > 0 {
			before := shown[i-1]
			if from := nextDay(before.Snapshot.ValidAt); isGap(from, s.Snapshot.ValidAt, gapDays) {
				begin(before, from, true)
				turn = true
			}
		}
		if turn {
			begin(s, s.Snapshot.ValidAt, false)
		}
	}
	return all
}

const wholeDay = 24 * time.Hour

// nextDay is the midnight after t.
func nextDay(t time.Time) time.Time { return t.UTC().Truncate(wholeDay).Add(wholeDay) }

// isGap reports whether the UTC day of the next snapshot comes so many days after that of the one before, which ended at
// from, that they are a gap.
func isGap(from, next time.Time, gapDays int) bool {
	return nextDay(next).Sub(from) > time.Duration(gapDays)*wholeDay
}
