package api

import (
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/format"
)

var (
	changeFormat = param{name: "format", about: "json, if it is left out; geojson has the changed ground too, csv the totals or the settlements alone.",
		oneOf: []string{"json", "geojson", "csv"}}
	changeTable = param{name: "table", about: "With format=csv: settlements has the settlements that changed hands, totals, if it is left out, the ground.",
		oneOf: []string{"totals", "settlements"}}
)

const aboutChanges = "totals has a row for each way in which ground changed hands, the largest first; a status of null is ground in no " +
	"zone, and its side is named where the layer has sides. kind is movement for what the first revisions of both times show as " +
	"well, else correction. statuses never count ground in no zone; parties count what is held for certain and their own rear, " +
	"so that a retreat is the other side's gain; nobody's ground is nobody's. gained and lost include corrections, which are told " +
	"apart beside them. In GeoJSON polygons that are both small and narrow are left out, as slivers says; the totals have them."

var changeAnswers = []answer{{http.StatusOK, "What changed hands, between which snapshots.",
	[]media{{mime: echo.MIMEApplicationJSON, sample: geo.ChangeAnswer{}}, {mime: geoJSON, sample: format.ChangeFeatures{}}, {mime: "text/csv"}}}}

var changeParams = []param{
	{name: "layer", required: true, about: "The layer.", example: "kursk-sumy"},
	{name: "from", required: true, about: "A UTC day or an instant: the newest snapshot at or before it.", example: "2024-08-06"},
	{name: "to", required: true, about: "A UTC day or an instant, not earlier than from: the newest snapshot at or before it.", example: "2024-08-20"},
	{name: "region", about: "Only what lies in this region.", example: "kursk"},
	{name: "bbox", about: "Only what lies within west,south,east,north in degrees, as in the polygon of these corners; one wider than 30 degrees follows the parallels.", example: "34.0,50.9,36.0,51.9"},
	polygonParam,
	asOf, changeFormat, changeTable,
}

var getChangesDoc = doc{
	summary: "What changed hands between two times",
	about:   aboutChanges,
	params:  changeParams,
	answers: changeAnswers,
}

func (s *server) getChanges(c echo.Context) error {
	if err := refusePolygon(s.query(c)); err != nil {
		return err
	}
	answer, err := s.changes(c, sentPolygon{})
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, answer)
}

var changesWithinDoc = doc{
	summary: "The same within a polygon of yours",
	about:   aboutPolygon + "With region or bbox as well, what lies in all of them is told. " + aboutChanges,
	params:  changeParams,
	takes:   polygonBody,
	answers: changeAnswers,
}

func (s *server) changesWithin(c echo.Context) error { return s.answerWithin(c, s.changes) }

// changes tells what the query asks for, within the polygon that was sent if there is one.
func (s *server) changes(c echo.Context, sent sentPolygon) (content, error) {
	q := s.query(c)
	ask := changeQuery(q)
	ask.Polygon = sent.ground
	if q.err != nil {
		return content{}, q.err
	}
	answer, err := s.versioned(c)
	if err == nil && ask.Polygons {
		answer, err = s.withGeometry(c, ask.Layer, answer)
	}
	if err != nil {
		return answer, err
	}
	result, err := s.store.Changes(c.Request().Context(), ask)
	if err != nil {
		return answer, err
	}
	answer, err = s.withChanges(c, answer, result)
	if sent.ground != nil {
		answer.cite = "" // of others it is but a part
	}
	return answer, err
}

func changeQuery(q *query) geo.ChangeQuery {
	ask := geo.ChangeQuery{
		Layer:       q.text("layer"),
		Region:      q.text("region"),
		Bound:       q.bound("bbox"),
		Polygons:    q.text("format") == "geojson",
		AsOf:        q.asOf(),
		BBox:        q.text("bbox"),
		PolygonHash: q.text("polygon"),
	}
	if from, to := q.moment("from"), q.moment("to"); q.err == nil {
		ask.From, ask.To = *from, *to
	}
	checkTable(q)
	return ask
}

var getRevisionChangesDoc = doc{
	summary: "What a snapshot changed",
	about: "Against the revision before it or, for a first one, against the snapshot before it in time, as known then; from is null " +
		"if there was none. By id it never changes; latest, a date and an instant redirect to the newest snapshot at or before then. A " +
		"withdrawal counts as the snapshot that answers for its time then, which answered_by names. " + aboutChanges,
	params:  []param{pathLayer, snapshotName, asOf, changeFormat, changeTable},
	answers: append([]answer{{http.StatusFound, "For latest, a date or an instant: Location is the snapshot's own.", nil}}, changeAnswers...),
}

func (s *server) getRevisionChanges(c echo.Context) error {
	q := s.query(c)
	ask := geo.RevisionQuery{
		Layer: pathParam(c, "layer"), ID: pathParam(c, "id"), Polygons: q.text("format") == "geojson", AsOf: q.asOf(),
	}
	checkTable(q)
	if q.err != nil {
		return q.err
	}
	if !idPattern.MatchString(ask.ID) {
		return s.redirectToSnapshot(c, ask.ID, ask.AsOf, func(id string) string { return snapshotPath(ask.Layer, id) + "/changes" })
	}
	answer := content{cache: forever}
	if ask.Polygons {
		var err error
		if answer, err = s.withGeometry(c, ask.Layer, answer); err != nil {
			return err
		}
	}
	result, err := s.store.RevisionChanges(c.Request().Context(), ask)
	if err != nil {
		return err
	}
	if answer, err = s.withChanges(c, answer, result); err != nil {
		return err
	}
	return send(c, http.StatusOK, answer)
}

// withChanges returns a with changes in the asked format.
func (s *server) withChanges(c echo.Context, a content, result geo.ChangeAnswer) (content, error) {
	var err error
	a.cite = s.cite(c, &result)
	switch c.QueryParam("format") {
	case "geojson":
		err = a.setJSON(geoJSON, format.NewChangeFeatures(result))
	case "csv":
		write := format.WriteChangesCSV
		if c.QueryParam("table") == "settlements" {
			write = format.WriteChangedSettlementsCSV
		}
		err = a.setCSV(func(w io.Writer) error { return write(w, result) })
	default:
		err = a.setJSON(echo.MIMEApplicationJSON, result)
	}
	return a, err
}
