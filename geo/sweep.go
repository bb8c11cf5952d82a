package geo

import (
	"slices"

	"github.com/tidwall/btree"
)

// meetInEndsOnly reports whether edges meet nowhere but in points that are ends of both. It takes n log n steps whatever
// the shape, where looking at each pair of edges whose bounds meet takes n² for a polygon like a comb set aslant. After
// M. I. Shamos and D. Hoey, Geometric intersection problems, 17th Symposium on Foundations of Computer Science (1976).
func meetInEndsOnly(edges []edge) bool {
	s := &sweep{edges: make([]Segment, len(edges))}
	s.open = btree.NewBTreeGOptions(s.below, btree.Options{NoLocks: true})
	events := make([]event, 0, 2*len(edges))
	for i, e := range edges {
		s.edges[i] = e.eastward()
		events = append(events, event{i, true}, event{i, false})
	}
	slices.SortFunc(events, s.compareEvents)
	for _, e := range events {
		if e.opens {
			s.enter(e.edge)
		} else {
			s.leave(e.edge)
		}
		if s.crossed {
			return false
		}
	}
	return true
}

// sweep is a line that moves from west to east, leaning so little that it meets points of one meridian from south to
// north, and the edges that it meets, from below to above. Edges that cross are neighbours there before they do.
type sweep struct {
	edges   []Segment // eastward
	open    *btree.BTreeG[int]
	crossed bool
}

// event is the sweep reaching the first or the last point of an edge.
type event struct {
	edge  int
	opens bool
}

// compareEvents puts edges that end in a point before those that begin there.
func (s *sweep) compareEvents(e, f event) int {
	p, q := s.at(e), s.at(f)
	switch {
	case p != q:
		return slices.Compare(p[:], q[:])
	case e.opens == f.opens:
		return e.edge - f.edge
	case f.opens:
		return -1
	}
	return 1
}

func (s *sweep) at(e event) [2]float64 {
	if e.opens {
		return s.edges[e.edge].A
	}
	return s.edges[e.edge].B
}

func (s *sweep) enter(i int) {
	s.open.Set(i)
	lower, upper := s.neighbours(i)
	s.examine(lower, i)
	s.examine(i, upper)
}

func (s *sweep) leave(i int) {
	lower, upper := s.neighbours(i)
	if _, ok := s.open.Delete(i); !ok {
		s.crossed = true // the order is broken
	}
	s.examine(lower, upper)
}

// neighbours returns the open edges below and above i, -1 for none.
func (s *sweep) neighbours(i int) (lower, upper int) {
	lower, upper = -1, -1
	s.open.Descend(i, func(j int) bool { lower = j; return j == i })
	s.open.Ascend(i, func(j int) bool { upper = j; return j == i })
	if lower == i {
		lower = -1
	}
	if upper == i {
		upper = -1
	}
	return lower, upper
}

func (s *sweep) examine(i, j int) {
	if i < 0 || j < 0 {
		return
	}
	e, f := s.edges[i], s.edges[j]
	m := Meet(e, f)
	p := m.Points[0]
	if m.N == 2 || m.N == 1 && !(e.EndsIn(p) && f.EndsIn(p)) {
		s.crossed = true
	}
}

// below orders edges that the sweep meets at one time and that do not cross.
func (s *sweep) below(i, j int) bool {
	if i == j {
		return false
	}
	e, f := s.edges[i], s.edges[j]
	if Before(e.A, f.A) {
		return !s.startsBelow(f, e)
	}
	return s.startsBelow(e, f)
}

// startsBelow reports whether e, which begins where the sweep has met f already, lies below f.
func (s *sweep) startsBelow(e, f Segment) bool {
	side := Orient(f.A, f.B, e.A)
	if side == 0 && e.A == f.A {
		side = Orient(f.A, f.B, e.B)
	}
	if side == 0 {
		s.crossed = true // e begins on f, or runs along it
	}
	return side < 0
}
