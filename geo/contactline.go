package geo

import (
	"time"

	"github.com/paulmach/orb"
)

// ContactQuery asks for the line of contact at one time.
type ContactQuery struct {
	Layer string
	At    *Moment   // nil: the newest snapshot
	AsOf  time.Time // zero: now
}

// ContactAnswer is the line of contact that follows from a snapshot.
type ContactAnswer struct {
	Layer    string    `json:"layer"`
	Datetime string    `json:"datetime"` // as asked for, else the valid time
	LengthKm float64   `json:"length_km"`
	Geometry MultiLine `json:"geometry"`
	Snapshot Ref       `json:"snapshot"`
	Provenance
}

// MultiLine is lines as GeoJSON has them.
type MultiLine struct {
	Type        string              `json:"type"`        // MultiLineString
	Coordinates orb.MultiLineString `json:"coordinates"` // never nil
}

// Title says in a citation what was asked.
func (a ContactAnswer) Title() string { return "Line of contact, " + a.Datetime }

// Snapshots returns the one that the line follows from.
func (a ContactAnswer) Snapshots() []Ref { return []Ref{a.Snapshot} }

// ContactMethod says how the line of contact is made.
const ContactMethod = "the edges that two zones share of which one is held for certain and the other is not, or is held by another party; " +
	"where a zone borders on ground in no zone there is no contact; length along geodesics on the WGS 84 ellipsoid"

// Meets reports whether zones of two statuses have a line of contact between them: one is held for certain, and the
// other is not, or by another party. What nobody holds for certain, and two statuses of one party, do not.
func (s Status) Meets(t Status) bool {
	if s.Held != t.Held {
		return true
	}
	return s.Held && partyOf(s) != partyOf(t)
}

func partyOf(s Status) string {
	if s.Party == nil {
		return ""
	}
	return *s.Party
}
