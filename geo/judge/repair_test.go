// Package judge_test holds repair, areas and change against others that know the same: against exact arithmetic, and
// against PostGIS where it is installed.
package judge_test

import (
	"math"
	"math/rand"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// repaired is what becomes of a drawing, and the rules that it broke.
func repaired(t *testing.T, p orb.Polygon) (orb.MultiPolygon, []geo.Repair) {
	t.Helper()
	sound, err := geo.Check([]geo.Zone{{Status: "ua", Polygon: p}}, []geo.Status{{ID: "ua"}}, false, nil)
	if err != nil {
		t.Fatalf("%v: %v", p, err)
	}
	ground := orb.MultiPolygon{}
	for _, z := range sound.Zones {
		ground = append(ground, z.Polygon)
	}
	return ground, sound.Repairs
}

// squares is the area in square degrees.
func squares(mp orb.MultiPolygon) float64 {
	sum := 0.0
	for _, p := range mp {
		for _, r := range p {
			for i := range len(r) - 1 {
				a, b := r[i], r[i+1]
				sum += ((a[0]-r[0][0])*(b[1]-r[0][1]) - (b[0]-r[0][0])*(a[1]-r[0][1])) / 2
			}
		}
	}
	return sum
}

// checkExact holds the area of a repaired polygon against its definition.
func checkExact(t *testing.T, p orb.Polygon, ground orb.MultiPolygon) {
	t.Helper()
	got, want := squares(ground), exactAreas(p)
	if !slices.ContainsFunc(want, func(area float64) bool { return same(got, area) }) {
		t.Errorf("%v is repaired to %v squares, exact are %v", p, got, want)
	}
}

// same compares areas of drawings.
func same(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(b, 1e-3) }

func fewer(n, slowly int) int {
	if slow {
		return slowly
	}
	return n
}

func TestRepairHasTheExactArea(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	for _, f := range families() {
		t.Run(f.name, func(t *testing.T) {
			for i := range fewer(8, 2) {
				p := f.draw(r)
				p = p[:min(len(p), fewer(4, 2))]
				if i%2 == 1 {
					p = turned(r, p)
				}
				ground, _ := repaired(t, p)
				checkExact(t, p, ground)
			}
		})
	}
}
