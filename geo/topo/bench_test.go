package topo_test

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// wholeHistory is the real history, covered.
func wholeHistory(b *testing.B) [][]geo.Zone {
	b.Helper()
	return nodedDays(b, realHistory(b, func(int) bool { return true }))
}

func BenchmarkCoverARealDayAfterTheOneBefore(b *testing.B) {
	days := realHistory(b, func(day int) bool { return day >= 1000 && day < 1200 })
	for b.Loop() {
		b.StopTimer()
		n := topo.NewNoder()
		nodedBy(b, n, days[0])
		b.StartTimer()
		for _, file := range days[1:] {
			nodedBy(b, n, file)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*(len(days)-1)), "µs/day")
}

func BenchmarkCoverARealDayAlone(b *testing.B) {
	days := realHistory(b, func(day int) bool { return day == 1100 })
	for b.Loop() {
		nodedBy(b, topo.NewNoder(), days[0])
	}
}

func BenchmarkHistory(b *testing.B) {
	days := wholeHistory(b)
	h := historyOf(b, days)
	bytes := 0
	for _, form := range h.Forms() {
		bytes += len(form)
	}
	b.Logf("%d snapshots in %d bytes", h.Len(), bytes)
	b.Run("add all days", func(b *testing.B) {
		for b.Loop() {
			historyOf(b, days)
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(days)), "µs/day")
	})
	b.Run("add one day more and undo it", func(b *testing.B) {
		for b.Loop() {
			addTo(b, h, days[len(days)-100])
			h.Undo()
		}
	})
	b.Run("load all days", func(b *testing.B) {
		for b.Loop() {
			loaded := topo.NewHistory()
			for _, form := range h.Forms() {
				if err := loaded.Load(form); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("areas of all days", func(b *testing.B) {
		for b.Loop() {
			for n := range h.Len() {
				h.AreasM2(n)
			}
		}
	})
	b.Run("zones of a day", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			zonesOf(b, h, i*7%h.Len())
		}
	})
	for _, polygons := range []bool{false, true} {
		for _, gap := range []int{1, 365} {
			b.Run(fmt.Sprintf("change over %d days, polygons %v", gap, polygons), func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					from := i * 7 % (h.Len() - gap)
					if _, err := h.Change(from, from+gap, polygons); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	b.Run("statuses of a point on all days", func(b *testing.B) {
		random := newRandom(1)
		for b.Loop() {
			h.Statuses(orb.Point{33 + 6*random.Float64(), 46 + 6*random.Float64()})
		}
	})
}

func BenchmarkGrowth(b *testing.B) {
	for _, made := range []struct{ vertices, days int }{{500, 100}, {500, 1000}, {500, 10_000}, {50_000, 20}} {
		b.Run(fmt.Sprintf("%d vertices, %d days", made.vertices, made.days), func(b *testing.B) {
			bytes := 0
			for b.Loop() {
				day, h := madeDays(newRandom(1), made.vertices), topo.NewHistory()
				addTo(b, h, day())
				bytes = 0
				for range made.days {
					form, err := h.Add(day())
					if err != nil {
						b.Fatal(err)
					}
					bytes += len(form)
				}
			}
			b.ReportMetric(float64(bytes)/float64(made.days), "bytes/day")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*made.days), "µs/day")
		})
	}
}
