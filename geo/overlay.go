package geo

import "github.com/paulmach/orb"

// Union joins polygons that are valid each by itself; what several cover is in the result once.
func Union(ps []orb.Polygon) (orb.MultiPolygon, error) { panic("not built yet") }

// Intersection returns the ground that lies in both a and b.
func Intersection(a, b orb.MultiPolygon) (orb.MultiPolygon, error) { panic("not built yet") }

// Difference returns the ground of a that does not lie in b.
func Difference(a, b orb.MultiPolygon) (orb.MultiPolygon, error) { panic("not built yet") }

// Ground is a polygon to measure within, prepared so that many polygons can be clipped to it. It is safe for use by
// several goroutines.
type Ground struct{}

// NewGround prepares mp, which must be valid.
func NewGround(mp orb.MultiPolygon) (*Ground, error) { panic("not built yet") }

// AreaM2Within returns the area in m² of the part of p, a valid polygon, that lies in g.
func (g *Ground) AreaM2Within(p orb.Polygon) (float64, error) { panic("not built yet") }
