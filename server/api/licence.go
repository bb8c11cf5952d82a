package api

import (
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

// passOn returns how an answer with a layer's geometry may be cached, or refuses it: where the licence does not let
// the geometry be passed on, only the page of this server gets it, and no cache between keeps it for others.
func (s *server) passOn(c echo.Context, layer geo.Layer) (cache string, err error) {
	if layer.Source.Redistributable {
		return forever, nil
	}
	c.Response().Header().Add(echo.HeaderVary, "Sec-Fetch-Site, Origin, Referer")
	if !s.fromPage(c) {
		return "", geo.Errorf(geo.Forbidden, "the licence of %s (%s) does not let its geometry be passed on: look at it on the map, or ask its publisher; area-controlled measures it for everyone",
			layer.ID, layer.Source.Licence)
	}
	return "private, max-age=31536000, immutable", nil
}

// withGeometry returns a as an answer with geometry of a layer may be sent, or refuses it as passOn does.
func (s *server) withGeometry(c echo.Context, id string, a content) (content, error) {
	layer, err := s.store.Layer(c.Request().Context(), id, time.Time{})
	if err != nil {
		return a, err
	}
	if _, err := s.passOn(c, layer); err != nil {
		return a, err
	}
	if !layer.Source.Redistributable {
		a.cache, a.version = "private, "+revalidate, 0 // no cache keeps it, ours neither
	}
	return a, nil
}

// fromPage reports whether a browser says that the request is from a page of this server. It keeps honest programs
// from passing geometry on by accident; whoever writes the header by hand knows what the licence says.
func (s *server) fromPage(c echo.Context) bool {
	h := c.Request().Header
	if site := h.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	from := h.Get(echo.HeaderOrigin)
	if from == "" {
		from = h.Get("Referer")
	}
	u, err := url.Parse(from)
	if err != nil || u.Host == "" {
		return false
	}
	public, err := url.Parse(s.options.PublicURL)
	return u.Host == c.Request().Host || (err == nil && u.Host == public.Host)
}
