package topo

// Forms are the durable forms of all snapshots.
func (h *History) Forms() [][]byte { return h.tape.forms }
