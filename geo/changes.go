package geo

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// ChangeQuery asks what changed hands from one time to another, which must not be earlier. Region, Bound and Polygon
// together: what lies in all of them.
type ChangeQuery struct {
	Layer    string
	From, To Moment
	Region   string // empty: everywhere
	Bound    *orb.Bound
	Polygon  orb.MultiPolygon // sent by the caller; valid
	Polygons bool             // also where it is
	AsOf     time.Time        // zero: now

	// For the citation: the bound as it was asked for, and the SHA-256 of what was sent, in hexadecimal digits.
	BBox, PolygonHash string
}

// RevisionQuery asks what one snapshot changed.
type RevisionQuery struct {
	Layer, ID string
	Polygons  bool      // also where it is
	AsOf      time.Time // it must have been known then; zero: now
}

// ChangeKind tells what happened on the ground from what was found out about it.
type ChangeKind string

const (
	// Movement is a change that the first revisions of both times show as well.
	Movement ChangeKind = "movement"
	// Correction is one that a later revision of one of the times has brought about.
	Correction ChangeKind = "correction"
)

// Holding says whose ground is: the status of its zone or, in no zone, the side that it lies on.
type Holding struct {
	Status string // empty: in no zone
	Side   string // the side's region; empty: in a zone, or on no side
}

// ChangedGround is ground that was one's and is another's.
type ChangedGround struct {
	From, To Holding
	Kind     ChangeKind
	// AreaM2 is by whole edges of the boundaries; those of the polygons are cut where they cross, and their areas differ by
	// that a little.
	AreaM2   float64
	Polygons orb.MultiPolygon
}

// Unmarked returns the one of From and To that is ground in no zone, nil if neither is.
func (c *ChangedGround) Unmarked() *Holding {
	switch "" {
	case c.From.Status:
		return &c.From
	case c.To.Status:
		return &c.To
	}
	return nil
}

// Total tells how much c is.
func (c *ChangedGround) Total() ChangeTotal {
	t := ChangeTotal{Kind: c.Kind, AreaKm2: c.AreaM2 / 1e6}
	t.FromStatus, t.FromSide = c.From.told()
	t.ToStatus, t.ToSide = c.To.told()
	return t
}

// Settlement tells of a settlement on c what c tells of the ground.
func (c *ChangedGround) Settlement(s Settlement) SettlementChange {
	change := SettlementChange{ID: s.ID, Name: s.Name, Rank: s.Rank, Kind: c.Kind}
	change.FromStatus, change.FromSide = c.From.told()
	change.ToStatus, change.ToSide = c.To.told()
	return change
}

// ChangeEnd is a time between which changes are told, and what answers for it.
type ChangeEnd struct {
	Datetime   string `json:"datetime"` // as asked for
	Snapshot   Ref    `json:"snapshot"`
	FirstKnown *Ref   `json:"first_known"` // the first revision of the same valid time; nil: the snapshot is that itself
	Withdrawn  bool   `json:"withdrawn"`   // the snapshot is a withdrawal
	AnsweredBy *Ref   `json:"answered_by"` // of a withdrawal: the snapshot that answers for its time; nil: itself, or none
}

// ChangeTotal is how much ground went from one to another.
type ChangeTotal struct {
	FromStatus *string    `json:"from_status"` // nil: in no zone
	FromSide   *string    `json:"from_side"`   // of ground in no zone: the region that is a side in which it lies
	ToStatus   *string    `json:"to_status"`
	ToSide     *string    `json:"to_side"`
	Kind       ChangeKind `json:"kind"`
	AreaKm2    float64    `json:"area_km2"`
}

// Gain is what somebody gained and lost, and how much of that is by correction.
type Gain struct {
	GainedKm2             float64 `json:"gained_km2"`
	LostKm2               float64 `json:"lost_km2"`
	GainedByCorrectionKm2 float64 `json:"gained_by_correction_km2"`
	LostByCorrectionKm2   float64 `json:"lost_by_correction_km2"`
}

// StatusGain is the gain of a status. Ground in no zone has none, so it never counts here.
type StatusGain struct {
	Status string `json:"status"`
	Gain
}

// PartyGain is the gain of a party: what it holds for certain, and what lies in no zone on its own side.
type PartyGain struct {
	Party string `json:"party"`
	Gain
}

// SettlementChange is a settlement that changed hands.
type SettlementChange struct {
	ID         string     `json:"id"`
	Name       Names      `json:"name"`
	Rank       int        `json:"rank"`
	FromStatus *string    `json:"from_status"`
	FromSide   *string    `json:"from_side"`
	ToStatus   *string    `json:"to_status"`
	ToSide     *string    `json:"to_side"`
	Kind       ChangeKind `json:"kind"`
}

// Slivers says which changed polygons are not shown, since a boundary drawn anew is never quite the same: those smaller
// than both an area and a mean width. They are in the totals.
type Slivers struct {
	UnderKm2    float64 `json:"under_km2"`
	UnderWidthM float64 `json:"under_width_m"`
	LeftOut     int     `json:"left_out"`
	LeftOutKm2  float64 `json:"left_out_km2"`
}

// ChangeAccount is what is told of ground that changed hands.
type ChangeAccount struct {
	Totals      []ChangeTotal      `json:"totals"`   // the largest first
	Statuses    []StatusGain       `json:"statuses"` // every one of the layer's vocabulary
	Parties     []PartyGain        `json:"parties"`
	Settlements []SettlementChange `json:"settlements"`       // by rank, then ID
	Slivers     *Slivers           `json:"slivers,omitempty"` // nil: no polygons were asked for
	Ground      []ChangedGround    `json:"-"`                 // in the order of Totals; without slivers
}

