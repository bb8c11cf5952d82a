package format

import (
	"fmt"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// harvest gathers the polygons of features, and counts what is none.
type harvest struct {
	zones                []geo.Zone
	points, lines, empty int
}

// gather reads the polygons of all features; status names that of each.
func gather(features []feature, status func(*feature) string) (*harvest, error) {
	h := &harvest{}
	for i := range features {
		f := &features[i]
		if f.Geometry == nil {
			h.empty++
			continue
		}
		ps, err := h.polygons(i, *f.Geometry)
		if err != nil {
			return nil, err
		}
		for _, p := range ps {
			h.zones = append(h.zones, geo.Zone{Status: status(f), Polygon: p, Feature: i, Properties: f.Properties})
		}
	}
	if len(features) > 0 && len(h.zones) == 0 {
		return nil, unprocessable("the file has no polygon at all: %d points, %d lines, %d features without a geometry", h.points, h.lines, h.empty)
	}
	return h, nil
}

func (h *harvest) polygons(feature int, g geometry) ([]orb.Polygon, error) {
	c := coordinates{text: g.Coordinates, feature: feature}
	switch g.Type {
	case "Polygon":
		p, err := c.polygon()
		return h.nonEmpty([]orb.Polygon{p}), err
	case "MultiPolygon":
		ps, err := c.multiPolygon()
		return h.nonEmpty(ps), err
	case "GeometryCollection":
		return h.collection(feature, g.Geometries)
	case "Point", "MultiPoint":
		h.points++
	case "LineString", "MultiLineString":
		h.lines++
	default:
		return nil, refused(feature, "type", fmt.Sprintf("%q is not a type of geometry", g.Type))
	}
	return nil, nil
}

// nonEmpty returns ps without a polygon that has no ring; RFC 7946 (3.1) lets that stand for no geometry.
func (h *harvest) nonEmpty(ps []orb.Polygon) []orb.Polygon {
	if len(ps) == 0 || len(ps[0]) == 0 {
		h.empty++
		return nil
	}
	return ps
}

func (h *harvest) collection(feature int, members []geometry) ([]orb.Polygon, error) {
	var all []orb.Polygon
	for _, g := range members {
		ps, err := h.polygons(feature, g)
		if err != nil {
			return nil, err
		}
		all = append(all, ps...)
	}
	return all, nil
}

// warnings tells what was kept out because it is no polygon.
func (h *harvest) warnings() []geo.Warning {
	var ws []geo.Warning
	for _, k := range []struct {
		rule, one, many string
		count           int
	}{
		{"point", "1 point", "%d points", h.points},
		{"line", "1 line", "%d lines", h.lines},
		{"no-geometry", "1 feature without a geometry", "%d features without a geometry", h.empty},
	} {
		if k.count > 0 {
			message := number(k.count, k.one, k.many) + " left out: only polygons are zones"
			ws = append(ws, geo.Warning{Rule: k.rule, Zones: k.count, Message: message})
		}
	}
	return ws
}

// number writes n things in the singular or the plural; many has a %d for n.
func number(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}
