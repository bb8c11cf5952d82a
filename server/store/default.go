package store

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"greyzone/geo"
)

// LoadDefault loads the data set that read returns in one transaction if the database has no layer yet, and reports
// whether it did. Otherwise read is not called.
func (s *Store) LoadDefault(ctx context.Context, read func() (geo.DataSet, error)) (bool, error) {
	if empty, err := hasNoLayer(ctx, s.read); err != nil || !empty {
		return false, err
	}
	set, err := read()
	if err != nil {
		return false, fmt.Errorf("default data: %w", err)
	}
	control := controlLayer(set)
	days, err := coverDays(set.Days, control.Statuses)
	if err != nil {
		return false, fmt.Errorf("default data: %w", err)
	}
	loaded := false
	err = inTx(ctx, s.write, func(tx *sql.Tx) error {
		empty, err := hasNoLayer(ctx, tx)
		if err != nil || !empty { // another process was quicker
			return err
		}
		loaded = true
		if err := insertDataSet(ctx, tx, set); err != nil {
			return err
		}
		return insertDays(ctx, tx, control.ID, days, s.now().UnixMicro())
	})
	if err != nil {
		return false, fmt.Errorf("default data: %w", err)
	}
	return loaded, nil
}

func hasNoLayer(ctx context.Context, q querier) (bool, error) {
	var empty bool
	if err := q.QueryRowContext(ctx, `
		SELECT NOT EXISTS (SELECT 1 FROM layer)`).Scan(&empty); err != nil {
		return false, fmt.Errorf("look for layers: %w", explain(err))
	}
	return empty, nil
}

// controlLayer returns the layer that the days of set belong to.
func controlLayer(set geo.DataSet) geo.Layer {
	i := slices.IndexFunc(set.Layers, func(l geo.Layer) bool { return l.Kind == "control" })
	if i < 0 {
		return geo.Layer{}
	}
	return set.Layers[i]
}

// coverDays covers and measures all days, as many at once as there are processors, and returns the zones of each.
func coverDays(days []geo.Reading, statuses []geo.Status) ([]coveredDay, error) {
	covered := make([]coveredDay, len(days))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, day := range days {
		group.Go(func() error {
			coverage, err := geo.Cover(day.Zones, statuses, false)
			if err != nil {
				return fmt.Errorf("%s: %w", day.Original.Name, err)
			}
			zones, err := measure(coverage.Zones)
			covered[i] = coveredDay{day, zones}
			return err
		})
	}
	return covered, group.Wait()
}

// coveredDay is a day that is ready to be stored.
type coveredDay struct {
	geo.Reading
	zones []measuredZone
}

func insertDays(ctx context.Context, tx *sql.Tx, layer string, days []coveredDay, now int64) error {
	for _, day := range days {
		sha, err := insertOriginal(ctx, tx, day.Original.Data)
		if err != nil {
			return err
		}
		if _, err := insertSnapshot(ctx, tx, newSnapshot{
			layer: layer, validAt: day.ValidAt.UnixMicro(), revision: 1,
			original: sha, fileName: day.Original.Name, format: day.Format, zones: day.zones,
		}, now); err != nil {
			return err
		}
	}
	return nil
}

// insertDataSet stores all of set but its days. A layer's sides are regions, so these go first.
func insertDataSet(ctx context.Context, tx *sql.Tx, set geo.DataSet) error {
	for i, region := range set.Regions {
		if err := insertRegion(ctx, tx, i, region); err != nil {
			return err
		}
	}
	for _, layer := range set.Layers {
		if err := insertLayer(ctx, tx, layer); err != nil {
			return err
		}
	}
	for i, feature := range set.Border {
		if err := insertFeature(ctx, tx, "border", i, feature); err != nil {
			return err
		}
	}
	for _, settlement := range set.Settlements {
		if err := insertSettlement(ctx, tx, settlement); err != nil {
			return err
		}
	}
	for _, event := range set.Events {
		if err := insertEvent(ctx, tx, event); err != nil {
			return err
		}
	}
	for _, claim := range set.Claims {
		if err := insertClaim(ctx, tx, claim); err != nil {
			return err
		}
	}
	return nil
}
