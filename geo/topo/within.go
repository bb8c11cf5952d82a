package topo

import (
	"fmt"
	"slices"

	"greyzone/geo"
)

// Within returns for each snapshot from number from up to, not including, to the area in m² of each status that lies
// in g, without those that have none there. What it says of a snapshot does not depend on what others there are, nor on
// which are asked for together.
//
// The boundary of what lies in g is the parts of edges that do and the parts of g's boundary that lie in zones. Each
// edge is clipped once, whatever snapshots have it. Going around g, where an edge is crossed, the snapshots that have it
// go from the status on its one side to that on the other.
func (h *History) Within(g *Ground, from, to int) ([]geo.Sums, error) {
	if from < 0 || from > to || to > h.Len() {
		return nil, fmt.Errorf("measure snapshots %d to %d of %d", from, to, h.Len())
	}
	m := newMeasuring(h, g, window{int32(from), int32(to)})
	m.addEdges()
	m.walk()
	return m.result()
}

// measuring is the state of Within.
type measuring struct {
	*History
	ground *Ground
	window
	clipper
	totals table // the areas everywhere
	areas  table // those in the ground
}

func newMeasuring(h *History, g *Ground, w window) *measuring {
	return &measuring{
		History: h, ground: g, window: w,
		clipper: clipper{places: make([]place, len(h.points))},
		totals:  newTable(len(h.statuses), w), areas: newTable(len(h.statuses), w),
	}
}

// addEdges adds what the edges add to the areas.
func (m *measuring) addEdges() {
	for e := range int32(len(m.edges)) {
		if slices.ContainsFunc(m.spans[e], m.overlaps) {
			m.totals.add(m, e, fixedOf(m.term(e)))
			m.areas.add(m, e, m.clip(e))
		}
	}
	m.totals.addUp()
	m.areas.addUp()
}

// window is the snapshots from up to, not including, to.
type window struct{ from, to int32 }

func (w window) width() int { return int(w.to - w.from) }

// overlaps reports whether a snapshot of w has s.
func (w window) overlaps(s span) bool { return s.from < w.to && w.from < s.to }

// columns are those of a table between which the snapshots of w lie that have s.
func (w window) columns(s span) (from, to int32) {
	return max(s.from, w.from) - w.from, min(s.to, w.to) - w.from
}

// table is an area for each status and each snapshot of a window, and at the end of a row one more, for what comes
// after.
type table [][]fixed

func newTable(statuses int, w window) table {
	t := make(table, statuses)
	for i := range t {
		t[i] = make([]fixed, w.width()+1)
	}
	return t
}

// add notes where what edge e adds to the area on its left begins and ends to count.
func (t table) add(m *measuring, e int32, area fixed) {
	if area == 0 {
		return
	}
	for _, s := range m.spans[e] {
		if s.left != s.right && m.overlaps(s) {
			from, to := m.columns(s)
			t[s.left][from] += area
			t[s.left][to] -= area
			t[s.right][from] -= area
			t[s.right][to] += area
		}
	}
}

// addUp turns where areas begin and end to count into areas.
func (t table) addUp() {
	for _, row := range t {
		for i := 1; i < len(row); i++ {
			row[i] += row[i-1]
		}
	}
}

// result returns the areas as Within does.
func (m *measuring) result() ([]geo.Sums, error) {
	all := make([]geo.Sums, m.width())
	for i := range all {
		n := m.from + int32(i)
		if !m.closed(n) {
			sums, err := m.overlayWithin(m.ground, int(n))
			if err != nil {
				return nil, fmt.Errorf("snapshot %d within a polygon: %w", n, err)
			}
			all[i] = sums
			continue
		}
		all[i] = make(geo.Sums)
		for status := 1; status < len(m.statuses); status++ {
			if area := m.areas[status][i]; area > 0 {
				all[i][m.statuses[status]] = area.m2()
			}
		}
	}
	return all, nil
}

// closed reports whether the edges of snapshot n add up to the areas of its zones. They do not if two zones of it have
// an edge on the same side, as those of a coverage never should.
func (m *measuring) closed(n int32) bool {
	const roundingM2 = 1 // an edge adds thousands of km²: the ground between it and the equator
	for status := 1; status < len(m.statuses); status++ {
		if abs(m.totals[status][n-m.from].m2()-m.total(n, status)) > roundingM2 {
			return false
		}
	}
	return true
}

// overlayWithin finds what Within does for snapshot n by overlaying its zones.
func (h *History) overlayWithin(g *Ground, n int) (geo.Sums, error) {
	zones, err := h.Zones(n)
	if err != nil {
		return nil, err
	}
	polygons, err := g.polygons()
	if err != nil {
		return nil, err
	}
	ground, err := geo.NewGround(polygons)
	if err != nil {
		return nil, err
	}
	sums := make(geo.Sums)
	for _, z := range zones {
		m2, err := ground.AreaM2Within(z.Polygon)
		if err != nil {
			return nil, err
		}
		if m2 > 0 {
			sums[z.Status] += m2
		}
	}
	return sums, nil
}
