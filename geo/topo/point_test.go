package topo_test

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// statusIn is the status of the zone that p lies in, looked for zone by zone; "?" where p is on a boundary.
func statusIn(zones []geo.Zone, p orb.Point) string {
	for _, z := range zones {
		for _, r := range z.Polygon {
			for i := range len(r) - 1 {
				if (geo.Segment{A: r[i], B: r[i+1]}).Bound().Contains(p) && geo.Orient(r[i], r[i+1], p) == 0 {
					return "?"
				}
			}
		}
	}
	for _, z := range zones {
		if planar.PolygonContains(z.Polygon, p) {
			return z.Status
		}
	}
	return ""
}

// checkPoint holds both ways of asking to each other, and to the zones.
func checkPoint(t *testing.T, h *topo.History, days [][]geo.Zone, p orb.Point) {
	t.Helper()
	all := h.Statuses(p)
	if len(all) != len(days) {
		t.Fatalf("%d statuses of %d snapshots", len(all), len(days))
	}
	for n, zones := range days {
		got := h.StatusAt(p, n)
		if all[n] != got {
			t.Errorf("%v in snapshot %d: %q among all, %q alone", p, n, all[n], got)
		}
		if want := statusIn(zones, p); want != "?" && got != want {
			t.Errorf("%v in snapshot %d: %q, want %q", p, n, got, want)
		}
	}
	if !slices.Equal(h.Statuses(p), all) {
		t.Errorf("%v: another answer the second time", p)
	}
}

func TestStatusOfPointsOnRandomDays(t *testing.T) {
	for seed := range int64(10) {
		days := randomDays(t, seed, 8)
		h, random := historyOf(t, days), newRandom(seed)
		for range 50 {
			checkPoint(t, h, days, orb.Point{34 + random.Float64()/100, 51 + random.Float64()/100})
		}
		for _, z := range days[0] {
			checkPoint(t, h, days, z.Polygon[0][0])
		}
	}
}

func TestStatusOfPointsOnDefaultDays(t *testing.T) {
	days := nodedDays(t, defaultDays())
	h, random := historyOf(t, days), newRandom(7)
	for range 100 {
		checkPoint(t, h, days, orb.Point{34 + 2*random.Float64(), 50.8 + random.Float64()})
	}
	checkPoint(t, h, days, days[len(days)-1][0].Polygon[0][0])
}

func TestStatusOnABoundary(t *testing.T) {
	days := [][]geo.Zone{
		{zone("ua", 0, rect(34, 51, 35, 52)), zone("ru", 1, rect(35, 51, 36, 52)), zone("grey", 2, withHole(rect(34, 52, 36, 53), diamond(34.5, 52.2, 35.5, 52.8)))},
		nil,
	}
	h := historyOf(t, days)
	for _, tt := range []struct {
		name string
		p    orb.Point
		want string
	}{
		{"the western edge", orb.Point{34, 51.5}, "ua"},
		{"the eastern edge", orb.Point{36, 51.5}, ""},
		{"the southern edge", orb.Point{34.5, 51}, "ua"},
		{"the northern edge", orb.Point{34.5, 53}, ""},
		{"between two side by side", orb.Point{35, 51.5}, "ru"},
		{"between two on top of each other", orb.Point{34.5, 52}, "grey"},
		{"where three meet", orb.Point{35, 52}, "grey"},
		{"the lowest corner", orb.Point{34, 51}, "ua"},
		{"the highest corner", orb.Point{36, 53}, ""},
		{"a hole's western tip", orb.Point{34.5, 52.5}, ""},
		{"a hole's eastern tip", orb.Point{35.5, 52.5}, "grey"},
		{"a hole's southern tip", orb.Point{35, 52.2}, "grey"},
		{"a hole's northern tip", orb.Point{35, 52.8}, "grey"},
		{"far away", orb.Point{-170, -80}, ""},
		{"the pole", orb.Point{0, 90}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := h.StatusAt(tt.p, 0); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			checkPoint(t, h, days, tt.p)
		})
	}
}

// Points on edges and vertices of a snapshot have the same status whatever is added after it, and whatever that crosses.
func TestStatusOnABoundaryStays(t *testing.T) {
	days := nodedDays(t, defaultDays())
	h := historyOf(t, days)
	var points []orb.Point
	for n := 0; n < len(days); n += 10 {
		for _, z := range days[n] {
			for _, r := range z.Polygon {
				points = append(points, r[0], r[len(r)/2])
			}
		}
	}
	before := make([][]string, len(points))
	for i, p := range points {
		before[i] = h.Statuses(p)
	}
	noder := topo.NewNoder()
	for _, p := range points {
		across := zone("ru", 0, rect(p[0]-0.3, p[1]-0.3, p[0]+0.2, p[1]+0.2))
		beside := zone("grey", 1, rect(p[0], p[1]-0.1, p[0]+0.4, p[1]+0.4))
		addTo(t, h, nodedBy(t, noder, []geo.Zone{across, beside}).Zones)
	}
	for i, p := range points {
		if got := h.Statuses(p)[:len(days)]; !slices.Equal(got, before[i]) {
			t.Errorf("%v had %v, now %v", p, before[i], got)
		}
	}
}
