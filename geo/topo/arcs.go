package topo

import (
	"slices"
)

// Topology returns snapshots of the history as one topology of arcs, an object for each, with the names that they are
// to have. Only what is between these snapshots makes a junction.
func (h *History) Topology(snapshots []int, names []string) (Topology, error) {
	c := collector{rings: make(map[[3]int32][][]int32)}
	shapes := make([]Shape, len(snapshots))
	at := h.tape.cursor()
	for i, n := range snapshots {
		s, err := at.stream(n)
		if err != nil {
			return Topology{}, err
		}
		shapes[i].Name = names[i]
		err = h.tape.zones(s, len(h.points), func(z tapeZone) error {
			shapes[i].Zones = append(shapes[i].Zones, ShapeZone{Status: z.status, Rings: c.kept(z.rings)})
			return nil
		})
		if err != nil {
			return Topology{}, err
		}
	}
	return NewTopology(h.points, shapes), nil
}

// collector keeps each ring once: from one day to the next most are the same.
type collector struct {
	rings map[[3]int32][][]int32 // by length and first two vertices
}

func (c collector) kept(rings [][]int32) [][]int32 {
	kept := make([][]int32, len(rings))
	for i, r := range rings {
		key := [3]int32{int32(len(r)), r[0], r[1]}
		same := slices.IndexFunc(c.rings[key], func(k []int32) bool { return slices.Equal(k, r) })
		if same < 0 {
			same = len(c.rings[key])
			c.rings[key] = append(c.rings[key], slices.Clone(r))
		}
		kept[i] = c.rings[key][same]
	}
	return kept
}
