package topo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// arrangement is boundaries cut where they meet. Each edge has on either side a set of owners: those whose boundary it
// is and whose ground lies there.
type arrangement struct {
	g    *graph
	sets *sets
	*scratch
	list    []int32           // the edges
	parents map[int32][]int32 // of an edge that is a part of others: those
	parts   map[int32][]use   // of an edge that was cut: in its order and direction
	rounded map[int32][]int32 // of a vertex where edges cross that is not exactly on them: those
}

// scratch is what is known of edges and vertices while an arrangement is made; what has another epoch is not of it.
type scratch struct {
	epoch    int32
	edges    []edgeNote
	vertices []vertexNote
}

type edgeNote struct {
	epoch       int32
	left, right int32 // sets
	cut, done   bool
}

type vertexNote struct {
	epoch    int32
	one, two int32 // edges
	node     bool
	seen     int32 // the epoch in which first was asked for it
	broken   int32 // the epoch in which breakAt was
}

// begin starts a new arrangement on s, which an earlier one must not use any more.
func (s *scratch) begin(g *graph) *arrangement {
	s.epoch++
	return &arrangement{g: g, sets: newSets(), scratch: s}
}

// startOf is the vertex where u begins.
func (g *graph) startOf(u use) int32 {
	if u.forward() {
		return g.edges[u.edge()].a
	}
	return g.edges[u.edge()].b
}

func (g *graph) endOf(u use) int32 { return g.startOf(u ^ 1) }

// first reports whether it is asked for vertex v for the first time.
func (a *arrangement) first(v int32) bool {
	a.vertices = lengthened(a.vertices, len(a.g.points))
	if a.vertices[v].seen == a.epoch {
		return false
	}
	a.vertices[v].seen = a.epoch
	return true
}

func lengthened[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	return append(s, make([]T, n-len(s))...)
}

func (a *arrangement) has(e int32) bool { return int(e) < len(a.edges) && a.edges[e].epoch == a.epoch }

// note returns what is known of edge e, which is of the arrangement from then on.
func (a *arrangement) note(e int32) *edgeNote {
	a.edges = lengthened(a.edges, len(a.g.edges))
	note := &a.edges[e]
	if note.epoch != a.epoch {
		*note = edgeNote{epoch: a.epoch}
		a.list = append(a.list, e)
	}
	return note
}

// add says that u has the ground of owner on its left.
func (a *arrangement) add(u use, owner int32) {
	note := a.note(u.edge())
	if u.forward() {
		note.left = a.sets.with(note.left, owner)
	} else {
		note.right = a.sets.with(note.right, owner)
	}
}

// breakAt makes a node of vertex v, whatever meets there.
func (a *arrangement) breakAt(v int32) {
	a.vertices = lengthened(a.vertices, len(a.g.points))
	a.vertices[v].broken = a.epoch
}

// cut cuts the edges where contacts say that they meet others of the arrangement.
func (a *arrangement) cut(contacts func(e int32) []contact) {
	whole := a.list
	for _, e := range whole {
		var points []int32
		for _, c := range contacts(e) {
			if a.has(c.edge) {
				points = a.cutPoints(e, c, points)
			}
		}
		if len(points) > 0 {
			a.divide(e, points)
		}
	}
	a.list = slices.DeleteFunc(a.list, func(e int32) bool { return a.edges[e].cut })
}

// cutPoints adds to points the vertices in which c cuts edge e.
func (a *arrangement) cutPoints(e int32, c contact, points []int32) []int32 {
	for _, p := range c.meeting.Points[:c.meeting.N] {
		if a.g.segment(e).EndsIn(p) {
			continue
		}
		v := a.g.vertex(p)
		if c.meeting.Proper {
			if a.rounded == nil {
				a.rounded = make(map[int32][]int32)
			}
			a.rounded[v] = append(a.rounded[v], e)
		}
		points = append(points, v)
	}
	return points
}

// divide puts the parts of edge e between points in its place.
func (a *arrangement) divide(e int32, points []int32) {
	if a.parents == nil {
		a.parents, a.parts = make(map[int32][]int32), make(map[int32][]use)
	}
	s := a.g.segment(e)
	slices.SortFunc(points, func(v, w int32) int { return cmp.Compare(s.Along(a.g.points[v]), s.Along(a.g.points[w])) })
	points = slices.Compact(points)
	label := a.edges[e]
	from := a.g.edges[e].a
	for _, to := range append(points, a.g.edges[e].b) {
		u, _ := a.g.use(from, to)
		left, right := label.left, label.right
		if !u.forward() {
			left, right = right, left
		}
		part := a.note(u.edge())
		part.left, part.right = a.sets.union(part.left, left), a.sets.union(part.right, right)
		a.parents[u.edge()] = append(a.parents[u.edge()], e)
		a.parts[e] = append(a.parts[e], u)
		from = to
	}
	a.edges[e].cut = true
}

