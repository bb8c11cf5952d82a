package topo

import (
	"errors"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"

	"greyzone/geo"
)

// Noder makes coverages and remembers every edge that it has seen and where those meet, so that a day which is much like
// others costs little. What it makes of a file does not depend on what it has seen. It is not safe for use by several
// goroutines.
type Noder struct {
	graph
	contacts [][]contact // by edge
	tree     rtree.RTreeG[int32]
	indexed  []bool               // by edge: others that come are held against it
	rings    map[*orb.Point][]use // of the last file, by the first vertex: a reader may use it again
	scratch  scratch
	limit    int // how many pairs of edges may be looked at before it starts anew
	pairs    int // how many of these are left
}

// contact is an edge that meets another one elsewhere than in an end of both.
type contact struct {
	edge    int32
	meeting geo.Meeting
}

// A Noder that remembers so many times as many edges as a file has starts anew: where a source draws its lines anew each
// day, those of all days before lie so close that looking at them costs more than it spares.
const (
	maxTimes   = 16
	alwaysFine = 10_000
)

// maxPairs limits how many pairs of neighbouring edges one file may cost; real ones of 200,000 vertices stay far below.
// It holds for all files since a Noder started anew, so that what it has seen never carries it further than a fresh one.
const maxPairs = 3_000_000

// errIntricate says that a file has too many edges close to each other, or some that rounding has put in each other's
// way.
var errIntricate = errors.New("too intricate to be noded")

// NewNoder returns a Noder that has seen nothing.
func NewNoder() *Noder { return newNoder(maxPairs) }

func newNoder(limit int) *Noder {
	return &Noder{graph: newGraph(0), rings: make(map[*orb.Point][]use), limit: limit, pairs: limit}
}

// startAnew forgets all that was seen.
func (n *Noder) startAnew() { *n = *newNoder(n.limit) }

// forget keeps of the rings only those of the last file.
func (n *Noder) forget(zones []geo.Zone) {
	kept := make(map[*orb.Point][]use, len(n.rings))
	for _, z := range zones {
		for _, r := range z.Polygon {
			if us, ok := n.rings[&r[0]]; ok {
				kept[&r[0]] = us
			}
		}
	}
	n.rings = kept
}

// uses returns the edges of a ring, in its order and direction.
func (n *Noder) uses(r orb.Ring) ([]use, error) {
	if us := n.rings[&r[0]]; n.areOf(us, r) {
		return us, nil
	}
	us, err := n.usesOf(r)
	if err == nil {
		n.rings[&r[0]] = us
	}
	return us, err
}

// areOf reports whether us are the edges of r: where it lies another ring may have lain.
func (n *Noder) areOf(us []use, r orb.Ring) bool {
	if len(us) != len(r)-1 {
		return false
	}
	for i, u := range us {
		if n.points[n.endOf(u)] != r[i] {
			return false
		}
	}
	return true
}

func (n *Noder) usesOf(r orb.Ring) ([]use, error) {
	ring := n.ring(r)
	us := make([]use, len(ring))
	v := ring[len(ring)-1]
	for i, w := range ring {
		u, made := n.use(v, w)
		if made {
			n.grow()
		}
		if err := n.meetOthers(u.edge()); err != nil {
			return nil, err
		}
		us[i] = u
		v = w
	}
	return us, nil
}

func (n *Noder) grow() {
	n.contacts = append(n.contacts, nil)
	n.indexed = append(n.indexed, false)
}

// meetOthers finds once for each edge of a file where it meets those seen before.
func (n *Noder) meetOthers(e int32) error {
	if n.indexed[e] {
		return nil
	}
	n.indexed[e] = true
	s := n.segment(e)
	b := s.Bound()
	n.tree.Search(b.Min, b.Max, func(_, _ [2]float64, f int32) bool {
		n.pairs--
		if m, ok := meet(s, n.segment(f)); ok {
			n.contacts[e] = append(n.contacts[e], contact{f, m})
			n.contacts[f] = append(n.contacts[f], contact{e, m})
		}
		return n.pairs > 0
	})
	n.tree.Insert(b.Min, b.Max, e)
	if n.pairs <= 0 {
		return errIntricate
	}
	return nil
}

// meet finds where two edges, both along their direction, meet elsewhere than in an end of both. It is the same
// whichever comes first.
func meet(s, t geo.Segment) (geo.Meeting, bool) {
	if geo.Before(t.A, s.A) || t.A == s.A && geo.Before(t.B, s.B) {
		s, t = t, s
	}
	m := geo.Meet(s, t)
	if m.N == 0 || m.N == 1 && s.EndsIn(m.Points[0]) && t.EndsIn(m.Points[0]) {
		return m, false
	}
	return m, true
}

// valid reports whether p, closed and without repeated vertices, is certainly valid: no vertex comes twice, no edges
// meet but in vertices, and its holes lie in the shell and in no other hole.
func (n *Noder) valid(p orb.Polygon) bool {
	const manyRings = 50
	if len(p) > manyRings {
		return false
	}
	a := n.scratch.begin(&n.graph)
	for _, r := range p {
		us, err := n.uses(r)
		if err != nil {
			return false
		}
		for _, u := range us {
			if !a.first(n.startOf(u)) {
				return false
			}
			a.note(u.edge())
		}
	}
	for _, e := range a.list {
		for _, c := range n.contacts[e] {
			if a.has(c.edge) {
				return false
			}
		}
	}
	return holesInPlace(p)
}

func holesInPlace(p orb.Polygon) bool {
	for i, hole := range p[1:] {
		if !geo.RingContains(p[0], hole[0]) {
			return false
		}
		for j, other := range p[1:] {
			if i != j && geo.RingContains(other, hole[0]) {
				return false
			}
		}
	}
	return true
}
