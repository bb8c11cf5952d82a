package geo

import (
	"time"

	"github.com/paulmach/orb"
)

// SnapshotQuery asks for a page of a layer's snapshots, by valid time, then revision.
type SnapshotQuery struct {
	Layer        string
	Within       Interval  // of valid time
	AsOf         time.Time // zero: now
	AllRevisions bool      // also the superseded and the withdrawn ones
	Limit        int       // at most 1000; 0: 100
	Cursor       string    // of the page before, or empty
}

// SnapshotPage is a page of snapshots; NextCursor is nil on the last one.
type SnapshotPage struct {
	Snapshots  []Snapshot `json:"snapshots"`
	NextCursor *string    `json:"next_cursor"`
}

// AreaQuery asks how much area who controlled. At and Within exclude each other; with neither it is the newest snapshot.
// Region, Bound and Polygon together measure where all of them meet.
type AreaQuery struct {
	Layer    string
	At       *Moment
	Within   *Interval
	Every    *Step // with Within: one result a step
	Region   string
	Bound    *orb.Bound
	Polygon  orb.MultiPolygon // sent by the caller; valid
	ByRegion bool             // each result once for each region there is
	Statuses []string         // keep these in Areas; none: all
	Claims   bool             // published figures beside the results
	AsOf     time.Time        // zero: now
	Words    AreaWords        // of the above, for the citation
}

// AreaWords has what a citation repeats of a question of areas as it was asked; what was not asked is empty.
type AreaWords struct {
	Datetime, Every, BBox string
	Polygon               string // the SHA-256 of what was sent, in hexadecimal digits
}
