package topo_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// allowance is how far a coverage may be from the judge's: a vertex on a long edge moves the geodesic between its ends.
type allowance struct {
	relative, m2 float64
	overlapM2    float64 // for what is said of overlaps, which are slender
	zones        int     // that lose less ground than the judge mentions
}

var (
	shortEdges = allowance{1e-6, 5, 5, 0}
	longEdges  = allowance{1e-2, 100, 100, 0}
)

// checkJudged expects of a Noder what geo.Cover makes of a file, or its refusal, and returns whether it took the way out.
func checkJudged(t *testing.T, n *topo.Noder, file []geo.Zone, statuses []geo.Status, a allowance) bool {
	t.Helper()
	want, wantErr := geo.Cover(file, statuses, false)
	got, err := n.Cover(file, statuses, false)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Fatalf("%v, want %v", err, wantErr)
	}
	if err != nil {
		return false
	}
	checkAreas(t, areasM2(got.Zones), areasM2(want.Zones), a.relative, a.m2)
	checkAreas(t, straightAreas(got.Zones), straightAreas(want.Zones), 1e-9, 1e-12)
	if g, w := tags(got.Zones), tags(want.Zones); !slices.Equal(g, w) {
		t.Errorf("zones\n%s\nwant\n%s", strings.Join(g, "\n"), strings.Join(w, "\n"))
	}
	if g, w := fmt.Sprint(got.Repairs), fmt.Sprint(want.Repairs); g != w {
		t.Errorf("repairs %s, want %s", g, w)
	}
	checkSameWarnings(t, got.Warnings, want.Warnings, a)
	checkCoverage(t, got.Zones)
	return n.TookWayOut() && len(file) > 0
}

// straightAreas are in square degrees, with straight edges, as overlay has them: there a vertex on an edge moves nothing.
func straightAreas(zones []geo.Zone) map[string]float64 {
	areas := make(map[string]float64)
	for _, z := range zones {
		areas[z.Status] += planar.Area(z.Polygon)
	}
	return areas
}

// tags are what zones say of themselves, in order of feature.
func tags(zones []geo.Zone) []string {
	all := make([]string, len(zones))
	for i, z := range zones {
		all[i] = fmt.Sprintf("%06d %s %s", z.Feature, z.Status, z.Properties)
	}
	slices.Sort(all)
	return all
}

func checkSameWarnings(t *testing.T, got, want []geo.Warning, a allowance) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("warnings %+v\nwant %+v", got, want)
		return
	}
	for i, g := range got {
		w := want[i]
		if g.Rule != w.Rule || g.Status != w.Status || g.Zones < w.Zones || g.Zones > w.Zones+a.zones || math.Abs(g.AreaKm2-w.AreaKm2) > max(a.overlapM2/1e6, a.relative*w.AreaKm2) {
			t.Errorf("warning %d: %+v\nwant %+v", i, g, w)
		}
	}
}

// checkCoverage expects valid polygons, wound and disjoint.
func checkCoverage(t *testing.T, zones []geo.Zone) {
	t.Helper()
	for i, z := range zones {
		if _, err := geo.CheckGround(orb.MultiPolygon{z.Polygon}); err != nil {
			t.Errorf("zone %d: %v", i, err)
		}
		for j, r := range z.Polygon {
			if ccw := r.Orientation() == orb.CCW; ccw != (j == 0) {
				t.Errorf("zone %d, ring %d is wound the wrong way", i, j)
			}
		}
		for _, other := range zones[:i] {
			if !z.Polygon.Bound().Intersects(other.Polygon.Bound()) {
				continue
			}
			common, err := geo.Intersection(orb.MultiPolygon{z.Polygon}, orb.MultiPolygon{other.Polygon})
			common = slices.DeleteFunc(common, geo.IsSliver)
			if err != nil || len(common) > 0 {
				t.Errorf("zone %d shares %v with another, %v", i, common, err)
			}
		}
	}
}

