package topo_test

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"greyzone/geo"
	"greyzone/geo/topo"
)

const (
	extent = 4096
	buffer = 64
)

// tileOf returns the features of a tile of the first object of t, after checking what holds of every tile.
func tileOf(t *testing.T, line topo.Topology, zoom, x, y int) []*geojson.Feature {
	t.Helper()
	ua := "ua"
	data, err := topo.NewLevel(line, line.Objects[0], []geo.Status{{ID: "ua", Party: &ua, Held: true}, {ID: "grey"}}, zoom).Tile(x, y)
	if err != nil {
		t.Fatal(err)
	}
	if data == nil {
		return nil
	}
	layers, err := mvt.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(layers) != 1 || layers[0].Name != "zones" || layers[0].Version != 2 || layers[0].Extent != extent || len(layers[0].Features) == 0 {
		t.Fatalf("%d layers: %+v", len(layers), layers)
	}
	for _, feature := range layers[0].Features {
		for _, polygon := range polygonsOf(t, feature) {
			for i, ring := range polygon {
				wantDrawable(t, ring, i == 0)
			}
		}
	}
	return layers[0].Features
}

func polygonsOf(t *testing.T, feature *geojson.Feature) orb.MultiPolygon {
	t.Helper()
	switch g := feature.Geometry.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	}
	t.Fatalf("a zone is a %s", feature.Geometry.GeoJSONType())
	return nil
}

// wantDrawable checks that a ring is closed, has ground, winds as version 2 asks, and stays within the buffer.
func wantDrawable(t *testing.T, ring orb.Ring, shell bool) {
	t.Helper()
	if len(ring) < 4 || ring[0] != ring[len(ring)-1] || (square(ring) > 0) != shell {
		t.Errorf("a ring of %d positions with the area %g; shell: %v", len(ring), square(ring), shell)
	}
	for i, p := range ring {
		if max(p[0], p[1]) > extent+buffer || min(p[0], p[1]) < -buffer {
			t.Errorf("%v is outside of the tile", p)
		}
		if i > 0 && p == ring[i-1] {
			t.Errorf("%v comes twice", p)
		}
	}
}

// halves is a square of about ten degrees around 30 50, of two zones with a border between that winds from south to
// north in n steps.
func halves(n int) topo.Topology {
	points := []orb.Point{{25, 45}, {30, 45}, {30, 55}, {25, 55}, {35, 55}, {35, 45}}
	west, east := []int32{0, 1}, []int32{5, 4, 2}
	for i := 1; i < n; i++ {
		step := float64(i) / float64(n)
		points = append(points, orb.Point{border(step), 45 + 10*step})
		west = append(west, int32(len(points)-1))
	}
	for i := len(points) - 1; i > 5; i-- {
		east = append(east, int32(i))
	}
	west, east = append(west, 2, 3), append(east, 1)
	return topo.NewTopology(points, []topo.Shape{{Zones: []topo.ShapeZone{
		{Status: "ua", Rings: [][]int32{west}}, {Status: "grey", Rings: [][]int32{east}},
	}}})
}

// border is the longitude at which halves meet, at a step of the way from south to north.
func border(step float64) float64 { return 30 + 0.1*math.Sin(40*step) + 0.001*math.Sin(20000*step) }

// tileAt is the column and row of the tile around a position.
func tileAt(lon, lat float64, zoom int) (x, y int) {
	width := math.Ldexp(1, zoom)
	latitude := lat * math.Pi / 180
	return int((lon + 180) / 360 * width), int((1 - math.Asinh(math.Tan(latitude))/math.Pi) / 2 * width)
}

func TestTileHasTheZonesInIt(t *testing.T) {
	line := halves(100)
	x, y := tileAt(30, 50, 8)
	features := tileOf(t, line, 8, x, y)
	if len(features) != 2 {
		t.Fatalf("%d features", len(features))
	}
	ua, grey := features[0].Properties, features[1].Properties
	if ua["status"] != "ua" || ua["party"] != "ua" || ua["held"] != true || grey["status"] != "grey" || grey["held"] != false || grey["party"] != nil {
		t.Errorf("properties: %v, %v", ua, grey)
	}
	x, y = tileAt(26, 50, 8)
	inside := tileOf(t, line, 8, x, y)
	if len(inside) != 1 || square(polygonsOf(t, inside[0])[0][0]) != (extent+2*buffer)*(extent+2*buffer) {
		t.Errorf("a tile inside of a zone has %d features", len(inside))
	}
	x, y = tileAt(60, 50, 8)
	if outside := tileOf(t, line, 8, x, y); outside != nil {
		t.Errorf("a tile outside has %d features", len(outside))
	}
}

func TestNeighboursShareTheirEdgeAtEveryZoom(t *testing.T) {
	line := halves(50_000)
	before := 0
	for zoom := range topo.MaxZoom + 1 {
		x, y := tileAt(border(0.5), 50, zoom)
		features, ground, vertices := tileOf(t, line, zoom, x, y), 0.0, 0
		for _, feature := range features {
			ring := polygonsOf(t, feature)[0][0]
			ground += square(ring)
			vertices += len(ring)
		}
		// From zoom 6 on the two fill the tile.
		if want := float64((extent + 2*buffer) * (extent + 2*buffer)); zoom >= 6 && ground != want {
			t.Errorf("zoom %d: %d zones cover %g of %g units", zoom, len(features), ground, want)
		}
		if zoom == 0 && vertices > 20 {
			t.Errorf("the world has %d vertices", vertices)
		}
		before = max(before, vertices)
	}
	if before < 100 {
		t.Errorf("no tile has more than %d vertices", before)
	}
}

