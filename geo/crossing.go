package geo

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// maxPairs limits how many pairs of neighbouring edges one polygon may cost; real ones of 200,000 vertices stay far
// below.
const maxPairs = 3_000_000

// errIntricate says that a polygon has so many edges close to each other that checking them would take minutes.
var errIntricate = errors.New("too intricate")

// edge is a Segment of a ring, by its place there.
type edge struct {
	Segment
	ring, at int
}

// edgesOf lists the edges of p ring by ring.
func edgesOf(p orb.Polygon) []edge {
	var edges []edge
	for i, r := range p {
		for at := range len(r) - 1 {
			edges = append(edges, edge{Segment{r[at], r[at+1]}, i, at})
		}
	}
	return edges
}

func indexEdges(edges []edge) boundIndex {
	bounds := make([]orb.Bound, len(edges))
	for i, e := range edges {
		bounds[i] = e.Bound()
	}
	return newBoundIndex(bounds)
}

// touch is a point that two rings share without crossing there.
type touch struct {
	rings [2]int
	at    orb.Point
}

// topology is how the rings of a polygon lie to each other.
type topology struct {
	polygon orb.Polygon
	edges   []edge
	index   *boundIndex     // made on first use
	own     map[int]flaw    // by ring: where it first crosses or touches itself
	crossed map[[2]int]flaw // by pair of rings: where they cross or run along each other
	touches map[touch]bool
}

// flawsOf finds the rules that p, whose rings are closed and do not repeat vertices, breaks: for each ring, and each
// pair of rings, the first place. It fails with errIntricate.
func flawsOf(p orb.Polygon) ([]flaw, error) {
	t := &topology{polygon: p, edges: edgesOf(p), own: make(map[int]flaw), crossed: make(map[[2]int]flaw), touches: make(map[touch]bool)}
	if meetInEndsOnly(t.edges) {
		t.noteCommonVertices()
	} else if err := t.examine(); err != nil {
		return nil, err
	}
	var flaws []flaw
	for i := range p {
		if f, ok := t.own[i]; ok {
			flaws = append(flaws, f)
		}
	}
	for i := range p {
		for j := range i {
			if f, ok := t.crossed[[2]int{j, i}]; ok {
				flaws = append(flaws, f)
			}
		}
	}
	if len(flaws) > 0 {
		return flaws, nil // what follows is only sound for rings that do not cross
	}
	if f, ok := t.disconnected(); ok {
		flaws = append(flaws, f)
	}
	return append(flaws, t.misplaced()...), nil
}

// noteCommonVertices finds where rings touch themselves or each other, if they do so in vertices only.
func (t *topology) noteCommonVertices() {
	seen := make(map[orb.Point][]int, len(t.edges)) // the rings with a vertex there
	for _, e := range t.edges {
		for _, ring := range seen[e.A] {
			t.noteTouch(ring, e.ring, e.A)
		}
		if !slices.Contains(seen[e.A], e.ring) {
			seen[e.A] = append(seen[e.A], e.ring)
		}
	}
}

func (t *topology) noteTouch(ring, other int, at orb.Point) {
	if ring != other {
		t.touches[touch{[2]int{min(ring, other), max(ring, other)}, at}] = true
		return
	}
	if _, ok := t.own[ring]; !ok {
		t.own[ring] = selfContact(ring, Meeting{Points: [2]orb.Point{at}, N: 1})
	}
}

