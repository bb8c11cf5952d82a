package topo_test

import (
	"math"
	"testing"

	"greyzone/geo"
	"greyzone/geo/topo"
)

func against(t *testing.T, a, b []geo.Zone) map[[2]string]float64 {
	t.Helper()
	pairs, err := topo.Against(a, b)
	if err != nil {
		t.Fatal(err)
	}
	areas := make(map[[2]string]float64)
	for _, p := range pairs {
		areas[[2]string{p.From, p.To}] = p.AreaM2
	}
	return areas
}

func TestAgainstTellsSameStatusesFromOthers(t *testing.T) {
	a := []geo.Zone{zone("ua", 0, rect(34, 51, 34.1, 51.1)), zone("grey", 1, rect(34.1, 51, 34.2, 51.1))}
	b := []geo.Zone{zone("ua", 0, rect(34, 51, 34.1, 51.1)), zone("ru", 1, rect(34.1, 51, 34.2, 51.1)), zone("ua", 2, rect(34.3, 51, 34.4, 51.1))}
	each := geo.AreaM2(rect(34, 51, 34.1, 51.1))
	got := against(t, a, b)
	want := map[[2]string]float64{{"ua", "ua"}: each, {"grey", "ru"}: each, {"", "ua"}: each}
	for pair, m2 := range want {
		if math.Abs(got[pair]-m2) > 1e-3 {
			t.Errorf("%q: %v m², want %v", pair, got[pair], m2)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v", got)
	}
	if nothing := against(t, nil, nil); len(nothing) != 0 {
		t.Errorf("of nothing there is %v", nothing)
	}
}

// Overlay is asked for each pair of statuses by itself.
func TestAgainstFindsWhatOverlayFinds(t *testing.T) {
	const allowedM2 = 1 // for vertices on edges of some hundred metres
	for seed := range int64(fewer(60, 6)) {
		days := randomDays(t, seed, 2)
		got := against(t, days[0], days[1])
		first, second := groundOf(t, days[0]), groundOf(t, days[1])
		sums := make(map[string]float64)
		for one := range first {
			for other := range second {
				if one == "" || other == "" {
					continue
				}
				common, err := geo.Intersection(first[one], second[other])
				if err != nil {
					t.Fatal(err)
				}
				if m2 := geo.TotalM2(common); math.Abs(got[[2]string{one, other}]-m2) > allowedM2 {
					t.Errorf("seed %d: %q and %q share %v m², overlay says %v", seed, one, other, got[[2]string{one, other}], m2)
				}
			}
		}
		for pair, m2 := range got {
			sums[pair[0]] += m2
		}
		for status, m2 := range areasM2(days[0]) {
			if math.Abs(sums[status]-m2) > allowedM2 {
				t.Errorf("seed %d: all pairs of %q have %v m², it has %v", seed, status, sums[status], m2)
			}
		}
	}
}
