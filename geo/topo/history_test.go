package topo_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// checkDays expects each snapshot as it went in, and its area to be that of its polygons.
func checkDays(t *testing.T, h *topo.History, days [][]geo.Zone) {
	t.Helper()
	if h.Len() != len(days) {
		t.Fatalf("%d snapshots, want %d", h.Len(), len(days))
	}
	for n, want := range days {
		checkZones(t, n, zonesOf(t, h, n), want)
		checkAreas(t, h.AreasM2(n), areasM2(want), 1e-9, 1e-2)
	}
}

func checkZones(t *testing.T, n int, got, want []geo.Zone) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("snapshot %d has %d zones, want %d", n, len(got), len(want))
	}
	for i, z := range got {
		if !sameZone(z, want[i]) {
			t.Fatalf("snapshot %d, zone %d: %+v, want %+v", n, i, z, want[i])
		}
	}
}

// sameZone compares vertices with ==: -0 is 0.
func sameZone(a, b geo.Zone) bool {
	return a.Status == b.Status && a.Feature == b.Feature && a.Polygon.Equal(b.Polygon) &&
		string(a.Properties) == string(b.Properties) && (a.Properties == nil) == (b.Properties == nil)
}

// checkLoads expects that the forms of a history make one that answers the same.
func checkLoads(t *testing.T, h *topo.History) {
	t.Helper()
	loaded := topo.NewHistory()
	for _, form := range h.Forms() {
		if err := loaded.Load(form); err != nil {
			t.Fatal(err)
		}
	}
	checkAlike(t, loaded, h)
}

// checkAlike expects that two histories of the same snapshots give the same bytes and answers.
func checkAlike(t *testing.T, got, want *topo.History) {
	t.Helper()
	if got.Len() != want.Len() {
		t.Fatalf("%d snapshots, want %d", got.Len(), want.Len())
	}
	for n := range want.Len() {
		if !slices.Equal(got.Forms()[n], want.Forms()[n]) {
			t.Fatalf("the form of snapshot %d differs", n)
		}
		checkZones(t, n, zonesOf(t, got, n), zonesOf(t, want, n))
		if g, w := fmt.Sprint(got.AreasM2(n)), fmt.Sprint(want.AreasM2(n)); g != w {
			t.Fatalf("snapshot %d has areas %s, want %s", n, g, w)
		}
		if few := 20; n > few && n%few > 0 {
			continue
		}
		if g, w := changeText(t, got, n/2, n), changeText(t, want, n/2, n); g != w {
			t.Fatalf("from %d to %d: %s, want %s", n/2, n, g, w)
		}
	}
	random := newRandom(1)
	for range 20 {
		p := orb.Point{34 + random.ExpFloat64()/50, 51 + random.ExpFloat64()/50}
		if g, w := got.Statuses(p), want.Statuses(p); !slices.Equal(g, w) {
			t.Fatalf("%v has %v, want %v", p, g, w)
		}
	}
}

func changeText(t *testing.T, h *topo.History, from, to int) string {
	t.Helper()
	moved, err := h.Change(from, to, true)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(moved)
}

func TestOddSnapshotsComeOutAsTheyWentIn(t *testing.T) {
	square, next := zone("ua", 0, rect(34, 51, 35, 52)), zone("ru", 1, rect(35, 51, 36, 52))
	ofText := func(text string) geo.Zone {
		z := square
		z.Properties = json.RawMessage(text)
		return z
	}
	long := make([]geo.Zone, 300)
	for i := range long {
		long[i] = zone(fmt.Sprint("status ", i), i, rect(float64(i)/2, 0, float64(i)/2+0.5, 1))
	}
	for _, tt := range []struct {
		name string
		days [][]geo.Zone
	}{
		{"no snapshot", nil},
		{"an empty one", [][]geo.Zone{nil}},
		{"empty ones between others", [][]geo.Zone{nil, nil, {square}, {}, {square}, nil, {next}}},
		{"the same twice", [][]geo.Zone{{square, next}, {square, next}}},
		{"a revert as another snapshot", [][]geo.Zone{{square}, {next}, {square}, {next}}},
		{"another order of zones", [][]geo.Zone{{square, next}, {next, square}}},
		{"ground that changes its status", [][]geo.Zone{{square}, {zone("ru", 0, square.Polygon)}, {square}}},
		{"a ring that begins elsewhere", [][]geo.Zone{{square}, {zone("ua", 0, orb.Polygon{{{35, 51}, {35, 52}, {34, 52}, {34, 51}, {35, 51}}})}}},
		{"a large feature number", [][]geo.Zone{{zone("ua", math.MaxInt32, square.Polygon)}}},
		{"properties, none and empty ones", [][]geo.Zone{{ofText(`{"n": 1.0}`), next}, {square}, {ofText(""), next}, {ofText("{}")}}},
		{"text that is no UTF-8", [][]geo.Zone{{ofText("\xff\x00\"")}}},
		{"a hole, filled later", [][]geo.Zone{{zone("ua", 0, append(rect(34, 51, 35, 52), reversed(rect(34.2, 51.2, 34.8, 51.8))[0]))}, {square}}},
		{"vertices with all their digits", [][]geo.Zone{{zone("ua", 0, orb.Polygon{{{1. / 3, 2. / 3}, {0.123456789012345, 1}, {math.Nextafter(1./3, 0), 0.1}, {1. / 3, 2. / 3}}})}}},
		{"a difference of one bit", [][]geo.Zone{{square}, {zone("ua", 0, orb.Polygon{{{34, 51}, {math.Nextafter(35, 36), 51}, {35, 52}, {34, 52}, {34, 51}}})}}},
		{"negative zero", [][]geo.Zone{{zone("ua", 0, orb.Polygon{{{0, 0}, {1, math.Copysign(0, -1)}, {1, 1}, {math.Copysign(0, -1), 1}, {0, 0}}})}, {zone("ua", 0, rect(0, 0, 1, 1))}}},
		{"the smallest numbers", [][]geo.Zone{{zone("ua", 0, orb.Polygon{{{0, 0}, {1, 0}, {5e-324, 1}, {0, 0}}})}}},
		{"at both ends of the Earth's longitudes", [][]geo.Zone{{zone("ua", 0, rect(-180, -1, -179, 1)), zone("ru", 1, rect(179, -1, 180, 1))}}},
		{"at both poles", [][]geo.Zone{{zone("ua", 0, orb.Polygon{{{0, 90}, {0, 0}, {90, 0}, {0, 90}}}), zone("ru", 1, rect(-10, -90, 10, -89))}}},
		{"many statuses", [][]geo.Zone{long, long[:100], long}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := historyOf(t, tt.days)
			checkDays(t, h, tt.days)
			checkLoads(t, h)
		})
	}
}

