package api

import "github.com/labstack/echo/v4"

type settings struct {
	Tiles   *ground `json:"tiles"`   // raster tiles; nil: there are none
	PMTiles *ground `json:"pmtiles"` // vector tiles of this server; nil: there are none
}

// ground is a base map.
type ground struct {
	URL         string `json:"url"`
	Attribution string `json:"attribution"`
}

var settingsDoc = doc{
	summary: "What the operator of this server has set for the page",
	about:   "Base maps to lie under the zones: raster tiles, as the template of their addresses, and a file of vector tiles. Both may be null; url may be relative to the page's.",
	answers: []answer{jsonAnswer("The settings.", settings{})},
}

func (s *server) getSettings(c echo.Context) error { return sendJSON(c, s.settings()) }

func (s *server) settings() settings {
	var all settings
	if s.options.TilesURL != "" {
		all.Tiles = &ground{s.options.TilesURL, s.options.TilesAttribution}
	}
	if b := s.options.BaseMap; b != nil {
		all.PMTiles = &ground{baseMapPath[1:], b.attribution}
	}
	return all
}
