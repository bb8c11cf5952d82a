package topo_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// written is a TopoJSON as a reader sees it.
type written struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int
	Objects   map[string]struct {
		Snapshot   geo.Ref
		Geometries []struct {
			Type       string
			Properties struct{ Status string }
			Arcs       [][]int
		}
	}
}

// ring decodes references as the specification has it (TopoJSON 1.0, 2.1.2 and 2.1.4).
func (w written) ring(references []int) orb.Ring {
	var ring orb.Ring
	for _, reference := range references {
		arc := max(reference, ^reference)
		var line orb.Ring
		var x, y int
		for _, step := range w.Arcs[arc] {
			x, y = x+step[0], y+step[1]
			line = append(line, orb.Point{
				float64(x)*w.Transform.Scale[0] + w.Transform.Translate[0],
				float64(y)*w.Transform.Scale[1] + w.Transform.Translate[1],
			})
		}
		if reference < 0 {
			line.Reverse()
		}
		if len(ring) > 0 {
			line = line[1:]
		}
		ring = append(ring, line...)
	}
	return ring
}

// timelineOf is a timeline of shapes, a day after the other.
func timelineOf(points []orb.Point, shapes []topo.Shape) topo.Timeline {
	line := topo.Timeline{Topology: topo.NewTopology(points, shapes)}
	line.Layer.ID = "test"
	for i := range line.Objects {
		at := time.Date(2024, 8, 5+i, 0, 0, 0, 0, time.UTC)
		line.Objects[i].Name = topo.ObjectName(at)
		line.Snapshots = append(line.Snapshots, geo.Snapshot{ID: fmt.Sprint(i), ValidAt: at, Revision: 1})
	}
	return line
}

func encode(t *testing.T, line topo.Timeline) string {
	t.Helper()
	var out bytes.Buffer
	if err := topo.WriteTopoJSON(&out, line); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// wantDecoded checks that text has the zones of line, each position on the nearest one of the grid, and the same area but
// for that.
func wantDecoded(t *testing.T, text string, line topo.Timeline) {
	t.Helper()
	var got written
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	for i, object := range line.Objects {
		decoded, ok := got.Objects[object.Name]
		if !ok || decoded.Snapshot != line.Snapshots[i].Ref() || len(decoded.Geometries) != len(object.Zones) {
			t.Fatalf("%s: %+v with %d zones, want %d", object.Name, decoded.Snapshot, len(decoded.Geometries), len(object.Zones))
		}
		for k, zone := range object.Zones {
			if g := decoded.Geometries[k]; g.Type != "Polygon" || g.Properties.Status != zone.Status || len(g.Arcs) != len(zone.Rings) {
				t.Fatalf("%s: zone %d is a %s of %q with %d rings", object.Name, k, g.Type, g.Properties.Status, len(g.Arcs))
			}
			for r, want := range line.Polygon(zone) {
				wantNear(t, got.ring(decoded.Geometries[k].Arcs[r]), want)
			}
		}
	}
}

// wantNear checks that got is want on the grid, where positions that fall together may be one, and so is its area.
func wantNear(t *testing.T, got, want orb.Ring) {
	t.Helper()
	if !slices.Equal(stepsOf(got), stepsOf(want)) {
		t.Fatalf("%v is not %v", got, want)
	}
	length := lengthOf(want)
	if difference := math.Abs(square(got) - square(want)); difference > length*1e-5+1e-9 {
		t.Errorf("areas differ by %g square degrees along %g degrees", difference, length)
	}
}

// lengthOf is in degrees.
func lengthOf(r orb.Ring) float64 {
	var sum float64
	for i := range len(r) - 1 {
		sum += math.Hypot(r[i+1][0]-r[i][0], r[i+1][1]-r[i][1])
	}
	return sum
}

// stepsOf is the positions of a ring in whole steps of 1e-5 degrees, without repetitions.
func stepsOf(r orb.Ring) [][2]int {
	steps := make([][2]int, len(r))
	for i, p := range r {
		steps[i] = [2]int{int(math.Round(p[0] * 1e5)), int(math.Round(p[1] * 1e5))}
	}
	return slices.Compact(steps)
}

// square is the area of a ring in square degrees, positive if it is counter-clockwise.
func square(r orb.Ring) float64 {
	var sum float64
	for i := range len(r) - 1 {
		sum += (r[i][0]-r[0][0])*(r[i+1][1]-r[0][1]) - (r[i+1][0]-r[0][0])*(r[i][1]-r[0][1])
	}
	return sum / 2
}

func TestTopoJSONOfTwoDays(t *testing.T) {
	line := timelineOf(grid(), []topo.Shape{at("", []int32{0, 1, 11, 10}, []int32{1, 2, 12, 11}), at("")})
	line.Layer.Source = geo.Source{Attribution: `"Us" & co.`, Licence: "CC0"}
	text := encode(t, line)
	want := `{"type":"Topology","layer":"test","attribution":"\"Us\" \u0026 co.","licence":"CC0",` +
		`"transform":{"scale":[0.00001,0.00001],"translate":[30,40]},` +
		`"arcs":[[[100000,0],[0,100000]],[[100000,0],[-100000,0],[0,100000],[100000,0]],[[100000,0],[100000,0],[0,100000],[-100000,0]]],` +
		`"objects":{"2024-08-05T00:00:00Z":{"type":"GeometryCollection",` +
		`"snapshot":{"id":"0","valid_at":"2024-08-05T00:00:00Z","recorded_at":"0001-01-01T00:00:00Z","revision":1},"geometries":[` +
		`{"type":"Polygon","properties":{"status":"ua"},"arcs":[[0,-2]]},{"type":"Polygon","properties":{"status":"ua"},"arcs":[[2,-1]]}]},` +
		`"2024-08-06T00:00:00Z":{"type":"GeometryCollection",` +
		`"snapshot":{"id":"1","valid_at":"2024-08-06T00:00:00Z","recorded_at":"0001-01-01T00:00:00Z","revision":1},"geometries":[]}}}` + "\n"
	if text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	wantDecoded(t, text, line)
}

func TestTopoJSONOfNothing(t *testing.T) {
	if text := encode(t, topo.Timeline{}); !json.Valid([]byte(text)) || !strings.Contains(text, `"arcs":[],"objects":{}`) {
		t.Errorf("got %s", text)
	}
}

func TestTopoJSONKeepsRingsSmallerThanItsGrid(t *testing.T) {
	points := []orb.Point{{30, 50}, {30.000001, 50}, {30, 50.000001}, {179.999999, -89.9999999}, {-180, 85}}
	line := timelineOf(points, []topo.Shape{at("", []int32{0, 1, 2}), at("", []int32{0, 3, 4})})
	wantDecoded(t, encode(t, line), line)
}

func FuzzWriteTopoJSON(f *testing.F) {
	f.Add([]byte{0, 1, 11, 10, 254, 1, 2, 12, 11, 255, 0, 1, 10}, 0.1)
	f.Add([]byte{0, 9, 99, 90, 253, 11, 12, 22, 254, 11, 22, 12}, 1e-6)
	f.Fuzz(func(t *testing.T, bytes []byte, scale float64) {
		if !(math.Abs(scale) < 4) {
			return
		}
		points := grid()
		for i := range points {
			points[i] = orb.Point{points[i][0] * scale, points[i][1]*scale + 1e-7*float64(i)}
		}
		line := timelineOf(points, shapesOf(bytes))
		wantDecoded(t, encode(t, line), line)
	})
}
