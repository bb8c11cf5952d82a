package api

import (
	"context"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/format"
)

var historyDoc = doc{
	summary: "Who held a place when; or a region's shares, over time",
	about: "Of a point or a settlement: intervals of one status, each from the valid time of the snapshot that shows it to that of the " +
		"next that shows another; status null is ground in no zone, and side then the region that is a party's own ground there. Where " +
		"the UTC days of a snapshot and the next are more than gap_days apart, there is an interval with gap true from the end of the " +
		"first day to the next snapshot, with the last known status. Nothing is said of what comes after last_snapshot. A point on a " +
		"boundary belongs to the zone to the east of it, on one along a parallel to that to the north. events are those of the " +
		"settlement, or of all settlements within 3 km of the point. Of a region: km² and share (0 to 1) of every status, in each " +
		"snapshot. CSV has the columns status, side, from, to, gap, snapshot_id, snapshot_valid_at, without events; of a region " +
		"snapshot_valid_at, region, status, area_km2, share, snapshot_id.",
	params: []param{
		{name: "layer", required: true, about: "The layer.", example: "kursk-sumy"},
		{name: "lon", about: "With lat: the point, in degrees. One of these, settlement and region is needed, and no more.", example: "35.271"},
		{name: "lat", about: "With lon: the point, in degrees.", example: "51.191"},
		{name: "settlement", about: "A settlement's id.", example: "sudzha"},
		{name: "region", about: "A region's id.", example: "kursk"},
		{name: "gap_days", about: "How many days from one snapshot to the next are no gap yet; 7 if it is left out. Not with region.", example: "7",
			limits: []int{1, geo.MaxGapDays}},
		asOf,
		{name: "format", about: "json, if it is left out, or csv.", oneOf: []string{"json", "csv"}},
	},
	answers: []answer{{http.StatusOK, "The history of the place, or of the region.", []media{
		{mime: echo.MIMEApplicationJSON, sample: geo.PlaceHistory{}},
		{mime: echo.MIMEApplicationJSON, sample: geo.RegionHistory{}},
		{mime: "text/csv"},
	}}},
}

func (s *server) history(c echo.Context) error {
	q := s.query(c)
	ask := placeQuery(q)
	if q.err != nil {
		return q.err
	}
	answer, err := s.versioned(c)
	if err != nil {
		return err
	}
	told, writeCSV, err := s.historyOf(c.Request().Context(), ask)
	if err != nil {
		return err
	}
	answer.cite = s.cite(c, told)
	if q.text("format") == "csv" {
		err = answer.setCSV(writeCSV)
	} else {
		err = answer.setJSON(echo.MIMEApplicationJSON, told)
	}
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, answer)
}

func placeQuery(q *query) geo.PlaceQuery {
	ask := geo.PlaceQuery{
		Layer:   q.text("layer"),
		Place:   geo.Place{Settlement: q.text("settlement"), Region: q.text("region")},
		GapDays: q.number("gap_days"),
		AsOf:    q.asOf(),
	}
	if q.values.Has("lon") || q.values.Has("lat") {
		p, err := geo.ParsePoint(q.text("lon"), q.text("lat"))
		if err != nil && q.err == nil {
			q.err = err
		}
		ask.Place.Point = &p
	}
	if q.err == nil {
		q.err = ask.Check()
	}
	return ask
}

// historyOf returns the history of a place or of a region, and what writes it as CSV.
func (s *server) historyOf(ctx context.Context, ask geo.PlaceQuery) (geo.Citable, func(io.Writer) error, error) {
	if ask.Place.Region != "" {
		h, err := s.store.RegionHistory(ctx, ask)
		return &h, func(w io.Writer) error { return format.WriteRegionHistoryCSV(w, h) }, err
	}
	h, err := s.store.PlaceHistory(ctx, ask)
	return &h, func(w io.Writer) error { return format.WritePlaceHistoryCSV(w, h) }, err
}
