package topo_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"greyzone/data"
	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/geo/topo"
)

// someDays reads every tenth day of the default data set, once.
var someDays = sync.OnceValues(func() (topo.Timeline, error) {
	var line topo.Timeline
	set, err := format.ReadDataSet(data.Files)
	if err != nil {
		return line, err
	}
	line.Layer = set.Layers[0]
	var shapes topo.Shapes
	for i := 0; i < len(set.Days); i += 10 {
		reading := set.Days[i]
		coverage, err := geo.Cover(reading.Zones, line.Layer.Statuses, true)
		if err != nil {
			return line, err
		}
		shapes.Add(topo.ObjectName(reading.ValidAt), coverage.Zones)
		line.Snapshots = append(line.Snapshots, geo.Snapshot{ID: fmt.Sprint(i), ValidAt: reading.ValidAt, Revision: 1})
	}
	line.Topology = shapes.Topology()
	return line, nil
})

// someTimeline is some days of the default data set.
func someTimeline(t *testing.T) topo.Timeline {
	t.Helper()
	line, err := someDays()
	if err != nil {
		t.Fatal(err)
	}
	return line
}

// inFile writes a file for a program to read.
func inFile(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// ogr2ogr has GDAL read a file and returns it as GeoJSON.
func ogr2ogr(t *testing.T, args ...string) *geojson.FeatureCollection {
	t.Helper()
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("GDAL is not here; on Debian: apt-get install gdal-bin")
	}
	return collection(t, run(t, ".", "ogr2ogr", append([]string{"-f", "GeoJSON", "/vsistdout/"}, args...)...))
}

// node runs a script of JavaScript that may import the packages of the front end.
func node(t *testing.T, script string, args ...string) []byte {
	t.Helper()
	modules := filepath.Join("..", "..", "static")
	if _, err := os.Stat(filepath.Join(modules, "node_modules", "mapshaper")); err != nil {
		t.Skip("the packages of the front end are not here; make build fetches them")
	}
	return run(t, modules, "node", append([]string{"--input-type=module", "--eval", script}, args...)...)
}

func run(t *testing.T, dir, program string, args ...string) []byte {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, args...)
	var out, told bytes.Buffer
	command.Dir, command.Stdout, command.Stderr = dir, &out, &told
	if err := command.Run(); err != nil || told.Len() > 0 {
		t.Fatalf("%s %q: %v, %s", program, args, err, told.String())
	}
	return out.Bytes()
}

func collection(t *testing.T, content []byte) *geojson.FeatureCollection {
	t.Helper()
	features, err := geojson.UnmarshalFeatureCollection(content)
	if err != nil {
		t.Fatalf("%v in %.200s", err, content)
	}
	return features
}

// wantZones checks that features are the zones of an object of line on the grid of the file: that their areas are.
func wantZones(t *testing.T, line topo.Timeline, object topo.Object, features *geojson.FeatureCollection) {
	t.Helper()
	got, want, length := map[string]float64{}, map[string]float64{}, 0.0
	for _, feature := range features.Features {
		for _, polygon := range polygonsOf(t, feature) {
			got[feature.Properties["status"].(string)] += polygonArea(polygon)
		}
	}
	for _, zone := range object.Zones {
		polygon := line.Polygon(zone)
		want[zone.Status] += polygonArea(polygon)
		for _, ring := range polygon {
			length += lengthOf(ring)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: statuses %v, want %v", object.Name, got, want)
	}
	for status, area := range want {
		if math.Abs(got[status]-area) > length*1e-5 {
			t.Errorf("%s: %s has %g square degrees, want %g", object.Name, status, got[status], area)
		}
	}
}

// polygonArea is in square degrees, however the rings wind.
func polygonArea(polygon orb.Polygon) float64 {
	var sum float64
	for i, ring := range polygon {
		if i == 0 {
			sum += math.Abs(square(ring))
		} else {
			sum -= math.Abs(square(ring))
		}
	}
	return sum
}

func TestGDALReadsTopoJSON(t *testing.T) {
	line := someTimeline(t)
	path := inFile(t, "line.json", []byte(encode(t, line)))
	for _, object := range line.Objects {
		wantZones(t, line, object, ogr2ogr(t, path, object.Name))
	}
}

func TestTopoJSONClientReadsTopoJSON(t *testing.T) {
	line := someTimeline(t)
	out := node(t, `
		import { readFileSync } from 'node:fs';
		import { feature } from 'topojson-client';
		const topology = JSON.parse(readFileSync(process.argv[1], 'utf8'));
		const read = Object.entries(topology.objects).map(([name, object]) => [name, feature(topology, object)]);
		console.log(JSON.stringify(Object.fromEntries(read)));`,
		inFile(t, "line.json", []byte(encode(t, line))))
	wantObjects(t, line, out)
}

func TestMapshaperReadsTopoJSON(t *testing.T) {
	line := someTimeline(t)
	// It leaves out objects without features.
	out := node(t, `
		import { readFileSync } from 'node:fs';
		import mapshaper from 'mapshaper';
		const files = await mapshaper.applyCommands('-quiet -i line.json -o format=geojson', { 'line.json': readFileSync(process.argv[1]) });
		const read = Object.entries(files).map(([name, file]) => [name.replace(/\.json$/, ''), JSON.parse(file)]);
		console.log(JSON.stringify(Object.fromEntries(read)));`,
		inFile(t, "line.json", []byte(encode(t, line))))
	wantObjects(t, line, out)
}

// wantObjects checks FeatureCollections by the names of the objects that they were made from.
func wantObjects(t *testing.T, line topo.Timeline, content []byte) {
	t.Helper()
	var read map[string]json.RawMessage
	if err := json.Unmarshal(content, &read); err != nil {
		t.Fatalf("%v in %.200s", err, content)
	}
	for _, object := range line.Objects {
		if len(object.Zones) > 0 {
			wantZones(t, line, object, collection(t, read[object.Name]))
		}
	}
}

func TestGDALReadsTiles(t *testing.T) {
	line := someTimeline(t)
	object := line.Objects[2]
	const zoom = 6
	x, y := tileAt(35, 51, zoom) // all of the zones are in this one
	tile, err := topo.NewLevel(line.Topology, object, line.Layer.Statuses, zoom).Tile(x, y)
	if err != nil {
		t.Fatal(err)
	}
	path := inFile(t, "tile.mvt", tile)
	features := ogr2ogr(t, "-t_srs", "EPSG:4326", "-oo", fmt.Sprint("Z=", zoom), "-oo", fmt.Sprint("X=", x), "-oo", fmt.Sprint("Y=", y), path, topo.TileLayer)
	got, want := map[any]float64{}, map[any]float64{}
	for _, feature := range features.Features {
		for _, polygon := range polygonsOf(t, feature) {
			got[feature.Properties["status"]] += polygonArea(polygon)
		}
	}
	for _, zone := range object.Zones {
		want[zone.Status] += polygonArea(line.Polygon(zone))
	}
	if len(got) != len(want) || len(got) < 2 {
		t.Errorf("statuses %v, want %v", got, want)
	}
	for status, area := range want {
		if math.Abs(got[status]/area-1) > 0.05 { // a unit is 100 m there, and the zones are narrow
			t.Errorf("%s has %g square degrees, want %g", status, got[status], area)
		}
	}
}
