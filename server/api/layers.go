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
	answers: []answer{jsonAnswer("The layers, control layers first.", layers{})},
}

func (s *server) listLayers(c echo.Context) error {
	all, err := s.store.Layers(c.Request().Context())
	if err != nil {
		return err
	}
	return sendJSON(c, layers{all})
}

var getLayerDoc = doc{
	summary: "One layer",
	params:  []param{pathLayer},
	answers: []answer{jsonAnswer("The layer.", geo.Layer{})},
}

func (s *server) getLayer(c echo.Context) error {
	layer, err := s.store.Layer(c.Request().Context(), pathParam(c, "layer"))
	if err != nil {
		return err
	}
	return sendJSON(c, layer)
}
