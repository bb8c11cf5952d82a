package format

import (
	"github.com/paulmach/orb"

	"greyzone/geo"
)

// MaxQueryVertices is how many vertices a polygon to measure within may have.
const MaxQueryVertices = 20_000

// DecodePolygon reads the ground that a caller wants measured: a GeoJSON Polygon, MultiPolygon, a Feature of them, or a
// FeatureCollection with one feature. The result is valid, its polygons are disjoint. Nothing is repaired, since an area
// within a shape that the caller did not draw would be a wrong answer: errors are Unprocessable, with the places that
// are refused, or TooLarge above maxVertices.
func DecodePolygon(data []byte, maxVertices int) (orb.MultiPolygon, error) {
	if err := refuseOther(data, ""); err != nil {
		return nil, err
	}
	d, err := decode(data)
	if err != nil {
		return nil, err
	}
	if len(d.features) != 1 {
		return nil, unprocessable("send one polygon: a GeoJSON Polygon, MultiPolygon or Feature; this has %d features", len(d.features))
	}
	h, err := gather(&d, func(*feature) string { return "" })
	if err != nil {
		return nil, err
	}
	if n := geo.Vertices(h.zones); n > maxVertices {
		return nil, geo.Errorf(geo.TooLarge, "the polygon has %d vertices; at most %d are measured within: simplify it", n, maxVertices)
	}
	var mp orb.MultiPolygon
	for _, z := range h.zones {
		mp = append(mp, z.Polygon)
	}
	return geo.CheckGround(mp)
}
