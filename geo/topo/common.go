package topo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// Common returns the ground that lies in both a and b. To a, b lies shifted, as a ground does to a history, so that their
// boundaries only cross: the common ground's boundary is the parts of each that lie in the other, joined where they cross.
// Edges of one are never held against others of the same, which in a polygon such as a comb set aslant all lie close by.
func Common(a, b *Ground) (*Ground, error) {
	if !a.bound.Intersects(b.bound) {
		return NewGround(nil), nil
	}
	if common, ok := newWeaving(a, b).weave(); ok {
		return common, nil
	}
	// Rounding has brought the order of crossings into disorder.
	overlaid, err := overlay(a.polygons, b.polygons)
	return NewGround(overlaid), err
}

// overlay returns what two grounds have in common as polygons.
func overlay(a, b func() (orb.MultiPolygon, error)) (orb.MultiPolygon, error) {
	p, err := a()
	if err != nil {
		return nil, err
	}
	q, err := b()
	if err != nil {
		return nil, err
	}
	return geo.Intersection(p, q)
}

// weaving is the state of Common.
type weaving struct {
	a, b   *Ground
	meets  []hit // of a's borders, as edges, with those of b: where they cross, or run along each other or touch
	onA    chain
	onB    chain
	common *Ground
}

// chain is the meetings in the order in which they lie along the boundary of a ground.
type chain struct {
	*Ground
	border func(hit) int32
	into   int   // what enters is where the boundary comes into the other ground
	next   []int // by meeting, the next one along the ring
	along  []int // by meeting, its place along the ring
}

func newWeaving(a, b *Ground) *weaving {
	w := &weaving{a: a, b: b, common: newGround()}
	for e := range a.borders {
		s := a.borders[e].Segment
		bound := s.Bound()
		b.index.Search(bound.Min, bound.Max, func(_, _ [2]float64, i int32) bool {
			border := &b.borders[i]
			meeting, enters := border.meet(s)
			for _, p := range meeting.Points[:meeting.N] {
				w.meets = append(w.meets, hit{int32(e), i, p, s.Along(p), border.Along(p), enters})
			}
			return true
		})
	}
	n := len(w.meets)
	w.onA = chain{a, func(x hit) int32 { return x.edge }, 1, make([]int, n), make([]int, n)}
	w.onB = chain{b, func(x hit) int32 { return x.border }, -1, make([]int, n), make([]int, n)}
	return w
}

// weave returns the common ground; not ok: the boundaries do not come in and out by turns.
func (w *weaving) weave() (common *Ground, ok bool) {
	order := w.order(func(x, y hit) int { return cmp.Or(cmp.Compare(x.edge, y.edge), x.compareAlongEdge(y)) })
	if !w.eachRing(&w.onA, order, w.b.contains) {
		return nil, false
	}
	if !w.eachRing(&w.onB, w.order(hit.compareAlongBorder), w.a.containsShifted) {
		return nil, false
	}
	w.joinParts()
	a, b := w.a.polygons, w.b.polygons
	w.common.finish(func() (orb.MultiPolygon, error) { return overlay(a, b) })
	return w.common, true
}

func (w *weaving) order(compare func(x, y hit) int) []int {
	order := make([]int, len(w.meets))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return compare(w.meets[i], w.meets[j]) })
	return order
}

// eachRing links the meetings of each ring of a ground, which are given in order, and adds the rings that lie in the other
// ground as a whole.
func (w *weaving) eachRing(c *chain, order []int, inOther func(orb.Point) bool) bool {
	for i, first := range c.rings[:len(c.rings)-1] {
		end := c.rings[i+1]
		n := 0
		for n < len(order) && c.border(w.meets[order[n]]) < end {
			n++
		}
		on := order[:n]
		order = order[n:]
		if first == end {
			continue
		}
		inside := inOther(c.borders[first].A)
		crosses, ok := w.link(c, on, inside)
		if !ok {
			return false
		}
		if inside && !crosses {
			w.common.addLoop(w.wholeRing(c, on, first, end))
		}
	}
	return true
}

// link notes the order of the meetings of a ring, which begins inside the other ground or not, and reports whether it
// crosses that ground's boundary. Of several crossings in one point those come first that fit.
func (w *weaving) link(c *chain, on []int, inside bool) (crosses, ok bool) {
	begins := inside
	for n := range on {
		if w.meets[on[n]].enters == 0 {
			continue
		}
		crosses = true
		wanted := c.into
		if inside {
			wanted = -wanted
		}
		m := n
		for w.meets[on[m]].enters != wanted {
			if m++; m == len(on) || w.meets[on[m]].at != w.meets[on[n]].at {
				return true, false
			}
		}
		on[n], on[m] = on[m], on[n]
		inside = !inside
	}
	for n, x := range on {
		c.next[x], c.along[x] = on[(n+1)%len(on)], n
	}
	return crosses, inside == begins
}

// wholeRing returns the vertices of a ring, and where it meets the other boundary.
func (w *weaving) wholeRing(c *chain, on []int, first, end int32) []orb.Point {
	var points []orb.Point
	if len(on) == 0 {
		for _, b := range c.borders[first:end] {
			points = append(points, b.A)
		}
		return points
	}
	for _, x := range on {
		points = w.appendStretch(points, c, x)
	}
	return points
}

// joinParts adds the rings that are made of parts of both boundaries.
func (w *weaving) joinParts() {
	done := make([]bool, len(w.meets))
	for first, x := range w.meets {
		if x.enters != 1 || done[first] {
			continue
		}
		var loop []orb.Point
		for at := first; !done[at]; {
			done[at] = true
			loop, at = w.appendPart(loop, &w.onA, at)
			loop, at = w.appendPart(loop, &w.onB, at)
		}
		w.common.addLoop(loop)
	}
}

// appendPart appends a boundary from a crossing to the next one, and returns that.
func (w *weaving) appendPart(points []orb.Point, c *chain, from int) ([]orb.Point, int) {
	for {
		points = w.appendStretch(points, c, from)
		if from = c.next[from]; w.meets[from].enters != 0 {
			return points, from
		}
	}
}

// appendStretch appends where a boundary meets the other one, and its vertices from there to where it does so next.
func (w *weaving) appendStretch(points []orb.Point, c *chain, x int) []orb.Point {
	points = append(points, w.meets[x].at)
	from, to := c.border(w.meets[x]), c.border(w.meets[c.next[x]])
	if c.along[c.next[x]] <= c.along[x] { // over the ring's beginning
		ring, _ := slices.BinarySearch(c.rings, from+1)
		for _, b := range c.borders[from:c.rings[ring]] {
			points = append(points, b.B)
		}
		from = c.rings[ring-1]
	}
	for _, b := range c.borders[from:to] {
		points = append(points, b.B)
	}
	return points
}

// containsShifted reports whether p, a vertex of a ground that lies shifted to g, lies in g.
func (g *Ground) containsShifted(p orb.Point) bool {
	return g.surrounds(p, func(b *border) bool { return geo.MeetsRay(b.Segment, p) })
}
