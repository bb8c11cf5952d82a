package store_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

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
	for range 8 {
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

func TestChangesOfTheDefaultLayerAddUp(t *testing.T) {
	s, _ := defaultStore(t)
	line, err := s.Measure(t.Context(), geo.AreaQuery{Layer: "kursk-sumy", Within: &geo.Interval{}})
	if err != nil {
		t.Fatal(err)
	}
	days := line.Results
	random := rand.New(rand.NewPCG(4, 4))
	for range 40 {
		at := []int{random.IntN(len(days)), random.IntN(len(days)), random.IntN(len(days))}
		slices.Sort(at)
		between := func(i, j int) geo.ChangeAnswer {
			return changes(t, s, geo.ChangeQuery{Layer: "kursk-sumy",
				From: day(t, days[at[i]].Datetime), To: day(t, days[at[j]].Datetime)})
		}
		whole, first, second := between(0, 2), between(0, 1), between(1, 2)
		for i, g := range whole.Statuses {
			growth := days[at[2]].Areas[i].AreaKm2 - days[at[0]].Areas[i].AreaKm2
			name := fmt.Sprintf("%s from %s to %s", g.Status, whole.From.Datetime, whole.To.Datetime)
			if net := g.GainedKm2 - g.LostKm2; math.Abs(net-growth) > 1e-6 {
				t.Errorf("%s: gained less lost is %v km², the area grows by %v", name, net, growth)
			}
			steps := first.Statuses[i].GainedKm2 - first.Statuses[i].LostKm2 + second.Statuses[i].GainedKm2 - second.Statuses[i].LostKm2
			if math.Abs(steps-growth) > 1e-6 {
				t.Errorf("%s: by way of %s it is %v km², the area grows by %v", name, first.To.Datetime, steps, growth)
			}
		}
		if same := between(0, 0); len(same.Totals)+len(same.Settlements) > 0 {
			t.Errorf("a snapshot differs from itself by %v", told(same))
		}
	}
}

func TestSettlementsChangeHandsAsTheHistoryOfTheirPointSays(t *testing.T) {
	s, _ := defaultStore(t)
	places, err := s.Settlements(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Snapshots(t.Context(), geo.SnapshotQuery{Layer: "kursk-sumy", Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	last := len(page.Snapshots) - 1
	for _, pair := range [][2]int{{0, 1}, {0, 13}, {5, 40}, {40, 90}, {60, last}} {
		a := changes(t, s, geo.ChangeQuery{Layer: "kursk-sumy",
			From: day(t, page.Snapshots[pair[0]].ValidAt.Format(time.DateOnly)),
			To:   day(t, page.Snapshots[pair[1]].ValidAt.Format(time.DateOnly))})
		got := make(map[string]string)
		for _, c := range a.Settlements {
			got[c.ID] = statusOf(c.FromStatus) + ">" + statusOf(c.ToStatus)
		}
		want := make(map[string]string)
		err := s.History(t.Context(), "kursk-sumy", func(h *topo.History) error {
			for _, p := range places {
				at := orb.Point{p.Lon, p.Lat}
				// The default layer is recorded in order of time.
				if from, to := h.StatusAt(at, pair[0]), h.StatusAt(at, pair[1]); from != to {
					want[p.ID] = from + ">" + to
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s to %s: %v, want %v", a.From.Datetime, a.To.Datetime, got, want)
		}
	}
}

func statusOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
