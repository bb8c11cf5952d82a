package topo

import "errors"

// Forms are the durable forms of all snapshots.
func (h *History) Forms() [][]byte { return h.tape.forms }

// NewNoderWithin returns a Noder that may look at so many pairs of edges.
func NewNoderWithin(pairs int) *Noder { return newNoder(pairs) }

// TookWayOut reports whether the last file, one with zones, was left to geo.Settle.
func (n *Noder) TookWayOut() bool { return len(n.edges) == 0 }

// ChangeByOverlay is the way out of Change.
func (h *History) ChangeByOverlay(from, to int, polygons bool) ([]Moved, error) {
	return h.overlay(from, to, polygons)
}

// Overlaid reports whether Change, asked for polygons, takes its way out.
func (h *History) Overlaid(from, to int) bool {
	_, err := h.compare(int32(from), int32(to)).moved(true)
	return errors.Is(err, errIntricate)
}

// OverlaidWithin returns how many snapshots Within would measure by overlay.
func (h *History) OverlaidWithin() int {
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