func TestTilesSideBySideFit(t *testing.T) {
	line := halves(50_000)
	for _, zoom := range []int{5, 9, topo.MaxZoom} {
		x, y := tileAt(border(0.5), 50, zoom)
		upper, lower := vertices(t, line, zoom, x, y, 0, extent), vertices(t, line, zoom, x, y+1, -extent, extent)
		if !slices.Equal(upper, lower) || len(upper) == 0 && zoom > 5 {
			t.Errorf("zoom %d: at their common edge %v, %v", zoom, upper, lower)
		}
	}
}

// vertices returns those of the first zone in a tile that lie by less than the buffer from the row at, in the units of
// the tile moved down by move.
func vertices(t *testing.T, line topo.Topology, zoom, x, y, move, at int) []orb.Point {
	t.Helper()
	var near []orb.Point
	for _, p := range polygonsOf(t, tileOf(t, line, zoom, x, y)[0])[0][0] {
		p[1] -= float64(move)
		if math.Abs(p[1]-float64(at)) < buffer && p[0] > -buffer && p[0] < extent+buffer {
			near = append(near, p)
		}
	}
	slices.SortFunc(near, func(a, b orb.Point) int { return int(a[1] - b[1]) })
	return near
}

func TestRingsWithoutGroundAreLeftOut(t *testing.T) {
	points := []orb.Point{{30, 50}, {31, 50}, {31, 51}, {30, 51}, {30.4, 50.4}, {30.4, 50.401}, {30.401, 50.4}}
	line := topo.NewTopology(points, []topo.Shape{{Zones: []topo.ShapeZone{
		{Status: "ua", Rings: [][]int32{{0, 1, 2, 3}, {4, 5, 6}}}, {Status: "grey", Rings: [][]int32{{4, 6, 5}}},
	}}})
	for zoom, want := range map[int]int{0: 1, 7: 1, topo.MaxZoom: 2} {
		x, y := tileAt(30.4, 50.4, zoom)
		features := tileOf(t, line, zoom, x, y)
		if rings := len(polygonsOf(t, features[0])[0]); len(features) != want || rings != want {
			t.Errorf("zoom %d: %d zones, the first with %d rings, want %d", zoom, len(features), rings, want)
		}
	}
}

func TestNeedlesAreTakenOff(t *testing.T) {
	points := []orb.Point{{30, 50}, {31, 50}, {34, 50.00001}, {31, 50.00002}, {31, 51}, {30, 51}}
	for start := range int32(6) {
		ring := []int32{0, 1, 2, 3, 4, 5}
		line := topo.NewTopology(points, []topo.Shape{at("", slices.Concat(ring[start:], ring[:start]))})
		for zoom, want := range map[int]bool{4: false, topo.MaxZoom: true} {
			x, y := tileAt(33, 50, zoom)
			features, has := tileOf(t, line, zoom, x, y), false
			for _, feature := range features {
				bound := polygonsOf(t, feature).Bound()
				has = has || bound.Max[0]-bound.Min[0] > 200 // two degrees at zoom 4
			}
			if has != want {
				t.Errorf("from vertex %d, zoom %d: there is a needle: %v", start, zoom, has)
			}
		}
	}
}

func TestTileAtTheEndsOfTheWorld(t *testing.T) {
	points := []orb.Point{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}}
	line := topo.NewTopology(points, []topo.Shape{at("", []int32{0, 1, 2, 3})})
	for _, zoom := range []int{0, 1, topo.MaxZoom} {
		last := 1<<zoom - 1
		for _, corner := range [][2]int{{0, 0}, {last, 0}, {0, last}, {last, last}} {
			features := tileOf(t, line, zoom, corner[0], corner[1])
			if len(features) != 1 || square(polygonsOf(t, features[0])[0][0]) < extent*extent {
				t.Errorf("zoom %d, %v: %d zones", zoom, corner, len(features))
			}
		}
	}
}

func FuzzTile(f *testing.F) {
	f.Add([]byte{0, 1, 11, 10, 254, 1, 2, 12, 11}, 0.1, 5)
	f.Add([]byte{0, 9, 99, 90, 253, 11, 21, 22, 254, 11, 22, 21}, 1e-3, 9)
	f.Fuzz(func(t *testing.T, bytes []byte, scale float64, zoom int) {
		if !(math.Abs(scale) < 5) || zoom < 0 || zoom > topo.MaxZoom {
			return
		}
		points := grid()
		for i, p := range points {
			points[i] = orb.Point{30 + (p[0]-30)*scale, 50 + (p[1]-40)*scale}
		}
		x, y := tileAt(points[44][0], points[44][1], zoom)
		tileOf(t, topo.NewTopology(points, shapesOf(bytes)), zoom, x, y)
	})
}
