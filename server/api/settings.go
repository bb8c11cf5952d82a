package api

import "github.com/labstack/echo/v4"

type settings struct {
	Tiles *baseMap `json:"tiles"` // nil: no base map
}

type baseMap struct {
	URL         string `json:"url"`
	Attribution string `json:"attribution"`
}

var settingsDoc = doc{
	summary: "What the operator of this server has set for the page",
	answers: []answer{jsonAnswer("tiles is the raster base map, or null.", settings{})},
}

func (s *server) settings(c echo.Context) error {
	var answer settings
	if s.options.TilesURL != "" {
		answer.Tiles = &baseMap{s.options.TilesURL, s.options.TilesAttribution}
	}
	return sendJSON(c, answer)
}
