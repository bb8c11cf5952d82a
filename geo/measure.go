package geo

import (
	"cmp"
	"slices"
	"strings"
)

// PartyArea is what a party holds beyond its own side: certain as the lower bound, with the grey zone there as the upper.
type PartyArea struct {
	Party  string  `json:"party"`
	On     *string `json:"on"` // the region that is the other party's side; nil where the layer has no sides
	MinKm2 float64 `json:"min_km2"`
	MaxKm2 float64 `json:"max_km2"`
}

// Measurement is the area by status and by party at one time, of one region where the answer is grouped by region.
type Measurement struct {
	Datetime   string          `json:"datetime"`         // as asked for: a date, an instant, or the last day of a step
	Region     *RegionArea     `json:"region,omitempty"` // nil: that of the answer
	Snapshot   Ref             `json:"snapshot"`
	Areas      []StatusArea    `json:"areas"`
	Controlled []PartyArea     `json:"controlled"`
	Claims     []MeasuredClaim `json:"claims,omitzero"` // nil: not asked for
}

// RegionArea names the region that was measured within; ID is nil for a polygon that the caller sent. Kind is set where
// several regions are measured, which may lie in each other: a side and the oblasts in it do not add up.
type RegionArea struct {
	ID      *string `json:"id"`
	Kind    string  `json:"kind,omitempty"`
	AreaKm2 float64 `json:"area_km2"` // of the ground that was measured: of a region asked for with a polygon, what both have
}

// MeasuredClaim is a claim beside what the map shows at the end of the claim's day, of the same region and statuses.
type MeasuredClaim struct {
	Claim
	MeasuredKm2 *float64 `json:"measured_km2"` // nil where there is nothing alike: the layer lacks a status, or there is no such region
	Snapshot    *Ref     `json:"snapshot"`     // that was measured; nil if none was
}

// AreaAnswer is the whole answer to "how much did whom control, where, when".
type AreaAnswer struct {
	Layer   string        `json:"layer"`
	Region  *RegionArea   `json:"region"` // nil: all mapped ground
	Results []Measurement `json:"results"`
	Provenance
	Asked AreaQuery `json:"-"`
}

// Snapshots returns those that the results are from, in their order, each once.
func (a AreaAnswer) Snapshots() []Ref {
	refs := make([]Ref, len(a.Results))
	for i, m := range a.Results {
		refs[i] = m.Snapshot
	}
	return slices.CompactFunc(refs, func(r, s Ref) bool { return r.ID == s.ID })
}

// Title says in a citation what was asked.
func (a AreaAnswer) Title() string {
	title, words := "Area by status and party", a.Asked.Words
	if a.Asked.ByRegion {
		title = "Area by status, party and region"
	}
	ground := groundWords(a.Asked.Region, words.BBox, words.Polygon)
	if ground == "" {
		ground = ", all mapped ground"
	}
	title += ground + ", " + cmp.Or(words.Datetime, "newest")
	if words.Every != "" {
		title += " every " + words.Every
	}
	return title
}

// groundWords says in a citation within what was measured, the polygon being named by its SHA-256; empty: everywhere.
func groundWords(region, bbox, polygon string) string {
	var grounds []string
	for _, ground := range []struct{ text, words string }{
		{region, " in " + region},
		{bbox, " within " + bbox},
		{polygon, " within the polygon with the SHA-256 " + polygon + ", which is to be sent to the URL by POST"},
	} {
		if ground.text != "" {
			grounds = append(grounds, ground.words)
		}
	}
	return strings.Join(grounds, " and")
}

// Sums are areas in m² by status.
type Sums map[string]float64

// Areas lists what sums holds for every status of the vocabulary, in its order, zero included; only, where not empty,
// names those to keep.
func Areas(statuses []Status, sums Sums, only []string) []StatusArea {
	areas := make([]StatusArea, 0, len(statuses))
	for _, s := range statuses {
		if len(only) == 0 || slices.Contains(only, s.ID) {
			areas = append(areas, StatusArea{Status: s.ID, Party: s.Party, AreaKm2: sums[s.ID] / 1e6})
		}
	}
	return areas
}

// Controlled says for each party of the vocabulary what it holds on each side that is another party's: at least what
// it holds for certain, at most that and what lies there uncertain, be it nobody's or its own. onSide has the sums by
// the side's region. A layer without sides has one entry a party, over all of total.
func Controlled(statuses []Status, sides []Side, total Sums, onSide map[string]Sums) []PartyArea {
	parties := PartiesOf(statuses)
	all := make([]PartyArea, 0, len(parties)*max(1, len(sides)))
	for _, party := range parties {
		if len(sides) == 0 {
			all = append(all, partyArea(statuses, party, total))
		}
		for _, side := range sides {
			if side.Party != party {
				area := partyArea(statuses, party, onSide[side.Region])
				area.On = &side.Region
				all = append(all, area)
			}
		}
	}
	return all
}

// PartiesOf lists each party of statuses once, in their order.
func PartiesOf(statuses []Status) []string {
	var parties []string
	for _, s := range statuses {
		if s.Party != nil && !slices.Contains(parties, *s.Party) {
			parties = append(parties, *s.Party)
		}
	}
	return parties
}

func partyArea(statuses []Status, party string, sums Sums) PartyArea {
	area := PartyArea{Party: party}
	for _, s := range statuses {
		own := s.Party != nil && *s.Party == party
		km2 := sums[s.ID] / 1e6
		if s.Held && own {
			area.MinKm2 += km2
			area.MaxKm2 += km2
		}
		if !s.Held && (own || s.Party == nil) {
			area.MaxKm2 += km2
		}
	}
	return area
}
