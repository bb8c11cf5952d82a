package preview

import (
	"cmp"
	"slices"

	"greyzone/geo"
)

// row is what the card says of a party, or of a status that nobody holds for certain.
type row struct {
	statuses []geo.Status // whose grounds it adds up
	party    string       // empty: a status's row
	name     string
	where    string // on whose ground; empty: not told
}

// rows are parties in the order of the vocabulary, then what nobody holds.
func (w writer) rows(layer geo.Layer) []row {
	var rows []row
	for _, party := range geo.PartiesOf(layer.Statuses) {
		held := heldBy(layer, party)
		if len(held) == 0 {
			continue
		}
		r := row{statuses: held, party: party, name: w.heldByParty(party), where: w.whereOf(layer, party)}
		if len(held) == 1 {
			r.name = NameIn(w.language, held[0].Name)
		}
		rows = append(rows, r)
	}
	for _, s := range layer.Statuses {
		if !s.Held || s.Party == nil {
			rows = append(rows, row{statuses: []geo.Status{s}, name: NameIn(w.language, s.Name)})
		}
	}
	return rows
}

// heldBy are the statuses of ground that a party holds for certain.
func heldBy(layer geo.Layer, party string) []geo.Status {
	var held []geo.Status
	for _, s := range layer.Statuses {
		if s.Held && s.Party != nil && *s.Party == party {
			held = append(held, s)
		}
	}
	return held
}

// whereOf says on whose ground a party's area is counted: on the other's.
func (w writer) whereOf(layer geo.Layer, party string) string {
	for _, side := range layer.Sides {
		if side.Party != party {
			return w.on[side.Party]
		}
	}
	return ""
}

// km2 is what was measured of a row: for certain, and with the grey zone.
func (r row) km2(m *geo.Measurement) (least, most float64) {
	if r.party == "" {
		for _, a := range m.Areas {
			if a.Status == r.statuses[0].ID {
				return a.AreaKm2, a.AreaKm2
			}
		}
		return 0, 0
	}
	for _, c := range m.Controlled {
		if c.Party == r.party {
			return c.MinKm2, c.MaxKm2
		}
	}
	return 0, 0
}

// exchange is ground that went from one to another, as the card tells it.
type exchange struct {
	from, to holding
	km2      float64
}

// holding is whose ground is, in words, and its status if it has one.
type holding struct {
	name   string
	status string
}

// exchanges are the ways in which ground changed hands, the largest first, without what is too small to be told.
func (w writer) exchanges(layer geo.Layer, totals []geo.ChangeTotal) []exchange {
	var all []exchange
	for _, t := range totals {
		e := exchange{w.holdingOf(layer, t.FromStatus, t.FromSide), w.holdingOf(layer, t.ToStatus, t.ToSide), t.AreaKm2}
		i := slices.IndexFunc(all, func(other exchange) bool { return other.from == e.from && other.to == e.to })
		if i < 0 {
			all = append(all, e)
		} else {
			all[i].km2 += e.km2
		}
	}
	all = slices.DeleteFunc(all, func(e exchange) bool { return e.km2*1e6 < leastPairM2 })
	slices.SortStableFunc(all, func(a, b exchange) int { return cmp.Compare(b.km2, a.km2) })
	return all
}

func (w writer) holdingOf(layer geo.Layer, status, side *string) holding {
	if status == nil {
		return holding{name: w.rearOf(partyOfSide(layer, side))}
	}
	i := slices.IndexFunc(layer.Statuses, func(s geo.Status) bool { return s.ID == *status })
	if i < 0 {
		return holding{name: w.unmarked}
	}
	found := layer.Statuses[i]
	if found.Held && found.Party != nil && len(heldBy(layer, *found.Party)) == 1 {
		return holding{w.partyName(*found.Party), found.ID}
	}
	return holding{NameIn(w.language, found.Name), found.ID}
}

func partyOfSide(layer geo.Layer, side *string) string {
	for _, s := range layer.Sides {
		if side != nil && s.Region == *side {
			return s.Party
		}
	}
	return ""
}
