package geo

import (
	"slices"

	"github.com/paulmach/orb"
)

// Loops cuts a closed walk where it comes back to a point, so that each loop comes to no point twice. Neither the walk
// nor a loop has its first point again at its end.
func Loops[P comparable](walk []P) [][]P {
	var loops [][]P
	var open []P
	at := make(map[P]int, len(walk)) // of the points in open
	for _, p := range append(walk, walk[0]) {
		from, ok := at[p]
		if !ok {
			at[p] = len(open)
			open = append(open, p)
			continue
		}
		loops = append(loops, slices.Clone(open[from:]))
		for _, q := range open[from+1:] {
			delete(at, q)
		}
		open = open[:from+1]
	}
	return loops
}

// TurnsLeft reports whether a simple closed ring runs counter-clockwise: it does where it turns left at its westernmost
// point.
func TurnsLeft(r orb.Ring) bool {
	n, first := len(r)-1, 0
	for i := range n {
		if Before(r[i], r[first]) {
			first = i
		}
	}
	return Orient(r[(first+n-1)%n], r[first], r[(first+1)%n]) > 0
}
