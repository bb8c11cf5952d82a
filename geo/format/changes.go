package format

import (
	"io"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// AppendChangesGeoJSON appends changes as a FeatureCollection, one Polygon for each piece of ground that changed hands,
// with how it did and its own area; everything else that the answer says is in members beside the features.
func AppendChangesGeoJSON(text []byte, a geo.ChangeAnswer) ([]byte, error) {
	type polygon struct {
		Type        string      `json:"type"`
		Coordinates orb.Polygon `json:"coordinates"`
	}
	type feature struct {
		Type       string          `json:"type"`
		Properties geo.ChangeTotal `json:"properties"`
		Geometry   polygon         `json:"geometry"`
	}
	features := []feature{}
	for _, c := range a.Ground {
		for _, p := range c.Polygons {
			properties := c.Total()
			properties.AreaKm2 = geo.AreaM2(p) / 1e6
			features = append(features, feature{"Feature", properties, polygon{"Polygon", p}})
		}
	}
	all, err := marshal(struct {
		Type string `json:"type"`
		geo.ChangeAnswer
		Features []feature `json:"features"`
	}{"FeatureCollection", a, features})
	return append(text, all...), err
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
