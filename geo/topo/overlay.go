package topo

import (
	"fmt"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// overlay finds what Change does by overlaying the zones, without polygons.
func (h *History) overlay(from, to int) ([]Moved, error) {
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
			if m2 := geo.TotalM2(ground); m2 >= geo.SliverM2 {
				all = append(all, Moved{From: s, To: t, AreaM2: m2, Polygons: ground})
			}
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
		status := h.status(z.Status)
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
