package api

import (
	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

// control is the kind of layers that have snapshots.
const control = "control"

type layers struct {
	Layers []geo.Layer `json:"layers"`
}

var listLayersDoc = doc{
	summary: "All layers",
	about:   "Layers of kind control have snapshots; those of kind reference and events are one fixed set of features.",
	params:  []param{asOf},
	answers: []answer{jsonAnswer("The layers, control layers first.", layers{})},
}

func (s *server) listLayers(c echo.Context) error {
	q := s.query(c)
	known := q.asOf()
	if q.err != nil {
		return q.err
	}
	all, err := s.store.Layers(c.Request().Context(), known)
	if err != nil {
		return err
	}
	return sendJSON(c, layers{all})
}

var getLayerDoc = doc{
	summary: "One layer",
	about:   "Statuses, first and last day, number of snapshots and bounds are as known at as_of.",
	params:  []param{pathLayer, asOf},
	answers: []answer{jsonAnswer("The layer.", geo.Layer{})},
}

func (s *server) getLayer(c echo.Context) error {
	q := s.query(c)
	known := q.asOf()
	if q.err != nil {
		return q.err
	}
	layer, err := s.store.Layer(c.Request().Context(), pathParam(c, "layer"), known)
	if err != nil {
		return err
	}
	return sendJSON(c, layer)
}
