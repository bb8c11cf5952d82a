package topo

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// overlay finds what Change does by overlaying the zones.
func (h *History) overlay(from, to int, polygons bool) ([]Moved, error) {
	before, err := h.byStatus(from)
	if err != nil {
		return nil, err
	}
	after, err := h.byStatus(to)
	if err != nil {
		return nil, err
	}
	var all []Moved
	for i, s := range h.statuses {
		for j, t := range h.statuses {
			if i == j {
				continue
			}
			ground, err := movedGround(before, after, i, j)
			if err != nil {
				return nil, fmt.Errorf("what went from %q to %q: %w", s, t, err)
			}
			m := Moved{From: s, To: t, AreaM2: geo.TotalM2(ground)}
			if m.AreaM2 < geo.SliverM2 {
				continue
			}
			if polygons {
				m.Polygons = ground
			}
			all = append(all, m)
		}
	}
	return all, nil
}

// byStatus returns the ground of each status in snapshot n, and first that of all together.
func (h *History) byStatus(n int) ([]orb.MultiPolygon, error) {
	zones, err := h.Zones(n)
	if err != nil {
		return nil, err
	}
	ground := make([]orb.MultiPolygon, len(h.statuses))
	var all []orb.Polygon
	for _, z := range zones {
		status := 1 + slices.Index(h.statuses[1:], z.Status)
		ground[status] = append(ground[status], z.Polygon)
		all = append(all, z.Polygon)
	}
	ground[0], err = geo.Union(all)
	return ground, err
}

// movedGround is what was of status i and is of status j; 0 is ground in no zone.
func movedGround(before, after []orb.MultiPolygon, i, j int) (orb.MultiPolygon, error) {
	switch {
	case i == 0:
		return geo.Difference(after[j], before[0])
	case j == 0:
		return geo.Difference(before[i], after[0])
	}
	return geo.Intersection(before[i], after[j])
}
