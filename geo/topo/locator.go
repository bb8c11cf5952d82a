package topo

import (
	"github.com/paulmach/orb"

	"greyzone/geo"
)

// locator tells quickly which points lie in a polygon: its edges are kept by bands of latitude.
type locator struct {
	bound orb.Bound
	bands [][]geo.Segment
	scale float64 // bands in a degree
}

const edgesPerBand = 8

// bandsFor is in how many bands to keep the edges of p: not so many that high ones would fill all memory.
func bandsFor(p orb.Polygon, height float64) int {
	edges, climb := 0, 0.0
	for _, r := range p {
		edges += len(r) - 1
		for i := range len(r) - 1 {
			climb += abs(r[i+1][1] - r[i][1])
		}
	}
	return max(1, min(edges/edgesPerBand, int(float64(edges)*height/climb)))
}

func newLocator(p orb.Polygon) *locator {
	l := &locator{bound: p.Bound()}
	height := l.bound.Max[1] - l.bound.Min[1]
	n := bandsFor(p, height)
	l.scale = float64(n) / height
	l.bands = make([][]geo.Segment, n)
	for _, r := range p {
		for i := range len(r) - 1 {
			s := geo.Segment{A: r[i], B: r[i+1]}
			for band := l.band(min(s.A[1], s.B[1])); band <= l.band(max(s.A[1], s.B[1])); band++ {
				l.bands[band] = append(l.bands[band], s)
			}
		}
	}
	return l
}

func (l *locator) band(lat float64) int {
	return min(max(int((lat-l.bound.Min[1])*l.scale), 0), len(l.bands)-1)
}

// contains reports whether p, which is on no ring of the polygon, lies in it.
func (l *locator) contains(p orb.Point) bool {
	if !l.bound.Contains(p) {
		return false
	}
	inside := false
	for _, s := range l.bands[l.band(p[1])] {
		if geo.MeetsRay(s, p) {
			inside = !inside
		}
	}
	return inside
}
