package format

import (
	"io"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// ChangeFeatures is changes as a GeoJSON FeatureCollection, which has all that the answer says in members of its own.
type ChangeFeatures struct {
	Type string `json:"type"` // FeatureCollection
	geo.ChangeAnswer
	Features []ChangeFeature `json:"features"`
}

// ChangeFeature is one polygon of ground that changed hands: how it did, and the polygon's own area.
type ChangeFeature struct {
	Type       string          `json:"type"` // Feature
	Properties geo.ChangeTotal `json:"properties"`
	Geometry   PolygonGeometry `json:"geometry"`
}

// PolygonGeometry is a polygon as GeoJSON has it.
type PolygonGeometry struct {
	Type        string      `json:"type"` // Polygon
	Coordinates orb.Polygon `json:"coordinates"`
}

// ProposedFeatures is what an upload would change, in the form of ChangeFeatures.
type ProposedFeatures struct {
	Type string `json:"type"` // FeatureCollection
	geo.ProposedChange
	Features []ChangeFeature `json:"features"`
}

// NewChangeFeatures returns an answer as a FeatureCollection.
func NewChangeFeatures(a geo.ChangeAnswer) ChangeFeatures {
	return ChangeFeatures{"FeatureCollection", a, changeFeatures(a.Ground)}
}

// NewProposedFeatures returns what an upload would change as a FeatureCollection.
func NewProposedFeatures(c geo.ProposedChange) ProposedFeatures {
	return ProposedFeatures{"FeatureCollection", c, changeFeatures(c.Ground)}
}

func changeFeatures(ground []geo.ChangedGround) []ChangeFeature {
	features := []ChangeFeature{}
	for _, c := range ground {
		for _, p := range c.Polygons {
			properties := c.Total()
			properties.AreaKm2 = geo.AreaM2(p) / 1e6
			features = append(features, ChangeFeature{"Feature", properties, PolygonGeometry{"Polygon", p}})
		}
	}
	return features
}

// WriteChangesCSV writes the totals of changes as WriteAreasCSV does, one row for each way in which ground changed hands.
func WriteChangesCSV(w io.Writer, a geo.ChangeAnswer) error {
	rows := [][]string{{"from_datetime", "from_snapshot_valid_at", "to_datetime", "to_snapshot_valid_at", "region",
		"from_status", "from_side", "to_status", "to_side", "kind", "area_km2"}}
	for _, t := range a.Totals {
		rows = append(rows, append(changeEnds(a), regionID(a.Region),
			orEmpty(t.FromStatus), orEmpty(t.FromSide), orEmpty(t.ToStatus), orEmpty(t.ToSide), string(t.Kind), decimal(t.AreaKm2)))
	}
	return writeCSV(w, rows)
}

// WriteChangedSettlementsCSV writes the settlements that changed hands, one a row.
func WriteChangedSettlementsCSV(w io.Writer, a geo.ChangeAnswer) error {
	rows := [][]string{{"from_datetime", "from_snapshot_valid_at", "to_datetime", "to_snapshot_valid_at", "region",
		"settlement", "name_en", "name_uk", "name_ru", "from_status", "from_side", "to_status", "to_side", "kind"}}
	for _, s := range a.Settlements {
		rows = append(rows, append(changeEnds(a), regionID(a.Region),
			s.ID, s.Name.En, s.Name.Uk, s.Name.Ru, orEmpty(s.FromStatus), orEmpty(s.FromSide), orEmpty(s.ToStatus), orEmpty(s.ToSide), string(s.Kind)))
	}
	return writeCSV(w, rows)
}

// changeEnds is the times of changes as asked for, each with that of its snapshot; empty where there was nothing before.
func changeEnds(a geo.ChangeAnswer) []string {
	row := []string{"", ""}
	if a.From != nil {
		row = []string{a.From.Datetime, utc(a.From.Snapshot.ValidAt)}
	}
	return append(row, a.To.Datetime, utc(a.To.Snapshot.ValidAt))
}
