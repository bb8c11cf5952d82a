package topo

import (
	"math"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// none stands for no vertex, no edge.
const none = int32(-1)

// graph is vertices and the edges between them, each once and numbered in the order of coming.
type graph struct {
	points []orb.Point
	number map[orb.Point]int32
	edges  []edge
	first  []int32   // by vertex: the edge at it that came last
	terms  []float64 // by edge, in m²: geo.EdgeM2 along its direction; NaN until it is asked for
}

// edge joins vertex a to vertex b, which lies after a in geo.Before's order.
type edge struct {
	a, b         int32
	nextA, nextB int32 // the next edge at a and at b
}

// newGraph returns an empty graph with room for some vertices.
func newGraph(room int) graph { return graph{number: make(map[orb.Point]int32, room)} }

// vertex returns the number of p, a new one if need be.
func (g *graph) vertex(p orb.Point) int32 {
	p[0], p[1] = p[0]+0, p[1]+0 // -0 is 0
	if v, ok := g.number[p]; ok {
		return v
	}
	v := int32(len(g.points))
	g.number[p] = v
	g.points = append(g.points, p)
	g.first = append(g.first, none)
	return v
}

// use is an edge in the direction in which a ring runs along it.
type use int32

func useOf(edge int32, forward bool) use {
	if forward {
		return use(2 * edge)
	}
	return use(2*edge + 1)
}

func (u use) edge() int32   { return int32(u) / 2 }
func (u use) forward() bool { return u&1 == 0 }

// use returns the edge from v to w, two different vertices, making it if need be, and whether it was made.
func (g *graph) use(v, w int32) (u use, made bool) {
	if u, ok := g.find(v, w); ok {
		return u, false
	}
	e := edge{a: v, b: w}
	forward := geo.Before(g.points[v], g.points[w])
	if !forward {
		e.a, e.b = w, v
	}
	i := int32(len(g.edges))
	e.nextA, e.nextB = g.first[e.a], g.first[e.b]
	g.first[e.a], g.first[e.b] = i, i
	g.edges = append(g.edges, e)
	g.terms = append(g.terms, math.NaN())
	return useOf(i, forward), true
}

// find returns the edge from v to w, if there is one.
func (g *graph) find(v, w int32) (use, bool) {
	for i := g.first[v]; i != none; {
		e := g.edges[i]
		if e.a == v && e.b == w {
			return useOf(i, true), true
		}
		if e.b == v && e.a == w {
			return useOf(i, false), true
		}
		i = g.after(i, v)
	}
	return 0, false
}

// after is the edge that follows edge i among those at v, one of its ends.
func (g *graph) after(i, v int32) int32 {
	if g.edges[i].a == v {
		return g.edges[i].nextA
	}
	return g.edges[i].nextB
}

// segment is edge i along its direction.
func (g *graph) segment(i int32) geo.Segment {
	return geo.Segment{A: g.points[g.edges[i].a], B: g.points[g.edges[i].b]}
}

// term is what edge i adds to the area on its left, along its direction, in m².
func (g *graph) term(i int32) float64 {
	if math.IsNaN(g.terms[i]) {
		s := g.segment(i)
		g.terms[i] = geo.EdgeM2(s.A, s.B)
	}
	return g.terms[i]
}

// setTerm says what u adds to the area on its left.
func (g *graph) setTerm(u use, m2 float64) {
	if !u.forward() {
		m2 = -m2
	}
	g.terms[u.edge()] = m2
}

// termOf is what u adds to the area on its left.
func (g *graph) termOf(u use) float64 {
	if u.forward() {
		return g.term(u.edge())
	}
	return -g.term(u.edge())
}

// m2 is what the edge from v to w, which there is, adds to the area on its left, in m².
func (g *graph) m2(v, w int32) float64 {
	u, _ := g.find(v, w)
	return g.termOf(u)
}

// ring returns the vertices of r, the first not repeated at the end.
func (g *graph) ring(r orb.Ring) []int32 {
	if len(r) > 1 && r[0] == r[len(r)-1] {
		r = r[:len(r)-1]
	}
	ids := make([]int32, len(r))
	for i, p := range r {
		ids[i] = g.vertex(p)
	}
	return ids
}

// ringOf returns the points of vertices, closed.
func (g *graph) ringOf(vertices []int32) orb.Ring {
	r := make(orb.Ring, 0, len(vertices)+1)
	for _, v := range vertices {
		r = append(r, g.points[v])
	}
	return append(r, r[0])
}
