package topo

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// History is the coverages of a layer, numbered from 0 in the order in which they were added. It is not safe for use
// while one is being added. The zero History is not usable; NewHistory makes one.
type History struct {
	graph
	spans    [][]span    // by edge, in order; they do not overlap
	statuses []string    // by number; 0 is ground in no zone
	totals   [][]float64 // by snapshot and each status known then, in m²
	changed  [][]int32   // by snapshot: the edges that it has otherwise than the one before
	bands    bands
	shown    []int32 // the edges of the last snapshot
	pending  []sides // by edge: where the snapshot that is being added has it
	tape     tape
}

// span is the snapshots from up to, not including, to that have an edge with one status on its left and one on its
// right.
type span struct {
	from, to int32 // to is open while the last snapshot has the edge so
	sides
}

const open = math.MaxInt32

// sides are the numbers of the statuses to the left and to the right of an edge, along its direction.
type sides struct{ left, right uint16 }

// NewHistory returns a history without snapshots.
func NewHistory() *History {
	return &History{graph: newGraph(0), statuses: []string{""}, bands: make(bands), tape: newTape()}
}

// Len is how many snapshots there are.
func (h *History) Len() int { return len(h.totals) }

// Add adds a coverage as the last snapshot and returns its durable form: what Load needs besides the forms of all
// snapshots before it. It costs time with the size of the coverage, memory with what is new in it.
func (h *History) Add(zones []geo.Zone) ([]byte, error) {
	points := len(h.points)
	s := h.stream(zones)
	form := h.tape.add(s, h.points[:points], h.points[points:])
	return form, h.apply(s)
}

// Load adds the snapshot whose durable form Add returned. After an error the history is of no use any more.
func (h *History) Load(form []byte) error {
	s, points, err := h.tape.load(form, h.points)
	if err != nil {
		return fmt.Errorf("snapshot %d: %w", h.Len(), err)
	}
	for _, p := range points {
		if h.vertex(p) != int32(len(h.points))-1 {
			return fmt.Errorf("snapshot %d: a vertex comes a second time", h.Len())
		}
	}
	if err := h.apply(s); err != nil {
		return fmt.Errorf("snapshot %d: %w", h.Len(), err)
	}
	return nil
}

// apply takes the edges of a snapshot into the history.
func (h *History) apply(s []int32) error {
	totals := make([]float64, len(h.statuses))
	var now []int32
	err := h.tape.zones(s, len(h.points), func(z tapeZone) error {
		status := h.status(z.status)
		for int(status) >= len(totals) {
			totals = append(totals, 0)
		}
		for _, ring := range z.rings {
			now = h.applyRing(ring, status, totals, now)
		}
		return nil
	})
	if err != nil {
		return err
	}
	h.takeOver(now)
	h.totals = append(h.totals, totals)
	return nil
}

// takeOver lets the edges in now be those that are shown from this snapshot on, with the sides that are pending.
func (h *History) takeOver(now []int32) {
	n := int32(h.Len())
	var changed []int32
	for _, e := range now {
		if h.note(e, n) {
			changed = append(changed, e)
		}
	}
	for _, e := range h.shown {
		if last := h.last(e); h.pending[e] == (sides{}) {
			last.to = n
			changed = append(changed, e)
		}
	}
	for _, e := range now {
		h.pending[e] = sides{}
	}
	h.shown = now
	h.changed = append(h.changed, changed)
}

// last is the last span of an edge, nil before the first.
func (h *History) last(e int32) *span {
	if n := len(h.spans[e]); n > 0 {
		return &h.spans[e][n-1]
	}
	return nil
}

// applyRing notes the status on the left of each edge of a ring, and adds the edges that it is the first to have to now.
func (h *History) applyRing(ring []int32, status uint16, totals []float64, now []int32) []int32 {
	v := ring[len(ring)-1]
	for _, w := range ring {
		u, made := h.use(v, w)
		e := u.edge()
		if made {
			h.spans = append(h.spans, nil)
			h.bands.add(e, h.segment(e))
			h.pending = append(h.pending, sides{})
		}
		side := &h.pending[e]
		if *side == (sides{}) {
			now = append(now, e)
		}
		if u.forward() {
			side.left = status
			totals[status] += h.term(e)
		} else {
			side.right = status
			totals[status] -= h.term(e)
		}
		v = w
	}
	return now
}

