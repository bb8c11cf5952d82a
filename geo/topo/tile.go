package topo

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"greyzone/geo"
)

// TileLayer is the name of the layer that vector tiles have.
const TileLayer = "zones"

// buffer is how many units a tile reaches beyond its edge, so that outlines along the edge are not seen.
const buffer = 64

// Tile returns the Mapbox vector tile at column x and row y, with the zones in it, each with its status, the status's
// party unless it is nobody's, and whether it counts as held for certain. Nil is a tile without zones.
func (l Level) Tile(x, y int) ([]byte, error) {
	origin := orb.Point{float64(x) * extent, float64(y) * extent}
	bound := orb.Bound{Min: origin, Max: orb.Point{origin[0] + extent, origin[1] + extent}}.Pad(buffer)
	zones := geojson.NewFeatureCollection()
	for _, zone := range l.zones {
		if !zone.bound.Intersects(bound) {
			continue
		}
		if polygon := cutOut(zone.polygon, bound, origin); polygon != nil {
			feature := geojson.NewFeature(polygon)
			feature.Properties = zone.properties
			zones.Append(feature)
		}
	}
	if len(zones.Features) == 0 {
		return nil, nil
	}
	layer := mvt.NewLayer(TileLayer, zones)
	layer.Version = 2 // rings are wound as it asks
	tile, err := mvt.Marshal(mvt.Layers{layer})
	if err != nil {
		return nil, fmt.Errorf("tile %d/%d/%d: %w", l.zoom, x, y, err)
	}
	return tile, nil
}

// cutOut returns what lies of a polygon in bound, in units from origin; nil for nothing.
func cutOut(polygon orb.Polygon, bound orb.Bound, origin orb.Point) orb.Polygon {
	var part orb.Polygon
	for i, ring := range polygon {
		// Clipping works in the ring that it is given.
		ring = clip.Ring(bound, slices.Clone(ring))
		for k, p := range ring {
			ring[k] = orb.Point{math.Round(p[0] - origin[0]), math.Round(p[1] - origin[1])}
		}
		ring = withoutSpikes(ring)
		switch {
		case drawable(ring, i == 0):
			part = append(part, ring)
		case i == 0:
			return nil
		}
	}
	return part
}

func tileProperties(status string, statuses []geo.Status) geojson.Properties {
	properties := geojson.Properties{"status": status}
	i := slices.IndexFunc(statuses, func(s geo.Status) bool { return s.ID == status })
	if i < 0 {
		return properties
	}
	properties["held"] = statuses[i].Held
	if party := statuses[i].Party; party != nil {
		properties["party"] = *party
	}
	return properties
}
