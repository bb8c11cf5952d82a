package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"greyzone/geo"
	"greyzone/geo/topo"
)

var getOutlinesDoc = doc{
	summary: "The regions and the state border as one TopoJSON",
	about: "A third of what both take as GeoJSON: what several of them run along is there once, in steps of 1e-5 degrees. The objects are " +
		"regions and border; each region has its properties and its bbox.",
	params: []param{
		{name: "kind", example: geo.LandKind,
			about: "Only of regions of these kinds the outline, with commas between; the others have a type of null. A kind that no region is of is no failure."},
		asOf,
	},
	answers: []answer{jsonAnswer("The topology.", outlineTopology{})},
}

// outlineTopology is the shape of what topo.WriteOutlines writes.
type outlineTopology struct {
	Type      string `json:"type"`
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
	Arcs    [][][2]int `json:"arcs"`
	Objects struct {
		Regions outlineCollection[regionProperties] `json:"regions"`
		Border  outlineCollection[map[string]any]   `json:"border"`
	} `json:"objects"`
}

type outlineCollection[T any] struct {
	Type       string       `json:"type"`
	Geometries []outline[T] `json:"geometries"`
}

type outline[T any] struct {
	Type       *string    `json:"type"`
	ID         string     `json:"id,omitempty"`
	BBox       [4]float64 `json:"bbox"`
	Properties T          `json:"properties"`
	Arcs       []any      `json:"arcs,omitempty"` // references, nested as the type has it
}

func (s *server) getOutlines(c echo.Context) error {
	q := s.query(c)
	kinds, known := q.list("kind"), q.asOf()
	if slices.Contains(kinds, "") {
		q.fail("kind", errors.New("there is nothing before or after a comma; write kinds such as "+geo.LandKind+",side"))
	}
	if q.err != nil {
		return q.err
	}
	version, err := s.store.Version(c.Request().Context())
	if err != nil {
		return err
	}
	answer, err := s.outlines(c.Request().Context(), kinds, known)
	if err != nil {
		return err
	}
	if known.IsZero() {
		answer.version = version
		s.packOnce(&answer)
	}
	return send(c, http.StatusOK, answer)
}

// landOutlines is what the page draws from the start.
func (s *server) landOutlines(ctx context.Context) (content, error) {
	return s.outlines(ctx, []string{geo.LandKind}, time.Time{})
}

// outlines answers with those of the regions of some kinds, nil being all, and of the border.
func (s *server) outlines(ctx context.Context, kinds []string, known time.Time) (content, error) {
	answer := content{cache: revalidate}
	regions, err := s.store.Regions(ctx, known)
	if err != nil {
		return answer, err
	}
	border, err := s.store.Border(ctx)
	if err != nil {
		return answer, err
	}
	lines, err := borderOutlines(border)
	if err != nil {
		return answer, err
	}
	var body bytes.Buffer
	err = topo.WriteOutlines(&body, []topo.Outlines{{Name: "regions", Features: regionOutlines(regions, kinds)}, {Name: "border", Features: lines}})
	answer.set(echo.MIMEApplicationJSON, body.Bytes())
	return answer, err
}

func regionOutlines(regions []geo.Region, kinds []string) []topo.Outline {
	outlines := make([]topo.Outline, len(regions))
	for i, r := range regions {
		outlines[i] = topo.Outline{ID: r.ID, Properties: propertiesOf(r), Bound: r.Geometry.Bound()}
		if kinds == nil || slices.Contains(kinds, r.Kind) {
			outlines[i].Geometry = r.Geometry
		}
	}
	return outlines
}

// borderOutlines returns the lines of a GeoJSON FeatureCollection.
func borderOutlines(collection []byte) ([]topo.Outline, error) {
	border, err := geojson.UnmarshalFeatureCollection(collection)
	if err != nil {
		return nil, fmt.Errorf("border: %w", err)
	}
	var outlines []topo.Outline
	for _, f := range border.Features {
		switch f.Geometry.(type) {
		case orb.LineString, orb.MultiLineString:
			outlines = append(outlines, topo.Outline{Properties: f.Properties, Bound: f.Geometry.Bound(), Geometry: f.Geometry})
		}
	}
	return outlines, nil
}