// stretch is a part of boundaries between two nodes, all of it with the same owners on its left and on its right.
type stretch struct {
	path        []int32 // the vertices; the last is the first where it is closed and meets no node
	left, right int32   // sets
}

// traced returns the arrangement as stretches, each once.
func (a *arrangement) traced() []stretch {
	a.findNodes()
	var all []stretch
	for _, e := range a.list {
		if !a.edges[e].done {
			all = append(all, a.follow(a.firstOf(useOf(e, true))))
		}
	}
	return all
}

// findNodes marks the vertices at which not just two edges with the same owners on their sides follow each other.
func (a *arrangement) findNodes() {
	a.vertices = lengthened(a.vertices, len(a.g.points))
	for _, e := range a.list {
		a.reach(a.g.edges[e].a, e)
		a.reach(a.g.edges[e].b, e)
	}
	for _, e := range a.list {
		for _, v := range [2]int32{a.g.edges[e].a, a.g.edges[e].b} {
			if note := &a.vertices[v]; !note.node {
				note.node = a.turns(note, v)
			}
		}
	}
}

func (a *arrangement) reach(v, e int32) {
	note := &a.vertices[v]
	switch {
	case note.epoch != a.epoch:
		*note = vertexNote{epoch: a.epoch, one: e, two: none, node: note.broken == a.epoch, seen: note.seen}
	case note.two == none:
		note.two = e
	default:
		note.node = true
	}
}

// turns reports whether the owners on the sides are others before and after v, where at most two edges meet.
func (a *arrangement) turns(note *vertexNote, v int32) bool {
	if note.two == none {
		return true
	}
	in, out := useOf(note.one, a.g.edges[note.one].b == v), useOf(note.two, a.g.edges[note.two].a == v)
	return a.left(in) != a.left(out) || a.left(in^1) != a.left(out^1)
}

// left is the owners on the left of u.
func (a *arrangement) left(u use) int32 {
	if u.forward() {
		return a.edges[u.edge()].left
	}
	return a.edges[u.edge()].right
}

// firstOf goes back from u to the first edge of its stretch; where there is no node that is u itself.
func (a *arrangement) firstOf(u use) use {
	first := u
	for !a.vertices[a.g.startOf(first)].node {
		before := a.across(first^1) ^ 1
		if before == u {
			return u
		}
		first = before
	}
	return first
}

// across is the edge that follows u at its end, which is no node.
func (a *arrangement) across(u use) use {
	v := a.g.endOf(u)
	next := a.vertices[v].one
	if next == u.edge() {
		next = a.vertices[v].two
	}
	return useOf(next, a.g.edges[next].a == v)
}

// follow returns the stretch that begins with u.
func (a *arrangement) follow(u use) stretch {
	s := stretch{path: []int32{a.g.startOf(u)}, left: a.left(u), right: a.left(u ^ 1)}
	for first := u; ; {
		a.edges[u.edge()].done = true
		end := a.g.endOf(u)
		s.path = append(s.path, end)
		if a.vertices[end].node {
			return s
		}
		if u = a.across(u); u == first {
			return s
		}
	}
}

// stretchM2 is what a stretch adds to the area on its left, in m².
func (a *arrangement) stretchM2(s stretch) float64 {
	var m2 float64
	for i := range len(s.path) - 1 {
		m2 += a.g.m2(s.path[i], s.path[i+1])
	}
	return m2
}

// probe is a point of the stretch on which no other boundary lies: exact where the stretch has a vertex inside, else
// the rounded middle of its only edge.
func (a *arrangement) probe(s stretch) orb.Point {
	if len(s.path) > 2 {
		return a.g.points[s.path[1]]
	}
	return middle(a.g.points[s.path[0]], a.g.points[s.path[1]])
}

func middle(p, q orb.Point) orb.Point { return orb.Point{p[0] + (q[0]-p[0])/2, p[1] + (q[1]-p[1])/2} }
