package preview

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// offBorder returns the stretches of lines that do not lie on the border, which is drawn there itself.
func offBorder(lines, border orb.MultiLineString) orb.MultiLineString {
	if len(border) == 0 {
		return lines
	}
	near := newNearness(border, orb.MultiLineString(lines).Bound())
	var off orb.MultiLineString
	for _, l := range lines {
		start := 0
		for i := 1; i <= len(l); i++ {
			if i < len(l) && !near.has(l[i-1], l[i]) {
				continue
			}
			if i-start > 1 {
				off = append(off, l[start:i])
			}
			start = i
		}
	}
	return off
}

// nearness finds whether an edge lies on lines: both its ends and its middle do, within about a metre.
type nearness struct {
	segments map[[2]int][][2]orb.Point // by the cells of a grid that they pass
}

// In degrees.
const cellSize, aMetre = 0.02, 1e-5

// newNearness looks at those segments of lines that are in a bound.
func newNearness(lines orb.MultiLineString, in orb.Bound) nearness {
	n := nearness{make(map[[2]int][][2]orb.Point)}
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			b := orb.MultiPoint{l[i-1], l[i]}.Bound().Pad(aMetre)
			if !b.Intersects(in) {
				continue
			}
			from, to := cellOf(b.Min), cellOf(b.Max)
			for x := from[0]; x <= to[0]; x++ {
				for y := from[1]; y <= to[1]; y++ {
					cell := [2]int{x, y}
					n.segments[cell] = append(n.segments[cell], [2]orb.Point{l[i-1], l[i]})
				}
			}
		}
	}
	return n
}

func cellOf(p orb.Point) [2]int {
	return [2]int{int(math.Floor(p[0] / cellSize)), int(math.Floor(p[1] / cellSize))}
}

func (n nearness) has(a, b orb.Point) bool {
	return n.touches(a) && n.touches(b) && n.touches(between(a, b, 0.5))
}

func (n nearness) touches(p orb.Point) bool {
	for _, s := range n.segments[cellOf(p)] {
		if planar.DistanceFromSegment(s[0], s[1], p) < aMetre {
			return true
		}
	}
	return false
}
