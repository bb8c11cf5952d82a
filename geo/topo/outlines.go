package topo

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/paulmach/orb"
)

// Outlines are features under one name.
type Outlines struct {
	Name     string
	Features []Outline
}

// Outline is one feature.
type Outline struct {
	ID         string // empty: it has none
	Properties any    // as encoding/json writes it
	Bound      orb.Bound
	// Geometry is a MultiPolygon, a LineString or a MultiLineString, valid; nil: it is left out.
	Geometry orb.Geometry
}

// WriteOutlines writes all as one TopoJSON topology, with delta-encoded arcs in steps of 1e-5 degrees: what several features
// run along is there once. There is an object for each name.
func WriteOutlines(w io.Writer, all []Outlines) error {
	c := newOutlineCutter(all)
	objects := make(map[string]outlineObject, len(all))
	for _, outlines := range all {
		object := outlineObject{"GeometryCollection", make([]outlineText, len(outlines.Features))}
		for i, f := range outlines.Features {
			object.Geometries[i] = outlineText{
				ID: f.ID, BBox: [4]float64{f.Bound.Min[0], f.Bound.Min[1], f.Bound.Max[0], f.Bound.Max[1]}, Properties: f.Properties,
			}
			if f.Geometry != nil {
				kind := f.Geometry.GeoJSONType()
				object.Geometries[i].Type, object.Geometries[i].Arcs = &kind, c.references(f.Geometry)
			}
		}
		objects[outlines.Name] = object
	}
	return c.write(w, objects)
}

type outlineObject struct {
	Type       string        `json:"type"`
	Geometries []outlineText `json:"geometries"`
}

// outlineText has no type where the geometry is left out.
type outlineText struct {
	Type       *string    `json:"type"`
	ID         string     `json:"id,omitempty"`
	BBox       [4]float64 `json:"bbox"`
	Properties any        `json:"properties"`
	Arcs       any        `json:"arcs,omitempty"`
}

// outlineCutter cuts rings and lines into arcs at their junctions.
type outlineCutter struct {
	cutter
	numbers map[orb.Point]int32 // of vertices
}

func newOutlineCutter(all []Outlines) *outlineCutter {
	c := &outlineCutter{cutter{reference: make(map[link]int)}, make(map[orb.Point]int32)}
	var rings, lines [][]int32
	for _, outlines := range all {
		for _, f := range outlines.Features {
			switch g := f.Geometry.(type) {
			case orb.MultiPolygon:
				for _, polygon := range g {
					for _, ring := range polygon {
						rings = append(rings, c.ringOf(ring))
					}
				}
			case orb.LineString:
				lines = append(lines, c.lineOf(g))
			case orb.MultiLineString:
				for _, line := range g {
					lines = append(lines, c.lineOf(line))
				}
			}
		}
	}
	c.junction = make([]bool, len(c.points))
	neighbours := make([]link, len(c.points))
	for _, ring := range rings {
		markJunctions(ring, neighbours, c.junction)
	}
	for _, line := range lines {
		c.junction[line[0]], c.junction[line[len(line)-1]] = true, true
		for i := 1; i < len(line)-1; i++ {
			markJunction(line[i], link{line[i-1], line[i+1]}, neighbours, c.junction)
		}
	}
	return c
}

// lineOf returns the numbers of the vertices of a line, without those that repeat the one before.
func (c *outlineCutter) lineOf(line []orb.Point) []int32 {
	vertices := make([]int32, 0, len(line))
	for i, p := range line {
		if i > 0 && p == line[i-1] {
			continue
		}
		number, ok := c.numbers[p]
		if !ok {
			number = int32(len(c.points))
			c.numbers[p], c.points = number, append(c.points, p)
		}
		vertices = append(vertices, number)
	}
	return vertices
}

// ringOf is lineOf for a closed ring, whose first vertex is not repeated at the end.
func (c *outlineCutter) ringOf(ring orb.Ring) []int32 {
	vertices := c.lineOf(ring)
	return vertices[:len(vertices)-1]
}

// references returns the arcs of a geometry, nested as TopoJSON has them.
func (c *outlineCutter) references(g orb.Geometry) any {
	switch g := g.(type) {
	case orb.MultiPolygon:
		polygons := make([][][]int, len(g))
		for i, polygon := range g {
			for _, ring := range polygon {
				polygons[i] = append(polygons[i], c.ring(c.ringOf(ring)))
			}
		}
		return polygons
	case orb.LineString:
		return c.walk(c.lineOf(g))
	case orb.MultiLineString:
		lines := make([][]int, len(g))
		for i, line := range g {
			lines[i] = c.walk(c.lineOf(line))
		}
		return lines
	}
	return nil
}

func (c *outlineCutter) write(w io.Writer, objects map[string]outlineObject) error {
	origin := originOf(c.arcs)
	at, err := json.Marshal(origin.transform())
	if err != nil {
		return fmt.Errorf("transform: %w", err)
	}
	named, err := json.Marshal(objects)
	if err != nil {
		return fmt.Errorf("outlines: %w", err)
	}
	// Write errors stick in a bufio.Writer; Flush returns the first.
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `{"type":"Topology","transform":%s,"arcs":[`, at)
	for i, arc := range c.arcs {
		out.Write(appendArc(appendComma(out.AvailableBuffer(), i), arc, origin))
	}
	fmt.Fprintf(out, `],"objects":%s}`, named)
	return out.Flush()
}
