package geo

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

const howToBound = "write four numbers in degrees, west,south,east,north, such as 34.0,50.9,36.0,51.9"

// ParseBound reads west, south, east and north in degrees, with commas between. Errors are Invalid.
func ParseBound(s string) (orb.Bound, error) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return orb.Bound{}, Errorf(Invalid, howToBound)
	}
	var n [4]float64
	for i, part := range parts {
		v, err := parseDecimal(strings.TrimSpace(part))
		if err != nil {
			return orb.Bound{}, Errorf(Invalid, howToBound)
		}
		n[i] = v
	}
	b := orb.Bound{Min: orb.Point{n[0], n[1]}, Max: orb.Point{n[2], n[3]}}
	if b.Min[0] < -180 || b.Max[0] > 180 || b.Min[1] < -90 || b.Max[1] > 90 {
		return b, Errorf(Invalid, "longitude runs from -180 to 180 and latitude from -90 to 90; "+howToBound)
	}
	if b.Min[0] >= b.Max[0] || b.Min[1] >= b.Max[1] {
		return b, Errorf(Invalid, "west must be less than east and south less than north; "+howToBound)
	}
	return b, nil
}

// wideDegrees is the width from which on a bound follows its parallels.
const wideDegrees = 30

// cutsPerDegree is how many edges a side along a parallel has. Geodesics between such ends leave the parallel by no more
// than 2 m; the area between two parallels is then right within 1e-6 of it.
const cutsPerDegree = 8

// BoundGround returns the ground of b, which is empty where b is a point or a line. It is the polygon of its corners, whose
// edges are geodesics to measure with like those of any other; but geodesics between corners far apart lead far around, so
// that the sides of a bound that is wider than 30 degrees are cut to follow the parallels.
func BoundGround(b orb.Bound) orb.MultiPolygon {
	if b.Left() >= b.Right() || b.Bottom() >= b.Top() {
		return nil
	}
	if b.Right()-b.Left() <= wideDegrees {
		return orb.MultiPolygon{b.ToPolygon()}
	}
	south, north := alongParallel(b, b.Bottom()), alongParallel(b, b.Top())
	slices.Reverse(north)
	return orb.MultiPolygon{{append(append(south, north...), b.Min)}}
}

// alongParallel returns the side of b at a latitude, from west to east.
func alongParallel(b orb.Bound, lat float64) orb.Ring {
	side := orb.Ring{{b.Left(), lat}}
	last := math.Ceil(b.Right() * cutsPerDegree)
	for cut := math.Floor(b.Left()*cutsPerDegree) + 1; cut < last; cut++ {
		side = append(side, orb.Point{cut / cutsPerDegree, lat})
	}
	return append(side, orb.Point{b.Right(), lat})
}
