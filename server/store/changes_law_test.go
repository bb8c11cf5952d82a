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
	"greyzone/server/store"
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
func TestLongChangesTellOfEveryPointWhatTheSnapshotsShowThere(t *testing.T) {
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

func TestLongChangesOfTheDefaultLayerAddUp(t *testing.T) {
	s, _ := defaultStore(t)
	line, err := s.Measure(t.Context(), geo.AreaQuery{Layer: "kursk-sumy", Within: &geo.Interval{}})
	if err != nil {
		t.Fatal(err)
	}
	days := line.Results
	random := rand.New(rand.NewPCG(4, 4))
	for range 15 {
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

// What changed within a polygon is what the areas within it grew by: those of a status, and of a party with its rear.
func TestLongChangesWithinAPolygonAreTheDifferenceOfTheAreasWithinIt(t *testing.T) {
	s, _ := defaultStore(t)
	for name, polygon := range map[string]orb.MultiPolygon{
		"on the border":   ring(orb.Point{34.6, 50.9}, orb.Point{35.3, 50.8}, orb.Point{35.5, 51.2}, orb.Point{34.9, 51.35}),
		"around Sudzha":   ring(orb.Point{35.1, 51.1}, orb.Point{35.4, 51.1}, orb.Point{35.25, 51.3}),
		"with a notch":    ring(orb.Point{34.2, 51.1}, orb.Point{35.6, 51.1}, orb.Point{35.6, 51.6}, orb.Point{35, 51.2}, orb.Point{34.2, 51.6}),
		"around it all":   ring(orb.Point{33, 50}, orb.Point{37, 50}, orb.Point{37, 52.5}, orb.Point{33, 52.5}),
		"where it is not": ring(orb.Point{36.9, 52}, orb.Point{37, 52}, orb.Point{37, 52.1}),
	} {
		for _, days := range [][2]string{{"2024-08-06", "2024-08-20"}, {"2025-03-05", "2025-03-12"}, {"2024-08-10", "2025-06-25"}} {
			t.Run(name+" from "+days[0]+" to "+days[1], func(t *testing.T) {
				a := changes(t, s, geo.ChangeQuery{Layer: "kursk-sumy", From: day(t, days[0]), To: day(t, days[1]), Polygon: polygon})
				grown := growthWithin(t, s, days, geo.AreaQuery{Layer: "kursk-sumy", Polygon: polygon})
				for _, g := range a.Statuses {
					sameGrowth(t, g.Status, g.Gain, grown[g.Status], 1e-6)
				}
				for _, g := range a.Parties {
					side := map[string]string{"ru": "russian-territory", "ua": "ukrainian-territory"}[g.Party]
					want := grown[g.Party]
					for _, mapped := range growthWithin(t, s, days, geo.AreaQuery{Layer: "kursk-sumy", Polygon: polygon, Region: side}) {
						want -= mapped // what is mapped on its side is no rear
					}
					// What reaches across the border by less than 0.05 km² counts where the rest of it lies.
					sameGrowth(t, "party "+g.Party, g.Gain, want, 0.05)
				}
			})
		}
	}
}

// growthWithin is by how many km² each status has grown from one day to another.
func growthWithin(t *testing.T, s *store.Store, days [2]string, q geo.AreaQuery) map[string]float64 {
	t.Helper()
	grown := make(map[string]float64)
	for i, sign := range []float64{-1, 1} {
		at := day(t, days[i])
		q.At = &at
		answer, err := s.Measure(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, area := range answer.Results[0].Areas {
			grown[area.Status] += sign * area.AreaKm2
		}
	}
	return grown
}

// ring is a polygon of edges so short that they are straight both on the ground and in longitude and latitude.
func ring(corners ...orb.Point) orb.MultiPolygon {
	const steps = 100
	var r orb.Ring
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		for k := range steps {
			part := float64(k) / steps
			r = append(r, orb.Point{a[0] + part*(b[0]-a[0]), a[1] + part*(b[1]-a[1])})
		}
	}
	return orb.MultiPolygon{{append(r, r[0])}}
}

// sameGrowth allows for edges of zones that are cut, which bend otherwise than whole ones: 0.003 % of the ground.
func sameGrowth(t *testing.T, name string, g geo.Gain, want, tolerance float64) {
	t.Helper()
	if net := g.GainedKm2 - g.LostKm2; math.Abs(net-want) > 3e-5*(g.GainedKm2+g.LostKm2)+tolerance {
		t.Errorf("%s: gained less lost is %v km², it has grown by %v", name, net, want)
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
