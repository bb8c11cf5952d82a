package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/paulmach/orb"

	"greyzone/geo"
)

type regionFeatures struct {
	Type     string          `json:"type"`
	Features []regionFeature `json:"features"`
}

type regionFeature struct {
	Type       string           `json:"type"`
	ID         string           `json:"id"`
	Properties regionProperties `json:"properties"`
	Geometry   multiPolygon     `json:"geometry"`
}

type regionProperties struct {
	ID      string    `json:"id"`
	Name    geo.Names `json:"name"`
	Kind    string    `json:"kind"`
	Party   *string   `json:"party"`
	Country *string   `json:"country"`
	AreaKm2 float64   `json:"area_km2"`
}

type multiPolygon struct {
	Type        string           `json:"type"`
	Coordinates orb.MultiPolygon `json:"coordinates"`
}

var listRegionsDoc = doc{
	summary: "The regions to measure within",
	answers: []answer{{http.StatusOK, "A FeatureCollection; a side is a region that is a party's own ground.",
		[]media{{mime: geoJSON, sample: regionFeatures{}}}}},
}

func (s *server) listRegions(c echo.Context) error {
	regions, err := s.store.Regions(c.Request().Context())
	if err != nil {
		return err
	}
	all := regionFeatures{Type: "FeatureCollection", Features: make([]regionFeature, len(regions))}
	for i, r := range regions {
		all.Features[i] = regionFeature{
			Type: "Feature", ID: r.ID,
			Properties: regionProperties{r.ID, r.Name, r.Kind, r.Party, r.Country, r.AreaM2 / 1e6},
			Geometry:   multiPolygon{"MultiPolygon", r.Geometry},
		}
	}
	return sendJSONAs(c, geoJSON, all)
}

var getBorderDoc = doc{
	summary: "The state border",
	answers: []answer{{http.StatusOK, "A FeatureCollection of lines.", []media{{mime: geoJSON, sample: map[string]any{}}}}},
}

func (s *server) getBorder(c echo.Context) error {
	border, err := s.store.Border(c.Request().Context())
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, content{mime: geoJSON, body: border, tag: tagOf(border), cache: revalidate})
}

type settlements struct {
	Settlements []geo.Settlement `json:"settlements"`
}

var listSettlementsDoc = doc{
	summary: "Settlements",
	params: []param{{name: "q", blank: true, example: "Суджа",
		about: "Only those whose name in English, Ukrainian or Russian contains this."}},
	answers: []answer{jsonAnswer("By rank, 1 being an oblast's centre, then id.", settlements{})},
}

func (s *server) listSettlements(c echo.Context) error {
	found, err := s.store.Settlements(c.Request().Context(), s.query(c).text("q"))
	if err != nil {
		return err
	}
	return sendJSON(c, settlements{found})
}

type events struct {
	Events []geo.Event `json:"events"`
}

var listEventsDoc = doc{
	summary: "Dated statements that a place came to be held, or to lie in the grey zone",
	params: []param{{name: "datetime", example: "2024-08-06/2024-08-31",
		about: "Only those dated in this interval, both ends included; a bare date is that day."}},
	answers: []answer{jsonAnswer("Each with its source.", events{})},
}

func (s *server) listEvents(c echo.Context) error {
	q := s.query(c)
	within := q.interval("datetime")
	if q.err != nil {
		return q.err
	}
	if within == nil {
		within = &geo.Interval{}
	}
	found, err := s.store.Events(c.Request().Context(), *within)
	if err != nil {
		return err
	}
	return sendJSON(c, events{found})
}

type claims struct {
	Claims []geo.Claim `json:"claims"`
}

var listClaimsDoc = doc{
	summary: "Published figures of who holds how much",
	about:   "What somebody said, not what this server measures. Several statuses mean the ground of all of them together.",
	answers: []answer{jsonAnswer("Each with who said so and where.", claims{})},
}

func (s *server) listClaims(c echo.Context) error {
	all, err := s.store.Claims(c.Request().Context())
	if err != nil {
		return err
	}
	return sendJSON(c, claims{all})
}
