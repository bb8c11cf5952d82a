package topo

import (
	"maps"
	"slices"

	"greyzone/geo"
)

// areas adds up the ground of each pair.
func (c *change) areas() map[pair]float64 {
	areas, between := make(map[pair]float64), make(map[pair]float64)
	for _, s := range c.stretches {
		left, right := c.pairOf(s.left), c.pairOf(s.right)
		m2, shift := c.stretchM2(s), c.shift(s)
		areas[left] += m2
		areas[right] -= m2
		// Ground between the geodesics of the two snapshots was on one side and is on the other.
		if shift > 0 {
			between[pair{right.from, left.to}] += shift
			areas[right] -= shift
		} else {
			between[pair{left.from, right.to}] -= shift
			areas[left] += shift
		}
	}
	addBetween(areas, between)
	return areas
}

// addBetween adds ground between geodesics to the areas, which balance by it. Where a pair has no other ground, what goes
// back counts for less instead, or else it is told of if it is worth telling: nothing should seem to go where nothing does.
func addBetween(areas, between map[pair]float64) {
	for _, p := range slices.SortedFunc(maps.Keys(between), compareStatuses) {
		m2, back := between[p], pair{p.to, p.from}
		switch {
		case p.from == p.to || areas[p] >= geo.SliverM2 || areas[back] < m2 && m2 >= geo.MentionedM2:
			areas[p] += m2
		case areas[back] >= m2:
			areas[back] -= m2
		}
	}
}

// turnNegative lets ground of less than nothing, which the slant of geodesics can leave, go the other way: the balance of
// each status stays.
func turnNegative(areas map[pair]float64) {
	for _, p := range slices.SortedFunc(maps.Keys(areas), compareStatuses) {
		if m2 := areas[p]; p.from != p.to && m2 < 0 {
			areas[pair{p.to, p.from}] -= m2
			areas[p] = 0
		}
	}
}

// shift is how much more a stretch adds to the area on its left in the second snapshot, in m².
func (c *change) shift(s stretch) float64 {
	if len(c.shifts) == 0 {
		return 0
	}
	var m2 float64
	for i := range len(s.path) - 1 {
		u, _ := c.g.find(s.path[i], s.path[i+1])
		m2 += direction(u) * c.shifts[u.edge()]
	}
	return m2
}

// shareTerms lets the parts of an edge add up to what the edge adds to an area: a part's own geodesic would differ. Where
// edges of both snapshots run along each other, only straight in longitude and latitude, a part is of two geodesics: its
// term is that of the first snapshot, and shifts has how much more it is in the second.
func (c *change) shareTerms() {
	shares := [2]map[int32]float64{make(map[int32]float64), make(map[int32]float64)} // by snapshot
	for _, whole := range slices.Sorted(maps.Keys(c.parts)) {
		parts := c.parts[whole]
		rest, length := c.g.term(whole), 0.0
		for _, part := range parts {
			rest -= c.g.termOf(part)
			length += c.length(part.edge())
		}
		for _, part := range parts {
			e := part.edge()
			share := c.g.term(e) + direction(part)*rest*c.length(e)/length
			for second, of := range shares {
				if c.bounds(whole, second == 1) {
					of[e] = share
				}
			}
		}
	}
	for e := range c.parents {
		own := c.g.term(e)
		before, after := valueOr(shares[0], e, own), valueOr(shares[1], e, own)
		c.g.setTerm(useOf(e, true), before)
		c.shifts[e] = after - before
	}
}

func valueOr(values map[int32]float64, key int32, other float64) float64 {
	if v, ok := values[key]; ok {
		return v
	}
	return other
}

func direction(u use) float64 {
	if u.forward() {
		return 1
	}
	return -1
}

// bounds reports whether edge e is part of the boundary of a zone in the first or the second snapshot.
func (c *change) bounds(e int32, second bool) bool {
	return c.statusIn(c.edges[e].left, second) != 0 || c.statusIn(c.edges[e].right, second) != 0
}

func (c *change) length(e int32) float64 {
	s := c.g.segment(e)
	return abs(s.B[0]-s.A[0]) + abs(s.B[1]-s.A[1])
}

func abs(v float64) float64 { return max(v, -v) }
