package topo_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// sure is how far areas may be from those of polygons, whose long edges have vertices where they cross others: in m².
type sure float64

const (
	onShortEdges = sure(5)
	onLongEdges  = sure(1e5)
	monthsApart  = sure(1e6) // with edges of 70 km
)

// checkChange holds a change to the laws: its polygons have its areas and lie apart, it is the mirror of the way back,
// and what a status gains less what it loses is what it grows by, but for slivers.
func checkChange(t *testing.T, h *topo.History, from, to int, s sure) {
	t.Helper()
	moved, back := change(t, h, from, to), change(t, h, to, from)
	grown := make(map[string]float64)
	for i, m := range moved {
		grown[m.From] -= m.AreaM2
		grown[m.To] += m.AreaM2
		if m.From == m.To || m.AreaM2 <= 0 {
			t.Errorf("from %d to %d: %s to %s, %v m²", from, to, m.From, m.To, m.AreaM2)
		}
		if got := geo.TotalM2(m.Polygons); math.Abs(got-m.AreaM2) > float64(s) {
			t.Errorf("from %d to %d: %q to %q has %f m², its polygons have %f", from, to, m.From, m.To, m.AreaM2, got)
		}
		for _, p := range m.Polygons {
			if _, err := geo.CheckGround(orb.MultiPolygon{p}); err != nil {
				t.Errorf("from %d to %d: %v", from, to, err)
			}
		}
		for _, other := range moved[:i] {
			checkApart(t, m.Polygons, other.Polygons)
		}
		checkMirrored(t, m, back, s)
	}
	if len(back) != len(moved) {
		t.Errorf("from %d to %d: %d pairs, %d on the way back", from, to, len(moved), len(back))
	}
	was, is := h.AreasM2(from), h.AreasM2(to)
	balance := 6.0 * geo.MentionedM2 // in six pairs with a status, at most, less is left out
	if h.Overlaid(from, to) {
		balance = float64(min(s, onLongEdges))
	}
	for _, status := range vocabulary() {
		if want := is[status.ID] - was[status.ID]; math.Abs(grown[status.ID]-want) > balance {
			t.Errorf("from %d to %d: %s gains %f m² more than it loses, grows by %f", from, to, status.ID, grown[status.ID], want)
		}
	}
}

func change(t testing.TB, h *topo.History, from, to int) []topo.Moved {
	t.Helper()
	moved, err := h.Change(from, to, true)
	if err != nil {
		t.Fatal(err)
	}
	return moved
}

func checkApart(t *testing.T, a, b orb.MultiPolygon) {
	t.Helper()
	common, err := geo.Intersection(a, b)
	common = slices.DeleteFunc(common, geo.IsSliver)
	if err != nil || len(common) > 0 {
		t.Errorf("two pairs share %v, %v", common, err)
	}
}

func checkMirrored(t *testing.T, m topo.Moved, back []topo.Moved, s sure) {
	t.Helper()
	at := slices.IndexFunc(back, func(b topo.Moved) bool { return b.From == m.To && b.To == m.From })
	if at < 0 || math.Abs(back[at].AreaM2-m.AreaM2) > 1e-9*m.AreaM2+float64(s)/1e3 {
		t.Errorf("%q to %q, %f m², is not mirrored in %v", m.From, m.To, m.AreaM2, back)
	}
}

// checkCompared holds a change to its own way out, which overlays the zones.
func checkCompared(t *testing.T, h *topo.History, from, to int, s sure) {
	t.Helper()
	byOverlay, err := h.ChangeByOverlay(from, to, true)
	if err != nil {
		t.Fatal(err)
	}
	got, want := movedM2(change(t, h, from, to)), movedM2(byOverlay)
	for _, pairs := range []map[[2]string]float64{got, want} {
		for pair := range pairs {
			if math.Abs(got[pair]-want[pair]) > float64(s) {
				t.Errorf("from %d to %d: %q to %q %f m², want %f", from, to, pair[0], pair[1], got[pair], want[pair])
			}
		}
	}
	for _, m := range byOverlay {
		if m2 := geo.TotalM2(m.Polygons); m2 != m.AreaM2 {
			t.Errorf("polygons of %f m² for %f", m2, m.AreaM2)
		}
	}
}

