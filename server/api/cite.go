package api

import (
	"maps"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

// cited is what a citation says of an answer.
type cited struct {
	layer     string
	title     string    // what was asked
	snapshots []geo.Ref // that answered
}

// cite completes what an answer says of where it is from.
func (s *server) cite(c echo.Context, p *geo.Provenance, of cited) error {
	layer, err := s.store.Layer(c.Request().Context(), of.layer, time.Time{})
	if err != nil {
		return err
	}
	p.Permalink = s.permalink(c, p.AsOf)
	p.Cite(layer, of.title, of.snapshots)
	return nil
}

// base is what absolute URLs start with: what the operator says, else what the client called the server by.
func (s *server) base(r *http.Request) string {
	switch {
	case s.options.PublicURL != "":
		return s.options.PublicURL
	case r.TLS != nil || r.Header.Get(echo.HeaderXForwardedProto) == "https":
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// permalink is the URL that asks the same as a request, as known at asOf.
func (s *server) permalink(c echo.Context, asOf time.Time) string {
	values := maps.Clone(c.QueryParams())
	values.Set("as_of", asOf.UTC().Format(time.RFC3339Nano))
	return s.base(c.Request()) + c.Request().URL.EscapedPath() + "?" + values.Encode()
}
