package geo

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/tidwall/geodesic"
)

// Method says how areas are measured; every answer that gives areas carries it.
const Method = "WGS 84 ellipsoid, edges taken as geodesics (GeographicLib's polygon area); " +
	"zones of one status are joined before they are measured; an overlap of two statuses counts once, " +
	"for the status that is held for certain, else for the zone later in the file; " +
	"joining and clipping work on edges straight in longitude and latitude, which differ from geodesics by about 0.003 % of the area"

// AreaM2 returns the area of p in m² on the WGS 84 ellipsoid, its edges being geodesics; the winding of rings does not
// matter. After C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), section 6, by tidwall/geodesic.
func AreaM2(p orb.Polygon) float64 {
	if len(p) == 0 {
		return 0
	}
	area := math.Abs(ringAreaM2(p[0]))
	for _, hole := range p[1:] {
		area -= math.Abs(ringAreaM2(hole))
	}
	return area
}

// ringAreaM2 is positive for a counter-clockwise ring; where a ring crosses itself its loops count with their own signs.
func ringAreaM2(r orb.Ring) float64 {
	if isWide(r) {
		return edgesM2(r)
	}
	polygon := geodesic.WGS84.PolygonInit(false)
	for _, p := range openRing(r) {
		polygon.AddPoint(p.Lat(), p.Lon())
	}
	var area float64
	// Not as area of the inside: for a clockwise ring that would be the rest of the Earth.
	polygon.Compute(false, true, &area, nil)
	return area
}

// isWide reports whether r, drawn in longitude and latitude, may enclose more than half of the Earth. GeographicLib cannot
// know how a ring is drawn, and would give the area of the rest with the sign turned, of the whole Earth zero.
func isWide(r orb.Ring) bool {
	b := r.Bound()
	return b.Right()-b.Left() > 180 && len(longEdges(orb.Polygon{r})) == 0
}

func edgesM2(r orb.Ring) float64 {
	var sum float64
	for i, p := range r {
		sum += EdgeM2(p, r[(i+1)%len(r)])
	}
	return sum
}

// EdgeM2 returns what the geodesic edge from a to b adds to the area in m² on its left: summed up along a
// counter-clockwise ring it gives the ring's area, along a clockwise one the negative of it. It is the area between the
// edge and the equator, S12 in Karney's article.
func EdgeM2(a, b orb.Point) float64 {
	var m2 float64
	geodesic.WGS84.GenInverse(a.Lat(), a.Lon(), b.Lat(), b.Lon(), nil, nil, nil, nil, nil, nil, &m2)
	return -m2
}

// TotalM2 returns the area of disjoint polygons in m², each as AreaM2 has it.
func TotalM2(mp orb.MultiPolygon) float64 {
	var sum float64
	for _, p := range mp {
		sum += AreaM2(p)
	}
	return sum
}

// straightM2 is roughly the area of p in m² if its edges are straight in longitude and latitude, as they are to overlay:
// a sliver along a long edge has next to none, though the geodesics between its vertices can be a kilometre apart.
func straightM2(p orb.Polygon) float64 {
	if len(p) == 0 || len(p[0]) == 0 {
		return 0
	}
	const degree = 111_000
	area := math.Abs(squareDegrees(p[0]))
	for _, hole := range p[1:] {
		area -= math.Abs(squareDegrees(hole))
	}
	return area * degree * degree * math.Cos(p[0][0].Lat()*math.Pi/180)
}

func squareDegrees(r orb.Ring) float64 {
	var sum float64
	for i := range len(r) - 1 {
		// Near the first point differences of coordinates keep their digits.
		a, b := r[i], r[i+1]
		sum += ((a[0]-r[0][0])*(b[1]-r[0][1]) - (b[0]-r[0][0])*(a[1]-r[0][1])) / 2
	}
	return sum
}

// openRing returns r without the last point if that repeats the first.
func openRing(r orb.Ring) orb.Ring {
	if len(r) > 1 && r[0] == r[len(r)-1] {
		return r[:len(r)-1]
	}
	return r
}
