package topo_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/geo/topo"
)

// realTimeline is of the last days of another project's map, which may not be here.
func realTimeline(t *testing.T) (topo.Timeline, [][]geo.Zone) {
	t.Helper()
	folder := filepath.Join("..", "..", "..", "shared", "data", "real", "owlmaps")
	files, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the real days are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	var line topo.Timeline
	var days [][]geo.Zone
	var shapes topo.Shapes
	for _, file := range files[len(files)-6:] {
		content, err := os.ReadFile(filepath.Join(folder, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for reading, err := range format.Read(content, file.Name(), format.Auto) {
			if err != nil {
				t.Fatal(err)
			}
			coverage, err := geo.Cover(reading.Zones, reading.Statuses, false)
			if err != nil {
				t.Fatal(err)
			}
			shapes.Add(topo.ObjectName(reading.ValidAt), coverage.Zones)
			days = append(days, coverage.Zones)
			line.Snapshots = append(line.Snapshots, geo.Snapshot{ID: file.Name(), ValidAt: reading.ValidAt, Revision: 1})
		}
	}
	line.Topology = shapes.Topology()
	return line, days
}

func TestRealDaysComeBackFromTheArcs(t *testing.T) {
	line, days := realTimeline(t)
	vertices, positions := 0, 0
	for i, zones := range days {
		for k, zone := range zones {
			if back := line.Polygon(line.Objects[i].Zones[k]); !slices.EqualFunc(back, zone.Polygon, sameRing) {
				t.Errorf("%s: zone %d came back as another", line.Objects[i].Name, k)
			}
			for _, ring := range zone.Polygon {
				vertices += len(ring)
			}
		}
	}
	for _, arc := range line.Arcs {
		positions += len(arc)
	}
	if positions*2 > vertices {
		t.Errorf("%d positions in arcs for %d vertices", positions, vertices)
	}
	wantEdgesOnce(t, line.Topology)
	wantDecoded(t, encode(t, line), line)
}

func TestTilesOfARealDay(t *testing.T) {
	line, _ := realTimeline(t)
	line.Objects = line.Objects[len(line.Objects)-1:]
	for zoom := range topo.MaxZoom + 1 {
		x, y := tileAt(37.5, 48.5, zoom)
		tiles := 0
		for dx := -1; dx < 2; dx++ {
			for dy := -1; dy < 2; dy++ {
				tiles += len(tileOf(t, line.Topology, zoom, x+dx, y+dy))
			}
		}
		if tiles == 0 && zoom < 9 {
			t.Errorf("zoom %d: nothing around Bakhmut", zoom)
		}
	}
}
