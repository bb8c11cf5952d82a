package store

import (
	"context"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// changedGround returns the ground in the asked region that is somebody else's in the second snapshot: one entry for each
// way in which it has changed hands.
func (s *Store) changedGround(ctx context.Context, c *catalogue, m comparison) ([]geo.ChangedGround, error) {
	faces, err := s.changedFaces(ctx, m)
	if err != nil {
		return nil, err
	}
	for _, side := range m.line.layer.Sides {
		region, err := findRegion(c.regions, side.Region)
		if err != nil {
			return nil, err
		}
		if faces, err = m.line.nameSide(faces, region); err != nil {
			return nil, err
		}
	}
	if m.region != nil {
		if faces, err = m.line.clip(faces, *m.region, m.polygons); err != nil {
			return nil, err
		}
	}
	return gather(faces), nil
}

// changedFaces returns each polygon that has changed hands, of one kind.
func (s *Store) changedFaces(ctx context.Context, m comparison) ([]geo.ChangedGround, error) {
	var now, first []topo.Moved
	kind := m.kind
	err := s.ask(ctx, m.line, func(h *topo.History) (err error) {
		if now, err = movedBetween(h, m.from, m.to); err != nil || kind != "" {
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
	var faces []geo.ChangedGround
	for _, moved := range now {
		if kind != "" {
			faces = append(faces, facesOf(moved, kind)...)
			continue
		}
		parts, err := byKind(moved, first)
		if err != nil {
			return nil, err
		}
		faces = append(faces, parts...)
	}
	return faces, nil
}

// movedBetween compares two snapshots of a history, the first of which may be nothing.
func movedBetween(h *topo.History, from, to int) ([]topo.Moved, error) {
	if from != nothing {
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

// facesOf shares out the area of what has moved among its polygons.
func facesOf(moved topo.Moved, kind geo.ChangeKind) []geo.ChangedGround {
	faces := make([]geo.ChangedGround, len(moved.Polygons))
	total := geo.TotalM2(moved.Polygons)
	for i, p := range moved.Polygons {
		faces[i] = geo.ChangedGround{
			From: geo.Holding{Status: moved.From}, To: geo.Holding{Status: moved.To}, Kind: kind,
			AreaM2: moved.AreaM2 * geo.AreaM2(p) / total, Polygons: orb.MultiPolygon{p},
		}
	}
	return faces
}

// byKind cuts what has moved into what first shows as well and what it does not.
func byKind(moved topo.Moved, first []topo.Moved) ([]geo.ChangedGround, error) {
	var known orb.MultiPolygon
	for _, f := range first {
		if f.From == moved.From && f.To == moved.To {
			known = f.Polygons
		}
	}
	movement, correction := moved, moved
	var err error
	if movement.Polygons, correction.Polygons, err = cut(moved.Polygons, known); err != nil {
		return nil, err
	}
	in, out := geo.TotalM2(movement.Polygons), geo.TotalM2(correction.Polygons)
	movement.AreaM2, correction.AreaM2 = moved.AreaM2*in/(in+out), moved.AreaM2*out/(in+out)
	return append(facesOf(movement, geo.Movement), facesOf(correction, geo.Correction)...), nil
}

// cut returns what of a lies in b and what does not, without slivers that only rounding makes.
func cut(a, b orb.MultiPolygon) (inside, outside orb.MultiPolygon, err error) {
	if inside, err = geo.Intersection(a, b); err != nil {
		return nil, nil, err
	}
	if outside, err = geo.Difference(a, b); err != nil {
		return nil, nil, err
	}
	return slices.DeleteFunc(inside, geo.IsSliver), slices.DeleteFunc(outside, geo.IsSliver), nil
}

// nameSide says of the faces in no zone which lie on a side, cutting those that lie on it in part. What is so small that
// two drawings of one border can have made it is not cut off.
func (l *line) nameSide(faces []geo.ChangedGround, side geo.Region) ([]geo.ChangedGround, error) {
	within, err := l.measure(faces, side)
	if err != nil {
		return nil, err
	}
	var all []geo.ChangedGround
	for i, f := range faces {
		in, out := within[i], geo.TotalM2(f.Polygons)-within[i]
		switch end := f.Unmarked(); {
		case end == nil || end.Side != "" || in < geo.ThinM2 && in < out:
			all = append(all, f)
		case out < geo.ThinM2:
			end.Side = side.ID
			all = append(all, f)
		default:
			parts, err := cutBySide(f, side)
			if err != nil {
				return nil, err
			}
			all = append(all, parts...)
		}
	}
	return all, nil
}

// cutBySide cuts a face that lies on a side in part.
func cutBySide(f geo.ChangedGround, side geo.Region) ([]geo.ChangedGround, error) {
	inside, outside, err := cut(f.Polygons, side.Geometry)
	if err != nil {
		return nil, err
	}
	scale := f.AreaM2 / (geo.TotalM2(inside) + geo.TotalM2(outside))
	var parts []geo.ChangedGround
	add := func(p orb.Polygon, name string) {
		part := f
		part.Unmarked().Side = name
		part.AreaM2, part.Polygons = scale*geo.AreaM2(p), orb.MultiPolygon{p}
		parts = append(parts, part)
	}
	for _, p := range inside {
		add(p, side.ID)
	}
	for _, p := range outside {
		add(p, "")
	}
	return parts, nil
}

// clip keeps of each face what lies in a region. Polygons are cut only if they are wanted.
func (l *line) clip(faces []geo.ChangedGround, region geo.Region, polygons bool) ([]geo.ChangedGround, error) {
	within, err := l.measure(faces, region)
	if err != nil {
		return nil, err
	}
	var kept []geo.ChangedGround
	for i, f := range faces {
		whole := geo.TotalM2(f.Polygons)
		f.AreaM2 *= within[i] / whole
		if within[i] > 0 && polygons && whole-within[i] > geo.SliverM2 {
			if f.Polygons, _, err = cut(f.Polygons, region.Geometry); err != nil {
				return nil, err
			}
		}
		if within[i] > 0 {
			kept = append(kept, f)
		}
	}
	return kept, nil
}

// measure returns for each face the area in m² of what lies in a region.
func (l *line) measure(faces []geo.ChangedGround, region geo.Region) ([]float64, error) {
	within, err := l.ready(region)
	if err != nil || len(faces) == 0 {
		return nil, err
	}
	var zones []geo.Zone
	for i, f := range faces {
		for _, p := range f.Polygons {
			zones = append(zones, geo.Zone{Status: strconv.Itoa(i), Polygon: p})
		}
	}
	h := topo.NewHistory()
	if _, err := h.Add(zones); err != nil {
		return nil, err
	}
	sums, err := h.Within(within, 0, 1)
	if err != nil {
		return nil, err
	}
	areas := make([]float64, len(faces))
	for i := range faces {
		areas[i] = sums[0][strconv.Itoa(i)]
	}
	return areas, nil
}

// ready returns a region made ready to measure within.
func (l *line) ready(region geo.Region) (*topo.Ground, error) {
	g := ground{regions: []orb.MultiPolygon{region.Geometry}}
	key, err := g.key()
	if err != nil {
		return nil, err
	}
	return l.memory.series.of(key).prepare(&g)
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
	all, err := s.Settlements(ctx, "")
	if err != nil {
		return nil, err
	}
	on := make(map[string]geo.ChangedGround)
	for _, c := range changed {
		for _, p := range c.Polygons {
			bound := p.Bound()
			for _, place := range all {
				if at := (orb.Point{place.Lon, place.Lat}); bound.Contains(at) && geo.Contains(orb.MultiPolygon{p}, at) {
					on[place.ID] = c
				}
			}
		}
	}
	found := []geo.SettlementChange{}
	for _, place := range all {
		c, ok := on[place.ID]
		if ok && (m.region == nil || geo.Contains(m.region.Geometry, orb.Point{place.Lon, place.Lat})) {
			found = append(found, c.Settlement(place))
		}
	}
	return found, nil
}
