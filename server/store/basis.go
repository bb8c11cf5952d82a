package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// basis is what an upload is judged against.
type basis struct {
	layer   geo.Layer    // its vocabulary as it will be
	create  bool         // the layer is not there yet
	added   []geo.Status // the end of the vocabulary that is not there yet
	regions []geo.Region
	newest  *record // newest revision of the upload's valid time, or nil
	against *record // what change is measured against, or nil
}

// basisOf reads what q, a transaction or not, has on an upload.
func (s *Store) basisOf(ctx context.Context, q querier, u geo.Upload) (basis, error) {
	// Regions come with the first layer, and stay.
	c, err := s.catalogue(ctx)
	if err != nil {
		return basis{}, err
	}
	b := basis{regions: c.regions}
	if err := b.readLayer(ctx, q, c, u); err != nil {
		return b, err
	}
	if b.newest, err = newestRevision(ctx, q, u.Layer, u.ValidAt.UnixMicro()); err != nil {
		return b, err
	}
	b.against, err = predecessor(ctx, q, u.Layer, u.ValidAt.UnixMicro(), b.newest)
	return b, err
}

// readLayer reads the layer of an upload, or describes the one to make, and what its vocabulary gains.
func (b *basis) readLayer(ctx context.Context, q querier, c *catalogue, u geo.Upload) error {
	stored, found, err := readLayer(ctx, q, u.Layer)
	if err != nil {
		return err
	}
	b.layer = stored.Layer
	if !found && u.Create != nil {
		b.create = true
		if b.layer, err = described(*u.Create, u.Layer, u.Reading.Statuses); err != nil {
			return err
		}
		return checkSides(b.layer.Sides, b.regions)
	}
	if !found {
		_, err := c.layer(u.Layer)
		return err
	}
	if b.layer.Kind != control {
		return hasNoSnapshots(b.layer)
	}
	for _, status := range u.Reading.Statuses {
		occurs := slices.ContainsFunc(u.Reading.Zones, func(z geo.Zone) bool { return z.Status == status.ID })
		known := slices.ContainsFunc(b.layer.Statuses, func(s geo.Status) bool { return s.ID == status.ID })
		if occurs && !known {
			b.added = append(b.added, status)
		}
	}
	b.layer.Statuses = append(b.layer.Statuses, b.added...)
	return nil
}

// boundsWith returns the bounds of all regions, and own if it is not nil.
func (b basis) boundsWith(own *orb.Bound) []orb.Bound {
	var bounds []orb.Bound
	for _, region := range b.regions {
		bounds = append(bounds, region.Geometry.Bound())
	}
	if own != nil {
		bounds = append(bounds, *own)
	}
	return bounds
}

func checkSides(sides []geo.Side, regions []geo.Region) error {
	for _, side := range sides {
		if !slices.ContainsFunc(regions, func(r geo.Region) bool { return r.ID == side.Region }) {
			return unknownRegion(side.Region, regions)
		}
	}
	return nil
}

func newestRevision(ctx context.Context, q querier, layer string, validAt int64) (*record, error) {
	r, err := scanRecord(q.QueryRowContext(ctx, selectSnapshots+`
		WHERE s.layer = ?
		AND s.valid_at = ?
		ORDER BY s.revision DESC
		LIMIT 1`, layer, validAt))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("newest revision: %w", explain(err))
	}
	return &r, nil
}

// predecessor returns what a snapshot of a valid time is measured against: the newest revision of that time, unless it
// is withdrawn, else the one of the newest earlier time, else nil.
func predecessor(ctx context.Context, q querier, layer string, validAt int64, newest *record) (*record, error) {
	if newest != nil && !newest.Withdrawn {
		return newest, nil
	}
	r, err := scanRecord(q.QueryRowContext(ctx, selectSnapshots+`
		WHERE s.layer = ?
		AND s.valid_at < ?
		AND s.withdrawn = 0
		AND s.revision = (
			SELECT max(n.revision)
			FROM snapshot n
			WHERE n.layer = s.layer
			AND n.valid_at = s.valid_at
		)
		ORDER BY s.valid_at DESC
		LIMIT 1`, layer, validAt))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot before: %w", explain(err))
	}
	return &r, nil
}

// insert stores what the upload makes besides its snapshot: the layer, or further statuses.
func (b basis) insert(ctx context.Context, tx *sql.Tx, recordedAt int64) error {
	if !b.create && len(b.added) == 0 {
		return nil
	}
	insert := func() error { return insertLayer(ctx, tx, b.layer, recordedAt) }
	if !b.create {
		insert = func() error {
			return insertStatuses(ctx, tx, b.layer, len(b.layer.Statuses)-len(b.added), recordedAt)
		}
	}
	if err := insert(); err != nil {
		return err
	}
	return seal(ctx, tx, "source", "layer", "status", "side")
}

// statusesAdded warns of each status that an upload adds, or in a dry run would add, with what zones it has of it.
func (b basis) statusesAdded(u geo.Upload, zones []geo.Zone, sums geo.Sums) []geo.Warning {
	done := "was added"
	if u.DryRun {
		done = "would be added"
	}
	var warnings []geo.Warning
	for _, status := range b.added {
		w := geo.Warning{Rule: "status-added", Status: status.ID, AreaKm2: sums[status.ID] / 1e6}
		for _, zone := range zones {
			if zone.Status == status.ID {
				w.Zones++
			}
		}
		w.Message = fmt.Sprintf("the layer had no status %q; the format %s knows it, so it %s (zones: %d, %.1f km²)",
			status.ID, u.Reading.Format, done, w.Zones, w.AreaKm2)
		warnings = append(warnings, w)
	}
	return warnings
}

// refuseExisting refuses bytes that are those of the newest revision of the valid time.
func (b basis) refuseExisting(u geo.Upload) error {
	if b.newest == nil || b.newest.SHA256 != u.Reading.Original.SHA256 {
		return nil
	}
	refusal := geo.Errorf(geo.Conflict, "this very file is there already: it is revision %d of %s, snapshot %s",
		b.newest.Revision, spoken(b.newest.ValidAt), b.newest.ID)
	refusal.Type = "existing"
	refusal.Extra = map[string]any{"existing": b.newest.ID, "valid_at": b.newest.ValidAt}
	return refusal
}

func unknownRegion(id string, regions []geo.Region) error {
	if len(regions) == 0 {
		return geo.Errorf(geo.NotFound, "there is no region %q: there is none at all; regions come with the default data, which \"greyzone serve\" "+
			"loads into a database without layers, and by \"greyzone import --kind reference\"", id)
	}
	ids := make([]string, len(regions))
	for i, region := range regions {
		ids[i] = region.ID
	}
	return geo.Errorf(geo.NotFound, "there is no region %q: there are %s", id, strings.Join(ids, ", "))
}
