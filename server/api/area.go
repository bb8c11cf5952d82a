package api

import (
	"errors"
	"io"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/format"
)

const areasPath = "/api/v1/area-controlled"

var areaParams = []param{
	{name: "layer", required: true, about: "The layer to measure.", example: "kursk-sumy"},
	{name: "datetime", example: "2024-08-20",
		about: "A UTC day or an instant: the newest snapshot at or before it. Or an interval such as 2024-08-06/2024-08-31 or ../..: every snapshot in it. Without it: the newest."},
	{name: "every", about: "With an interval: one result for each step of it (P1D, P7D, P1M …), named by the step's last day, with the state at its end.", example: "P7D"},
	{name: "region", about: "Measure within this region.", example: "kursk"},
	{name: "bbox", about: "Measure within west,south,east,north in degrees, as within the polygon of these corners; one wider than 30 degrees follows the parallels.", example: "34.0,50.9,36.0,51.9"},
	{name: "status", about: "Only these statuses in areas, with commas between; of claims those that speak of no other.", example: "ua,grey"},
	{name: "group_by", oneOf: []string{"region"},
		about: "region: each result once for each region there is, which says of what kind it is: sides and the oblasts in them do not add up. With region, bbox or a polygon of yours: what each region has in common with that."},
	polygonParam,
	{name: "claims", oneOf: yesOrNo,
		about: "true: beside each result the published figures of its days, in the asked region if there is one, each with what this layer shows at the end of the figure's own day, of the region and the statuses that it speaks of (measured_km2). A result's days are the asked one, those of its step, or those until the next snapshot."},
	asOf,
	compactParam("for a chart: km² rounded to 0.001, and of each snapshot the id alone. permalink and citation are of the whole answer."),
	{name: "format", about: "json, if it is left out, or csv.", oneOf: []string{"json", "csv"}},
	{name: "table", oneOf: []string{"areas", "controlled", "claims"},
		about: "With format=csv: controlled has what each party holds beyond its own side, claims the published figures beside what this layer shows, areas, if it is left out, the areas by status."},
}

const aboutAreas = "areas has every status of the layer; controlled what each party holds beyond its own side: for certain " +
	"(min_km2), and with the grey zone there (max_km2). km² on the WGS 84 ellipsoid in full precision. At most 20,000 rows."

var areaAnswers = []answer{{http.StatusOK, "The areas, and the snapshots that they are from.",
	[]media{{mime: echo.MIMEApplicationJSON, sample: geo.AreaAnswer{}}, {mime: echo.MIMEApplicationJSON, sample: compactAreas{}}, {mime: "text/csv"}}}}

var measureDoc = doc{
	summary: "Area by status and by party, at one time or over time",
	about:   aboutAreas,
	params:  areaParams,
	answers: areaAnswers,
}

func (s *server) measure(c echo.Context) error {
	if err := refusePolygon(s.query(c)); err != nil {
		return err
	}
	answer, err := s.areas(c, sentPolygon{})
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, answer)
}

var measureWithinDoc = doc{
	summary: "The same within a polygon of yours",
	about:   aboutPolygon + "With region or bbox as well, what lies in all of them is measured. " + aboutAreas,
	params:  areaParams,
	takes:   polygonBody,
	answers: areaAnswers,
}

func (s *server) measureWithin(c echo.Context) error { return s.answerWithin(c, s.areas) }

// areas measures what the query asks for, within the polygon that was sent if there is one.
func (s *server) areas(c echo.Context, sent sentPolygon) (content, error) {
	q := s.query(c)
	ask := areaQuery(q)
	ask.Polygon = sent.ground
	if q.err != nil {
		return content{}, q.err
	}
	answer, err := s.versioned(c)
	if err != nil {
		return answer, err
	}
	result, err := s.store.Measure(c.Request().Context(), ask)
	if err != nil {
		return answer, err
	}
	if link := s.cite(c, &result); sent.ground == nil {
		answer.cite = link // of others it is but a part
	}
	if q.text("format") == "csv" {
		err = answer.setCSV(func(w io.Writer) error { return format.WriteAreasCSV(w, result, q.text("table")) })
		return answer, err
	}
	if q.flag("compact") {
		if err = answer.setJSON(echo.MIMEApplicationJSON, compactAreasOf(result)); err == nil && isOften(q, sent) {
			s.packOnce(&answer)
		}
		return answer, err
	}
	body, err := format.AppendAreasJSON(nil, result)
	answer.set(echo.MIMEApplicationJSON, body)
	return answer, err
}

func areaQuery(q *query) geo.AreaQuery {
	ask := geo.AreaQuery{
		Layer:    q.text("layer"),
		Every:    parsed(q, "every", geo.ParseStep),
		Region:   q.text("region"),
		Bound:    q.bound("bbox"),
		ByRegion: q.text("group_by") == "region",
		Statuses: q.list("status"),
		Claims:   q.flag("claims") || q.text("table") == "claims",
		AsOf:     q.asOf(),
		Words:    geo.AreaWords{Datetime: q.text("datetime"), Every: q.text("every"), BBox: q.text("bbox"), Polygon: q.text("polygon")},
	}
	if geo.IsInterval(q.text("datetime")) {
		ask.Within = q.interval("datetime")
	} else {
		ask.At = q.moment("datetime")
	}
	if ask.Every != nil && ask.Within == nil {
		q.fail("every", errors.New("it needs an interval as datetime, such as 2024-08-06/2024-08-31"))
	}
	checkTable(q)
	checkCompact(q, ask)
	return ask
}

// checkCompact refuses a compact form of what has none.
func checkCompact(q *query, ask geo.AreaQuery) {
	switch {
	case !q.flag("compact"):
	case q.text("format") == "csv":
		q.fail("compact", errors.New("CSV has no compact form; leave out compact or format"))
	case ask.Claims:
		q.fail("compact", errors.New("the compact form has no claims; leave out compact or claims"))
	}
}

// wholeHistory is how the page asks for all of it.
const wholeHistory = "../.."

// isOften reports whether every page of a layer asks this: how much there is over the whole history, of all ground or of a region.
func isOften(q *query, sent sentPolygon) bool {
	for name := range q.values {
		if !slices.Contains([]string{"layer", "datetime", "region", "compact"}, name) {
			return false
		}
	}
	return sent.ground == nil && q.text("datetime") == wholeHistory
}

// checkTable refuses a table where there is none.
func checkTable(q *query) {
	if q.text("table") != "" && q.text("format") != "csv" {
		q.fail("table", errors.New("it needs format=csv; the other formats have everything"))
	}
}
