package geo

import (
	"math"
	"strconv"
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
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
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
