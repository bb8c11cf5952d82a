package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// basis is what an upload is judged against.
type basis struct {
	layer   geo.Layer    // its vocabulary as it will be
	create  bool         // the layer is not there yet
	added   []geo.Status // the end of the vocabulary that is not there yet
	bounds  []orb.Bound  // of the layer and of all regions
	newest  *record      // newest revision of the upload's valid time, or nil
	against *record      // what change is measured against, or nil
}

func readBasis(ctx context.Context, q querier, u geo.Upload) (basis, error) {
	regions, err := readRegions(ctx, q)
	if err != nil {
		return basis{}, err
	}
	b, err := readVocabularyFor(ctx, q, u, regions)
	if err != nil {
		return b, err
	}
	for _, region := range regions {
		b.bounds = append(b.bounds, region.Geometry.Bound())
	}
	if box := b.layer.BBox; box != nil {
		b.bounds = append(b.bounds, orb.Bound{Min: orb.Point{box[0], box[1]}, Max: orb.Point{box[2], box[3]}})
	}
	if b.newest, err = newestRevision(ctx, q, u.Layer, u.ValidAt.UnixMicro()); err != nil {
		return b, err
	}
	b.against, err = predecessor(ctx, q, u.Layer, u.ValidAt.UnixMicro(), b.newest)
	return b, err
}

// readVocabularyFor reads the layer of an upload, or describes the one to make, and what its vocabulary gains.
func readVocabularyFor(ctx context.Context, q querier, u geo.Upload, regions []geo.Region) (basis, error) {
	layer, err := readControlLayer(ctx, q, u.Layer)
	var refused *geo.Error
	if errors.As(err, &refused) && refused.Kind == geo.NotFound && layer.ID == "" && u.Create != nil {
		layer, err = described(*u.Create, u.Layer, u.Reading.Statuses)
		if err == nil {
			err = checkSides(layer.Sides, regions)
		}
		return basis{layer: layer, create: true}, err
	}
	if err != nil {
		return basis{}, err
	}
	if err := readExtent(ctx, q, &layer); err != nil {
		return basis{}, err
	}
	b := basis{layer: layer}
	for _, status := range u.Reading.Statuses {
		occurs := slices.ContainsFunc(u.Reading.Zones, func(z geo.Zone) bool { return z.Status == status.ID })
		known := slices.ContainsFunc(layer.Statuses, func(s geo.Status) bool { return s.ID == status.ID })
		if occurs && !known {
			b.added = append(b.added, status)
		}
	}
	b.layer.Statuses = append(b.layer.Statuses, b.added...)
	return b, nil
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
	earlier := geo.Interval{To: instant(validAt).Add(-geo.Tick)}
	r, err := scanRecord(q.QueryRowContext(ctx, selectSnapshots+whereKnown+`
		ORDER BY s.valid_at DESC
		LIMIT 1`, limits(layer, earlier, time.Time{})...))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot before: %w", explain(err))
	}
	return &r, nil
}

// same reports whether both would judge an upload alike.
func (b basis) same(other basis) bool {
	id := func(r *record) string {
		if r == nil {
			return ""
		}
		return r.ID
	}
	alike := func(a, b geo.Status) bool { return a.ID == b.ID }
	return b.create == other.create && id(b.newest) == id(other.newest) && id(b.against) == id(other.against) &&
		slices.EqualFunc(b.layer.Statuses, other.layer.Statuses, alike) && len(b.added) == len(other.added)
}

func (b basis) zonesBefore(ctx context.Context, q querier) ([]measuredZone, error) {
	if b.against == nil {
		return nil, nil
	}
	return readZones(ctx, q, b.against.serial)
}

// insert stores what the upload makes besides its snapshot: the layer, or further statuses.
func (b basis) insert(ctx context.Context, tx *sql.Tx) error {
	if b.create {
		return insertLayer(ctx, tx, b.layer)
	}
	return insertStatuses(ctx, tx, b.layer.ID, len(b.layer.Statuses)-len(b.added), b.added)
}

// statusesAdded warns of each status that an upload of a format adds, with what zones it has of it.
func (b basis) statusesAdded(format string, zones []measuredZone) []geo.Warning {
	var warnings []geo.Warning
	for _, status := range b.added {
		w := geo.Warning{Rule: "status-added", Status: status.ID}
		for _, zone := range zones {
			if zone.Status == status.ID {
				w.Zones++
				w.AreaKm2 += zone.areaM2 / 1e6
			}
		}
		w.Message = fmt.Sprintf("the layer had no status %q; the format %s knows it, so it was added (zones: %d, %.1f km²)",
			status.ID, format, w.Zones, w.AreaKm2)
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
	ids := make([]string, len(regions))
	for i, region := range regions {
		ids[i] = region.ID
	}
	if len(ids) == 0 {
		return geo.Errorf(geo.NotFound, "there is no region %q: there is none at all", id)
	}
	return geo.Errorf(geo.NotFound, "there is no region %q: there are %s", id, strings.Join(ids, ", "))
}
