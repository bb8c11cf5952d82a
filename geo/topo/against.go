package topo

import "greyzone/geo"

// Against returns the ground of two coverages by pair of statuses, From being that in a and To that in b, as Change does: what
// each pair of a status has adds up to the area of the status. Only ground that lies in a zone of either is in it.
func Against(a, b []geo.Zone) ([]Moved, error) {
	h := NewHistory()
	// Marked, all statuses of a are others than those of b, so that all ground has changed.
	if _, err := h.Add(marked(a, '<')); err != nil {
		return nil, err
	}
	if _, err := h.Add(marked(b, '>')); err != nil {
		return nil, err
	}
	all, err := h.Change(0, 1, true)
	for i, m := range all {
		all[i].From, all[i].To = unmarked(m.From), unmarked(m.To)
	}
	return all, err
}

// marked returns zones without all but their polygons and their statuses, before which there is a mark.
func marked(zones []geo.Zone, mark byte) []geo.Zone {
	all := make([]geo.Zone, len(zones))
	for i, z := range zones {
		all[i] = geo.Zone{Status: string(mark) + z.Status, Polygon: z.Polygon}
	}
	return all
}

// unmarked takes the mark away; ground in no zone has none.
func unmarked(status string) string {
	if status == "" {
		return ""
	}
	return status[1:]
}
