package topo

import (
	"slices"

	"github.com/paulmach/orb"
)

// Topology is the zones of several times as one set of arcs, as TopoJSON has it.
type Topology struct {
	// Arcs has each stretch of boundary once, between two junctions. A ring without a junction is one closed arc.
	Arcs    []orb.LineString
	Objects []Object
}

// Object is the zones of one time.
type Object struct {
	Name  string
	Zones []ArcZone
}

// ArcZone is a zone whose rings, the shell first, are references to arcs: i is arc i along its direction, ^i against
// it. The end of each is the start of the next, and the end of the last the start of the first.
type ArcZone struct {
	Status string
	Rings  [][]int
}

// Shape is the zones of one time by vertex number.
type Shape struct {
	Name  string
	Zones []ShapeZone
}

// ShapeZone is a zone whose rings, the shell first, are numbers of vertices; the first is not repeated at the end.
type ShapeZone struct {
	Status string
	Rings  [][]int32
}

// NewTopology cuts the rings of shapes into arcs at their junctions: the vertices that not all rings pass between the
// same two neighbours. Arcs are numbered in the order in which the rings come to them, and go the way of the first ring
// that does. Rings that are one slice are cut once, and their references are one slice too: do not change them.
func NewTopology(points []orb.Point, shapes []Shape) Topology {
	c := cutter{
		points:    points,
		junction:  junctions(len(points), shapes),
		reference: make(map[link]int),
		cut:       make(map[ringID][]int),
	}
	objects := make([]Object, len(shapes))
	for i, shape := range shapes {
		objects[i] = Object{Name: shape.Name, Zones: make([]ArcZone, len(shape.Zones))}
		for k, zone := range shape.Zones {
			objects[i].Zones[k] = ArcZone{Status: zone.Status, Rings: c.rings(zone.Rings)}
		}
	}
	return Topology{Arcs: c.arcs, Objects: objects}
}

// Polygon returns a zone of t as a polygon with closed rings.
func (t Topology) Polygon(zone ArcZone) orb.Polygon {
	polygon := make(orb.Polygon, len(zone.Rings))
	for i, references := range zone.Rings {
		polygon[i] = joinArcs(t.Arcs, references)
	}
	return polygon
}

// joinArcs returns the ring that references to arcs make, closed.
func joinArcs(arcs []orb.LineString, references []int) orb.Ring {
	var ring orb.Ring
	for _, reference := range references {
		line := walked(arcs, reference)
		if len(ring) > 0 {
			line = line[1:] // the arc before ends there
		}
		ring = append(ring, line...)
	}
	return ring
}

// walked returns an arc in the direction of a reference.
func walked(arcs []orb.LineString, reference int) orb.LineString {
	arc, against := arcOf(reference)
	line := arcs[arc]
	if against {
		line = slices.Clone(line)
		slices.Reverse(line)
	}
	return line
}

// arcOf returns the arc of a reference, and whether it runs against the arc's direction.
func arcOf(reference int) (arc int, against bool) {
	if reference < 0 {
		return ^reference, true
	}
	return reference, false
}

// ringID tells rings apart by where they lie in memory, which is cheap.
type ringID struct {
	first  *int32
	length int
}

func idOf(ring []int32) ringID { return ringID{&ring[0], len(ring)} }

// junctions reports for each of count vertices whether rings of shapes meet or part there.
func junctions(count int, shapes []Shape) []bool {
	is := make([]bool, count)
	neighbours := make([]link, count)
	seen := make(map[ringID]bool)
	for _, shape := range shapes {
		for _, zone := range shape.Zones {
			for _, ring := range zone.Rings {
				if len(ring) == 0 || seen[idOf(ring)] {
					continue
				}
				seen[idOf(ring)] = true
				markJunctions(ring, neighbours, is)
			}
		}
	}
	return is
}

// markJunctions marks the vertices of ring that have had other neighbours, and notes the neighbours of the rest.
func markJunctions(ring []int32, neighbours []link, is []bool) {
	before := ring[len(ring)-1]
	for i, vertex := range ring {
		markJunction(vertex, link{before, ring[(i+1)%len(ring)]}, neighbours, is)
		before = vertex
	}
}

// markJunction marks a vertex that has had other neighbours than those on its way, or notes these.
func markJunction(vertex int32, way link, neighbours []link, is []bool) {
	// Counted from 1, so that the zero link is none.
	pair := link{min(way.from, way.to) + 1, max(way.from, way.to) + 1}
	switch neighbours[vertex] {
	case link{}:
		neighbours[vertex] = pair
	case pair:
	default:
		is[vertex] = true
	}
}

// link is a step from one vertex to the next.
type link struct{ from, to int32 }

// cutter cuts rings into arcs.
type cutter struct {
	points    []orb.Point
	junction  []bool
	arcs      []orb.LineString
	reference map[link]int // by the first link of an arc, walked in either direction
	cut       map[ringID][]int
}

func (c *cutter) rings(rings [][]int32) [][]int {
	all := make([][]int, len(rings))
	for i, ring := range rings {
		if len(ring) == 0 {
			continue
		}
		references, ok := c.cut[idOf(ring)]
		if !ok {
			references = c.ring(ring)
			c.cut[idOf(ring)] = references
		}
		all[i] = references
	}
	return all
}

// ring cuts a ring at its junctions. One that has none is cut where every ring along the same vertices would be.
func (c *cutter) ring(ring []int32) []int {
	start := slices.IndexFunc(ring, func(vertex int32) bool { return c.junction[vertex] })
	if start < 0 {
		start = slices.Index(ring, slices.Min(ring))
	}
	return c.walk(append(slices.Concat(ring[start:], ring[:start]), ring[start]))
}

// walk cuts a line at its junctions.
func (c *cutter) walk(walk []int32) []int {
	var references []int
	for from, to := 0, 1; to < len(walk); to++ {
		if to == len(walk)-1 || c.junction[walk[to]] {
			references = append(references, c.arc(walk[from:to+1]))
			from = to
		}
	}
	return references
}

// arc returns the reference to the arc along vertices. Between junctions there is one way only, so that the first edge
// tells which it is.
func (c *cutter) arc(vertices []int32) int {
	last := len(vertices) - 1
	first := link{vertices[0], vertices[1]}
	if known, ok := c.reference[first]; ok {
		return known
	}
	number := len(c.arcs)
	line := make(orb.LineString, len(vertices))
	for i, vertex := range vertices {
		line[i] = c.points[vertex]
	}
	c.arcs = append(c.arcs, line)
	c.reference[link{vertices[last], vertices[last-1]}] = ^number
	c.reference[first] = number
	return number
}
