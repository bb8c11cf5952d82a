package api_test

import (
	"fmt"
	"math"
	"strings"
)

// manyVertices is a Polygon with a ring of about n vertices around Sudzha, 20 km across.
func manyVertices(n int) string {
	var ring strings.Builder
	for i := range n {
		angle := 2 * math.Pi * float64(i) / float64(n)
		fmt.Fprintf(&ring, "[%.8f,%.8f],", 35.27+0.15*math.Cos(angle), 51.19+0.1*math.Sin(angle))
	}
	return `{"type":"Polygon","coordinates":[[` + ring.String() + `[35.42,51.19]]]}`
}

// zone is a Feature of one status, its polygon having one ring.
func zone(status, ring string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"status":%q},"geometry":{"type":"Polygon","coordinates":[%s]}}`, status, ring)
}

// day is a snapshot with the given features.
func day(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// box is a ring around a rectangle.
func box(west, south, east, north float64) string {
	return fmt.Sprintf("[[%[1]v,%[2]v],[%[3]v,%[2]v],[%[3]v,%[4]v],[%[1]v,%[4]v],[%[1]v,%[2]v]]", west, south, east, north)
}
