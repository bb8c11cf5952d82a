package api

import (
	"maps"
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
	layer, err := s.store.Layer(c.Request().Context(), of.layer)
	if err != nil {
		return err
	}
	p.Permalink = s.permalink(c, p.AsOf)
	p.Cite(layer, of.title, of.snapshots)
	return nil
}

// permalink is the URL that asks the same as a request, as known at asOf. It is absolute even where the operator has not
// said how the server is reached: then the client has.
func (s *server) permalink(c echo.Context, asOf time.Time) string {
	r := c.Request()
	base := s.options.PublicURL
	if base == "" {
		base = "http://" + r.Host
	}
	values := maps.Clone(c.QueryParams())
	values.Set("as_of", asOf.UTC().Format(time.RFC3339Nano))
	return base + r.URL.EscapedPath() + "?" + values.Encode()
}
