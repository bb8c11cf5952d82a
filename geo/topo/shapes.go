package topo

import "greyzone/geo"

// Shapes numbers the vertices of one coverage after the other, each distinct one once. The zero value is ready for use.
type Shapes struct {
	graph  graph // without edges
	shapes []Shape
}

// Add adds the zones of a coverage under a name.
func (s *Shapes) Add(name string, zones []geo.Zone) {
	if s.graph.number == nil {
		s.graph = newGraph(0)
	}
	shape := Shape{Name: name, Zones: make([]ShapeZone, len(zones))}
	for i, zone := range zones {
		rings := make([][]int32, len(zone.Polygon))
		for k, ring := range zone.Polygon {
			rings[k] = s.graph.ring(ring)
		}
		shape.Zones[i] = ShapeZone{Status: zone.Status, Rings: rings}
	}
	s.shapes = append(s.shapes, shape)
}

// Topology cuts what was added into arcs.
func (s *Shapes) Topology() Topology { return NewTopology(s.graph.points, s.shapes) }