func diamond(w, s, e, n float64) orb.Polygon {
	x, y := (w+e)/2, (s+n)/2
	return orb.Polygon{{{x, s}, {e, y}, {x, n}, {w, y}, {x, s}}}
}

func withHole(shell, hole orb.Polygon) orb.Polygon { return append(shell.Clone(), reversed(hole)[0]) }

func ofStatus(status string, ps ...orb.Polygon) []geo.Zone {
	zones := make([]geo.Zone, len(ps))
	for i, p := range ps {
		zones[i] = zone(status, i, p)
	}
	return zones
}

func TestNoderCoversAsTheJudgeDoes(t *testing.T) {
	a, b := rect(34, 51, 36, 52), rect(35, 51, 37, 52)
	bowTie := orb.Polygon{{{34, 51}, {35, 52}, {35, 51}, {34, 52}, {34, 51}}}
	frame := withHole(rect(34, 51, 37, 54), rect(35, 52, 36, 53))
	for _, tt := range []struct {
		name string
		file []geo.Zone
	}{
		{"nothing", nil},
		{"one zone", ofStatus("ua", a)},
		{"one of unknown status", ofStatus("moon", a)},
		{"one that winds the other way", ofStatus("ua", reversed(a))},
		{"two that share an edge", []geo.Zone{zone("ua", 0, rect(34, 51, 35, 52)), zone("ru", 1, rect(35, 51, 37, 52))}},
		{"two that share a part of an edge", []geo.Zone{zone("ua", 0, rect(34, 51, 35, 53)), zone("ru", 1, rect(35, 51.5, 37, 52))}},
		{"held before grey", []geo.Zone{zone("ua", 0, a), zone("grey", 1, b)}},
		{"grey before held", []geo.Zone{zone("grey", 0, b), zone("ua", 1, a)}},
		{"the later of two held", []geo.Zone{zone("ua", 0, a), zone("ru", 1, b)}},
		{"the later of two held, mirrored", []geo.Zone{zone("ru", 0, b), zone("ua", 1, a)}},
		{"two of one status", ofStatus("ua", a, b)},
		{"two of one status that touch along an edge", ofStatus("ua", rect(34, 51, 35, 52), rect(35, 51, 36, 52))},
		{"two of one status that touch in a corner", ofStatus("ua", rect(34, 51, 35, 52), rect(35, 52, 36, 53))},
		{"two of one status in a corner and one over it", ofStatus("ua", rect(34, 51, 35, 52), rect(35, 52, 36, 53), rect(34.9, 51.9, 35.1, 52.1))},
		{"all of a zone taken", []geo.Zone{zone("grey", 0, rect(34.5, 51.2, 35, 51.8)), zone("ua", 1, a)}},
		{"a zone cut in two", []geo.Zone{zone("grey", 0, rect(34, 51, 37, 52)), zone("ua", 1, rect(35, 50, 36, 53))}},
		{"two that take from one", []geo.Zone{zone("grey", 0, rect(34, 51, 37, 52)), zone("ua", 1, rect(34, 51, 35, 52)), zone("ru", 2, rect(36, 51, 37, 52))}},
		{"an overlap of less than a square metre", []geo.Zone{zone("grey", 0, a), zone("ua", 1, rect(35.9999999, 51.99999, 37, 52.5))}},
		{"the same polygon twice", ofStatus("ua", a, a)},
		{"the same polygon in two statuses", []geo.Zone{zone("ua", 0, a), zone("ru", 1, a)}},
		{"the same polygon in three statuses", []geo.Zone{zone("ru", 0, a), zone("grey", 1, a), zone("ua", 2, reversed(a))}},
		{"one in the middle of another", []geo.Zone{zone("ua", 0, rect(34, 51, 37, 54)), zone("ru", 1, rect(35, 52, 36, 53))}},
		{"one that fills a hole", []geo.Zone{zone("ua", 0, frame), zone("ru", 1, rect(35, 52, 36, 53))}},
		{"one of the same status that fills a hole", ofStatus("ua", frame, rect(35, 52, 36, 53))},
		{"a diamond whose tips touch a hole", ofStatus("ua", frame, diamond(35, 52, 36, 53))},
		{"a diamond first, then the frame around it", ofStatus("ua", diamond(35, 52, 36, 53), frame)},
		{"a hole whose tips touch the shell", ofStatus("ua", withHole(rect(34, 51, 37, 54), orb.Polygon{{{35, 52}, {37, 52.5}, {36, 53}, {35, 52}}}))},
		{"an overlap that leaves a diamond in a hole", []geo.Zone{zone("grey", 0, rect(34, 51, 37, 54)), zone("ua", 1, withHole(rect(35, 52, 36, 53), diamond(35, 52, 36, 53)))}},
		{"four around a court", ofStatus("ua", rect(34, 51, 37, 52), rect(34, 53, 37, 54), rect(34, 51, 35, 54), rect(36, 51, 37, 54))},
		{"four around a court with one in it", ofStatus("ua", rect(34, 51, 37, 52), rect(34, 53, 37, 54), rect(34, 51, 35, 54), rect(36, 51, 37, 54), rect(35.2, 52.2, 35.8, 52.8))},
		{"a bow-tie", ofStatus("ua", bowTie)},
		{"a bow-tie over another zone", []geo.Zone{zone("ua", 0, bowTie), zone("grey", 1, a)}},
		{"an unclosed ring with repeated vertices", ofStatus("ua", orb.Polygon{{{34, 51}, {35, 51}, {35, 51}, {35, 52}}})},
		{"a ring of two points", ofStatus("ua", orb.Polygon{{{34, 51}, {35, 51}, {34, 51}}})},
		{"a line there and back", ofStatus("ua", orb.Polygon{{{34, 51}, {35, 51}, {36, 51}, {34, 51}}})},
		{"a hole outside its shell", ofStatus("ua", withHole(rect(34, 51, 35, 52), rect(36, 51, 37, 52)))},
		{"a hole in a hole", ofStatus("ua", append(withHole(rect(34, 51, 37, 54), rect(35, 52, 36, 53)), rect(35.2, 52.2, 35.8, 52.8)[0]))},
		{"a hole as large as its shell", ofStatus("ua", withHole(a, a))},
		{"a spike", ofStatus("ua", orb.Polygon{{{34, 51}, {35, 51}, {35, 52}, {35, 53}, {35, 52}, {34, 52}, {34, 51}}})},
		{"coordinates out of range", ofStatus("ua", rect(34, 51, 35, 91))},
		{"many of one status in a row", ofStatus("ua", rect(34, 51, 35, 52), rect(34.5, 51.5, 35.5, 52.5), rect(35, 52, 36, 53), rect(35.5, 52.5, 36.5, 53.5), rect(40, 51, 41, 52))},
		{"three over each other in one place", []geo.Zone{zone("grey", 0, rect(34, 51, 36, 53)), zone("ua", 1, rect(35, 52, 37, 54)), zone("ru", 2, rect(34, 52, 36, 54)), zone("grey", 3, rect(35, 51, 37, 53))}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.file {
				tt.file[i].Properties = fmt.Appendf(nil, `{"n":%d}`, i)
			}
			if checkJudged(t, topo.NewNoder(), tt.file, vocabulary(), longEdges) {
				t.Log("it took the way out")
			}
		})
	}
}

// One Noder sees all files, so that what it remembers is held against the judge as well.
func TestNoderCoversRandomFilesAsTheJudgeDoes(t *testing.T) {
	n, out := topo.NewNoder(), 0
	for seed := range int64(60) {
		t.Run(fmt.Sprint("file ", seed), func(t *testing.T) {
			random := newRandom(seed)
			file := randomFile(random, 2+random.Intn(9))
			for i := range file {
				file[i].Properties = fmt.Appendf(nil, `{"n":%d}`, i)
			}
			if checkJudged(t, n, file, vocabulary(), shortEdges) {
				out++
			}
		})
	}
	t.Logf("%d of 60 files took the way out", out)
	if out > 2 {
		t.Errorf("%d of 60 files took the way out", out)
	}
}
