package topo_test

import (
	"math"
	"math/rand"
	"slices"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/data"
	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/geo/topo"
)

func zone(status string, feature int, p orb.Polygon) geo.Zone {
	return geo.Zone{Status: status, Polygon: p, Feature: feature}
}

// rect is the rectangle from w, s to e, n, counter-clockwise.
func rect(w, s, e, n float64) orb.Polygon {
	return orb.Polygon{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}
}

// reversed turns every ring of p.
func reversed(p orb.Polygon) orb.Polygon {
	p = p.Clone()
	for _, r := range p {
		r.Reverse()
	}
	return p
}

func vocabulary() []geo.Status {
	ua, ru := "ua", "ru"
	return []geo.Status{{ID: "ua", Party: &ua, Held: true}, {ID: "ru", Party: &ru, Held: true}, {ID: "grey"}}
}

// defaultDays are the zones of the default data set, as its files have them.
var defaultDays = sync.OnceValue(func() [][]geo.Zone {
	set, err := format.ReadDataSet(data.Files)
	if err != nil {
		panic(err)
	}
	days := make([][]geo.Zone, len(set.Days))
	for i, day := range set.Days {
		days[i] = day.Zones
	}
	return days
})

// nodedDays are the coverages that a Noder makes of files.
func nodedDays(t testing.TB, files [][]geo.Zone) [][]geo.Zone {
	t.Helper()
	n := topo.NewNoder()
	days := make([][]geo.Zone, len(files))
	for i, file := range files {
		days[i] = nodedBy(t, n, file).Zones
	}
	return days
}

func nodedBy(t testing.TB, n *topo.Noder, file []geo.Zone) geo.Coverage {
	t.Helper()
	c, err := n.Cover(file, vocabulary(), false)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func historyOf(t testing.TB, days [][]geo.Zone) *topo.History {
	t.Helper()
	h := topo.NewHistory()
	addTo(t, h, days...)
	return h
}

func addTo(t testing.TB, h *topo.History, days ...[]geo.Zone) {
	t.Helper()
	for _, zones := range days {
		if _, err := h.Add(zones); err != nil {
			t.Fatal(err)
		}
	}
}

func zonesOf(t testing.TB, h *topo.History, n int) []geo.Zone {
	t.Helper()
	zones, err := h.Zones(n)
	if err != nil {
		t.Fatal(err)
	}
	return zones
}

// randomDays are coverages like those of one layer: each keeps most zones of the file before.
func randomDays(t testing.TB, seed int64, n int) [][]geo.Zone {
	t.Helper()
	return nodedDays(t, randomFiles(newRandom(seed), n))
}

func randomFiles(random *rand.Rand, n int) [][]geo.Zone {
	file := randomFile(random, 3+random.Intn(8))
	files := make([][]geo.Zone, n)
	for i := range files {
		file = slices.Clone(file)
		file[random.Intn(len(file))] = randomZone(random, random.Intn(len(file)))
		if random.Intn(10) == 0 {
			file = randomFile(random, 1+random.Intn(8))
		}
		files[i] = file
	}
	return files
}

func randomFile(random *rand.Rand, n int) []geo.Zone {
	zones := make([]geo.Zone, n)
	for i := range zones {
		zones[i] = randomZone(random, i)
	}
	return zones
}

// randomZone is a rectangle on a coarse grid, so that it shares edges with others, some with a hole, or a star. All
// are some hundred metres large: a vertex put on so short an edge hardly changes an area.
func randomZone(random *rand.Rand, feature int) geo.Zone {
	z := zone(vocabulary()[random.Intn(3)].ID, feature, nil)
	const cell = 1. / 1024
	w, s := 34+cell*float64(random.Intn(6)), 51+cell*float64(random.Intn(6))
	e, n := w+cell*float64(2+random.Intn(3)), s+cell*float64(2+random.Intn(3))
	switch random.Intn(4) {
	case 0:
		z.Polygon = rect(w, s, e, n)
	case 1:
		hole := rect(w+cell/2, s+cell/2, e-cell/2, n-cell/2)
		z.Polygon = append(rect(w, s, e, n), reversed(hole)[0])
	default:
		z.Polygon = star(random, 3+random.Intn(12), orb.Point{34 + 8*cell*random.Float64(), 51 + 8*cell*random.Float64()}, 4*cell)
	}
	return z
}

// star is a polygon of n vertices around center that reach up to size far.
func star(random *rand.Rand, n int, center orb.Point, size float64) orb.Polygon {
	ring := make(orb.Ring, n, n+1)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		reach := size * (0.2 + 0.8*random.Float64())
		ring[i] = orb.Point{center[0] + reach*cos, center[1] + reach*sin}
	}
	return orb.Polygon{append(ring, ring[0])}
}

// areasM2 adds up the areas of polygons by status.
func areasM2(zones []geo.Zone) map[string]float64 {
	areas := make(map[string]float64)
	for _, z := range zones {
		areas[z.Status] += geo.AreaM2(z.Polygon)
	}
	return areas
}

// checkAreas allows for so much of an area, or for as many m² if that is more.
func checkAreas(t testing.TB, got, want map[string]float64, relative, m2 float64) {
	t.Helper()
	for _, s := range vocabulary() {
		if g, w := got[s.ID], want[s.ID]; math.Abs(g-w) > max(relative*w, m2) {
			t.Errorf("%s has %v, want %v", s.ID, g, w)
		}
	}
}

func newRandom(seed int64) *rand.Rand { return rand.New(rand.NewSource(seed)) }

func fewer(n, slowly int) int {
	if slow {
		return slowly
	}
	return n
}
