package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"

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
	loaded := false
	err = inTx(ctx, s.write, func(tx *sql.Tx) error {
		empty, err := hasNoLayer(ctx, tx)
		if err != nil || !empty { // another process was quicker
			return err
		}
		loaded = true
		recordedAt, err := recordingTime(ctx, tx, s.now())
		if err != nil {
			return err
		}
		if err := insertDataSet(ctx, tx, set, recordedAt); err != nil {
			return err
		}
		return insertDays(ctx, tx, controlLayer(set), set.Days, recordedAt)
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
	i := slices.IndexFunc(set.Layers, func(l geo.Layer) bool { return l.Kind == control })
	if i < 0 {
		return geo.Layer{}
	}
	return set.Layers[i]
}

// insertDays stores days as the first snapshots of a layer, as they are, recorded from recordedAt on.
func insertDays(ctx context.Context, tx *sql.Tx, layer geo.Layer, days []geo.Reading, recordedAt int64) error {
	m := newMemory(layer.ID)
	for i, day := range days {
		c, err := m.cover(day.Zones, layer.Statuses, false)
		if err != nil {
			return fmt.Errorf("%s: %w", day.Original.Name, err)
		}
		n := newSnapshot{
			layer: layer.ID, validAt: day.ValidAt.UnixMicro(), revision: 1, fileName: day.Original.Name, format: day.Format,
		}
		if _, n.coverage, err = m.add(c.Zones); err != nil {
			return fmt.Errorf("%s: %w", day.Original.Name, err)
		}
		if n.original, err = insertDay(ctx, tx, m, day.Original.Data); err != nil {
			return err
		}
		if _, err := insertSnapshot(ctx, tx, n, recordedAt+int64(i)*geo.Tick.Microseconds()); err != nil {
			return err
		}
	}
	return nil
}

// insertDay stores the file of a day and returns its SHA-256.
func insertDay(ctx context.Context, tx *sql.Tx, m *memory, data []byte) ([]byte, error) {
	sum := sha256.Sum256(data)
	packed, err := m.pack(ctx, tx, sum[:], data)
	if err == nil && packed != nil {
		err = insertOriginal(ctx, tx, *packed)
	}
	return sum[:], err
}

// insertDataSet stores all of set but its days. A layer's sides are regions, so these go first.
func insertDataSet(ctx context.Context, tx *sql.Tx, set geo.DataSet, recordedAt int64) error {
	there, err := readRegions(ctx, tx, nil)
	if err != nil {
		return err
	}
	// Under an ID that somebody has given to a region before, that stays: it may have been cited.
	if err := insertRegions(ctx, tx, withoutIDs(set.Regions, there), recordedAt); err != nil {
		return err
	}
	for _, layer := range set.Layers {
		if err := insertLayer(ctx, tx, layer, recordedAt); err != nil {
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
	return seal(ctx, tx, sealed...)
}