// ChangeAnswer is the whole answer to "what changed hands".
type ChangeAnswer struct {
	Layer  string      `json:"layer"`
	Region *RegionArea `json:"region"` // nil: all mapped ground
	From   *ChangeEnd  `json:"from"`   // nil: there was nothing yet
	To     ChangeEnd   `json:"to"`
	ChangeAccount
	Provenance
	Asked ChangeQuery `json:"-"` // zero: what one snapshot changed
}

// ProposedChange is what an upload would change against the snapshot that it would follow or replace. It is of no snapshot
// that is stored, so it cannot be cited.
type ProposedChange struct {
	Layer string      `json:"layer"`
	From  *ChangeEnd  `json:"from"` // nil: it would be the layer's first snapshot, or its earliest
	To    ProposedEnd `json:"to"`
	ChangeAccount
}

// ProposedEnd is the snapshot that would be, named as the ends of changes are.
type ProposedEnd struct {
	Datetime string    `json:"datetime"`
	Snapshot ReportRef `json:"snapshot"`
}

// Snapshots returns those that were compared, each once.
func (a ChangeAnswer) Snapshots() []Ref {
	if a.From == nil || a.From.Snapshot == a.To.Snapshot {
		return a.To.snapshots()
	}
	return append(a.From.snapshots(), a.To.snapshots()...)
}

// snapshots are the first revision, if the snapshot is another one, and the snapshot itself.
func (e ChangeEnd) snapshots() []Ref {
	if e.FirstKnown == nil {
		return []Ref{e.Snapshot}
	}
	return []Ref{*e.FirstKnown, e.Snapshot}
}

// Title says for a citation what was asked.
func (a ChangeAnswer) Title() string {
	title := "Ground that changed hands" + groundWords(a.Asked.Region, a.Asked.BBox, a.Asked.PolygonHash)
	switch {
	case a.From == nil:
		return title + " by " + a.To.Datetime
	case a.From.Snapshot.ValidAt.Equal(a.To.Snapshot.ValidAt) && a.From.Snapshot.Revision < a.To.Snapshot.Revision:
		return fmt.Sprintf("What revision %d of %s corrected", a.To.Snapshot.Revision, a.To.Datetime)
	}
	return title + " from " + a.From.Datetime + " to " + a.To.Datetime
}

// Tell makes the totals out of all ground that has changed hands.
func (a *ChangeAccount) Tell(layer Layer, changed []ChangedGround) {
	slices.SortStableFunc(changed, func(c, d ChangedGround) int { return cmp.Compare(d.AreaM2, c.AreaM2) })
	a.Totals = make([]ChangeTotal, len(changed))
	for i, c := range changed {
		a.Totals[i] = c.Total()
	}
	a.Statuses = []StatusGain{}
	for _, s := range layer.Statuses {
		a.Statuses = append(a.Statuses, StatusGain{s.ID, gainOf(changed, func(h Holding) bool { return h.Status == s.ID })})
	}
	a.Parties = []PartyGain{}
	for _, party := range PartiesOf(layer.Statuses) {
		a.Parties = append(a.Parties, PartyGain{party, gainOf(changed, func(h Holding) bool { return layer.holder(h) == party })})
	}
}

// Show lets the account have the polygons of all ground that has changed hands, without slivers.
func (a *ChangeAccount) Show(changed []ChangedGround) {
	a.Slivers = newSlivers()
	a.Ground = slices.Clone(changed)
	for i := range a.Ground {
		a.Ground[i].Polygons = a.Slivers.takeOut(a.Ground[i].Polygons)
	}
}

// told returns the status and the side as answers have them: nil for none.
func (h Holding) told() (status, side *string) { return orNil(h.Status), orNil(h.Side) }

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// holder is the party that holds ground for certain, or behind whose lines it lies; empty: nobody.
func (l Layer) holder(h Holding) string {
	for _, s := range l.Statuses {
		if s.ID == h.Status && s.Held && s.Party != nil {
			return *s.Party
		}
	}
	for _, s := range l.Sides {
		if s.Region == h.Side {
			return s.Party
		}
	}
	return ""
}

// gainOf sums up what came to ground that has a property, and what lost it.
func gainOf(changed []ChangedGround, has func(Holding) bool) Gain {
	var g Gain
	for _, c := range changed {
		before, after, km2 := has(c.From), has(c.To), c.AreaM2/1e6
		corrected := km2
		if c.Kind == Movement {
			corrected = 0
		}
		if after && !before {
			g.GainedKm2 += km2
			g.GainedByCorrectionKm2 += corrected
		}
		if before && !after {
			g.LostKm2 += km2
			g.LostByCorrectionKm2 += corrected
		}
	}
	return g
}

// ThinM2 is the area in m² below which ground that is narrow is a sliver, far below what a map of territorial control can
// tell.
const (
	ThinM2     = 50_000
	thinWidthM = 50
)

// newSlivers says which are left out, and that none was yet.
func newSlivers() *Slivers { return &Slivers{UnderKm2: ThinM2 / 1e6, UnderWidthM: thinWidthM} }

// takeOut returns polygons without the slivers among them, and notes these.
func (s *Slivers) takeOut(polygons orb.MultiPolygon) orb.MultiPolygon {
	var shown orb.MultiPolygon
	for _, p := range polygons {
		m2 := AreaM2(p)
		if m2 < ThinM2 && 2*m2 < thinWidthM*orbgeo.Length(p) {
			s.LeftOut++
			s.LeftOutKm2 += m2 / 1e6
			continue
		}
		shown = append(shown, p)
	}
	return shown
}
