package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

var timelineDoc = doc{
	summary: "A layer's history as one TopoJSON",
	about: "One object for each snapshot, named by its valid time as a full instant; status is in the properties, snapshot beside the " +
		"zones. Coordinates are in steps of 1e-5 degrees; one snapshot has them in full. The plain URL redirects to the same with " +
		"v, the SHA-256 of the content before compression, and that never changes. A v of which the content is not kept any more " +
		"redirects too. With as_of the content, and so v, never change. Its geometry is under the same terms as a snapshot's.",
	params: []param{
		{name: "layer", required: true, about: "The layer.", example: "kursk-sumy"},
		{name: "datetime", about: "Only snapshots with a valid time in this interval, both ends included; without it: all.", example: "2024-08-06/2024-08-31"},
		asOf,
		{name: "v", about: "The SHA-256 of the content, as the redirect has it."},
	},
	answers: []answer{
		jsonAnswer("The topology.", topology{}),
		{http.StatusFound, "Without v, or with one of which the content is not kept: Location is the same URL with it.", nil},
	},
}

// topology is the shape of what topo.WriteTopoJSON writes.
type topology struct {
	Type        string `json:"type"`
	Layer       string `json:"layer"`
	Attribution string `json:"attribution"`
	Licence     string `json:"licence"`
	Transform   struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
	Arcs    [][][2]int                  `json:"arcs"`
	Objects map[string]topologySnapshot `json:"objects"`
}

type topologySnapshot struct {
	Type       string         `json:"type"`
	Snapshot   geo.Ref        `json:"snapshot"`
	Geometries []topologyZone `json:"geometries"`
}

type topologyZone struct {
	Type       string `json:"type"`
	Properties struct {
		Status string `json:"status"`
	} `json:"properties"`
	Arcs [][]int `json:"arcs"`
}

func (s *server) getTimeline(c echo.Context) error {
	q := s.query(c)
	ask := timelineAsk{timelineKey: timelineKey{layer: q.text("layer")}, asOf: q.asOf()}
	if within := q.interval("datetime"); within != nil {
		ask.within = *within
	}
	if q.err != nil {
		return q.err
	}
	ctx := c.Request().Context()
	layer, err := s.store.Layer(ctx, ask.layer, time.Time{})
	if err != nil {
		return err
	}
	cache, err := s.passOn(c, layer)
	if err != nil {
		return err
	}
	if kept := s.timelines.find(ask.timelineKey); ask.asOf.IsZero() && kept.version != "" && kept.answer.tag == q.text("v") {
		return kept.answer.send(c, cache)
	}
	answer, err := s.timelines.of(ctx, ask, layer.Source)
	if err != nil {
		return err
	}
	if answer.tag == q.text("v") {
		return answer.send(c, cache)
	}
	query := c.QueryParams()
	query.Set("v", answer.tag)
	return s.redirect(c, "/api/v1/timeline", query.Encode())
}
