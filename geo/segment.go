package geo

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// Segment is a straight stretch between two different points.
type Segment struct{ A, B orb.Point }

// Bound returns the bound of s.
func (s Segment) Bound() orb.Bound {
	return orb.Bound{
		Min: orb.Point{min(s.A[0], s.B[0]), min(s.A[1], s.B[1])},
		Max: orb.Point{max(s.A[0], s.B[0]), max(s.A[1], s.B[1])},
	}
}

// EndsIn reports whether p is one of the ends of s.
func (s Segment) EndsIn(p orb.Point) bool { return p == s.A || p == s.B }

// Along grows with the place of p, which is on s or nearly, along it.
func (s Segment) Along(p orb.Point) float64 {
	return (p[0]-s.A[0])*(s.B[0]-s.A[0]) + (p[1]-s.A[1])*(s.B[1]-s.A[1])
}

// Orient is positive if c lies to the left of the line from a to b, negative if to its right, 0 if exactly on it.
// After J. R. Shewchuk, Adaptive precision floating-point arithmetic and fast robust geometric predicates, Discrete &
// Computational Geometry 18 (1997): floats where their error cannot change the sign, else exact arithmetic.
func Orient(a, b, c orb.Point) int {
	if c == a || c == b {
		return 0 // edges that follow each other, by far the most frequent doubt
	}
	left := (a[0] - c[0]) * (b[1] - c[1])
	right := (a[1] - c[1]) * (b[0] - c[0])
	det := left - right
	if bound := 3.3306690738754716e-16 * (math.Abs(left) + math.Abs(right)); det > bound || -det > bound {
		return sign(det)
	}
	return orientExactly(a, b, c)
}

// exactBits hold any product of differences of floats up to 180.
const exactBits = 2400

func orientExactly(a, b, c orb.Point) int {
	minus := func(x, y float64) *big.Float {
		return new(big.Float).SetPrec(exactBits).Sub(big.NewFloat(x), big.NewFloat(y))
	}
	left := minus(a[0], c[0])
	left.Mul(left, minus(b[1], c[1]))
	right := minus(a[1], c[1])
	right.Mul(right, minus(b[0], c[0]))
	return left.Cmp(right)
}

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// Before orders points from west to east, and from south to north on one meridian.
func Before(p, q orb.Point) bool { return p[0] < q[0] || p[0] == q[0] && p[1] < q[1] }

// Meeting is where two segments meet: in no point, in one, or along the stretch between two.
type Meeting struct {
	Points [2]orb.Point
	N      int
	Proper bool // each crosses the other between its ends
}

// Meet finds where s and t meet. Whether they do is exact; the point of a proper crossing is rounded.
func Meet(s, t Segment) Meeting {
	ta, tb := Orient(s.A, s.B, t.A), Orient(s.A, s.B, t.B)
	if ta*tb > 0 {
		return Meeting{}
	}
	sa, sb := Orient(t.A, t.B, s.A), Orient(t.A, t.B, s.B)
	if sa*sb > 0 {
		return Meeting{}
	}
	switch {
	case ta == 0 && tb == 0:
		return meetOnLine(s, t)
	case ta == 0:
		return Meeting{Points: [2]orb.Point{t.A}, N: 1}
	case tb == 0:
		return Meeting{Points: [2]orb.Point{t.B}, N: 1}
	case sa == 0:
		return Meeting{Points: [2]orb.Point{s.A}, N: 1}
	case sb == 0:
		return Meeting{Points: [2]orb.Point{s.B}, N: 1}
	}
	return Meeting{Points: [2]orb.Point{crossing(s, t)}, N: 1, Proper: true}
}

// meetOnLine finds the common stretch of segments on one line.
func meetOnLine(s, t Segment) Meeting {
	s, t = s.eastward(), t.eastward()
	from, to := s.A, s.B
	if Before(from, t.A) {
		from = t.A
	}
	if Before(t.B, to) {
		to = t.B
	}
	switch {
	case Before(to, from):
		return Meeting{}
	case from == to:
		return Meeting{Points: [2]orb.Point{from}, N: 1}
	}
	return Meeting{Points: [2]orb.Point{from, to}, N: 2}
}

func (s Segment) eastward() Segment {
	if Before(s.B, s.A) {
		return Segment{s.B, s.A}
	}
	return s
}

// crossing is the point where segments cross that are known to; rounding never carries it out of their bounds.
func crossing(s, t Segment) orb.Point {
	// Near the origin differences of coordinates keep all their digits.
	origin := s.A
	dx, dy := s.B[0]-origin[0], s.B[1]-origin[1]
	ex, ey := t.B[0]-t.A[0], t.B[1]-t.A[1]
	along := ((t.A[0]-origin[0])*ey - (t.A[1]-origin[1])*ex) / (dx*ey - dy*ex)
	if math.IsNaN(along) {
		along = 0.5 // the segments are as good as parallel
	}
	along = min(max(along, 0), 1) // rounding may carry it past an end that is as good as on t
	p := orb.Point{origin[0] + along*dx, origin[1] + along*dy}
	sb, tb := s.Bound(), t.Bound()
	for i := range p {
		p[i] = min(max(p[i], sb.Min[i], tb.Min[i]), sb.Max[i], tb.Max[i])
	}
	return p
}

// MeetsRay reports whether the ray from p to the east, p not being on s, meets s; of the ends only the lower one
// counts as part of s.
func MeetsRay(s Segment, p orb.Point) bool {
	if s.A[1] > s.B[1] {
		s.A, s.B = s.B, s.A
	}
	return s.A[1] <= p[1] && p[1] < s.B[1] && Orient(s.A, s.B, p) > 0
}

// RingContains reports whether p lies inside of r. On the boundary it does if what lies to the north or to the east of it
// does.
func RingContains(r orb.Ring, p orb.Point) bool {
	inside := false
	for i := range len(r) - 1 {
		if MeetsRay(Segment{A: r[i], B: r[i+1]}, p) {
			inside = !inside
		}
	}
	return inside
}

// Contains reports whether p lies in one of disjoint polygons, on a boundary as RingContains has it.
func Contains(mp orb.MultiPolygon, p orb.Point) bool {
	inside := false
	for _, polygon := range mp {
		for _, r := range polygon {
			inside = inside != RingContains(r, p)
		}
	}
	return inside
}
