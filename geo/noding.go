package geo

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// errNotNoded says that cutting edges where they cross went on making new crossings.
var errNotNoded = errors.New("crossing edges cannot be told apart")

// node cuts the edges of a closed ring where they meet, so that they meet in ends only. The result has each edge
// once, eastward, with how often the ring runs along it more than against it.
func node(ring orb.Ring) (map[Segment]int, error) {
	edges := make(map[Segment]int)
	for i := range len(ring) - 1 {
		addEdge(edges, ring[i], ring[i+1], 1)
	}
	// A rounded crossing moves its edges a little, so that they may come to meet others: repeat until nothing does.
	for range 10 {
		cut, err := cutOnce(edges)
		if err != nil {
			return nil, err
		}
		if cut == nil {
			return edges, nil
		}
		edges = cut
	}
	return nil, errNotNoded
}

func addEdge(edges map[Segment]int, a, b orb.Point, net int) {
	switch {
	case a == b:
	case Before(b, a):
		edges[Segment{b, a}] -= net
	default:
		edges[Segment{a, b}] += net
	}
}

// cutOnce cuts edges at the points where they meet others; nil means that there was nothing to cut.
func cutOnce(edges map[Segment]int) (map[Segment]int, error) {
	list := make([]Segment, 0, len(edges))
	for s := range edges {
		list = append(list, s)
	}
	slices.SortFunc(list, compareSegments)
	cuts, err := cutsOf(list)
	if err != nil || len(cuts) == 0 {
		return nil, err
	}
	cut := make(map[Segment]int, len(edges)+2*len(cuts))
	for i, s := range list {
		from := s.A
		points := cuts[i]
		slices.SortFunc(points, func(p, q orb.Point) int { return cmp.Compare(s.Along(p), s.Along(q)) })
		for _, p := range points {
			addEdge(cut, from, p, edges[s])
			from = p
		}
		addEdge(cut, from, s.B, edges[s])
	}
	return cut, nil
}

// cutsOf finds for each edge the points, other than its ends, where others meet it.
func cutsOf(edges []Segment) (map[int][]orb.Point, error) {
	bounds := make([]orb.Bound, len(edges))
	for i, s := range edges {
		bounds[i] = s.Bound()
	}
	index := newBoundIndex(bounds)
	cuts := make(map[int][]orb.Point)
	pairs, found := 0, 0
	for i, s := range edges {
		err := index.search(bounds[i], func(j int) error {
			if pairs++; pairs > maxPairs || found > maxCuts {
				return errIntricate
			}
			if i >= j {
				return nil
			}
			m := Meet(s, edges[j])
			for _, p := range m.Points[:m.N] {
				found += addCut(cuts, i, s, p) + addCut(cuts, j, edges[j], p)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return cuts, nil
}

// maxCuts limits how often a ring may cross itself.
const maxCuts = 1_000_000

func addCut(cuts map[int][]orb.Point, i int, s Segment, p orb.Point) int {
	if s.EndsIn(p) {
		return 0
	}
	cuts[i] = append(cuts[i], p)
	return 1
}

// rounded moves the points of p to a grid, so that what nearly meets does.
func rounded(p orb.Polygon, grid float64) orb.Polygon {
	moved := make(orb.Polygon, 0, len(p))
	for _, r := range p {
		ring := r.Clone()
		for i := range ring {
			ring[i] = orb.Point{math.Round(ring[i][0]*grid) / grid, math.Round(ring[i][1]*grid) / grid}
		}
		moved = append(moved, slices.Compact(ring))
	}
	return moved
}
