package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/format"
)

var contactDoc = doc{
	summary: "The line of contact: its length and where it runs",
	about: "The edges that two zones share of which one is held for certain, and the other is not, as the grey zone, or is held by another " +
		"party. Held ground beside ground in no zone makes no contact, and so the state border none between two rears. Lines end " +
		"only at junctions. km along geodesics on the WGS 84 ellipsoid. Its geometry is under the same terms as a snapshot's.",
	params: []param{
		{name: "layer", required: true, about: "The layer.", example: "kursk-sumy"},
		{name: "datetime", about: "A UTC day or an instant: the newest snapshot at or before it. Without it: the newest.", example: "2024-08-20"},
		asOf,
		{name: "format", about: "json, if it is left out, or geojson: a Feature with all else in its properties.", oneOf: []string{"json", "geojson"}},
	},
	answers: []answer{{http.StatusOK, "The line; a snapshot without contact has a length of 0 and no coordinates.", []media{
		{mime: echo.MIMEApplicationJSON, sample: geo.ContactAnswer{}},
		{mime: geoJSON, sample: format.ContactFeature{}},
	}}},
}

func (s *server) contact(c echo.Context) error {
	q := s.query(c)
	ask := geo.ContactQuery{Layer: q.text("layer"), At: q.moment("datetime"), AsOf: q.asOf()}
	if q.err != nil {
		return q.err
	}
	answer, err := s.versioned(c)
	if err != nil {
		return err
	}
	if answer, err = s.withGeometry(c, ask.Layer, answer); err != nil {
		return err
	}
	line, err := s.store.Contact(c.Request().Context(), ask)
	if err != nil {
		return err
	}
	answer.cite = s.cite(c, &line)
	if q.text("format") == "geojson" {
		err = answer.setJSON(geoJSON, format.NewContactFeature(line))
	} else {
		err = answer.setJSON(echo.MIMEApplicationJSON, line)
	}
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, answer)
}
