package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/format"
)

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
	{name: "polygon", example: strings.Repeat("0123456789abcdef", 4),
		about: "The SHA-256, in hexadecimal digits, of the bytes of the polygon that is sent: any other is refused. Permalinks of what was measured within a polygon have it, and are asked again by POST with that polygon."},
	{name: "claims", oneOf: yesOrNo,
		about: "true: beside each result the published figures of its days, in the asked region if there is one, each with what this layer shows at the end of the figure's own day, of the region and the statuses that it speaks of (measured_km2). A result's days are the asked one, those of its step, or those until the next snapshot."},
	asOf,
	{name: "format", about: "json, if it is left out, or csv.", oneOf: []string{"json", "csv"}},
	{name: "table", oneOf: []string{"areas", "controlled", "claims"},
		about: "With format=csv: controlled has what each party holds beyond its own side, claims the published figures beside what this layer shows, areas, if it is left out, the areas by status."},
}

const aboutAreas = "areas has every status of the layer; controlled what each party holds beyond its own side: for certain " +
	"(min_km2), and with the grey zone there (max_km2). km² on the WGS 84 ellipsoid in full precision. At most 20,000 rows."

var areaAnswers = []answer{{http.StatusOK, "The areas, and the snapshots that they are from.",
	[]media{{mime: echo.MIMEApplicationJSON, sample: geo.AreaAnswer{}}, {mime: "text/csv"}}}}

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
	about: "The polygon may have up to 20,000 vertices. It has to be cut where it crosses the 180th meridian (RFC 7946, 3.1.9), " +
		"and around a pole it runs along the meridian to the pole and back. With region or bbox as well, what lies in all of them is measured. " + aboutAreas,
	params:  areaParams,
	takes:   []media{{mime: geoJSON, sample: map[string]any{}}, {mime: echo.MIMEApplicationJSON, sample: map[string]any{}}},
	answers: areaAnswers,
}

func (s *server) measureWithin(c echo.Context) error {
	body, err := readPolygon(c)
	if err != nil {
		return err
	}
	sent := sentPolygon{sha256: sha256.Sum256(body)}
	if err := sent.check(s.query(c)); err != nil {
		return err
	}
	c.QueryParams().Set("polygon", sent.sha256.String()) // for the permalink, which asks nothing without the polygon
	key := withinKey{s.base(c.Request()), c.Request().URL.RawQuery, sent.sha256}
	if answer, ok := s.within.find(key); ok && s.isVersion(c.Request().Context(), answer.version) {
		return send(c, http.StatusOK, answer)
	}
	if sent.ground, err = format.DecodePolygon(body, format.MaxQueryVertices); err != nil {
		return err
	}
	// A client may take its time to send, but not to have measured.
	ctx, cancel := context.WithTimeout(c.Request().Context(), timeToRead)
	defer cancel()
	c.SetRequest(c.Request().WithContext(ctx))
	answer, err := s.areas(c, sent)
	if err != nil {
		return err
	}
	s.within.keep(key, answer, len(answer.body))
	return send(c, http.StatusOK, answer)
}

// withinKey names what was measured within a polygon: under which base URL, the query, and the SHA-256 of the polygon as
// it was sent.
type withinKey struct {
	base    string
	query   string
	polygon [sha256.Size]byte
}

// maxWithin bounds the bytes of answers that are kept for those who send the same polygon again.
const maxWithin = 4 << 20

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
	return ask
}

// checkTable refuses a table where there is none.
func checkTable(q *query) {
	if q.text("table") != "" && q.text("format") != "csv" {
		q.fail("table", errors.New("it needs format=csv; the other formats have everything"))
	}
}
