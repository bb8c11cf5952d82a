package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"greyzone/geo"
)

// AddRegions stores regions after those that there are, all of them or none, and returns how many it stored and how many
// were there already with the same ground; what else is said of these stays. An ID with other ground is a Conflict that
// names every such: what was measured in it may have been cited. In a dry run it says what it would do and stores nothing.
func (s *Store) AddRegions(ctx context.Context, regions []geo.Region, dryRun bool) (added, there int, err error) {
	if dryRun {
		fresh, err := freshRegions(ctx, s.read, regions)
		return len(fresh), len(regions) - len(fresh), err
	}
	var fresh []geo.Region
	err = inTx(ctx, s.write, func(tx *sql.Tx) error {
		if fresh, err = freshRegions(ctx, tx, regions); err != nil || len(fresh) == 0 {
			return err
		}
		recordedAt, err := recordingTime(ctx, tx, s.now())
		if err != nil {
			return err
		}
		if err := insertRegions(ctx, tx, fresh, recordedAt); err != nil {
			return err
		}
		return seal(ctx, tx, "region")
	})
	if err != nil {
		return 0, 0, fmt.Errorf("add regions: %w", err)
	}
	return len(fresh), len(regions) - len(fresh), nil
}

// freshRegions returns those regions that are not there yet.
func freshRegions(ctx context.Context, q querier, regions []geo.Region) ([]geo.Region, error) {
	known, err := readRegions(ctx, q, nil)
	if err != nil {
		return nil, err
	}
	var fresh []geo.Region
	var others []string
	for _, region := range regions {
		i := slices.IndexFunc(known, func(r geo.Region) bool { return r.ID == region.ID })
		switch {
		case i < 0:
			known, fresh = append(known, region), append(fresh, region)
		case !geo.SameGround(known[i].Geometry, region.Geometry):
			others = append(others, region.ID)
		}
	}
	if len(others) > 0 {
		return nil, geo.Errorf(geo.Conflict, "there is other ground already under the id %s, and what was measured in it may have been cited: give it another id",
			strings.Join(others, ", "))
	}
	return fresh, nil
}

// withoutIDs returns the regions that have no ID of others.
func withoutIDs(regions, others []geo.Region) []geo.Region {
	return slices.DeleteFunc(slices.Clone(regions), func(region geo.Region) bool {
		return slices.ContainsFunc(others, func(other geo.Region) bool { return other.ID == region.ID })
	})
}

func insertRegions(ctx context.Context, tx *sql.Tx, regions []geo.Region, recordedAt int64) error {
	for _, region := range regions {
		region.RecordedAt = instant(recordedAt)
		if err := insertRegion(ctx, tx, region); err != nil {
			return err
		}
	}
	return nil
}
