package format

import (
	"io"

	"greyzone/geo"
)

// AgreementFeatures is how two layers compare as a GeoJSON FeatureCollection, which has all that the answer says in members
// of its own.
type AgreementFeatures struct {
	Type string `json:"type"` // FeatureCollection
	geo.AgreementAnswer
	Features []AgreementFeature `json:"features"`
}

// AgreementFeature is one polygon of ground: what both layers say of it, and the polygon's own area.
type AgreementFeature struct {
	Type       string            `json:"type"` // Feature
	Properties geo.AgreementPair `json:"properties"`
	Geometry   PolygonGeometry   `json:"geometry"`
}

// NewAgreementFeatures returns an answer as a FeatureCollection.
func NewAgreementFeatures(a geo.AgreementAnswer) AgreementFeatures {
	features := []AgreementFeature{}
	for _, g := range a.Ground {
		for _, p := range g.Polygons {
			properties := g.AgreementPair
			properties.AreaKm2 = geo.AreaM2(p) / 1e6
			features = append(features, AgreementFeature{"Feature", properties, PolygonGeometry{"Polygon", p}})
		}
	}
	return AgreementFeatures{"FeatureCollection", a, features}
}

// WriteAgreementCSV writes the pairs as WriteAreasCSV does areas, one a row.
func WriteAgreementCSV(w io.Writer, a geo.AgreementAnswer) error {
	rows := [][]string{{"datetime", "layer", "snapshot_valid_at", "with", "with_snapshot_valid_at", "region",
		"status", "side", "party", "with_status", "with_side", "with_party", "kind", "area_km2"}}
	for _, p := range a.Pairs {
		rows = append(rows, []string{a.Datetime, a.Layer, utc(a.Snapshot.ValidAt), a.With, utc(a.WithSnapshot.ValidAt), regionID(a.Region),
			orEmpty(p.Status), orEmpty(p.Side), orEmpty(p.Party), orEmpty(p.WithStatus), orEmpty(p.WithSide), orEmpty(p.WithParty),
			string(p.Kind), decimal(p.AreaKm2)})
	}
	return writeCSV(w, rows)
}
