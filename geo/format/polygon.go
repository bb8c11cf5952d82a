package format

import (
	"errors"

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
	mp, err := polygonsOf(data)
	var refused *geo.Error
	if errors.As(err, &refused) {
		refused.Message += "; send a GeoJSON Polygon, a MultiPolygon, or a Feature of one"
	}
	if err != nil {
		return nil, err
	}
	if n := corners(mp); n > maxVertices {
		return nil, geo.Errorf(geo.TooLarge, "the polygon has %d vertices; at most %d are measured within: simplify it", n, maxVertices)
	}
	return geo.CheckGround(mp)
}

func polygonsOf(data []byte) (orb.MultiPolygon, error) {
	d, err := parseDocument(data)
	if err != nil {
		return nil, err
	}
	if d.Type == "" {
		return nil, unprocessable(`the JSON has no "type" of GeoJSON`)
	}
	if err := d.normalise(); err != nil {
		return nil, err
	}
	if len(d.features) != 1 {
		return nil, unprocessable("this has %d features, not one", len(d.features))
	}
	h, err := gather(&d, func(*feature) string { return "" })
	if err != nil {
		return nil, err
	}
	mp := make(orb.MultiPolygon, len(h.zones))
	for i, z := range h.zones {
		mp[i] = z.Polygon
	}
	return mp, nil
}

// corners counts vertices, of a closed ring the first and the last as one.
func corners(mp orb.MultiPolygon) int {
	n := 0
	for _, p := range mp {
		for _, r := range p {
			n += len(r)
			if r.Closed() {
				n--
			}
		}
	}
	return n
}
