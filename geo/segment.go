package geo

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// segment is a straight stretch between two different points.
type segment struct{ a, b orb.Point }

func (s segment) bound() orb.Bound {
	return orb.Bound{
		Min: orb.Point{min(s.a[0], s.b[0]), min(s.a[1], s.b[1])},
		Max: orb.Point{max(s.a[0], s.b[0]), max(s.a[1], s.b[1])},
	}
}

// orient is positive if c lies to the left of the line from a to b, negative if to its right, 0 if exactly on it.
// After J. R. Shewchuk, Adaptive precision floating-point arithmetic and fast robust geometric predicates, Discrete &
// Computational Geometry 18 (1997): floats where their error cannot change the sign, else exact arithmetic.
func orient(a, b, c orb.Point) int {
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

// before orders points from west to east, and from south to north on one meridian.
func before(p, q orb.Point) bool { return p[0] < q[0] || p[0] == q[0] && p[1] < q[1] }

// meeting is where two segments meet: in no point, in one, or along the stretch between two.
type meeting struct {
	points [2]orb.Point
	n      int
	proper bool // each crosses the other between its ends
}

// meet finds where s and t meet. Whether they do is exact; the point of a proper crossing is rounded.
func meet(s, t segment) meeting {
	ta, tb := orient(s.a, s.b, t.a), orient(s.a, s.b, t.b)
	if ta*tb > 0 {
		return meeting{}
	}
	sa, sb := orient(t.a, t.b, s.a), orient(t.a, t.b, s.b)
	if sa*sb > 0 {
		return meeting{}
	}
	switch {
	case ta == 0 && tb == 0:
		return meetOnLine(s, t)
	case ta == 0:
		return meeting{points: [2]orb.Point{t.a}, n: 1}
	case tb == 0:
		return meeting{points: [2]orb.Point{t.b}, n: 1}
	case sa == 0:
		return meeting{points: [2]orb.Point{s.a}, n: 1}
	case sb == 0:
		return meeting{points: [2]orb.Point{s.b}, n: 1}
	}
	return meeting{points: [2]orb.Point{crossing(s, t)}, n: 1, proper: true}
}

// meetOnLine finds the common stretch of segments on one line.
func meetOnLine(s, t segment) meeting {
	s, t = s.eastward(), t.eastward()
	from, to := s.a, s.b
	if before(from, t.a) {
		from = t.a
	}
	if before(t.b, to) {
		to = t.b
	}
	switch {
	case before(to, from):
		return meeting{}
	case from == to:
		return meeting{points: [2]orb.Point{from}, n: 1}
	}
	return meeting{points: [2]orb.Point{from, to}, n: 2}
}

func (s segment) eastward() segment {
	if before(s.b, s.a) {
		return segment{s.b, s.a}
	}
	return s
}

// crossing is the point where segments cross that are known to; rounding never carries it out of their bounds.
func crossing(s, t segment) orb.Point {
	// Near the origin differences of coordinates keep all their digits.
	origin := s.a
	dx, dy := s.b[0]-origin[0], s.b[1]-origin[1]
	ex, ey := t.b[0]-t.a[0], t.b[1]-t.a[1]
	along := ((t.a[0]-origin[0])*ey - (t.a[1]-origin[1])*ex) / (dx*ey - dy*ex)
	if !(along >= 0) || along > 1 {
		along = 0.5 // the segments are as good as parallel
	}
	p := orb.Point{origin[0] + along*dx, origin[1] + along*dy}
	sb, tb := s.bound(), t.bound()
	for i := range p {
		p[i] = min(max(p[i], sb.Min[i], tb.Min[i]), sb.Max[i], tb.Max[i])
	}
	return p
}

// meetsRay reports whether the ray from p to the east, p not being on s, meets s; of the ends only the lower one
// counts as part of s.
func meetsRay(s segment, p orb.Point) bool {
	if s.a[1] > s.b[1] {
		s.a, s.b = s.b, s.a
	}
	return s.a[1] <= p[1] && p[1] < s.b[1] && orient(s.a, s.b, p) > 0
}
