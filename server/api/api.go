// Package api is the HTTP interface.
package api

import (
	"context"
	"time"

	"greyzone/geo"
)

// Store is what the interface needs of the database. Failures that a user can act on are *geo.Error.
type Store interface {
	// Ready fails while the database cannot be read or written.
	Ready(ctx context.Context) error
	// Layers returns all layers, control layers first, then by ID.
	Layers(ctx context.Context) ([]geo.Layer, error)
	Layer(ctx context.Context, id string) (geo.Layer, error)
	Snapshots(ctx context.Context, q geo.SnapshotQuery) (geo.SnapshotPage, error)
	Snapshot(ctx context.Context, layer, id string) (geo.Snapshot, error)
	// SnapshotAt returns the newest snapshot at or before at, as known at asOf; a zero time is now.
	SnapshotAt(ctx context.Context, layer string, at, asOf time.Time) (geo.Snapshot, error)
	// Coverage returns the disjoint zones of a snapshot.
	Coverage(ctx context.Context, snapshotID string) ([]geo.Zone, error)
	Original(ctx context.Context, snapshotID string) (geo.Original, error)
	Publish(ctx context.Context, u geo.Upload) (geo.Report, error)
	Revert(ctx context.Context, layer, id, note string) (geo.Report, error)
	Measure(ctx context.Context, q geo.AreaQuery) (geo.AreaAnswer, error)
	Regions(ctx context.Context) ([]geo.Region, error)
	// Border returns the reference layer's features as a GeoJSON FeatureCollection.
	Border(ctx context.Context) ([]byte, error)
	// Settlements returns those whose name in any language contains q, all of them for an empty q, by rank, then ID.
	Settlements(ctx context.Context, q string) ([]geo.Settlement, error)
	Events(ctx context.Context, within geo.Interval) ([]geo.Event, error)
	Claims(ctx context.Context) ([]geo.Claim, error)
	// Authenticate fails with Unauthorized for a token that is unknown or revoked.
	Authenticate(ctx context.Context, token string) error
}
