package topo_test

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// BenchmarkHistoryOfAPoint asks for the status on all days, by the edges that a ray meets and naively: for each day
// through its zones, which lie decoded in memory.
func BenchmarkHistoryOfAPoint(b *testing.B) {
	b.Run("default", func(b *testing.B) {
		benchmarkPoint(b, nodedDays(b, defaultDays()), orb.Bound{Min: orb.Point{34, 50.8}, Max: orb.Point{36, 51.8}})
	})
	b.Run("real", func(b *testing.B) {
		benchmarkPoint(b, wholeHistory(b), orb.Bound{Min: orb.Point{33, 46}, Max: orb.Point{39, 52}})
	})
}

func benchmarkPoint(b *testing.B, days [][]geo.Zone, within orb.Bound) {
	h := historyOf(b, days)
	points := func() func() orb.Point {
		random := newRandom(1)
		return func() orb.Point {
			return orb.Point{
				within.Min[0] + random.Float64()*(within.Max[0]-within.Min[0]),
				within.Min[1] + random.Float64()*(within.Max[1]-within.Min[1]),
			}
		}
	}
	b.Run("by edges", func(b *testing.B) {
		for next := points(); b.Loop(); {
			h.Statuses(next())
		}
	})
	b.Run("naively", func(b *testing.B) {
		statuses := make([]string, len(days))
		for next := points(); b.Loop(); {
			p := next()
			for n, zones := range days {
				for _, z := range zones {
					if planar.PolygonContains(z.Polygon, p) {
						statuses[n] = z.Status
					}
				}
			}
		}
	})
}

// BenchmarkContactLine derives lines by the sides of edges and naively: by looking for what two zones share.
func BenchmarkContactLine(b *testing.B) {
	b.Run("default", func(b *testing.B) { benchmarkContact(b, nodedDays(b, defaultDays()), meets) })
	b.Run("real", func(b *testing.B) {
		var days [][]geo.Zone
		noder := topo.NewNoder()
		files := realFiles(b, "deepstate_raw/*.geojson")
		for _, file := range files {
			c, err := noder.Cover(file.Zones, file.Statuses, false)
			if err != nil {
				b.Fatal(err)
			}
			days = append(days, c.Zones)
		}
		benchmarkContact(b, days, meeting(files[len(files)-1].Statuses))
	})
}

func benchmarkContact(b *testing.B, days [][]geo.Zone, meets func(status, other string) bool) {
	h := historyOf(b, days)
	b.Run("by edges", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			h.ContactLine(i*7%len(days), meets)
		}
	})
	b.Run("by edges, with its length", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			geo.LengthM(h.ContactLine(i*7%len(days), meets))
		}
	})
	b.Run("naively, unchained", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			edgesOfContact(days[i*7%len(days)], meets)
		}
	})
}
