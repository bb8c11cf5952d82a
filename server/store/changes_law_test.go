package store_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// lattice is some squares, that may overlap, on a lattice of 0.05 degrees across the border.
func lattice(random *rand.Rand) []string {
	var squares []string
	for range 1 + random.IntN(5) {
		status := []string{"ua", "ru", "grey"}[random.IntN(3)]
		squares = append(squares, square(status, 34.8+0.05*float64(random.IntN(8)), 50.95+0.05*float64(random.IntN(8)), 0.05*float64(1+random.IntN(4))))
	}
	return squares
}

// Whoever looks at one point sees there what the changes tell of it, whatever was corrected, and nothing else.
func TestChangesTellOfEveryPointWhatTheSnapshotsShowThere(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 12 {
		s, publish := sided(t)
		days := []string{"2024-08-06", "2024-08-10"}
		first, newest := [2]int{-1, -1}, [2]int{}
		for n := range 6 { // each a snapshot, in the order of the history's numbers
			day := n % 2
			if n > 1 {
				day = random.IntN(2)
			}
			publish(days[day], lattice(random)...)
			if first[day] < 0 {
				first[day] = n
			}
			newest[day] = n
		}
		a := changes(t, s, geo.ChangeQuery{Layer: "desk", From: day(t, days[0]), To: day(t, days[1]), Polygons: true})
		err := s.History(t.Context(), "desk", func(h *topo.History) error {
			for range 400 {
				p := orb.Point{34.8 + 0.55*random.Float64(), 50.95 + 0.55*random.Float64()}
				from, to := h.StatusAt(p, newest[0]), h.StatusAt(p, newest[1])
				kind := geo.Correction
				if h.StatusAt(p, first[0]) == from && h.StatusAt(p, first[1]) == to {
					kind = geo.Movement
				}
				sameChange(t, a, p, from, to, kind)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// sameChange checks that p lies on ground that went from one status to the other, and on no other, or on none if the
// statuses are the same.
func sameChange(t *testing.T, a geo.ChangeAnswer, p orb.Point, from, to string, kind geo.ChangeKind) {
	t.Helper()
	told := 0
	for _, c := range a.Ground {
		if !geo.Contains(c.Polygons, p) {
			continue
		}
		told++
		if c.From.Status != from || c.To.Status != to || c.Kind != kind {
			t.Errorf("at %v it is told that %v became %v by %s, but %q became %q by %s", p, c.From, c.To, c.Kind, from, to, kind)
		}
		if end := c.Unmarked(); end != nil && end.Side == "" {
			t.Errorf("at %v ground in no zone has no side", p)
		}
	}
	if changed := from != to; told > 1 || changed != (told == 1) {
		t.Errorf("at %v %d changes are told, from %q to %q", p, told, from, to)
	}
}
