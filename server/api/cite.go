package api

import (
	"maps"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

// cite completes what an answer says of where it is from, and returns its permalink.
func (s *server) cite(c echo.Context, answer geo.Citable) string {
	origin := answer.Origin()
	origin.Permalink = s.permalink(c, origin.AsOf)
	geo.Cite(answer)
	return origin.Permalink
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

// permalink is the URL that asks the same as a request, as known at asOf, and for all that is known of it.
func (s *server) permalink(c echo.Context, asOf time.Time) string {
	values := maps.Clone(c.QueryParams())
	values.Del("compact")
	values.Set("as_of", asOf.UTC().Format(time.RFC3339Nano))
	return s.base(c.Request()) + c.Request().URL.EscapedPath() + "?" + values.Encode()
}
