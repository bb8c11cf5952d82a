package geo

import (
	"github.com/paulmach/orb"
	"github.com/tidwall/geodesic"
)

// DistanceM returns the length in m of the geodesic from a to b on the WGS 84 ellipsoid.
func DistanceM(a, b orb.Point) float64 {
	var m float64
	geodesic.WGS84.Inverse(a.Lat(), a.Lon(), b.Lat(), b.Lon(), &m, nil, nil)
	return m
}

// LengthM returns the length of lines in m, their edges being geodesics.
func LengthM(lines orb.MultiLineString) float64 {
	var m float64
	for _, line := range lines {
		for i := range len(line) - 1 {
			m += DistanceM(line[i], line[i+1])
		}
	}
	return m
}
