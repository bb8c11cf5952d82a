package store_test

import (
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/server/store"
)

// BenchmarkChanges also times overlaying the zones of both days with each other and with what they are told by.
func BenchmarkChanges(b *testing.B) {
	s, _ := defaultStore(b)
	for _, bb := range []struct{ name, from, to, region string }{
		{"next day", "2024-08-19", "2024-08-20", ""},
		{"two weeks", "2024-08-06", "2024-08-20", ""},
		{"two weeks in a region", "2024-08-06", "2024-08-20", "kursk"},
		{"a year", "2024-08-05", "2025-07-04", ""},
	} {
		q := geo.ChangeQuery{Layer: "kursk-sumy", From: day(b, bb.from), To: day(b, bb.to), Region: bb.region}
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Changes(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(bb.name+" by overlay", func(b *testing.B) {
			for b.Loop() {
				if m2 := overlaid(b, s, q); m2 == 0 {
					b.Fatal("nothing changed")
				}
			}
		})
	}
}

// overlaid finds by overlay alone how much ground has changed hands, by pair of statuses and side.
func overlaid(b *testing.B, s *store.Store, q geo.ChangeQuery) float64 {
	b.Helper()
	must := func(mp orb.MultiPolygon, err error) orb.MultiPolygon {
		if err != nil {
			b.Fatal(err)
		}
		return mp
	}
	regions, err := s.Regions(b.Context(), time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	geometry := make(map[string]orb.MultiPolygon)
	for _, r := range regions {
		geometry[r.ID] = r.Geometry
	}
	before, after := statusGround(b, s, q.From), statusGround(b, s, q.To)
	sum := 0.0
	for from, was := range before {
		for to, is := range after {
			if from == to {
				continue
			}
			var moved orb.MultiPolygon
			switch {
			case from == "":
				moved = must(geo.Difference(is, was))
			case to == "":
				moved = must(geo.Difference(was, is))
			default:
				moved = must(geo.Intersection(was, is))
			}
			if q.Region != "" {
				moved = must(geo.Intersection(moved, geometry[q.Region]))
			}
			if from != "" && to != "" {
				sum += geo.TotalM2(moved)
				continue
			}
			for _, side := range []string{"russian-territory", "ukrainian-territory"} {
				sum += geo.TotalM2(must(geo.Intersection(moved, geometry[side])))
			}
		}
	}
	return sum
}

// statusGround is the ground of each status at a time, and of all together under "".
func statusGround(b *testing.B, s *store.Store, at geo.Moment) map[string]orb.MultiPolygon {
	b.Helper()
	snapshot, err := s.SnapshotAt(b.Context(), "kursk-sumy", at.To, time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	zones, err := s.Coverage(b.Context(), snapshot.ID)
	if err != nil {
		b.Fatal(err)
	}
	ground := map[string]orb.MultiPolygon{}
	var all []orb.Polygon
	for _, z := range zones {
		ground[z.Status] = append(ground[z.Status], z.Polygon)
		all = append(all, z.Polygon)
	}
	if ground[""], err = geo.Union(all); err != nil {
		b.Fatal(err)
	}
	return ground
}
