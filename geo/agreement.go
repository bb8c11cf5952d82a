package geo

import (
	"cmp"
	"slices"
	"time"

	"github.com/paulmach/orb"
)

// AgreementQuery asks on what ground two layers agree at one time.
type AgreementQuery struct {
	Layer, With string
	At          Moment           // of each layer the newest snapshot at or before its end
	Region      string           // empty: everywhere
	Polygon     orb.MultiPolygon // sent by the caller; valid. With Region: what lies in both
	PolygonHash string           // the SHA-256 of what was sent, in hexadecimal digits, for the citation
	Polygons    bool             // also where it is
	AsOf        time.Time        // zero: now
}

// Accord says how what two layers say of ground compares.
type Accord string

const (
	// Agree is ground that one party holds by both, or that nobody holds for certain by both.
	Agree Accord = "agree"
	// Disagree is ground of which they say different things.
	Disagree Accord = "disagree"
	// Unsaid is ground that only one of them says anything of: in the other it lies in no zone and on no side.
	Unsaid Accord = "unsaid"
)

// AgreementMethod says how agreement is found and measured.
const AgreementMethod = Method + "; ground is compared by the party that holds it for certain, nobody being one answer, and in no zone " +
	"by the party whose side it is; ground that lies in no zone of either layer is left out; pairs are measured by whole " +
	"boundary edges, so that those of a status add up to its area"

// AgreementPair is how much ground has one status in the first layer and one in the second. A status of nil is ground in no
// zone, whose side is named where the layer has sides; a party of nil is nobody, or that the layer says nothing.
type AgreementPair struct {
	Status     *string `json:"status"`
	Side       *string `json:"side"`
	Party      *string `json:"party"`
	WithStatus *string `json:"with_status"`
	WithSide   *string `json:"with_side"`
	WithParty  *string `json:"with_party"`
	Kind       Accord  `json:"kind"`
	AreaKm2    float64 `json:"area_km2"`
}

// DisputedSettlement is a settlement of which two layers say different things.
type DisputedSettlement struct {
	ID         string  `json:"id"`
	Name       Names   `json:"name"`
	Rank       int     `json:"rank"`
	Status     *string `json:"status"`
	Side       *string `json:"side"`
	WithStatus *string `json:"with_status"`
	WithSide   *string `json:"with_side"`
}

// PairedGround is ground as two layers have it.
type PairedGround struct {
	AgreementPair
	Polygons orb.MultiPolygon
}

// AgreementAnswer is the whole answer to "where do two layers agree".
type AgreementAnswer struct {
	Layer        string               `json:"layer"`
	With         string               `json:"with"`
	Datetime     string               `json:"datetime"` // as asked for
	Region       *RegionArea          `json:"region"`   // nil: all ground in a zone of either
	Snapshot     Ref                  `json:"snapshot"` // that answers for Layer
	WithSnapshot Ref                  `json:"with_snapshot"`
	AgreeKm2     float64              `json:"agree_km2"`
	DisagreeKm2  float64              `json:"disagree_km2"`
	UnsaidKm2    float64              `json:"unsaid_km2"`
	Pairs        []AgreementPair      `json:"pairs"`             // the largest first
	Settlements  []DisputedSettlement `json:"settlements"`       // by rank, then ID
	Slivers      *Slivers             `json:"slivers,omitempty"` // nil: no polygons were asked for
	Provenance
	Ground []PairedGround `json:"-"` // in the order of Pairs; without slivers
	Asked  AgreementQuery `json:"-"`
}

// Snapshots returns the one of each layer.
func (a AgreementAnswer) Snapshots() []Ref {
	if a.Snapshot == a.WithSnapshot {
		return []Ref{a.Snapshot}
	}
	return []Ref{a.Snapshot, a.WithSnapshot}
}

// Title says for a citation what was asked.
func (a AgreementAnswer) Title() string {
	return "Where " + a.Layer + " and " + a.With + " agree" + groundWords(a.Asked.Region, "", a.Asked.PolygonHash) + ", " + a.Datetime
}

// Tell makes the pairs out of all ground, From being what the first layer says of it and To what the second does. Where
// polygons are wanted, the answer has those as well, without slivers.
func (a *AgreementAnswer) Tell(first, second Layer, ground []ChangedGround, polygons bool) {
	ground = slices.SortedStableFunc(slices.Values(ground), func(c, d ChangedGround) int { return cmp.Compare(d.AreaM2, c.AreaM2) })
	a.Pairs = make([]AgreementPair, len(ground))
	if polygons {
		a.Slivers = newSlivers()
	}
	for i, c := range ground {
		pair := pairOf(first, second, c)
		a.Pairs[i] = pair
		switch pair.Kind {
		case Agree:
			a.AgreeKm2 += pair.AreaKm2
		case Disagree:
			a.DisagreeKm2 += pair.AreaKm2
		case Unsaid:
			a.UnsaidKm2 += pair.AreaKm2
		}
		if polygons {
			a.Ground = append(a.Ground, PairedGround{pair, a.Slivers.takeOut(c.Polygons)})
		}
	}
}

func pairOf(first, second Layer, c ChangedGround) AgreementPair {
	p := AgreementPair{Kind: Accordance(first, c.From, second, c.To), AreaKm2: c.AreaM2 / 1e6}
	p.Status, p.Side = c.From.told()
	p.WithStatus, p.WithSide = c.To.told()
	p.Party, p.WithParty = orNil(first.holder(c.From)), orNil(second.holder(c.To))
	return p
}

// Accordance says how what one layer says of ground compares with what another one does.
func Accordance(first Layer, one Holding, second Layer, other Holding) Accord {
	switch {
	case one == Holding{} || other == Holding{}:
		return Unsaid
	case first.holder(one) == second.holder(other):
		return Agree
	}
	return Disagree
}

// Disputed tells of a settlement on ground what the two layers say of the ground.
func (c *ChangedGround) Disputed(s Settlement) DisputedSettlement {
	d := DisputedSettlement{ID: s.ID, Name: s.Name, Rank: s.Rank}
	d.Status, d.Side = c.From.told()
	d.WithStatus, d.WithSide = c.To.told()
	return d
}
