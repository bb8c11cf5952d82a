package store

import (
	"context"
	"time"

	"greyzone/geo"
)

// RegionHistory says how much of a region had which status, in each snapshot. A question that does not name its place in
// one way is Invalid, as is one whose answer is over 20,000 rows; unknown layers and regions, and a time before the first
// recording, are NotFound.
func (s *Store) RegionHistory(ctx context.Context, q geo.PlaceQuery) (geo.RegionHistory, error) {
	if err := q.Check(); err != nil {
		return geo.RegionHistory{}, err
	}
	c, err := s.asOf(ctx, q.AsOf)
	if err != nil {
		return geo.RegionHistory{}, err
	}
	l, err := c.line(q.Layer)
	if err != nil {
		return geo.RegionHistory{}, err
	}
	region, err := findRegion(c.regions, q.Place.Region)
	if err != nil {
		return geo.RegionHistory{}, err
	}
	series, err := s.sharesOf(ctx, l, region)
	if err != nil {
		return geo.RegionHistory{}, err
	}
	return geo.RegionHistory{
		Layer: q.Layer, Region: geo.RegionArea{ID: &region.ID, AreaKm2: region.AreaM2 / 1e6}, Series: series,
		Provenance: l.provenance(geo.Method),
	}, nil
}

// sharesOf returns how the current snapshots divide a region; there is at least one.
func (s *Store) sharesOf(ctx context.Context, l *line, region geo.Region) ([]geo.RegionShares, error) {
	if len(l.current) == 0 {
		return nil, l.nothingKnown(time.Time{})
	}
	statuses := l.layer.Statuses
	if len(l.current)*len(statuses) > maxRows {
		return nil, geo.Errorf(geo.Invalid, "the answer would be longer than %d rows, a row being one status in one snapshot: "+
			"ask area-controlled within the region, where datetime=a/b makes it shorter", maxRows)
	}
	rows, err := s.areasOn(ctx, l, groundOf(region))
	if err != nil {
		return nil, err
	}
	series := make([]geo.RegionShares, len(l.current))
	sums := make(geo.Sums)
	for i, at := range l.current {
		readRow(rows[at], statuses, sums)
		series[i] = geo.RegionShares{Snapshot: l.records[at].Ref(), Shares: geo.Shares(statuses, sums, region.AreaM2/1e6)}
	}
	return series, nil
}
