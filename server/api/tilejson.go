package api

import (
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/topo"
)

var getTileJSONDoc = doc{
	summary: "What a map program needs to know of a layer's vector tiles",
	about:   "TileJSON 3.0.0. It names the tiles of the newest snapshot, or of the newest at or before datetime.",
	params: []param{
		pathLayer,
		{name: "datetime", about: "A UTC day or an instant; without it: the newest snapshot.", example: "2024-08-20"},
		asOf,
	},
	answers: []answer{jsonAnswer("The description.", tileJSON{})},
}

// tileJSON is TileJSON 3.0.0, and the snapshot and licence beside it.
type tileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name"`
	Version      string        `json:"version"`
	Attribution  string        `json:"attribution"`
	Licence      string        `json:"licence"`
	Snapshot     geo.Ref       `json:"snapshot"`
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	MinZoom      int           `json:"minzoom"`
	MaxZoom      int           `json:"maxzoom"`
	Bounds       [4]float64    `json:"bounds"`
	VectorLayers []vectorLayer `json:"vector_layers"`
}

type vectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	MinZoom     int               `json:"minzoom"`
	MaxZoom     int               `json:"maxzoom"`
	Fields      map[string]string `json:"fields"`
}

func (s *server) getTileJSON(c echo.Context) error {
	q := s.query(c)
	known, asked := q.asOf(), q.moment("datetime")
	if q.err != nil {
		return q.err
	}
	var at time.Time
	if asked != nil {
		at = asked.To
	}
	ctx, name := c.Request().Context(), pathParam(c, "layer")
	snapshot, err := s.store.SnapshotAt(ctx, name, at, known)
	if err != nil {
		return err
	}
	layer, err := s.store.Layer(ctx, name, known)
	if err != nil {
		return err
	}
	return sendJSON(c, describeTiles(layer, snapshot, s.base(c.Request())))
}

func describeTiles(layer geo.Layer, snapshot geo.Snapshot, root string) tileJSON {
	// All that the square map of the world shows.
	bounds := [4]float64{-180, -85.051129, 180, 85.051129}
	if len(layer.BBox) == 4 {
		bounds = [4]float64(layer.BBox)
	}
	return tileJSON{
		TileJSON: "3.0.0",
		Name:     layer.Title, Version: "1.0.0",
		Attribution: layer.Source.Attribution, Licence: layer.Source.Licence, Snapshot: snapshot.Ref(),
		Scheme:  "xyz",
		Tiles:   []string{fmt.Sprintf("%s/api/v1/tiles/%s/%s/{z}/{x}/{y}.mvt", root, layer.ID, snapshot.ID)},
		MaxZoom: topo.MaxZoom,
		Bounds:  bounds,
		VectorLayers: []vectorLayer{{
			ID: topo.TileLayer, Description: "Who holds what", MaxZoom: topo.MaxZoom,
			Fields: map[string]string{"status": "String", "party": "String", "held": "Boolean"},
		}},
	}
}
