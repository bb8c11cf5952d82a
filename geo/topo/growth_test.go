package topo_test

import (
	"fmt"
	"math"
	"math/rand"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// madeDays yields days of a ring of n vertices of which ten that follow each other are drawn anew each day.
func madeDays(random *rand.Rand, n int) func() []geo.Zone {
	ring := make(orb.Ring, n, n+1)
	draw := func(i int) {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		reach := 1 + 0.01*random.Float64()
		ring[i] = orb.Point{math.Round((35+reach*cos)*1e7) / 1e7, math.Round((51+reach*sin)*1e7) / 1e7}
	}
	for i := range ring {
		draw(i)
	}
	return func() []geo.Zone {
		const redrawn = 10
		from := random.Intn(n - redrawn)
		for i := range redrawn {
			draw(from + i)
		}
		closed := append(orb.Ring(nil), ring...)
		return []geo.Zone{zone("ru", 0, orb.Polygon{append(closed, closed[0])})}
	}
}

// A history grows with what changes, however many days there are and however large the map is.
func TestFormsGrowWithWhatChanges(t *testing.T) {
	for _, n := range []int{500, 2000} {
		t.Run(fmt.Sprint(n, " vertices"), func(t *testing.T) {
			day, h := madeDays(newRandom(1), n), topo.NewHistory()
			addTo(t, h, day())
			bytes := 0
			var few int // bytes of the first tenth of the days
			const days = 400
			for i := range days {
				form, err := h.Add(day())
				if err != nil {
					t.Fatal(err)
				}
				if bytes += len(form); i == days/10-1 {
					few = bytes
				}
			}
			t.Logf("%d bytes a day", bytes/days)
			if bytes > 12*few {
				t.Errorf("%d days have %d bytes, %d have %d", days, bytes, days/10, few)
			}
			const perVertex = 15
			if most := 10 * perVertex; bytes/days > most {
				t.Errorf("%d bytes a day, want at most %d", bytes/days, most)
			}
		})
	}
}
