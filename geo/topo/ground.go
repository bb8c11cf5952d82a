package topo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"

	"greyzone/geo"
)

// Ground is a polygon to measure within, made ready. It is safe for use by several goroutines.
//
// To a history a ground lies shifted by less than any distance, to the east and, by less than any part of that, to the
// north. Then no vertex of one lies on an edge of the other, and edges that ran along each other lie side by side. No area
// is any different for it, and boundaries that touch or are shared need no cases of their own. After H. Edelsbrunner and
// E. P. Mücke, Simulation of simplicity, ACM Transactions on Graphics 9 (1990).
type Ground struct {
	polygons func() (orb.MultiPolygon, error) // made only where they are needed
	bound    orb.Bound
	borders  []border // ring by ring
	rings    []int32  // the first border of each ring, and at the end how many borders there are
	index    rtree.RTreeG[int32]
}

// border is an edge of a ring; the ground lies on its left.
type border struct {
	geo.Segment
	before fixed // what the borders of its ring before it add to the area
	term   fixed // what it adds itself
}

// fixed is an area in parts of a square metre. Such areas add up without rounding, so that their order does not matter,
// and a sum may leave the range of numbers on the way: no area on Earth is too large for it in the end.
type fixed int64

const fixedPerM2 = 1 << 13

func fixedOf(m2 float64) fixed { return fixed(math.Round(m2 * fixedPerM2)) }

func (f fixed) m2() float64 { return float64(f) / fixedPerM2 }

// fixedTerm is geo.EdgeM2; that of the way back is exactly its negative.
func fixedTerm(a, b orb.Point) fixed {
	switch {
	case a == b:
		return 0
	case geo.Before(b, a):
		return -fixedOf(geo.EdgeM2(b, a))
	}
	return fixedOf(geo.EdgeM2(a, b))
}

// NewGround makes mp, valid polygons that do not overlap, ready to measure within.
func NewGround(mp orb.MultiPolygon) *Ground {
	g := newGround()
	for _, p := range mp {
		for i, r := range p {
			g.addRing(r, i > 0)
		}
	}
	g.finish(func() (orb.MultiPolygon, error) { return mp, nil })
	return g
}

func newGround() *Ground { return &Ground{bound: orb.MultiPolygon(nil).Bound()} }

func (g *Ground) addRing(r orb.Ring, hole bool) {
	if len(r) == 0 {
		return
	}
	if (r.Orientation() == orb.CCW) == hole {
		r = r.Clone()
		slices.Reverse(r)
	}
	g.addLoop(r)
}

// addLoop adds a ring that has the ground on its left, its first point once or twice.
func (g *Ground) addLoop(points []orb.Point) {
	g.rings = append(g.rings, int32(len(g.borders)))
	var before fixed
	from := points[len(points)-1]
	for _, to := range points {
		if from != to {
			b := border{Segment: geo.Segment{A: from, B: to}, before: before, term: fixedTerm(from, to)}
			g.borders = append(g.borders, b)
			before += b.term
		}
		from = to
	}
}

// finish makes g ready when all rings are added. polygons are the same ground.
func (g *Ground) finish(polygons func() (orb.MultiPolygon, error)) {
	g.polygons = polygons
	g.rings = append(g.rings, int32(len(g.borders)))
	for i, b := range g.borders {
		bound := b.Bound()
		if i == 0 {
			g.bound = bound
		}
		g.bound = g.bound.Union(bound)
		g.index.Insert(bound.Min, bound.Max, int32(i))
	}
}

// AreaM2 returns the area of g in m².
func (g *Ground) AreaM2() float64 {
	var sum fixed
	for _, b := range g.borders {
		sum += b.term
	}
	return sum.m2()
}

// Polygons returns g as polygons.
func (g *Ground) Polygons() (orb.MultiPolygon, error) { return g.polygons() }

// contains reports whether p, a vertex of a history, lies in g.
func (g *Ground) contains(p orb.Point) bool {
	return g.surrounds(p, func(b *border) bool { return b.meetsRay(p) })
}

// surrounds reports whether the ray to the east from p meets the boundary an odd number of times.
func (g *Ground) surrounds(p orb.Point, meetsRay func(b *border) bool) bool {
	if !g.bound.Contains(p) {
		return false
	}
	inside := false
	g.index.Search(p, [2]float64{g.bound.Max[0], p[1]}, func(_, _ [2]float64, i int32) bool {
		if meetsRay(&g.borders[i]) {
			inside = !inside
		}
		return true
	})
	return inside
}

// meetsRay reports whether the ray to the east from p, a vertex of a history, meets b.
func (b *border) meetsRay(p orb.Point) bool {
	s := b.Segment
	if s.A[1] > s.B[1] {
		s.A, s.B = s.B, s.A
	}
	return s.A[1] < p[1] && p[1] <= s.B[1] && geo.Orient(s.A, s.B, p) >= 0
}

// meet finds where s, an edge of a history, meets b otherwise than end to end, and whether it crosses it: enters is 1
// where s comes into the ground, -1 where it leaves it.
func (b *border) meet(s geo.Segment) (m geo.Meeting, enters int) {
	m = geo.Meet(s, b.Segment)
	if m.N != 1 {
		return m, 0
	}
	from, to := b.sideOf(s.A), b.sideOf(s.B)
	if from != to && sideOfShifted(s, b.A) != sideOfShifted(s, b.B) {
		return m, to
	}
	if s.EndsIn(m.Points[0]) && b.EndsIn(m.Points[0]) {
		return geo.Meeting{}, 0
	}
	return m, 0
}

// sideOf is 1 if p, a vertex of a history, lies to the left of b, and -1 if to its right.
func (b *border) sideOf(p orb.Point) int {
	if side := geo.Orient(b.A, b.B, p); side != 0 {
		return side
	}
	return -sideOfShift(b.Segment)
}

// sideOfShifted is 1 if p, a vertex of a ground, lies to the left of s, an edge of a history, and -1 if to its right.
func sideOfShifted(s geo.Segment, p orb.Point) int {
	if side := geo.Orient(s.A, s.B, p); side != 0 {
		return side
	}
	return sideOfShift(s)
}

// sideOfShift is 1 if a ground is shifted to the left of the line along s, and -1 if to its right.
func sideOfShift(s geo.Segment) int {
	switch {
	case s.B[1] > s.A[1] || s.B[1] == s.A[1] && s.B[0] < s.A[0]:
		return -1
	}
	return 1
}
