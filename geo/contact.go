package geo

import (
	"errors"

	"github.com/paulmach/orb"
)

// contact is how the ground of two polygons meets.
type contact int

const (
	apart    contact = iota // not at all
	touching                // in single points
	adjacent                // they share a stretch of boundary, and no ground
	overlap                 // they share ground
)

// outline is a valid polygon, wound, with its edges; they are indexed on first use.
type outline struct {
	polygon orb.Polygon
	bound   orb.Bound
	edges   []edge
	index   *boundIndex
}

func newOutline(p orb.Polygon) *outline {
	return &outline{polygon: wind(p), bound: p.Bound()}
}

// outlinesOf leaves out what has no shell.
func outlinesOf(ps []orb.Polygon) []*outline {
	os := make([]*outline, 0, len(ps))
	for _, p := range ps {
		if len(p) > 0 && len(p[0]) > 0 {
			os = append(os, newOutline(p))
		}
	}
	return os
}

// near calls f with each edge whose bound meets b, until f fails.
func (o *outline) near(b orb.Bound, f func(e edge) error) error {
	if o.index == nil {
		o.edges = edgesOf(o.polygon)
		index := indexEdges(o.edges)
		o.index = &index
	}
	return o.index.search(b, func(i int) error { return f(o.edges[i]) })
}

// errSettled ends a search that has found what it looked for.
var errSettled = errors.New("settled")

// contactOf says how a and b meet, exactly.
func contactOf(a, b *outline) contact {
	if !a.bound.Intersects(b.bound) {
		return apart
	}
	if len(a.polygon[0]) < len(b.polygon[0]) {
		a, b = b, a
	}
	found := apart
	for _, f := range edgesOf(b.polygon) {
		fb := f.Bound()
		if !fb.Intersects(a.bound) {
			continue
		}
		err := a.near(fb, func(e edge) error {
			m := Meet(e.Segment, f.Segment)
			if m.Proper || a.sharesGroundAt(e, b, f, m) {
				return errSettled
			}
			switch m.N {
			case 1:
				found = max(found, touching)
			case 2:
				found = adjacent
			}
			return nil
		})
		if err != nil {
			return overlap
		}
	}
	// Boundaries that do not meet leave one polygon inside the other, or outside.
	if found == apart && (a.contains(b.polygon[0][0]) || b.contains(a.polygon[0][0])) {
		return overlap
	}
	return found
}

// sharesGroundAt reports whether next to a point where edges e of o and f of other meet there is ground of both.
func (o *outline) sharesGroundAt(e edge, other *outline, f edge, m Meeting) bool {
	for _, p := range m.Points[:m.N] {
		if o.sectorAt(e, p).overlaps(other.sectorAt(f, p)) {
			return true
		}
	}
	return false
}

// contains reports whether p, which is not on the boundary, lies inside o.
func (o *outline) contains(p orb.Point) bool {
	if !o.bound.Contains(p) {
		return false
	}
	inside := false
	ray := orb.Bound{Min: p, Max: orb.Point{o.bound.Max[0], p[1]}}
	_ = o.near(ray, func(e edge) error {
		if MeetsRay(e.Segment, p) {
			inside = !inside
		}
		return nil
	})
	return inside
}

// sector is the ground next to a point of a boundary: counter-clockwise from the direction of one point to that of
// another.
type sector struct{ center, from, to orb.Point }

// sectorAt is the sector at p, a point of edge e.
func (o *outline) sectorAt(e edge, p orb.Point) sector {
	ring := o.polygon[e.ring]
	last := len(ring) - 2
	switch {
	case p == e.A && e.at == 0:
		return sector{p, e.B, ring[last]}
	case p == e.A:
		return sector{p, e.B, ring[e.at-1]}
	case p == e.B && e.at == last:
		return sector{p, ring[1], e.A}
	case p == e.B:
		return sector{p, ring[e.at+2], e.A}
	}
	return sector{p, e.B, e.A}
}

func (s sector) overlaps(t sector) bool { return s.has(t.from) || t.has(s.from) }

// has reports whether s begins or goes on in the direction of p.
func (s sector) has(p orb.Point) bool {
	fromP := CompareDirections(s.center, s.from, p) <= 0
	pTo := CompareDirections(s.center, p, s.to) < 0
	if CompareDirections(s.center, s.from, s.to) < 0 {
		return fromP && pTo
	}
	return fromP || pTo
}
