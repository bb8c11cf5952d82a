package topo

import (
	"cmp"
	"iter"
	"slices"

	"github.com/paulmach/orb"
)

// compactOrder returns arcs, as references, in the order and direction in which they compress best, and for each arc its
// reference in that order. The whole position that an arc starts with is its longest text; so arcs start, as far as can
// be, from the same few junctions, and those from one junction follow each other. Otherwise the order stays.
func compactOrder(arcs []orb.LineString) (order, renamed []int) {
	start := startsOf(arcs)
	first := make(map[orb.Point]int)
	for i := range arcs {
		if _, ok := first[start[i]]; !ok {
			first[start[i]] = i
		}
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(first[start[a]], first[start[b]]) })
	renamed = make([]int, len(arcs))
	for name, arc := range order {
		renamed[arc] = name
		if arcs[arc][0] != start[arc] {
			order[name], renamed[arc] = ^arc, ^name
		}
	}
	return order, renamed
}

// startsOf chooses for each arc the end that it starts from, so that few points are one: always next the point that is
// an end of the most arcs still without a start.
func startsOf(arcs []orb.LineString) []orb.Point {
	ending := make(map[orb.Point][]int)
	for i, arc := range arcs {
		for _, end := range []orb.Point{arc[0], arc[len(arc)-1]} {
			ending[end] = append(ending[end], i)
		}
	}
	open := make(map[orb.Point]int, len(ending)) // how many arcs at a point have no start yet
	for end, at := range ending {
		open[end] = len(at)
	}
	start := make([]orb.Point, len(arcs))
	chosen := make([]bool, len(arcs))
	for end := range mostFirst(arcs, open) {
		for _, i := range ending[end] {
			if !chosen[i] {
				chosen[i], start[i] = true, end
				open[arcs[i][0]]--
				open[arcs[i][len(arcs[i])-1]]--
			}
		}
	}
	return start
}

// mostFirst yields the ends of arcs, always next the one with the most in open. That may fall while it runs.
func mostFirst(arcs []orb.LineString, open map[orb.Point]int) iter.Seq[orb.Point] {
	return func(yield func(orb.Point) bool) {
		var queues [][]orb.Point // by how many were open when it was last looked at
		put := func(end orb.Point) {
			for len(queues) <= open[end] {
				queues = append(queues, nil)
			}
			queues[open[end]] = append(queues[open[end]], end)
		}
		queued := make(map[orb.Point]bool)
		for _, arc := range arcs {
			for _, end := range []orb.Point{arc[0], arc[len(arc)-1]} {
				if !queued[end] {
					queued[end] = true
					put(end)
				}
			}
		}
		for most := len(queues) - 1; most > 0; most-- {
			for k := 0; k < len(queues[most]); k++ {
				end := queues[most][k]
				if open[end] < most {
					put(end)
				} else if !yield(end) {
					return
				}
			}
		}
	}
}
