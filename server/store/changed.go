package store

import (
	"context"
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// changedGround returns the asked ground that is somebody else's in the second snapshot: one entry for each
// way in which it has changed hands.
func (s *Store) changedGround(ctx context.Context, c *catalogue, m comparison) ([]geo.ChangedGround, error) {
	moved, err := s.moved(ctx, m)
	if err != nil {
		return nil, err
	}
	return m.placed(moved, c.regions)
}

// placed returns the asked part of ground that moved, and says in no zone on which side it lies.
func (m comparison) placed(moved []geo.ChangedGround, regions []geo.Region) ([]geo.ChangedGround, error) {
	if len(m.line.layer.Sides) == 0 && m.within == nil {
		return gather(moved), nil
	}
	faces, err := facesOf(moved)
	if err != nil {
		return nil, err
	}
	if faces, err = m.line.nameSides(faces, regions, (*geo.ChangedGround).Unmarked); err != nil {
		return nil, err
	}
	if m.within != nil {
		if err := faces.clip(m.within, m.polygons); err != nil {
			return nil, err
		}
	}
	return gather(faces.all), nil
}

// moved compares the two snapshots and, where one of them is a correction, what is so found with what the first revisions
// show: what they show as well is movement.
func (s *Store) moved(ctx context.Context, m comparison) ([]geo.ChangedGround, error) {
	var now, first []topo.Moved
	kind := m.kind
	err := s.ask(ctx, m.line, func(h *topo.History) (err error) {
		if now, err = movedBetween(h, m.line.shown(m.from), m.line.shown(m.to)); err != nil || kind != "" {
			return err
		}
		firstFrom, firstTo := m.line.first(m.from), m.line.first(m.to)
		if firstFrom == m.from && firstTo == m.to {
			kind = geo.Movement
			return nil
		}
		first, err = movedBetween(h, firstFrom, firstTo)
		return err
	})
	if err != nil {
		return nil, err
	}
	var all []geo.ChangedGround
	for _, m := range now {
		c := changedFrom(m, kind)
		if kind != "" {
			all = append(all, c)
			continue
		}
		parts, err := byKind(c, first)
		if err != nil {
			return nil, err
		}
		all = append(all, parts...)
	}
	return all, nil
}

func changedFrom(m topo.Moved, kind geo.ChangeKind) geo.ChangedGround {
	return geo.ChangedGround{
		From: geo.Holding{Status: m.From}, To: geo.Holding{Status: m.To}, Kind: kind, AreaM2: m.AreaM2, Polygons: m.Polygons,
	}
}

// movedBetween compares two snapshots of a history, each of which may be nothing.
func movedBetween(h *topo.History, from, to int) ([]topo.Moved, error) {
	switch {
	case from == to:
		return nil, nil
	case to == nothing:
		all, err := movedBetween(h, to, from)
		for i, m := range all {
			all[i].From, all[i].To = m.To, m.From
		}
		return all, err
	case from != nothing:
		return h.Change(from, to, true)
	}
	zones, err := h.Zones(to)
	if err != nil {
		return nil, err
	}
	var all []topo.Moved
	for _, z := range zones {
		i := slices.IndexFunc(all, func(m topo.Moved) bool { return m.To == z.Status })
		if i < 0 {
			i = len(all)
			all = append(all, topo.Moved{To: z.Status, AreaM2: h.AreasM2(to)[z.Status]})
		}
		all[i].Polygons = append(all[i].Polygons, z.Polygon)
	}
	return all, nil
}

// byKind cuts what has changed into what first shows as well and what it does not.
func byKind(c geo.ChangedGround, first []topo.Moved) ([]geo.ChangedGround, error) {
	var known orb.MultiPolygon
	for _, f := range first {
		if f.From == c.From.Status && f.To == c.To.Status {
			known = f.Polygons
		}
	}
	movement, correction, err := cut(c, known)
	movement.Kind, correction.Kind = geo.Movement, geo.Correction
	return []geo.ChangedGround{movement, correction}, err
}

// cut returns what of c lies on a ground and what does not, without slivers that only rounding makes.
func cut(c geo.ChangedGround, ground orb.MultiPolygon) (inside, outside geo.ChangedGround, err error) {
	inside, outside = c, c
	if inside.Polygons, err = geo.Intersection(c.Polygons, ground); err != nil {
		return inside, outside, err
	}
	if outside.Polygons, err = geo.Difference(c.Polygons, ground); err != nil {
		return inside, outside, err
	}
	inside.Polygons = slices.DeleteFunc(inside.Polygons, geo.IsSliver)
	outside.Polygons = slices.DeleteFunc(outside.Polygons, geo.IsSliver)
	in, out := geo.TotalM2(inside.Polygons), geo.TotalM2(outside.Polygons)
	if in == 0 && out == 0 { // c is nothing but slivers
		inside.AreaM2 = 0
		return inside, c, nil
	}
	inside.AreaM2, outside.AreaM2 = c.AreaM2*in/(in+out), c.AreaM2*out/(in+out)
	return inside, outside, nil
}

// gather puts together what has changed hands in one way.
func gather(faces []geo.ChangedGround) []geo.ChangedGround {
	var all []geo.ChangedGround
	for _, f := range faces {
		i := slices.IndexFunc(all, func(c geo.ChangedGround) bool {
			return c.From == f.From && c.To == f.To && c.Kind == f.Kind
		})
		if i < 0 {
			all = append(all, f)
			continue
		}
		all[i].AreaM2 += f.AreaM2
		all[i].Polygons = append(all[i].Polygons, f.Polygons...)
	}
	return slices.DeleteFunc(all, func(c geo.ChangedGround) bool { return c.AreaM2 < geo.SliverM2 })
}

// changedSettlements returns the settlements that lie on ground that has changed hands.
func (s *Store) changedSettlements(ctx context.Context, m comparison, changed []geo.ChangedGround) ([]geo.SettlementChange, error) {
	var within orb.MultiPolygon
	if m.within != nil {
		var err error
		if within, err = m.within.Polygons(); err != nil {
			return nil, err
		}
	}
	on, err := s.settlementsOn(ctx, changed, within)
	found := make([]geo.SettlementChange, len(on))
	for i, o := range on {
		found[i] = o.ground.Settlement(o.settlement)
	}
	return found, err
}

// settledGround is ground with a settlement on it.
type settledGround struct {
	settlement geo.Settlement
	ground     geo.ChangedGround
}

// settlementsOn returns the settlements that lie on some ground and within a polygon, nil being anywhere, by rank, then ID.
func (s *Store) settlementsOn(ctx context.Context, ground []geo.ChangedGround, within orb.MultiPolygon) ([]settledGround, error) {
	all, err := s.Settlements(ctx, "")
	if err != nil {
		return nil, err
	}
	on := make(map[string]geo.ChangedGround)
	for _, c := range ground {
		for _, p := range c.Polygons {
			bound := p.Bound()
			for _, place := range all {
				if at := (orb.Point{place.Lon, place.Lat}); bound.Contains(at) && geo.Contains(orb.MultiPolygon{p}, at) {
					on[place.ID] = c
				}
			}
		}
	}
	var found []settledGround
	for _, place := range all {
		c, ok := on[place.ID]
		if ok && (within == nil || geo.Contains(within, orb.Point{place.Lon, place.Lat})) {
			found = append(found, settledGround{place, c})
		}
	}
	return found, nil
}
