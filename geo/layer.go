package geo

import "time"

// Source is who publishes a layer, and on what terms.
type Source struct {
	ID              string `json:"id"`
	Name            string `json:"name"`
	URL             string `json:"url"`
	Attribution     string `json:"attribution"`
	Licence         string `json:"licence"`
	Redistributable bool   `json:"redistributable"` // the licence allows passing the geometry on
}

// Layer is a named series of snapshots from one source (kind control), or one fixed set of features (kind reference
// or events). Only control layers have statuses, sides, snapshots and a bound of their own.
type Layer struct {
	ID            string     `json:"id"`
	Kind          string     `json:"kind"`
	Title         string     `json:"title"`
	Name          *Names     `json:"name"` // the title in the page's languages, or nil
	Source        Source     `json:"source"`
	Accuracy      *string    `json:"accuracy"` // such as "approximate, ±2–3 km", or nil
	Statuses      []Status   `json:"statuses"`
	Sides         []Side     `json:"sides"`
	FirstValidAt  *time.Time `json:"first_valid_at"`
	LastValidAt   *time.Time `json:"last_valid_at"`
	SnapshotCount int        `json:"snapshot_count"` // valid times that are not withdrawn
	BBox          []float64  `json:"bbox"`           // [w, s, e, n] of all snapshots, or nil
}
