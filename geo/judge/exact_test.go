package judge_test

import (
	"math"
	"math/big"
	"slices"

	"github.com/paulmach/orb"
)

// exactAreas are the areas, in squares, that MakeValid by structure may make of p by its definition, without any rounding:
// each ring stands for what it winds around other than zero times; a ring that meets the shell is cut from it, another
// is ground of its own; where the shell winds around nothing, nothing is left. Whether a ring that shares no ground with
// the shell touches it can be a matter of the last digit: there is an area for either answer.
func exactAreas(p orb.Polygon) []float64 {
	strips := stripsOf(exactEdges(p), len(p))
	if !slices.ContainsFunc(strips, func(s strip) bool { return s.within[0] }) {
		return []float64{0}
	}
	var areas []float64
	overlaps, touches := meetingShell(strips, len(p))
	for answers := range 1 << len(p) {
		meets := slices.Clone(overlaps)
		for ring := range meets {
			meets[ring] = meets[ring] || touches[ring] && answers>>ring&1 == 1
		}
		areas = append(areas, groundOf(strips, meets))
	}
	return areas
}

func groundOf(strips []strip, meets []bool) float64 {
	sum := new(big.Rat)
	for _, s := range strips {
		if s.isGround(meets) {
			sum.Add(sum, s.area)
		}
	}
	area, _ := sum.Float64()
	return area
}

// exactEdge leads eastward from a to b.
type exactEdge struct {
	a, b [2]*big.Rat
	ring int
	sign int // -1 if the ring runs from b to a
}

func exactEdges(p orb.Polygon) []exactEdge {
	var edges []exactEdge
	exactly := func(q orb.Point) [2]*big.Rat {
		return [2]*big.Rat{new(big.Rat).SetFloat64(q[0]), new(big.Rat).SetFloat64(q[1])}
	}
	for i, r := range p {
		for k := range len(r) - 1 {
			a, b := exactly(r[k]), exactly(r[k+1])
			switch a[0].Cmp(b[0]) {
			case -1:
				edges = append(edges, exactEdge{a, b, i, 1})
			case 1:
				edges = append(edges, exactEdge{b, a, i, -1})
			}
		}
	}
	return edges
}

// at is where e is at the meridian x.
func (e exactEdge) at(x *big.Rat) *big.Rat {
	y := new(big.Rat).Sub(x, e.a[0])
	y.Mul(y, new(big.Rat).Sub(e.b[1], e.a[1]))
	y.Quo(y, new(big.Rat).Sub(e.b[0], e.a[0]))
	return y.Add(y, e.a[1])
}

// crossing is the meridian at which e and f cross, nil if they do not.
func (e exactEdge) crossing(f exactEdge) *big.Rat {
	west, east := e.a[0], e.b[0]
	if west.Cmp(f.a[0]) < 0 {
		west = f.a[0]
	}
	if f.b[0].Cmp(east) < 0 {
		east = f.b[0]
	}
	if west.Cmp(east) >= 0 {
		return nil
	}
	above, below := new(big.Rat).Sub(e.at(west), f.at(west)), new(big.Rat).Sub(f.at(east), e.at(east))
	if above.Sign()*below.Sign() <= 0 {
		return nil
	}
	x := new(big.Rat).Sub(east, west)
	x.Mul(x, above)
	x.Quo(x, new(big.Rat).Add(above, below))
	return x.Add(x, west)
}

// strip is what lies between two edges and two meridians, with no edge in between.
type strip struct {
	west, east span
	area       *big.Rat
	within     []bool // by ring: whether it winds around it
}

// span is a stretch of a meridian, rounded.
type span struct{ x, low, high float64 }

func spanOf(x, low, high *big.Rat) span {
	var s span
	s.x, _ = x.Float64()
	s.low, _ = low.Float64()
	s.high, _ = high.Float64()
	return s
}

// stripsOf cuts the plane along the meridians of all vertices and crossings.
func stripsOf(edges []exactEdge, rings int) []strip {
	var strips []strip
	xs := meridians(edges)
	for i := range len(xs) - 1 {
		west, east := xs[i], xs[i+1]
		across := slices.DeleteFunc(slices.Clone(edges), func(e exactEdge) bool {
			return e.a[0].Cmp(west) > 0 || e.b[0].Cmp(east) < 0
		})
		middle := new(big.Rat).Add(west, east)
		middle.Quo(middle, big.NewRat(2, 1))
		slices.SortFunc(across, func(e, f exactEdge) int { return e.at(middle).Cmp(f.at(middle)) })
		winding := make([]int, rings)
		for k := range len(across) - 1 {
			low, high := across[k], across[k+1]
			winding[low.ring] += low.sign
			if s := stripOf(low, high, west, east); s.area.Sign() > 0 {
				for _, n := range winding {
					s.within = append(s.within, n != 0)
				}
				strips = append(strips, s)
			}
		}
	}
	return strips
}

func meridians(edges []exactEdge) []*big.Rat {
	var xs []*big.Rat
	for i, e := range edges {
		xs = append(xs, e.a[0], e.b[0])
		for _, f := range edges[:i] {
			if x := e.crossing(f); x != nil {
				xs = append(xs, x)
			}
		}
	}
	slices.SortFunc(xs, (*big.Rat).Cmp)
	return slices.CompactFunc(xs, func(x, y *big.Rat) bool { return x.Cmp(y) == 0 })
}

func stripOf(low, high exactEdge, west, east *big.Rat) strip {
	a, b, c, d := low.at(west), high.at(west), low.at(east), high.at(east)
	area := new(big.Rat).Add(b, d)
	area.Sub(area, a)
	area.Sub(area, c)
	area.Mul(area, new(big.Rat).Sub(east, west))
	area.Quo(area, big.NewRat(2, 1))
	return strip{west: spanOf(west, a, b), east: spanOf(east, c, d), area: area}
}

// meetingShell finds the rings that wind around ground that the shell winds around as well, and those that touch the
// shell or miss it by no more than rounding.
func meetingShell(strips []strip, rings int) (overlaps, touches []bool) {
	overlaps, touches = make([]bool, rings), make([]bool, rings)
	for _, s := range strips {
		if !s.within[0] {
			continue
		}
		mark(overlaps, s)
		for _, other := range strips {
			if s.touches(other) {
				mark(touches, other)
			}
		}
	}
	return overlaps, touches
}

func mark(rings []bool, s strip) {
	for ring, within := range s.within {
		rings[ring] = rings[ring] || within
	}
}

// touches reports whether s and t have, but for rounding, a point in common where both begin or end.
func (s strip) touches(t strip) bool {
	return s.west.touches(t.west) || s.west.touches(t.east) || s.east.touches(t.west) || s.east.touches(t.east)
}

func (s span) touches(t span) bool {
	const rounding = 1e-9
	return math.Abs(s.x-t.x) <= rounding && s.low <= t.high+rounding && t.low <= s.high+rounding
}

func (s strip) isGround(meets []bool) bool {
	ground := s.within[0]
	for ring, within := range s.within[1:] {
		if within && !meets[ring+1] {
			return true // on an island
		}
		ground = ground && !within
	}
	return ground
}
