package format

import (
	"time"

	"greyzone/geo"
)

// ContactFeature is a line of contact as a GeoJSON Feature, which map programs read; its answer is in the properties.
type ContactFeature struct {
	Type       string            `json:"type"` // Feature
	Properties ContactProperties `json:"properties"`
	Geometry   geo.MultiLine     `json:"geometry"`
}

// ContactProperties are what a ContactAnswer says besides the geometry, flat as map programs want properties.
type ContactProperties struct {
	Layer           string    `json:"layer"`
	Datetime        string    `json:"datetime"`
	LengthKm        float64   `json:"length_km"`
	SnapshotID      string    `json:"snapshot_id"`
	SnapshotValidAt time.Time `json:"snapshot_valid_at"`
	Attribution     string    `json:"attribution"`
	Licence         string    `json:"licence"`
	Citation        string    `json:"citation"`
}

// NewContactFeature returns an answer as a Feature.
func NewContactFeature(a geo.ContactAnswer) ContactFeature {
	return ContactFeature{"Feature", ContactProperties{
		Layer: a.Layer, Datetime: a.Datetime, LengthKm: a.LengthKm,
		SnapshotID: a.Snapshot.ID, SnapshotValidAt: a.Snapshot.ValidAt,
		Attribution: a.Attribution, Licence: a.Licence, Citation: a.Citation,
	}, a.Geometry}
}
