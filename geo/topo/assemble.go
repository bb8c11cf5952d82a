package topo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"greyzone/geo"
)

// face is a polygon that stretches bound.
type face struct {
	polygon orb.Polygon // wound
	bound   orb.Bound
	sides   []side // that bound it
}

// faces returns the polygons of the ground for which inside holds of the sets on it. Each hangs together by more than
// points. It fails where the boundary does not close.
func (a *arrangement) faces(stretches []stretch, inside func(set int32) bool) ([]face, error) {
	w := &walker{arrangement: a, stretches: stretches, out: make(map[int32][]side)}
	for i, s := range stretches {
		left, right := inside(s.left), inside(s.right)
		if left != right {
			w.sides = append(w.sides, side{int32(i), right})
		}
	}
	for _, s := range w.sides {
		w.out[w.startOf(s)] = append(w.out[w.startOf(s)], s)
	}
	w.walked = make(map[side]bool, len(w.sides))
	for _, s := range w.sides {
		if w.walked[s] {
			continue
		}
		loop, sides, err := w.walk(s)
		if err != nil {
			return nil, err
		}
		w.take(loop, sides)
	}
	return w.assemble()
}

// walker follows boundaries that have the inside on their left.
type walker struct {
	*arrangement
	stretches []stretch
	sides     []side
	out       map[int32][]side // by the vertex where they begin
	walked    map[side]bool
	shells    []face
	holes     []face // rings of holes that do not touch their shell
}

// side is a stretch along its path, or against it.
type side struct {
	stretch  int32
	backward bool
}

func (w *walker) startOf(s side) int32 {
	path := w.stretches[s.stretch].path
	if s.backward {
		return path[len(path)-1]
	}
	return path[0]
}

func (w *walker) endOf(s side) int32 { return w.startOf(side{s.stretch, !s.backward}) }

// walk follows the boundary of one face from s back to s and returns its vertices, the first not repeated, and sides.
func (w *walker) walk(s side) (loop []int32, sides []side, err error) {
	for !w.walked[s] {
		w.walked[s] = true
		sides = append(sides, s)
		path := w.stretches[s.stretch].path
		if s.backward {
			path = slices.Clone(path)
			slices.Reverse(path)
		}
		loop = append(loop, path[:len(path)-1]...)
		next, ok := w.next(s, path[len(path)-2])
		if !ok {
			return nil, nil, errIntricate
		}
		s = next
	}
	if s != sides[0] {
		return nil, nil, errIntricate // it has run into an earlier walk
	}
	return loop, sides, nil
}

// next is what follows s, which comes from vertex before, at its end: the first one clockwise from the way back, so
// that the face stays on the left.
func (w *walker) next(s side, before int32) (side, bool) {
	at := w.endOf(s)
	out := w.out[at]
	if len(out) == 1 {
		return out[0], true
	}
	center, back := w.g.points[at], w.g.points[before]
	best := -1
	for i := range out {
		if best < 0 || w.closer(center, back, w.heading(out[i]), w.heading(out[best])) {
			best = i
		}
	}
	if best < 0 {
		return side{}, false
	}
	return out[best], true
}

// heading is the vertex after the first of s.
func (w *walker) heading(s side) orb.Point {
	path := w.stretches[s.stretch].path
	if s.backward {
		return w.g.points[path[len(path)-2]]
	}
	return w.g.points[path[1]]
}

// closer reports whether p comes before q on the way clockwise from the direction of back.
func (w *walker) closer(center, back, p, q orb.Point) bool {
	pFirst := geo.CompareDirections(center, p, back) < 0
	qFirst := geo.CompareDirections(center, q, back) < 0
	if pFirst != qFirst {
		return pFirst
	}
	return geo.CompareDirections(center, p, q) > 0
}

// take adds the rings of a walk: where it comes back to a vertex it is cut, so that each is simple.
func (w *walker) take(walk []int32, sides []side) {
	var shell orb.Ring
	var holes []orb.Ring
	for _, loop := range geo.Loops(walk) {
		r := w.g.ringOf(loop)
		switch {
		case len(r) < 4:
		case geo.TurnsLeft(r):
			shell = r
		default:
			holes = append(holes, r)
		}
	}
	switch {
	case shell != nil:
		w.shells = append(w.shells, face{append(orb.Polygon{shell}, holes...), shell.Bound(), sides})
	case len(holes) > 0:
		w.holes = append(w.holes, face{holes, holes[0].Bound(), sides})
	}
}

// assemble gives each hole to the smallest shell around it.
func (w *walker) assemble() ([]face, error) {
	for _, hole := range w.holes {
		around := w.around(hole)
		if around < 0 {
			return nil, errIntricate
		}
		shell := &w.shells[around]
		shell.polygon = append(shell.polygon, hole.polygon...)
		shell.sides = append(shell.sides, hole.sides...)
	}
	return w.shells, nil
}

// around is the smallest shell that a hole lies in, -1 if there is none. As boundaries close, it need not be looked at if
// it is the only one that is large enough.
func (w *walker) around(hole face) int {
	var candidates []int
	for i, f := range w.shells {
		if covers(f.bound, hole.bound) {
			candidates = append(candidates, i)
		}
	}
	if len(candidates) == 1 {
		return candidates[0]
	}
	around, least := -1, math.Inf(1)
	for _, i := range candidates {
		shell := w.shells[i].polygon[0]
		if area := planar.Area(shell); area < least && liesIn(hole.polygon[0], shell) {
			around, least = i, area
		}
	}
	return around
}

// liesIn reports whether a hole lies in a shell, which it may touch in vertices of both: from outside too, or around it.
func liesIn(hole, shell orb.Ring) bool {
	corners := make(map[orb.Point]bool, len(shell))
	for _, p := range shell {
		corners[p] = true
	}
	for _, p := range hole {
		if !corners[p] {
			return geo.RingContains(shell, p)
		}
	}
	return geo.RingContains(shell, middle(hole[0], hole[1])) // no edge is of both
}

func covers(a, b orb.Bound) bool { return a.Contains(b.Min) && a.Contains(b.Max) }
