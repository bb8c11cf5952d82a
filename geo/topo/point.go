package topo

import (
	"math"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// bands is the edges of a history by bands of latitude, to find those that a ray to the east meets.
type bands map[int32][]int32

const (
	// An edge is some kilometres long, and so in a few bands.
	bandsPerDegree = 64
	// Edges that are in more bands than this are in a band of their own, whatever their latitude.
	manyBands = 256
	tallBand  = math.MinInt32
)

func bandOf(lat float64) int32 { return int32(math.Floor(lat * bandsPerDegree)) }

// bandsOf returns the first and the last band of an edge.
func bandsOf(s geo.Segment) (from, to int32) {
	from, to = bandOf(min(s.A[1], s.B[1])), bandOf(max(s.A[1], s.B[1]))
	if to-from > manyBands {
		return tallBand, tallBand
	}
	return from, to
}

func (b bands) add(e int32, s geo.Segment) {
	from, to := bandsOf(s)
	for band := from; band <= to; band++ {
		b[band] = append(b[band], e)
	}
}

// drop takes out edge e, the last one that was added.
func (b bands) drop(s geo.Segment) {
	from, to := bandsOf(s)
	for band := from; band <= to; band++ {
		b[band] = b[band][:len(b[band])-1]
	}
}

// eachMet calls f with each edge of the history that the ray from p to the east meets.
func (h *History) eachMet(p orb.Point, f func(e int32)) {
	h.eachMetOf(h.bands[bandOf(p[1])], p, f)
	h.eachMetOf(h.bands[tallBand], p, f)
}

func (h *History) eachMetOf(edges []int32, p orb.Point, f func(e int32)) {
	for _, e := range edges {
		west, east := h.points[h.edges[e].a], h.points[h.edges[e].b]
		// Most are passed over for that they lie to the west, or wholly to the north or to the south.
		if east[0] < p[0] || (west[1] <= p[1]) == (east[1] <= p[1]) {
			continue
		}
		if geo.MeetsRay(geo.Segment{A: west, B: east}, p) {
			f(e)
		}
	}
}

// StatusAt returns the status of the zone that p lies in in snapshot n, or "" where it lies in none. The boundary is
// part of the zone that lies to the north or to the east of it; a vertex from which edges only lead up is as what lies
// below it.
func (h *History) StatusAt(p orb.Point, n int) string { return h.statuses[h.statusAt(p, int32(n))] }

func (h *History) statusAt(p orb.Point, n int32) uint16 {
	inside := make([]bool, len(h.statuses))
	h.eachMet(p, func(e int32) {
		if s, ok := h.at(e, n); ok {
			inside[s.left] = !inside[s.left]
			inside[s.right] = !inside[s.right]
		}
	})
	for status := range inside[1:] {
		if inside[status+1] {
			return uint16(status + 1)
		}
	}
	return 0
}

// Statuses returns what StatusAt does for every snapshot.
func (h *History) Statuses(p orb.Point) []string {
	all := make([]string, h.Len())
	for i, status := range h.statusesAt(p) {
		all[i] = h.statuses[status]
	}
	return all
}

func (h *History) statusesAt(p orb.Point) []uint16 {
	// Whether p changes between inside and outside of a status, by status and snapshot.
	turns := make([][]bool, len(h.statuses))
	for i := range turns {
		turns[i] = make([]bool, h.Len()+1)
	}
	h.eachMet(p, func(e int32) {
		for _, s := range h.spans[e] {
			for _, status := range [2]uint16{s.left, s.right} {
				turns[status][s.from] = !turns[status][s.from]
				turns[status][h.end(s)] = !turns[status][h.end(s)]
			}
		}
	})
	all := make([]uint16, h.Len())
	for status := 1; status < len(turns); status++ {
		inside := false
		for n := range all {
			if inside = inside != turns[status][n]; inside {
				all[n] = uint16(status)
			}
		}
	}
	return all
}
