package topo_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo/topo"
)

// writtenOutlines is a TopoJSON of outlines as a reader sees it.
type writtenOutlines struct {
	written
	Objects map[string]struct {
		Geometries []struct {
			Type       *string
			ID         string
			BBox       []float64
			Properties map[string]string
			Arcs       json.RawMessage
		}
	}
}

func decodeOutlines(t *testing.T, all []topo.Outlines) writtenOutlines {
	t.Helper()
	var out bytes.Buffer
	if err := topo.WriteOutlines(&out, all); err != nil {
		t.Fatal(err)
	}
	var w writtenOutlines
	if err := json.Unmarshal(out.Bytes(), &w); err != nil {
		t.Fatalf("%v in %s", err, &out)
	}
	return w
}

// near rounds to the grid, since a reader works with numbers of two.
func near(line []orb.Point) []orb.Point {
	rounded := make([]orb.Point, len(line))
	for i, p := range line {
		rounded[i] = orb.Round(p, 1e5).(orb.Point)
	}
	return rounded
}

func unitSquare(west, south float64) orb.Polygon {
	return orb.Polygon{{{west, south}, {west + 1, south}, {west + 1, south + 1}, {west, south + 1}, {west, south}}}
}

// sided are two squares that share an edge, and a border that runs along it, beyond it and across a corner of neither.
func sided() []topo.Outlines {
	border := orb.LineString{{36, 49}, {36, 50}, {36, 50}, {36, 51}, {36.5, 52}}
	return []topo.Outlines{
		{Name: "regions", Features: []topo.Outline{
			{ID: "west", Properties: map[string]string{"kind": "oblast"}, Geometry: orb.MultiPolygon{unitSquare(35, 50)}, Bound: unitSquare(35, 50).Bound()},
			{ID: "all", Properties: map[string]string{"kind": "side"}, Bound: orb.Bound{Min: orb.Point{35, 50}, Max: orb.Point{37, 51}}},
			{ID: "east", Properties: map[string]string{"kind": "oblast"}, Geometry: orb.MultiPolygon{unitSquare(36, 50), unitSquare(40, 50)}},
		}},
		{Name: "border", Features: []topo.Outline{{Geometry: border}, {Geometry: orb.MultiLineString{{{0, 0}, {1, 1}}, {{1, 1}, {2, 0}}}}}},
	}
}

func TestOutlinesHaveOnceWhatSeveralRunAlong(t *testing.T) {
	w := decodeOutlines(t, sided())
	edges := 0
	for _, arc := range w.Arcs {
		edges += len(arc) - 1
	}
	// Three squares of 4 edges of which two share one, a border with two of its own, and two lines.
	if want := 3*4 - 1 + 2 + 2; edges != want {
		t.Errorf("%d edges in %d arcs, want %d: %v", edges, len(w.Arcs), want, w.Arcs)
	}
}

func TestOutlinesReadBackAsTheyWere(t *testing.T) {
	w := decodeOutlines(t, sided())
	regions, border := w.Objects["regions"].Geometries, w.Objects["border"].Geometries
	var east [][][]int
	if err := json.Unmarshal(regions[2].Arcs, &east); err != nil {
		t.Fatal(err)
	}
	// A ring begins at a junction, wherever it was begun.
	if ring := orb.Ring(near(w.ring(east[0][0]))); len(ring) != 5 || ring.Orientation() != orb.CCW || ring.Bound() != unitSquare(36, 50).Bound() {
		t.Errorf("the eastern square is %v", ring)
	}
	if ring := near(w.ring(east[1][0])); !reflect.DeepEqual(orb.Ring(ring), unitSquare(40, 50)[0]) {
		t.Errorf("the square apart is %v", ring)
	}
	var line []int
	if err := json.Unmarshal(border[0].Arcs, &line); err != nil {
		t.Fatal(err)
	}
	if got, want := near(w.ring(line)), []orb.Point{{36, 49}, {36, 50}, {36, 51}, {36.5, 52}}; !reflect.DeepEqual(got, want) {
		t.Errorf("the border is %v, want %v", got, want)
	}
	if *border[1].Type != "MultiLineString" || border[1].ID != "" {
		t.Errorf("%+v", border[1])
	}
}

func TestAnOutlineThatIsLeftOutKeepsWhatIsSaidOfIt(t *testing.T) {
	all := decodeOutlines(t, sided()).Objects["regions"].Geometries[1]
	if all.Type != nil || all.Arcs != nil || all.ID != "all" || all.Properties["kind"] != "side" || !reflect.DeepEqual(all.BBox, []float64{35, 50, 37, 51}) {
		t.Errorf("%+v", all)
	}
	if w := decodeOutlines(t, []topo.Outlines{{Name: "regions"}}); w.Arcs == nil || w.Objects["regions"].Geometries == nil {
		t.Errorf("of nothing: %+v", w)
	}
}
