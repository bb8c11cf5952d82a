package topo

import (
	"errors"
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// Moved is ground that has one status in a snapshot and another one in a later one; "" is ground in no zone.
type Moved struct {
	From, To string
	AreaM2   float64
	Polygons orb.MultiPolygon // where it lies; nil unless asked for, and where it only lies between geodesics
}

// Change returns what ground differs between two snapshots, by pair of statuses, ordered by From, then To, in the order
// in which the history came to know them. It looks only at what differs. What a status gains less what it loses is what
// its area grows by: where edges of the two snapshots run along each other, straight in longitude and latitude, the
// ground between their geodesics is counted as well, though no polygon has it. Ground of less than geo.SliverM2 is left
// out. Where the edges are too intricate, it is found by overlay, and the balance is within 0.1 km².
func (h *History) Change(from, to int, polygons bool) ([]Moved, error) {
	c := h.compare(int32(from), int32(to))
	moved, err := c.moved(polygons)
	if errors.Is(err, errIntricate) {
		return h.overlay(from, to, polygons)
	}
	return moved, err
}

// change is the edges that two snapshots have differently, arranged. An owner is a status in the first snapshot, an even
// number, or in the second, an odd one.
type change struct {
	*arrangement
	h         *History
	from, to  int32
	stretches []stretch
	shifts    map[int32]float64 // by part of an edge
}

func ownerOf(status uint16, second bool) int32 {
	if second {
		return 2*int32(status) + 1
	}
	return 2 * int32(status)
}

func (h *History) compare(from, to int32) *change {
	differing := h.differing(from, to)
	g := newGraph(len(differing))
	c := &change{arrangement: new(scratch).begin(&g), h: h, from: from, to: to, shifts: make(map[int32]float64)}
	var edges []int32
	for _, e := range differing {
		v, w := g.vertex(snapped(h.points[h.edges[e].a])), g.vertex(snapped(h.points[h.edges[e].b]))
		if v == w {
			continue
		}
		u, _ := g.use(v, w)
		g.setTerm(u, h.term(e))
		c.addSides(u, e, from, false)
		c.addSides(u, e, to, true)
		edges = append(edges, u.edge())
	}
	contacts := contactsAmong(&g, edges)
	c.cut(func(e int32) []contact { return contacts[e] })
	c.shareTerms()
	c.meetOthers(differing)
	c.stretches = c.traced()
	for i := range c.stretches {
		c.surround(&c.stretches[i])
	}
	return c
}

// differing returns the edges that two snapshots do not both have with the same sides, ascending.
func (h *History) differing(from, to int32) []int32 {
	return slices.DeleteFunc(h.changedIn(min(from, to)+1, max(from, to)+1), func(e int32) bool {
		a, inA := h.at(e, from)
		b, inB := h.at(e, to)
		return inA == inB && (a == b || !inA)
	})
}

// changedIn returns the edges that changed in the snapshots from up to, not including, to, ascending and each once.
func (h *History) changedIn(from, to int32) []int32 {
	count := 0
	for _, changed := range h.changed[from:to] {
		count += len(changed)
	}
	edges := make([]int32, 0, min(count, len(h.edges)))
	if count < len(h.edges)/8 {
		for _, changed := range h.changed[from:to] {
			edges = append(edges, changed...)
		}
		slices.Sort(edges)
		return slices.Compact(edges)
	}
	// Going through all edges costs less than sorting so many.
	is := make([]bool, len(h.edges))
	for _, changed := range h.changed[from:to] {
		for _, e := range changed {
			is[e] = true
		}
	}
	for e := range is {
		if is[e] {
			edges = append(edges, int32(e))
		}
	}
	return edges
}

// meetOthers makes nodes of the vertices in which the edges meet some that both snapshots have alike.
func (c *change) meetOthers(edges []int32) {
	h := c.h
	for _, e := range edges {
		for _, v := range [2]int32{h.edges[e].a, h.edges[e].b} {
			for f := h.first[v]; f != none; f = h.after(f, v) {
				if _, ok := h.at(f, c.from); ok && !contained(edges, f) {
					c.breakAt(c.g.vertex(snapped(h.points[v])))
				}
			}
		}
	}
}

func (c *change) addSides(u use, e, snapshot int32, second bool) {
	s, ok := c.h.at(e, snapshot)
	if !ok {
		return
	}
	if s.left != 0 {
		c.add(u, ownerOf(s.left, second))
	}
	if s.right != 0 {
		c.add(u^1, ownerOf(s.right, second))
	}
}

// contained reports whether f is among edges, which are ascending.
func contained(edges []int32, f int32) bool {
	_, found := slices.BinarySearch(edges, f)
	return found
}

// surround adds to both sides of a stretch the status around it in the snapshot whose boundary it is not.
func (c *change) surround(s *stretch) {
	for _, second := range [2]bool{false, true} {
		if c.statusIn(s.left, second) != 0 || c.statusIn(s.right, second) != 0 {
			continue
		}
		snapshot := c.from
		if second {
			snapshot = c.to
		}
		if status := c.h.statusAt(c.probe(*s), snapshot); status != 0 {
			s.left, s.right = c.sets.with(s.left, ownerOf(status, second)), c.sets.with(s.right, ownerOf(status, second))
		}
	}
}

// statusIn is the status that the first or the second snapshot has in a set, 0 for none.
func (c *change) statusIn(set int32, second bool) uint16 {
	for _, o := range c.sets.members[set] {
		if (o%2 == 1) == second {
			return uint16(o / 2)
		}
	}
	return 0
}

// pair is a status in the first and one in the second snapshot.
type pair struct{ from, to uint16 }

func (c *change) pairOf(set int32) pair { return pair{c.statusIn(set, false), c.statusIn(set, true)} }

func (c *change) moved(polygons bool) ([]Moved, error) {
	areas := c.areas()
	if !c.plausible(areas) {
		return nil, errIntricate
	}
	turnNegative(areas)
	var all []Moved
	for _, p := range c.pairs(areas) {
		m := Moved{From: c.h.statuses[p.from], To: c.h.statuses[p.to], AreaM2: areas[p]}
		if polygons {
			faces, err := c.faces(c.stretches, func(set int32) bool { return c.pairOf(set) == p })
			if err != nil {
				return nil, err
			}
			for _, f := range faces {
				m.Polygons = append(m.Polygons, f.polygon)
			}
		}
		all = append(all, m)
	}
	return all, nil
}

// doubtfulM2 is how far the areas of a change may be from what the statuses' own areas say, since a vertex put on a long
// edge changes an area.
const doubtfulM2 = 1e5

// plausible reports whether no area is negative and each status gains as much more than it loses as its area grows.
func (c *change) plausible(areas map[pair]float64) bool {
	gain := make([]float64, len(c.h.statuses))
	for p, m2 := range areas {
		if p.from == p.to {
			continue
		}
		if m2 < -doubtfulM2 {
			return false
		}
		gain[p.from] -= m2
		gain[p.to] += m2
	}
	for status := 1; status < len(gain); status++ {
		grown := c.h.total(c.to, status) - c.h.total(c.from, status)
		if abs(gain[status]-grown) > doubtfulM2 {
			return false
		}
	}
	return true
}

// pairs lists those whose ground has changed hands, in order.
func (c *change) pairs(areas map[pair]float64) []pair {
	var pairs []pair
	for p, m2 := range areas {
		if p.from != p.to && m2 >= geo.SliverM2 {
			pairs = append(pairs, p)
		}
	}
	slices.SortFunc(pairs, compareStatuses)
	return pairs
}

func compareStatuses(p, q pair) int {
	if p.from != q.from {
		return int(p.from) - int(q.from)
	}
	return int(p.to) - int(q.to)
}
