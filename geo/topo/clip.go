package topo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// clipper is what is found out while edges are clipped to a ground.
type clipper struct {
	places []place // by vertex
	hits   []hit
}

// place says where a vertex lies.
type place uint8

const (
	unknown place = iota
	outside
	inside
)

// across is the other place than p, or p itself.
func (p place) across(other bool) place {
	if other {
		return outside + inside - p
	}
	return p
}

// hit is a point where an edge of the history meets a border of the ground.
type hit struct {
	edge, border           int32
	at                     orb.Point
	alongEdge, alongBorder float64
	enters                 int // as border.meet has it
}

func (x hit) compareAlongEdge(y hit) int {
	return cmp.Or(cmp.Compare(x.alongEdge, y.alongEdge), cmp.Compare(x.border, y.border))
}

// compareAlongBorder does not ask which edge came into the history first, unless both are hit in one point, where that
// does not matter.
func (x hit) compareAlongBorder(y hit) int {
	return cmp.Or(
		cmp.Compare(x.border, y.border), cmp.Compare(x.alongBorder, y.alongBorder),
		slices.Compare(x.at[:], y.at[:]), cmp.Compare(x.edge, y.edge),
	)
}

// clip notes where edge e meets the ground and returns what its part in there adds to the area on its left.
func (m *measuring) clip(e int32) fixed {
	s := m.segment(e)
	bound := s.Bound()
	if !bound.Intersects(m.ground.bound) {
		return 0
	}
	first := len(m.hits)
	m.ground.index.Search(bound.Min, bound.Max, func(_, _ [2]float64, i int32) bool {
		m.meet(e, s, i)
		return true
	})
	hits := m.hits[first:]
	// It counts how often the edge is within the ground: where borders are as good as parallel, rounding may bring their
	// order into disorder, and the count makes up for it.
	depth := m.begin(e, hits)
	if len(hits) == 0 {
		return depth * fixedOf(m.term(e))
	}
	slices.SortFunc(hits, hit.compareAlongEdge)
	var area fixed
	from := s.A
	for _, x := range hits {
		if depth != 0 {
			area += depth * fixedTerm(from, x.at)
		}
		depth += fixed(x.enters)
		from = x.at
	}
	if depth != 0 {
		area += depth * fixedTerm(from, s.B)
	}
	return area
}

// meet notes where edge e meets border i.
func (m *measuring) meet(e int32, s geo.Segment, i int32) {
	b := &m.ground.borders[i]
	meeting, enters := b.meet(s)
	for _, p := range meeting.Points[:meeting.N] {
		m.hits = append(m.hits, hit{e, i, p, s.Along(p), b.Along(p), enters})
	}
}

// begin returns 1 if edge e, which meets the ground's boundary in hits, begins in the ground, else 0. As an edge mostly
// follows one whose ends are known, few vertices must be looked for.
func (m *measuring) begin(e int32, hits []hit) fixed {
	crosses := false
	for _, x := range hits {
		crosses = crosses != (x.enters != 0)
	}
	a, b := &m.places[m.edges[e].a], &m.places[m.edges[e].b]
	switch {
	case *a != unknown:
	case *b != unknown:
		*a = b.across(crosses)
	default:
		*a = outside.across(m.ground.contains(m.segment(e).A))
	}
	*b = a.across(crosses)
	if *a == inside {
		return 1
	}
	return 0
}
