package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

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

func featureOf(r geo.Region) regionFeature {
	return regionFeature{Type: "Feature", ID: r.ID, Properties: propertiesOf(r), Geometry: multiPolygon{"MultiPolygon", r.Geometry}}
}

type regionProperties struct {
	ID      string    `json:"id"`
	Name    geo.Names `json:"name"`
	Kind    string    `json:"kind"`
	Party   *string   `json:"party"`
	Country *string   `json:"country"`
	AreaKm2 float64   `json:"area_km2"`
}

func propertiesOf(r geo.Region) regionProperties {
	return regionProperties{r.ID, r.Name, r.Kind, r.Party, r.Country, r.AreaM2 / 1e6}
}

type multiPolygon struct {
	Type        string           `json:"type"`
	Coordinates orb.MultiPolygon `json:"coordinates"`
}

var listRegionsDoc = doc{
	summary: "The regions to measure within",
	params:  []param{asOf},
	answers: []answer{{http.StatusOK, "A FeatureCollection; a side is a region that is a party's own ground.",
		[]media{{mime: geoJSON, sample: regionFeatures{}}}}},
}

func (s *server) listRegions(c echo.Context) error {
	regions, known, err := s.askedRegions(c)
	if err != nil {
		return err
	}
	all := regionFeatures{Type: "FeatureCollection", Features: make([]regionFeature, len(regions))}
	for i, r := range regions {
		all.Features[i] = featureOf(r)
	}
	answer, err := shared(geoJSON, all)
	if err != nil {
		return err
	}
	return s.sendOften(c, answer, known.IsZero())
}

// askedRegions are the regions as known at the time that the request names, and that time.
func (s *server) askedRegions(c echo.Context) ([]geo.Region, time.Time, error) {
	q := s.query(c)
	known := q.asOf()
	if q.err != nil {
		return nil, known, q.err
	}
	regions, err := s.store.Regions(c.Request().Context(), known)
	return regions, known, err
}

var getRegionDoc = doc{
	summary: "One region",
	params: []param{
		{name: "region", inPath: true, required: true, about: "A region's id.", example: "kursk"},
		asOf,
	},
	answers: []answer{{http.StatusOK, "A Feature.", []media{{mime: geoJSON, sample: regionFeature{}}}}},
}

func (s *server) getRegion(c echo.Context) error {
	id := pathParam(c, "region")
	regions, _, err := s.askedRegions(c)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(regions, func(r geo.Region) bool { return r.ID == id })
	if i < 0 {
		return geo.Errorf(geo.NotFound, "there is no region %q; /api/v1/regions lists all", id)
	}
	return sendJSONAs(c, geoJSON, featureOf(regions[i]))
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
	answer, err := shared(geoJSON, json.RawMessage(border))
	if err != nil {
		return err
	}
	return s.sendOften(c, answer, true)
}