// examine looks at each pair of edges whose bounds meet.
func (t *topology) examine() error {
	t.indexOnce()
	pairs := 0
	for i, e := range t.edges {
		err := t.index.search(e.Bound(), func(j int) error {
			if pairs++; pairs > maxPairs {
				return errIntricate
			}
			if i < j {
				t.compare(e, t.edges[j])
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *topology) indexOnce() {
	if t.index == nil {
		index := indexEdges(t.edges)
		t.index = &index
	}
}

func (t *topology) compare(e, f edge) {
	m := Meet(e.Segment, f.Segment)
	if m.N == 0 {
		return
	}
	if e.ring != f.ring {
		t.compareRings(e, f, m)
		return
	}
	if m.N == 1 && t.consecutive(e, f) {
		return
	}
	// A crossing says more than a point where the ring only touches itself.
	found := selfContact(e.ring, m)
	if old, ok := t.own[e.ring]; !ok || old.rule == selfTouching && found.rule == selfCrossing {
		t.own[e.ring] = found
	}
}

func selfContact(ring int, m Meeting) flaw {
	at := m.Points[0]
	switch {
	case m.N == 2:
		return flaw{selfCrossing, ring, at, fmt.Sprintf("runs back along itself at %s", place(at))}
	case m.Proper:
		return flaw{selfCrossing, ring, at, fmt.Sprintf("crosses itself at %s", place(at))}
	}
	return flaw{selfTouching, ring, at, fmt.Sprintf("touches itself at %s", place(at))}
}

// consecutive reports whether two edges of a ring follow each other; they share a point, as they should.
func (t *topology) consecutive(e, f edge) bool {
	last := len(t.polygon[e.ring]) - 2
	return f.at == e.at+1 || e.at == f.at+1 || e.at == 0 && f.at == last || f.at == 0 && e.at == last
}

func (t *topology) compareRings(e, f edge, m Meeting) {
	pair := [2]int{min(e.ring, f.ring), max(e.ring, f.ring)}
	if !m.Proper && m.N == 1 {
		t.noteTouch(e.ring, f.ring, m.Points[0])
		return
	}
	if _, ok := t.crossed[pair]; ok {
		return
	}
	at, how := m.Points[0], "crosses"
	if m.N == 2 {
		how = "runs along"
	}
	t.crossed[pair] = flaw{crossingRings, pair[1], at, fmt.Sprintf("%s ring %d at %s", how, pair[0], place(at))}
}

// disconnected finds whether rings that touch each other cut the interior in two: they do where they form a chain that
// closes.
func (t *topology) disconnected() (flaw, bool) {
	touches := make([]touch, 0, len(t.touches))
	for c := range t.touches {
		touches = append(touches, c)
	}
	slices.SortFunc(touches, func(a, b touch) int {
		if a.rings != b.rings {
			return slices.Compare(a.rings[:], b.rings[:])
		}
		return slices.Compare(a.at[:], b.at[:])
	})
	// Rings and the points where they touch are the nodes of a graph; several rings may touch in one point.
	node := make(map[orb.Point]int)
	parent := make([]int, len(t.polygon))
	for i := range parent {
		parent[i] = i
	}
	linked := make(map[[2]int]bool)
	for _, c := range touches {
		if _, ok := node[c.at]; !ok {
			node[c.at] = len(parent)
			parent = append(parent, len(parent))
		}
		for _, ring := range c.rings {
			link := [2]int{ring, node[c.at]}
			if linked[link] {
				continue
			}
			linked[link] = true
			a, b := root(parent, link[0]), root(parent, link[1])
			if a == b {
				return flaw{interiorDisconnected, c.rings[1], c.at, fmt.Sprintf("touches other rings so that they cut the interior in two, at %s", place(c.at))}, true
			}
			parent[a] = b
		}
	}
	return flaw{}, false
}

// misplaced finds holes outside the shell or inside another hole.
func (t *topology) misplaced() []flaw {
	var flaws []flaw
	for i := 1; i < len(t.polygon); i++ {
		at, ok := t.freeVertex(i)
		if !ok {
			continue
		}
		around := t.ringsAround(at, i)
		if !around[0] {
			flaws = append(flaws, flaw{holeOutsideShell, i, at, fmt.Sprintf("is a hole that lies outside its shell at %s", place(at))})
		}
		for j := 1; j < len(t.polygon); j++ {
			if around[j] {
				flaws = append(flaws, flaw{nestedHoles, i, at, fmt.Sprintf("is a hole that lies in another hole, ring %d, at %s", j, place(at))})
				break
			}
		}
	}
	return flaws
}

// freeVertex is a vertex of a ring on which no other ring lies.
func (t *topology) freeVertex(ring int) (orb.Point, bool) {
	touched := make(map[orb.Point]bool)
	for c := range t.touches {
		if slices.Contains(c.rings[:], ring) {
			touched[c.at] = true
		}
	}
	for _, p := range t.polygon[ring] {
		if !touched[p] {
			return p, true
		}
	}
	return orb.Point{}, false
}

// ringsAround finds the rings other than own that have p inside, p being on none of them: those that the ray from p to
// the east meets an odd number of times.
func (t *topology) ringsAround(p orb.Point, own int) map[int]bool {
	t.indexOnce()
	inside := make(map[int]bool)
	ray := orb.Bound{Min: p, Max: orb.Point{180, p[1]}}
	_ = t.index.search(ray, func(i int) error {
		e := t.edges[i]
		if e.ring != own && MeetsRay(e.Segment, p) {
			inside[e.ring] = !inside[e.ring]
		}
		return nil
	})
	return inside
}
