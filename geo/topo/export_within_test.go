package topo

// Overlaid returns how many snapshots Within would measure by overlay.
func (h *History) Overlaid() int {
	m := newMeasuring(h, NewGround(nil), window{0, int32(h.Len())})
	m.addEdges()
	overlaid := 0
	for n := range h.Len() {
		if !m.closed(int32(n)) {
			overlaid++
		}
	}
	return overlaid
}
