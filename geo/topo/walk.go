package topo

import (
	"slices"

	"github.com/paulmach/orb"
)

// mark is a point of a ground's boundary.
type mark struct {
	border int32
	at     orb.Point
	head   piece // what the border adds to the area before it
	rest   piece // and after it
}

// piece is what a part of a border adds to the area, found out when it is needed: mostly it is not.
type piece struct {
	known bool
	term  fixed
}

func (p *piece) of(a, b orb.Point) fixed {
	if !p.known {
		p.known, p.term = true, fixedTerm(a, b)
	}
	return p.term
}

// between is what the boundary of a ring adds to the area from p to q, which comes after it. Geodesics bend, so that
// only the points between which the boundary is within a zone may cut a border.
func (g *Ground) between(p, q *mark) fixed {
	if p.border == q.border {
		return fixedTerm(p.at, q.at)
	}
	first, last := &g.borders[p.border], &g.borders[q.border]
	return p.rest.of(p.at, first.B) + last.before - first.before - first.term + q.head.of(last.A, q.at)
}

// circuit goes along the rings of a ground.
type circuit struct {
	*measuring
	marks []mark    // where it has been on a ring
	depth table     // how often it is within the zones of a status, as clip counts it
	since [][]int32 // the mark up to which the boundary in the zones of a status has been added
	last  stretched
}

// stretched is the boundary between a mark and the last one, and what it adds.
type stretched struct {
	from, to int
	area     fixed
}

// walk adds to the areas the parts of the ground's boundary that lie in zones.
func (m *measuring) walk() {
	slices.SortFunc(m.hits, hit.compareAlongBorder)
	c := &circuit{measuring: m, depth: newTable(len(m.statuses), m.window), since: make([][]int32, len(m.statuses))}
	for i := range c.since {
		c.since[i] = make([]int32, m.width())
	}
	hits := m.hits
	for i, first := range m.ground.rings[:len(m.ground.rings)-1] {
		end := m.ground.rings[i+1]
		n := 0
		for n < len(hits) && hits[n].border < end {
			n++
		}
		if first < end {
			c.around(first, end-1, hits[:n])
		}
		hits = hits[n:]
	}
}

// around goes along the ring from border first to border last, which meets edges in hits.
func (c *circuit) around(first, last int32, hits []hit) {
	c.begin(c.ground.borders[first].A)
	c.reach(first, c.ground.borders[first].A)
	for i := range hits {
		c.pass(&hits[i])
	}
	c.reach(last, c.ground.borders[last].B)
	for status, row := range c.depth {
		for n := range c.width() {
			if row[n] != 0 {
				c.areas[status][n] += row[n] * c.stretch(c.since[status][n])
			}
		}
	}
}

// begin finds for each snapshot the status of p, the beginning of a ring.
func (c *circuit) begin(p orb.Point) {
	c.marks, c.last = c.marks[:0], stretched{}
	for status, row := range c.depth {
		clear(row)
		clear(c.since[status])
	}
	c.eachMet(p, func(e int32) {
		if s := c.segment(e); s.A[1] < s.B[1] {
			c.depth.add(c.measuring, e, 1)
		} else {
			c.depth.add(c.measuring, e, -1)
		}
	})
	c.depth.addUp()
}

// reach goes on to p, a point on border i.
func (c *circuit) reach(i int32, p orb.Point) { c.marks = append(c.marks, mark{border: i, at: p}) }

// pass goes over an edge, out of the status on its one side into that on the other in the snapshots that have it.
func (c *circuit) pass(x *hit) {
	c.reach(x.border, x.at)
	for _, s := range c.spans[x.edge] {
		if s.left != s.right && c.overlaps(s) {
			from, to := c.columns(s)
			c.turn(s.left, from, to, -fixed(x.enters))
			c.turn(s.right, from, to, fixed(x.enters))
		}
	}
}

// turn adds the boundary in the zones of a status up to here, in the snapshots between columns, and changes how often it
// is within them from here on.
func (c *circuit) turn(status uint16, from, to int32, change fixed) {
	since, depth, areas := c.since[status], c.depth[status], c.areas[status]
	here := int32(len(c.marks) - 1)
	for n := from; n < to; n++ {
		if depth[n] != 0 {
			areas[n] += depth[n] * c.stretch(since[n])
		}
		depth[n] += change
		since[n] = here
	}
}

// stretch is what the boundary from a mark to here adds to the area on its left.
func (c *circuit) stretch(from int32) fixed {
	here := len(c.marks) - 1
	if c.last.from != int(from) || c.last.to != here {
		c.last = stretched{int(from), here, c.ground.between(&c.marks[from], &c.marks[here])}
	}
	return c.last.area
}