func TestDefaultDaysComeOutAsTheyWentIn(t *testing.T) {
	raw := make([][]geo.Zone, 0, len(defaultDays()))
	for _, file := range defaultDays() {
		c, err := geo.Cover(file, vocabulary(), false)
		if err != nil {
			t.Fatal(err)
		}
		raw = append(raw, c.Zones)
	}
	for name, days := range map[string][][]geo.Zone{"noded": nodedDays(t, defaultDays()), "overlaid": raw} {
		t.Run(name, func(t *testing.T) {
			h := historyOf(t, days)
			checkDays(t, h, days)
			checkLoads(t, h)
		})
	}
}

func TestRealDaysComeOutAsTheyWentIn(t *testing.T) {
	days := nodedDays(t, realHistory(t, func(day int) bool { return day%150 < 2 }))
	h := historyOf(t, days)
	checkDays(t, h, days)
	checkLoads(t, h)
}

func TestRandomDaysComeOutAsTheyWentIn(t *testing.T) {
	for seed := range int64(5) {
		days := randomDays(t, seed, 12)
		h := historyOf(t, days)
		checkDays(t, h, days)
		checkLoads(t, h)
	}
}

func TestTheSameSnapshotAgainCostsAFewBytes(t *testing.T) {
	const most = 16
	for i, zones := range nodedDays(t, defaultDays()) {
		h := historyOf(t, [][]geo.Zone{zones})
		form, err := h.Add(zones)
		if err != nil || len(form) > most {
			t.Errorf("day %d again has %d bytes, %v", i, len(form), err)
		}
	}
}

// The order in which a history is built shows neither in areas nor in polygons.
func TestAnotherOrderGivesTheSameAreasAndPolygons(t *testing.T) {
	days := nodedDays(t, defaultDays())
	turned := slices.Clone(days)
	slices.Reverse(turned)
	h, other := historyOf(t, days), historyOf(t, turned)
	for n := range days {
		m := len(days) - 1 - n
		checkZones(t, n, zonesOf(t, other, m), zonesOf(t, h, n))
		checkAreas(t, other.AreasM2(m), h.AreasM2(n), 1e-9, 1e-3)
	}
}

// A snapshot whose edges cross all others leaves those before it bit for bit as they were.
func TestALaterSnapshotChangesNoEarlierOne(t *testing.T) {
	h := historyOf(t, nodedDays(t, defaultDays()))
	type answer struct {
		zones []geo.Zone
		areas string
	}
	answers := func() []answer {
		var all []answer
		for n := range len(defaultDays()) {
			all = append(all, answer{zonesOf(t, h, n), fmt.Sprint(h.AreasM2(n))})
		}
		return all
	}
	before := answers()
	random := newRandom(3)
	addTo(t, h, nodedDays(t, [][]geo.Zone{{zone("ru", 0, star(random, 1000, orb.Point{34.5, 51.3}, 2)), zone("grey", 1, rect(33, 51.1, 37, 51.2))}})...)
	for n, now := range answers() {
		checkZones(t, n, now.zones, before[n].zones)
		if now.areas != before[n].areas {
			t.Errorf("snapshot %d had areas %s, now %s", n, before[n].areas, now.areas)
		}
	}
}