func movedM2(all []topo.Moved) map[[2]string]float64 {
	areas := make(map[[2]string]float64)
	for _, m := range all {
		areas[[2]string{m.From, m.To}] += m.AreaM2
	}
	return areas
}

func TestChangeWithoutPolygons(t *testing.T) {
	h := historyOf(t, randomDays(t, 1, 2))
	for name, change := range map[string]func(from, to int, polygons bool) ([]topo.Moved, error){
		"by edges": h.Change, "by overlay": h.ChangeByOverlay,
	} {
		moved, err := change(0, 1, false)
		if err != nil || len(moved) == 0 {
			t.Fatalf("%s: %v, %v", name, moved, err)
		}
		for _, m := range moved {
			if m.Polygons != nil {
				t.Errorf("%s: %v were not asked for", name, m.Polygons)
			}
		}
	}
}

func TestChangeOfASnapshotWithItselfIsNone(t *testing.T) {
	days := nodedDays(t, defaultDays())
	h := historyOf(t, append(days, days[0]))
	for n := range days {
		if moved := change(t, h, n, n); len(moved) != 0 {
			t.Errorf("day %d against itself: %v", n, moved)
		}
	}
	if moved := change(t, h, 0, len(days)); len(moved) != 0 {
		t.Errorf("the first day again: %v", moved)
	}
}

func TestChange(t *testing.T) {
	square := func(status string, w, e float64) geo.Zone { return zone(status, 0, rect(w, 51, e, 51.001)) }
	for _, tt := range []struct {
		name          string
		before, after []geo.Zone
		want          string
	}{
		{"nothing to nothing", nil, nil, ""},
		{"nothing to something", nil, []geo.Zone{square("ua", 34, 34.001)}, " to ua;"},
		{"something to nothing", []geo.Zone{square("ua", 34, 34.001)}, nil, "ua to ;"},
		{"drawn from another vertex", []geo.Zone{square("ua", 34, 34.001)},
			[]geo.Zone{zone("ua", 0, orb.Polygon{{{34.001, 51}, {34.001, 51.001}, {34, 51.001}, {34, 51}, {34.001, 51}}})}, ""},
		{"with a vertex more", []geo.Zone{square("ua", 34, 34.001)},
			[]geo.Zone{zone("ua", 0, orb.Polygon{{{34, 51}, {34.0005, 51}, {34.001, 51}, {34.001, 51.001}, {34, 51.001}, {34, 51}}})}, ""},
		{"handed over", []geo.Zone{square("ua", 34, 34.001)}, []geo.Zone{square("ru", 34, 34.001)}, "ua to ru;"},
		{"handed over in part", []geo.Zone{square("ua", 34, 34.002)}, []geo.Zone{square("ua", 34, 34.001), square("ru", 34.001, 34.002)}, "ua to ru;"},
		{"moved on", []geo.Zone{square("ru", 34, 34.002)}, []geo.Zone{square("ru", 34.001, 34.003)}, " to ru;ru to ;"},
		{"a hole cut", []geo.Zone{square("ru", 34, 34.001)}, []geo.Zone{zone("ru", 0, withHole(rect(34, 51, 34.001, 51.001), diamond(34.0001, 51.0001, 34.0009, 51.0009)))}, "ru to ;"},
		{"inside out", []geo.Zone{zone("ru", 0, rect(34.0001, 51.0001, 34.0009, 51.0009))},
			[]geo.Zone{zone("ru", 0, withHole(rect(34, 51, 34.001, 51.001), rect(34.0001, 51.0001, 34.0009, 51.0009)))}, " to ru;ru to ;"},
		{"apart and elsewhere", []geo.Zone{square("ru", 34, 34.001)}, []geo.Zone{zone("ua", 0, rect(36, 52, 36.001, 52.001))}, " to ua;ru to ;"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := historyOf(t, [][]geo.Zone{tt.before, tt.after})
			got := ""
			for _, m := range change(t, h, 0, 1) {
				got += fmt.Sprintf("%s to %s;", m.From, m.To)
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			checkChange(t, h, 0, 1, onShortEdges)
			checkCompared(t, h, 0, 1, onShortEdges)
		})
	}
}

