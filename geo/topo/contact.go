package topo

import (
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// ContactLine returns the edges that two zones of snapshot n share whose statuses meet, as lines that end only where not
// just two of these edges come together; one that goes round ends where it began. It says the same of a snapshot whatever
// others there are. Neighbours share their edges in what a Noder covers, save in what it has to leave to geo.Settle.
func (h *History) ContactLine(n int, meet func(status, other string) bool) orb.MultiLineString {
	var edges []geo.Segment
	for e := range int32(len(h.edges)) {
		s, ok := h.at(e, int32(n))
		if ok && s.left != 0 && s.right != 0 && meet(h.statuses[s.left], h.statuses[s.right]) {
			edges = append(edges, h.segment(e))
		}
	}
	slices.SortFunc(edges, compareEdges)
	return chained(edges)
}

// chained returns edges, each once and along its direction, as lines; which comes first decides where these begin.
func chained(edges []geo.Segment) orb.MultiLineString {
	g := newGraph(len(edges))
	a := new(scratch).begin(&g)
	for _, e := range edges {
		u, _ := g.use(g.vertex(e.A), g.vertex(e.B))
		a.note(u.edge()) // without owners, so that lines go on where they change
	}
	lines := orb.MultiLineString{}
	for _, s := range a.traced() {
		line := make(orb.LineString, len(s.path))
		for i, v := range s.path {
			line[i] = g.points[v]
		}
		lines = append(lines, line)
	}
	return lines
}

func compareEdges(s, t geo.Segment) int {
	if s.A != t.A {
		return slices.Compare(s.A[:], t.A[:])
	}
	return slices.Compare(s.B[:], t.B[:])
}
