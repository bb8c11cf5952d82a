package preview

import (
	"slices"

	"greyzone/geo"
)

// row is what the card says of a party, or of a status that nobody holds for certain.
type row struct {
	status geo.Status // whose ground the swatch shows
	party  string     // empty: a status's row
	name   string
	where  string // on whose ground; empty: not told
}

// rows are parties in the order of the vocabulary, then what nobody holds.
func (w writer) rows(layer geo.Layer) []row {
	var rows []row
	for _, party := range geo.PartiesOf(layer.Statuses) {
		held := slices.DeleteFunc(slices.Clone(layer.Statuses), func(s geo.Status) bool { return !isHeldBy(s, party) })
		if len(held) == 0 {
			continue
		}
		r := row{status: held[0], party: party, name: w.heldByParty(party), where: w.whereOf(layer, party)}
		if len(held) == 1 {
			r.name = nameIn(w.language, held[0].Name)
		}
		rows = append(rows, r)
	}
	for _, s := range layer.Statuses {
		if !s.Held || s.Party == nil {
			rows = append(rows, row{status: s, name: nameIn(w.language, s.Name)})
		}
	}
	return rows
}

func isHeldBy(s geo.Status, party string) bool { return s.Held && s.Party != nil && *s.Party == party }

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
			if a.Status == r.status.ID {
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
	slices.SortStableFunc(all, func(a, b exchange) int {
		if a.km2 > b.km2 {
			return -1
		}
		return 1
	})
	return all
}

func (w writer) holdingOf(layer geo.Layer, status, side *string) holding {
	if status == nil {
		return holding{name: w.rearOf(partyOfSide(layer, side))}
	}
	held := 0
	var found geo.Status
	for _, s := range layer.Statuses {
		if s.ID == *status {
			found = s
		}
	}
	if found.Held && found.Party != nil {
		for _, s := range layer.Statuses {
			if isHeldBy(s, *found.Party) {
				held++
			}
		}
	}
	if held == 1 {
		return holding{w.partyName(*found.Party), *status}
	}
	return holding{nameIn(w.language, found.Name), *status}
}

func partyOfSide(layer geo.Layer, side *string) string {
	for _, s := range layer.Sides {
		if side != nil && s.Region == *side {
			return s.Party
		}
	}
	return ""
}
