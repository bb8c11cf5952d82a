package geo

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// encircled returns the ground that ring, closed, winds around other than zero times, as valid polygons: both lobes of
// a bow-tie, and ground encircled twice as well. It is nil for a ring that encloses nothing. It fails with errIntricate,
// or where rounding gets the better of it.
func encircled(ring orb.Ring) (orb.MultiPolygon, error) {
	noded, err := node(ring)
	if err != nil {
		return nil, err
	}
	g := newGraph(noded)
	if len(g.edges) == 0 {
		return nil, nil
	}
	g.traceFaces()
	if err := g.wind(); err != nil {
		return nil, err
	}
	return g.polygons(), nil
}

// graph is the edges of a noded ring, which is connected, and the faces between them. Half-edges 2i and 2i+1 are edge i
// along its direction and against it; each has its face on its left.
type graph struct {
	edges   []Segment
	net     []int // how often the ring runs along the edge more than against it
	around  map[orb.Point][]int
	place   []int // of a half-edge among those around its start
	face    []int // by half-edge
	faces   int
	winding []int // by face
}

func newGraph(noded map[Segment]int) *graph {
	g := &graph{around: make(map[orb.Point][]int)}
	for s := range noded {
		g.edges = append(g.edges, s)
	}
	slices.SortFunc(g.edges, compareSegments)
	for i, s := range g.edges {
		g.net = append(g.net, noded[s])
		g.around[s.A] = append(g.around[s.A], 2*i)
		g.around[s.B] = append(g.around[s.B], 2*i+1)
	}
	g.place = make([]int, 2*len(g.edges))
	for p, hs := range g.around {
		slices.SortFunc(hs, func(h, k int) int { return CompareDirections(p, g.end(h), g.end(k)) })
		for i, h := range hs {
			g.place[h] = i
		}
	}
	return g
}

func compareSegments(s, t Segment) int {
	if s.A != t.A {
		return slices.Compare(s.A[:], t.A[:])
	}
	return slices.Compare(s.B[:], t.B[:])
}

// CompareDirections orders p and q counter-clockwise around center, from the south back to it.
func CompareDirections(center, p, q orb.Point) int {
	if east, other := Before(center, p), Before(center, q); east != other {
		if east {
			return -1
		}
		return 1
	}
	return -Orient(center, p, q)
}

func (g *graph) start(h int) orb.Point {
	if h%2 == 0 {
		return g.edges[h/2].A
	}
	return g.edges[h/2].B
}

func (g *graph) end(h int) orb.Point { return g.start(h ^ 1) }

// clockwise is the half-edge after h on the way clockwise around its start.
func (g *graph) clockwise(h int) int {
	hs := g.around[g.start(h)]
	return hs[(g.place[h]+len(hs)-1)%len(hs)]
}

// traceFaces walks along every face, keeping it on the left. As the edges hang together, each face is one walk.
func (g *graph) traceFaces() {
	g.face = make([]int, 2*len(g.edges))
	for h := range g.face {
		g.face[h] = -1
	}
	for h := range g.face {
		if g.face[h] >= 0 {
			continue
		}
		for k := h; g.face[k] < 0; k = g.clockwise(k ^ 1) {
			g.face[k] = g.faces
		}
		g.faces++
	}
}

// wind counts how often the ring winds around each face: 0 times around the outermost, and across an edge as much
// more as the ring runs along it. It fails where the counts contradict each other, which only rounding can bring about.
func (g *graph) wind() error {
	byFace := make([][]int, g.faces)
	for h, f := range g.face {
		byFace[f] = append(byFace[f], h)
	}
	g.winding = make([]int, g.faces)
	known := make([]bool, g.faces)
	outermost := g.outermost()
	known[outermost] = true
	queue := []int{outermost}
	for len(queue) > 0 {
		f := queue[0]
		queue = queue[1:]
		for _, h := range byFace[f] {
			other, count := g.face[h^1], g.winding[f]-g.along(h)
			if known[other] && g.winding[other] != count {
				return fmt.Errorf("the ring winds %d and %d times around one face", g.winding[other], count)
			}
			if !known[other] {
				known[other], g.winding[other] = true, count
				queue = append(queue, other)
			}
		}
	}
	return nil
}

func (g *graph) along(h int) int {
	if h%2 == 0 {
		return g.net[h/2]
	}
	return -g.net[h/2]
}

// outermost is the face to the west of the westernmost point: that to the left of its northernmost edge.
func (g *graph) outermost() int {
	first := g.edges[0].A
	for _, s := range g.edges {
		if Before(s.A, first) {
			first = s.A
		}
	}
	hs := g.around[first]
	return g.face[hs[len(hs)-1]]
}

// inside reports whether the ground on the left of h is encircled.
func (g *graph) inside(h int) bool { return g.winding[g.face[h]] != 0 }

// onBoundary reports whether h has encircled ground on its left and none on its right.
func (g *graph) onBoundary(h int) bool { return g.inside(h) && !g.inside(h^1) }

// polygons walks along the boundary of the encircled ground.
func (g *graph) polygons() orb.MultiPolygon {
	region := g.regions()
	var order []int // regions in the order in which they are met
	shells, holes := make(map[int]orb.Ring), make(map[int][]orb.Ring)
	walked := make([]bool, 2*len(g.edges))
	for h := range walked {
		if walked[h] || !g.onBoundary(h) {
			continue
		}
		r := root(region, g.face[h])
		for _, loop := range Loops(g.walk(h, walked)) {
			ring := append(orb.Ring(loop), loop[0])
			if TurnsLeft(ring) {
				shells[r] = ring
				order = append(order, r)
			} else {
				holes[r] = append(holes[r], ring)
			}
		}
	}
	var mp orb.MultiPolygon
	for _, r := range order {
		mp = append(mp, append(orb.Polygon{shells[r]}, holes[r]...))
	}
	return mp
}

// regions joins encircled faces that have an edge between them: each region becomes one polygon.
func (g *graph) regions() []int {
	parent := make([]int, g.faces)
	for i := range parent {
		parent[i] = i
	}
	for i := range g.edges {
		if g.inside(2*i) && g.inside(2*i+1) {
			parent[root(parent, g.face[2*i])] = root(parent, g.face[2*i+1])
		}
	}
	return parent
}

// walk follows the boundary from h back to h and returns its points, each once, in order.
func (g *graph) walk(h int, walked []bool) []orb.Point {
	var points []orb.Point
	for !walked[h] {
		walked[h] = true
		points = append(points, g.start(h))
		next := g.clockwise(h ^ 1)
		for !g.onBoundary(next) {
			next = g.clockwise(next)
		}
		h = next
	}
	return points
}