// A zone that grows along an edge, or whose edge is only divided, has another area for its other geodesics, and so much is
// gained or lost.
func TestChangeBalancesOnLongEdges(t *testing.T) {
	short, long := rect(35, 51, 35.3, 51.2), rect(35, 51, 35.5, 51.2)
	divided := orb.Polygon{{{35, 51}, {35.3, 51}, {35.5, 51}, {35.5, 51.2}, {35, 51.2}, {35, 51}}}
	for _, tt := range []struct {
		name          string
		before, after orb.Polygon
		polygons      int
	}{
		{"grown", short, long, 1},
		{"shrunk", long, short, 1},
		{"divided", long, divided, 0},
		{"put together", divided, long, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := historyOf(t, [][]geo.Zone{{zone("ua", 0, tt.before)}, {zone("ua", 0, tt.after)}})
			moved, growth := change(t, h, 0, 1), geo.AreaM2(tt.after)-geo.AreaM2(tt.before)
			from, to := "", "ua"
			if growth < 0 {
				from, to = to, from
			}
			if len(moved) != 1 || moved[0].From != from || moved[0].To != to || len(moved[0].Polygons) != tt.polygons || math.Abs(moved[0].AreaM2-math.Abs(growth)) > 1e-3 {
				t.Errorf("%v, grown by %f m²", moved, growth)
			}
		})
	}
}

func TestChangeLawsOnRandomDays(t *testing.T) {
	out, pairs := 0, 0
	for seed := range int64(5) {
		h := historyOf(t, randomDays(t, seed, 8))
		for from := range h.Len() {
			for to := from + 1; to < h.Len(); to += 2 {
				checkChange(t, h, from, to, onShortEdges)
				if pairs++; h.Overlaid(from, to) {
					out++
				}
			}
			checkCompared(t, h, 0, from, onShortEdges)
		}
	}
	t.Logf("%d of %d took the way out", out, pairs)
	if 50*out > pairs {
		t.Errorf("%d of %d took the way out", out, pairs)
	}
}

func TestChangeLawsOnDefaultDays(t *testing.T) {
	h := historyOf(t, nodedDays(t, defaultDays()))
	for n := range h.Len() - 1 {
		if n%16 > 0 {
			continue
		}
		checkCompared(t, h, n, n+1, onLongEdges)
		for _, from := range []int{n / 2, n} {
			checkChange(t, h, from, n+1, onLongEdges)
			if h.Overlaid(from, n+1) {
				t.Errorf("from %d to %d takes the way out", from, n+1)
			}
		}
	}
}

func TestChangeLawsOnRealDays(t *testing.T) {
	h := historyOf(t, nodedDays(t, realHistory(t, func(day int) bool { return day%300 < 2 })))
	out := 0
	for n := range h.Len() - 1 {
		s := monthsApart
		if n%2 == 0 { // neighbouring days
			s = onLongEdges
		}
		checkChange(t, h, n, n+1, s)
		checkCompared(t, h, n, n+1, s)
		checkChange(t, h, n/2, n+1, monthsApart)
		if h.Overlaid(n, n+1) || h.Overlaid(n/2, n+1) {
			out++
		}
	}
	if t.Logf("%d of %d took the way out", out, h.Len()-1); out > 1 {
		t.Errorf("%d took the way out", out)
	}
}

func TestChangeHasTheReferenceFigures(t *testing.T) {
	const allowed = 0.03 // km²
	for _, tt := range []struct {
		day          int // since 2022-12-07
		date         string
		gained, lost float64
	}{
		{609, "2024-08-07", 110.277, 0.998},
		{612, "2024-08-10", 147.552, 11.645},
		{617, "2024-08-15", 30.773, 113.203},
		{623, "2024-08-21", 58.277, 0},
		{822, "2025-03-08", 0, 183.595},
		{825, "2025-03-11", 0, 94.035},
	} {
		t.Run(tt.date, func(t *testing.T) {
			h := historyOf(t, nodedDays(t, realHistory(t, func(day int) bool { return day == tt.day-1 || day == tt.day })))
			var gained, lost float64
			for _, m := range change(t, h, 0, 1) {
				if m.To == "ua" {
					gained += m.AreaM2 / 1e6
				}
				if m.From == "ua" {
					lost += m.AreaM2 / 1e6
				}
			}
			if math.Abs(gained-tt.gained) > allowed || math.Abs(lost-tt.lost) > allowed {
				t.Errorf("gained %f km², lost %f, want %f and %f", gained, lost, tt.gained, tt.lost)
			}
		})
	}
}
