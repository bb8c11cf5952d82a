package topo

import (
	"github.com/paulmach/orb"

	"greyzone/geo"
)

// Shapes numbers the vertices of one coverage after the other, each distinct one once. The zero value is ready for use.
type Shapes struct {
	points []orb.Point
	number map[orb.Point]int32
	shapes []Shape
}

// Add adds the zones of a coverage under a name.
func (s *Shapes) Add(name string, zones []geo.Zone) {
	shape := Shape{Name: name, Zones: make([]ShapeZone, len(zones))}
	for i, zone := range zones {
		rings := make([][]int32, len(zone.Polygon))
		for k, ring := range zone.Polygon {
			rings[k] = s.numbers(ring)
		}
		shape.Zones[i] = ShapeZone{Status: zone.Status, Rings: rings}
	}
	s.shapes = append(s.shapes, shape)
}

// Topology cuts what was added into arcs.
func (s *Shapes) Topology() Topology { return NewTopology(s.points, s.shapes) }

// numbers returns the vertices of a ring, the first not again at the end.
func (s *Shapes) numbers(ring orb.Ring) []int32 {
	if len(ring) > 1 && ring[0] == ring[len(ring)-1] {
		ring = ring[:len(ring)-1]
	}
	numbers := make([]int32, len(ring))
	for i, p := range ring {
		numbers[i] = s.vertex(p)
	}
	return numbers
}

func (s *Shapes) vertex(p orb.Point) int32 {
	if number, ok := s.number[p]; ok {
		return number
	}
	if s.number == nil {
		s.number = make(map[orb.Point]int32)
	}
	number := int32(len(s.points))
	s.number[p] = number
	s.points = append(s.points, p)
	return number
}
