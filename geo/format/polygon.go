package format

import (
	"github.com/paulmach/orb"

	"greyzone/geo"
)

// MaxQueryVertices is how many vertices a polygon to measure within may have.
const MaxQueryVertices = 20_000

// DecodePolygon reads the ground that a caller wants measured: a GeoJSON Polygon, MultiPolygon, a Feature of them, or a
// FeatureCollection with one feature. The result is valid, its polygons are disjoint. Errors are Unprocessable, with the
// places that are refused, or TooLarge above maxVertices.
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
	h, err := gather(d.features, func(*feature) string { return ground.ID })
	if err != nil {
		return nil, err
	}
	if n := vertices(h.zones); n > maxVertices {
		return nil, geo.Errorf(geo.TooLarge, "the polygon has %d vertices; at most %d are measured within: simplify it", n, maxVertices)
	}
	return joined(h.zones)
}

// ground stands for the status of a polygon that has none, so that it is checked and repaired as a zone is.
var ground = geo.Status{ID: "ground", Held: true}

func joined(zones []geo.Zone) (orb.MultiPolygon, error) {
	coverage, err := geo.Cover(zones, []geo.Status{ground}, false)
	if err != nil {
		return nil, err
	}
	if len(coverage.Zones) == 0 {
		return nil, unprocessable("the polygon has no area")
	}
	var mp orb.MultiPolygon
	for _, z := range coverage.Zones {
		mp = append(mp, z.Polygon)
	}
	return mp, nil
}

func vertices(zones []geo.Zone) int {
	n := 0
	for _, z := range zones {
		for _, r := range z.Polygon {
			n += len(r)
		}
	}
	return n
}
