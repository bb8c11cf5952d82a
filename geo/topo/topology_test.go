package topo_test

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo/topo"
)

// grid is points in rows of ten, a degree apart.
func grid() []orb.Point {
	points := make([]orb.Point, 100)
	for i := range points {
		points[i] = orb.Point{30 + float64(i%10), 40 + float64(i/10)}
	}
	return points
}

// at is a shape of one zone of the status ua for each ring.
func at(name string, rings ...[]int32) topo.Shape {
	shape := topo.Shape{Name: name}
	for _, ring := range rings {
		shape.Zones = append(shape.Zones, topo.ShapeZone{Status: "ua", Rings: [][]int32{ring}})
	}
	return shape
}

func TestRingsAreCutWhereTheyMeetAndPart(t *testing.T) {
	square, right := []int32{0, 1, 11, 10}, []int32{1, 2, 12, 11}
	for _, tt := range []struct {
		name   string
		shapes []topo.Shape
		arcs   int
		refs   [][]int // of the first ring of each zone, shape by shape
	}{
		{"nothing", nil, 0, nil},
		{"a day without zones", []topo.Shape{at("a")}, 0, nil},
		{"an island is one closed arc", []topo.Shape{at("a", square)}, 1, [][]int{{0}}},
		{"the same island from another corner", []topo.Shape{at("a", square), at("b", []int32{11, 10, 0, 1})}, 1, [][]int{{0}, {0}}},
		{"the same island the other way round", []topo.Shape{at("a", square), at("b", []int32{10, 11, 1, 0})}, 1, [][]int{{0}, {^0}}},
		{"neighbours share an edge", []topo.Shape{at("a", square, right)}, 3, [][]int{{0, 1}, {2, ^0}}},
		{"neighbours of other days do too", []topo.Shape{at("a", square), at("b", right)}, 3, [][]int{{0, 1}, {2, ^0}}},
		{"islands that touch at a corner", []topo.Shape{at("a", square, []int32{11, 12, 22, 21})}, 2, [][]int{{0}, {1}}},
		{"a day that leaves a corner out", []topo.Shape{at("a", square), at("b", []int32{0, 1, 10})}, 3, [][]int{{0, 1}, {2, 1}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := topo.NewTopology(grid(), tt.shapes)
			if len(got.Arcs) != tt.arcs || len(got.Objects) != len(tt.shapes) {
				t.Errorf("%d arcs for %d objects: %v", len(got.Arcs), len(got.Objects), got.Arcs)
			}
			var refs [][]int
			for _, object := range got.Objects {
				for _, zone := range object.Zones {
					refs = append(refs, zone.Rings[0])
				}
			}
			if !slices.EqualFunc(refs, tt.refs, slices.Equal) {
				t.Errorf("references %v, want %v", refs, tt.refs)
			}
			wantAllBack(t, grid(), tt.shapes, got)
		})
	}
}

func TestRingsThatAreOneSliceHaveOneListOfReferences(t *testing.T) {
	ring := []int32{0, 1, 11, 10}
	got := topo.NewTopology(grid(), []topo.Shape{at("a", ring), at("b", ring)})
	a, b := got.Objects[0].Zones[0].Rings[0], got.Objects[1].Zones[0].Rings[0]
	if &a[0] != &b[0] {
		t.Error("the ring was cut twice")
	}
}

// wantAllBack checks that the arcs make the rings of shapes again, vertex for vertex, and have each edge once.
func wantAllBack(t *testing.T, points []orb.Point, shapes []topo.Shape, got topo.Topology) {
	t.Helper()
	for i, shape := range shapes {
		object := got.Objects[i]
		if object.Name != shape.Name || len(object.Zones) != len(shape.Zones) {
			t.Fatalf("object %q with %d zones for %q with %d", object.Name, len(object.Zones), shape.Name, len(shape.Zones))
		}
		for k, zone := range shape.Zones {
			if object.Zones[k].Status != zone.Status {
				t.Errorf("%s: zone %d is %s, want %s", shape.Name, k, object.Zones[k].Status, zone.Status)
			}
			polygon := got.Polygon(object.Zones[k])
			for r, ring := range zone.Rings {
				if want := ringOf(points, ring); !sameRing(polygon[r], want) {
					t.Errorf("%s: ring %d of zone %d is %v, want %v", shape.Name, r, k, polygon[r], want)
				}
			}
		}
	}
	wantEdgesOnce(t, got)
}

func wantEdgesOnce(t *testing.T, got topo.Topology) {
	t.Helper()
	seen := make(map[[2]orb.Point]bool)
	for _, arc := range got.Arcs {
		for i := range len(arc) - 1 {
			edge, back := [2]orb.Point{arc[i], arc[i+1]}, [2]orb.Point{arc[i+1], arc[i]}
			if seen[edge] || seen[back] {
				t.Errorf("the edge %v is in two arcs, or twice in one", edge)
			}
			seen[edge] = true
		}
	}
}

func ringOf(points []orb.Point, numbers []int32) orb.Ring {
	ring := make(orb.Ring, len(numbers))
	for i, number := range numbers {
		ring[i] = points[number]
	}
	return append(ring, ring[0])
}

// sameRing reports whether two closed rings are the same but for where they start.
func sameRing(a, b orb.Ring) bool {
	if len(a) != len(b) || a[0] != a[len(a)-1] {
		return false
	}
	start := slices.Index(b, a[0])
	if start < 0 {
		return false
	}
	return slices.Equal(a[:len(a)-1], slices.Concat(b[start:len(b)-1], b[:start]))
}

// shapesOf makes shapes of rings from bytes: 255 ends a shape, 254 a zone, 253 a ring, all others are vertices.
func shapesOf(bytes []byte) []topo.Shape {
	shapes := []topo.Shape{{Name: "0"}}
	zone, ring := topo.ShapeZone{Status: "ua"}, []int32(nil)
	for _, b := range append(bytes, 255) {
		if vertex := int32(b) % 100; b < 253 {
			if !slices.Contains(ring, vertex) {
				ring = append(ring, vertex)
			}
			continue
		}
		if len(ring) > 2 {
			zone.Rings = append(zone.Rings, ring)
		}
		ring = nil
		if b > 253 && len(zone.Rings) > 0 {
			last := &shapes[len(shapes)-1]
			last.Zones = append(last.Zones, zone)
			zone = topo.ShapeZone{Status: "ua"}
		}
		if b == 255 {
			shapes = append(shapes, topo.Shape{Name: string(rune('0' + len(shapes)))})
		}
	}
	return shapes
}

func FuzzNewTopology(f *testing.F) {
	f.Add([]byte{0, 1, 11, 10, 254, 1, 2, 12, 11, 255, 0, 1, 10})
	f.Add([]byte{0, 1, 11, 10, 255, 10, 11, 1, 0, 255, 11, 10, 0, 1})
	f.Add([]byte{0, 9, 99, 90, 253, 11, 12, 22, 254, 11, 22, 12})
	f.Add([]byte{0, 1, 2, 253, 0, 2, 1, 255, 2, 1, 0, 11, 255, 0, 11, 2})
	f.Fuzz(func(t *testing.T, bytes []byte) {
		shapes := shapesOf(bytes)
		wantAllBack(t, grid(), shapes, topo.NewTopology(grid(), shapes))
	})
}
