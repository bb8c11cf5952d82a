package topo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// The edges of two snapshots are compared on a grid that is far finer than any map, yet far coarser than rounding: where
// boundaries crossed on one day and not on another, an edge of a file was cut in a point that is only nearly on it, and
// the parts must be known to run along the whole. 1e-12 degrees are 0.1 µm.
const (
	grid  = 1e12
	slack = 2 / grid
)

func snapped(p orb.Point) orb.Point {
	return orb.Point{math.Round(p[0]*grid) / grid, math.Round(p[1]*grid) / grid}
}

// contactsAmong finds where edges of g meet, or nearly, elsewhere than in an end of both, by sweeping over them from
// west to east.
func contactsAmong(g *graph, edges []int32) map[int32][]contact {
	contacts := make(map[int32][]contact)
	byWest := slices.Clone(edges)
	slices.SortFunc(byWest, func(e, f int32) int {
		switch a, b := g.segment(e).A[0], g.segment(f).A[0]; {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return int(e - f)
	})
	var open []bounded
	for _, e := range byWest {
		s := g.segment(e)
		b := s.Bound().Pad(slack)
		open = slices.DeleteFunc(open, func(f bounded) bool { return f.bound.Max[0] < b.Min[0] })
		for _, f := range open {
			if !b.Intersects(f.bound) {
				continue
			}
			if m := meetNearly(s, g.segment(f.edge)); m.N > 0 {
				contacts[e] = append(contacts[e], contact{f.edge, m})
				contacts[f.edge] = append(contacts[f.edge], contact{e, m})
			}
		}
		open = append(open, bounded{s.Bound(), e})
	}
	return contacts
}

// bounded is an edge with its bound at hand.
type bounded struct {
	bound orb.Bound
	edge  int32
}

// meetNearly finds where s and t meet elsewhere than in an end of both. An end within slack of the other one counts
// as lying on it.
func meetNearly(s, t geo.Segment) geo.Meeting {
	var m geo.Meeting
	for _, p := range [4]orb.Point{t.A, t.B, s.A, s.B} {
		if m.N < 2 && (isNear(s, p) || isNear(t, p)) {
			m.Points[m.N] = p
			m.N++
		}
	}
	if m.N > 0 || s.EndsIn(t.A) || s.EndsIn(t.B) {
		return m
	}
	if m = geo.Meet(s, t); m.Proper {
		m.Points[0] = snapped(m.Points[0])
	}
	return m
}

// isNear reports whether p, no end of s, lies on it or within slack of it.
func isNear(s geo.Segment, p orb.Point) bool {
	if s.EndsIn(p) || !s.Bound().Pad(slack).Contains(p) {
		return false
	}
	dx, dy := s.B[0]-s.A[0], s.B[1]-s.A[1]
	px, py := p[0]-s.A[0], p[1]-s.A[1]
	return math.Abs(dx*py-dy*px) <= slack*math.Hypot(dx, dy)
}
