package store

import (
	"context"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// Contact returns the line of contact at the asked time. Unknown layers and times before the first snapshot are NotFound.
func (s *Store) Contact(ctx context.Context, q geo.ContactQuery) (geo.ContactAnswer, error) {
	l, err := s.line(ctx, q.Layer, q.AsOf)
	if err != nil {
		return geo.ContactAnswer{}, err
	}
	asked, err := l.oneState(q.At)
	if err != nil {
		return geo.ContactAnswer{}, err
	}
	byID := make(map[string]geo.Status, len(l.layer.Statuses))
	for _, status := range l.layer.Statuses {
		byID[status.ID] = status
	}
	answer := geo.ContactAnswer{
		Layer: q.Layer, Datetime: asked.datetime, Snapshot: l.records[asked.at].Ref(),
		Geometry:   geo.MultiLine{Type: "MultiLineString"},
		Provenance: l.provenance(geo.ContactMethod),
	}
	err = s.ask(ctx, l, func(h *topo.History) error {
		answer.Geometry.Coordinates = h.ContactLine(asked.at, func(status, other string) bool {
			return byID[status].Meets(byID[other])
		})
		return nil
	})
	answer.LengthKm = geo.LengthM(answer.Geometry.Coordinates) / 1000
	return answer, err
}
