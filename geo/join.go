package geo

import (
	"slices"

	"github.com/paulmach/orb"
)

// joined is polygons joined into one, and which of the input they came from, in its order.
type joined struct {
	polygons orb.MultiPolygon // one, but for rounding
	from     []int
	overlaps [][2]int // those that share ground, not only boundary
}

// join joins polygons that overlap or share a stretch of boundary. What stands alone, or touches others in single
// points only, keeps its vertices. The result is in the order of each one's first polygon.
func join(os []*outline) ([]joined, error) {
	all := adjoining(os)
	for i, j := range all {
		if len(j.from) == 1 {
			all[i].polygons = orb.MultiPolygon{os[j.from[0]].polygon}
			continue
		}
		polygons, err := unionOf(os, j.from)
		if err != nil {
			return nil, err
		}
		all[i].polygons = polygons
	}
	return all, nil
}

// adjoining groups polygons that overlap or share a stretch of boundary, directly or by way of others.
func adjoining(os []*outline) []joined {
	parent := make([]int, len(os))
	for i := range parent {
		parent[i] = i
	}
	var overlaps [][2]int
	_ = eachPair(os, func(i, j int) error {
		contact := contactOf(os[i], os[j])
		if contact < adjacent {
			return nil
		}
		a, b := root(parent, i), root(parent, j)
		parent[max(a, b)] = min(a, b)
		if contact == overlap {
			overlaps = append(overlaps, [2]int{i, j})
		}
		return nil
	})
	var all []joined
	at := make(map[int]int) // by root
	for i := range os {
		r := root(parent, i)
		if r == i {
			at[r] = len(all)
			all = append(all, joined{})
		}
		all[at[r]].from = append(all[at[r]].from, i)
	}
	for _, pair := range overlaps {
		j := &all[at[root(parent, pair[0])]]
		j.overlaps = append(j.overlaps, pair)
	}
	return all
}

// root finds the representative of i's cluster, halving the path to it.
func root(parent []int, i int) int {
	for parent[i] != i {
		parent[i] = parent[parent[i]]
		i = parent[i]
	}
	return i
}

// eachPair calls f for each pair i < j of polygons whose bounds meet, by i, then j.
func eachPair(os []*outline, f func(i, j int) error) error {
	bounds := make([]orb.Bound, len(os))
	for i, o := range os {
		bounds[i] = o.bound
	}
	index := newBoundIndex(bounds)
	for i := range os {
		var met []int
		_ = index.search(bounds[i], func(j int) error {
			if i < j {
				met = append(met, j)
			}
			return nil
		})
		slices.Sort(met)
		for _, j := range met {
			if err := f(i, j); err != nil {
				return err
			}
		}
	}
	return nil
}
