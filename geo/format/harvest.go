package format

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// maxCollections is how many GeometryCollections may lie in each other.
const maxCollections = 8

// harvest gathers the polygons of features, and counts what is none.
type harvest struct {
	document             *document
	zones                []geo.Zone
	points, lines, empty int
	rings                int
}

// gather reads the polygons of all features of d; status names that of each.
func gather(d *document, status func(*feature) string) (*harvest, error) {
	h := &harvest{document: d}
	for i := range d.features {
		f := &d.features[i]
		if f.Geometry == nil {
			h.empty++
			continue
		}
		ps, err := h.polygons(i, *f.Geometry, 0)
		if err != nil {
			return nil, err
		}
		for _, p := range ps {
			h.zones = append(h.zones, geo.Zone{Status: status(f), Polygon: p, Feature: i, Properties: f.Properties})
		}
	}
	if len(d.features) > 0 && len(h.zones) == 0 {
		return nil, unprocessable("the file has no polygon at all: %d points, %d lines, %d features without a geometry", h.points, h.lines, h.empty)
	}
	return h, nil
}

func (h *harvest) polygons(feature int, g geometry, depth int) ([]orb.Polygon, error) {
	c := coordinates{document: h.document, text: g.Coordinates, feature: feature, rings: &h.rings}
	switch g.Type {
	case "Polygon":
		p, err := c.polygon()
		return h.nonEmpty([]orb.Polygon{p}), err
	case "MultiPolygon":
		ps, err := c.multiPolygon()
		return h.nonEmpty(ps), err
	case "GeometryCollection":
		return h.collection(feature, g.Geometries, depth+1)
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

// collection reads the members of a GeometryCollection, which may be further ones; RFC 7946 (3.1.8) advises against that.
func (h *harvest) collection(feature int, text json.RawMessage, depth int) ([]orb.Polygon, error) {
	if depth > maxCollections {
		return nil, refused(feature, "type", fmt.Sprintf("more than %d GeometryCollections lie in each other", maxCollections))
	}
	var all []orb.Polygon
	err := eachElement(text, func(_ int, parse func(any) error) error {
		var g geometry
		if err := parse(&g); err != nil {
			return refused(feature, "type", mismatch(err))
		}
		ps, err := h.polygons(feature, g, depth)
		all = append(all, ps...)
		return err
	})
	if errors.Is(err, errNoList) {
		return nil, refused(feature, "type", `its GeometryCollection has no list "geometries"`)
	}
	return all, err
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