// note goes on with the last span of an edge that snapshot n has, or begins another one; it reports which.
func (h *History) note(e, n int32) bool {
	if last := h.last(e); last != nil && last.to == open {
		if last.sides == h.pending[e] {
			return false
		}
		last.to = n
	}
	h.spans[e] = append(h.spans[e], span{from: n, to: open, sides: h.pending[e]})
	return true
}

// status returns the number of a status, a new one if need be.
func (h *History) status(id string) uint16 {
	for i, s := range h.statuses[1:] {
		if s == id {
			return uint16(i + 1)
		}
	}
	h.statuses = append(h.statuses, id)
	return uint16(len(h.statuses) - 1)
}

// AreasM2 returns the area in m² of each status in snapshot n, without those that have none.
func (h *History) AreasM2(n int) geo.Sums {
	sums := make(geo.Sums, len(h.totals[n]))
	for status, m2 := range h.totals[n] {
		if m2 != 0 {
			sums[h.statuses[status]] = m2
		}
	}
	return sums
}

// total is the area of a status in snapshot n, in m².
func (h *History) total(n int32, status int) float64 {
	if totals := h.totals[n]; status < len(totals) {
		return totals[status]
	}
	return 0
}

// Undo takes the last snapshot out again.
func (h *History) Undo() {
	n := int32(h.Len() - 1)
	for _, e := range h.changed[n] {
		if last := h.last(e); last.from == n {
			h.spans[e] = h.spans[e][:len(h.spans[e])-1]
		}
		if last := h.last(e); last != nil && last.to == n {
			last.to = open
		}
	}
	h.totals, h.changed = h.totals[:n], h.changed[:n]
	known := 1 // statuses
	if n > 0 {
		known = len(h.totals[n-1])
	}
	h.statuses = h.statuses[:known]
	h.forget(h.tape.undo())
	h.shown = h.shown[:0:0]
	for e := range h.edges {
		if last := h.last(int32(e)); last != nil && last.to == open {
			h.shown = append(h.shown, int32(e))
		}
	}
}

// forget takes out the vertices from number points on, and their edges, all of which came last.
func (h *History) forget(points int) {
	edges := len(h.edges)
	for edges > 0 && len(h.spans[edges-1]) == 0 {
		edges--
		e := h.edges[edges]
		h.bands.drop(h.segment(int32(edges)))
		h.first[e.a], h.first[e.b] = e.nextA, e.nextB
	}
	h.edges, h.terms, h.spans, h.pending = h.edges[:edges], h.terms[:edges], h.spans[:edges], h.pending[:edges]
	for _, p := range h.points[points:] {
		delete(h.number, p)
	}
	h.points, h.first = h.points[:points], h.first[:points]
}

// end is the snapshot after the last one of s in h.
func (h *History) end(s span) int32 { return min(s.to, int32(h.Len())) }

// at returns the sides of edge e in snapshot n, and whether the snapshot has it.
func (h *History) at(e, n int32) (sides, bool) {
	// Nearly every edge has one or two spans, and the last one is asked for most.
	spans := h.spans[e]
	for i := len(spans) - 1; i >= 0; i-- {
		if spans[i].from <= n {
			return spans[i].sides, n < spans[i].to
		}
	}
	return sides{}, false
}

// Zones returns the zones of snapshot n as they were added: every vertex, ring and property, in the same order.
func (h *History) Zones(n int) ([]geo.Zone, error) {
	s, err := h.tape.stream(n)
	if err != nil {
		return nil, fmt.Errorf("snapshot %d: %w", n, err)
	}
	var zones []geo.Zone
	err = h.tape.zones(s, len(h.points), func(z tapeZone) error {
		zone := geo.Zone{Status: z.status, Feature: z.feature, Properties: z.properties}
		for _, ring := range z.rings {
			zone.Polygon = append(zone.Polygon, h.ringOf(ring))
		}
		zones = append(zones, zone)
		return nil
	})
	return zones, err
}

// stream writes zones as numbers, adding their vertices to the graph.
func (h *History) stream(zones []geo.Zone) []int32 {
	var s []int32
	for _, z := range zones {
		s = append(s, h.tape.text(z.Status), int32(z.Feature), h.tape.optional(z.Properties), int32(len(z.Polygon)))
		for _, r := range z.Polygon {
			s = h.appendRing(s, r)
		}
	}
	return s
}

func (h *History) appendRing(s []int32, r orb.Ring) []int32 {
	ring := h.ring(r)
	return append(append(s, int32(len(ring))), ring...)
}
