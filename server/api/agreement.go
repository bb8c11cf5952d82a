package api

import (
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/format"
)

var agreementParams = []param{
	{name: "layer", required: true, about: "A layer.", example: "kursk-sumy"},
	{name: "with", required: true, about: "The layer that it is held against.", example: "kursk-sumy"},
	{name: "datetime", required: true, about: "A UTC day or an instant: of each layer the newest snapshot at or before it.", example: "2024-08-20"},
	{name: "region", about: "Only what lies in this region.", example: "kursk"},
	polygonParam, asOf,
	{name: "format", about: "json, if it is left out; geojson has the ground too, csv the pairs alone.", oneOf: []string{"json", "geojson", "csv"}},
}

const aboutAgreement = "Ground is compared by who holds it for certain: a party, or nobody, as in a grey zone; in no zone of a layer with " +
	"sides it is held by the party whose side it is. pairs has a row for each pair of statuses, the largest first: agree where both " +
	"say the same, disagree where they do not, and unsaid where only one of them says anything, the other having no zone and no " +
	"side there. Ground in no zone of either is left out, in a region too: it is what the three sums leave of the region's area_km2. " +
	"The pairs of a status add up to what area-controlled says of it. settlements are those on ground of which the two disagree. In " +
	"GeoJSON polygons that are both small and narrow are left out, as slivers says; the pairs have them."

var agreementAnswers = []answer{{http.StatusOK, "How the two layers compare, and the snapshot of each.",
	[]media{{mime: echo.MIMEApplicationJSON, sample: geo.AgreementAnswer{}}, {mime: geoJSON, sample: format.AgreementFeatures{}}, {mime: "text/csv"}}}}

var getAgreementDoc = doc{
	summary: "Where two layers agree at one time, and where they do not",
	about:   aboutAgreement,
	params:  agreementParams,
	answers: agreementAnswers,
}

func (s *server) getAgreement(c echo.Context) error {
	if err := refusePolygon(s.query(c)); err != nil {
		return err
	}
	answer, err := s.agreement(c, sentPolygon{})
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, answer)
}

var agreeWithinDoc = doc{
	summary: "The same within a polygon of yours",
	about:   aboutPolygon + "With region as well, what lies in both is compared. " + aboutAgreement,
	params:  agreementParams,
	takes:   polygonBody,
	answers: agreementAnswers,
}

func (s *server) agreeWithin(c echo.Context) error { return s.answerWithin(c, s.agreement) }

// agreement compares what the query asks for, within the polygon that was sent if there is one.
func (s *server) agreement(c echo.Context, sent sentPolygon) (content, error) {
	q := s.query(c)
	ask := geo.AgreementQuery{
		Layer: q.text("layer"), With: q.text("with"), Region: q.text("region"), AsOf: q.asOf(),
		Polygon: sent.ground, PolygonHash: q.text("polygon"), Polygons: q.text("format") == "geojson",
	}
	if at := q.moment("datetime"); q.err == nil {
		ask.At = *at
	}
	if q.err != nil {
		return content{}, q.err
	}
	answer, err := s.versioned(c)
	if err != nil {
		return answer, err
	}
	if ask.Polygons {
		for _, layer := range []string{ask.Layer, ask.With} {
			if answer, err = s.withGeometry(c, layer, answer); err != nil {
				return answer, err
			}
		}
	}
	result, err := s.store.Agreement(c.Request().Context(), ask)
	if err != nil {
		return answer, err
	}
	if link := s.cite(c, &result); sent.ground == nil {
		answer.cite = link // of others it is but a part
	}
	switch q.text("format") {
	case "geojson":
		err = answer.setJSON(geoJSON, format.NewAgreementFeatures(result))
	case "csv":
		err = answer.setCSV(func(w io.Writer) error { return format.WriteAgreementCSV(w, result) })
	default:
		err = answer.setJSON(echo.MIMEApplicationJSON, result)
	}
	return answer, err
}
