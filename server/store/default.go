package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"greyzone/geo"
	"greyzone/geo/format"
)

// LoadDefault loads a data set, laid out as package data has it, in one transaction if the database has no layer yet,
// and reports whether it did.
func (s *Store) LoadDefault(ctx context.Context, files fs.FS) (bool, error) {
	if empty, err := hasNoLayer(ctx, s.read); err != nil || !empty {
		return false, err
	}
	set, err := readDataSet(files)
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
		return set.insert(ctx, tx, s.now().UnixMicro())
	})
	if err != nil {
		return false, fmt.Errorf("default data: %w", err)
	}
	return loaded, nil
}

func hasNoLayer(ctx context.Context, q querier) (bool, error) {
	var empty bool
	if err := q.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM layer)`).Scan(&empty); err != nil {
		return false, fmt.Errorf("look for layers: %w", explain(err))
	}
	return empty, nil
}

// dataSet is a data set as its files tell it, checked and measured.
type dataSet struct {
	layers      []geo.Layer
	regions     []geo.Region
	border      []json.RawMessage // features of the layer "border"
	days        []day             // of the first control layer, by valid time
	settlements []geo.Settlement
	events      []geo.Event
	claims      []geo.Claim
}

// day is one control file.
type day struct {
	reading geo.Reading
	zones   []measuredZone
}

func readDataSet(files fs.FS) (dataSet, error) {
	var set dataSet
	var err error
	if set.layers, err = readLayerList(files); err != nil {
		return set, err
	}
	if set.regions, err = readRegionFile(files); err != nil {
		return set, err
	}
	if set.border, err = readFeatures(files, "border.geojson"); err != nil {
		return set, err
	}
	if set.days, err = readDays(files, set.control().Statuses); err != nil {
		return set, err
	}
	err = set.readTables(files)
	return set, err
}

// control returns the layer that the control files belong to.
func (set dataSet) control() geo.Layer {
	i := slices.IndexFunc(set.layers, func(l geo.Layer) bool { return l.Kind == "control" })
	if i < 0 {
		return geo.Layer{}
	}
	return set.layers[i]
}

func readLayerList(files fs.FS) ([]geo.Layer, error) {
	data, err := fs.ReadFile(files, "layer.json")
	if err != nil {
		return nil, fmt.Errorf("read layers: %w", err)
	}
	var list struct{ Layers []geo.Layer }
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("read layer.json: %w", err)
	}
	return list.Layers, nil
}

// readDays reads and covers the control files, as many at once as there are processors.
func readDays(files fs.FS, statuses []geo.Status) ([]day, error) {
	names, err := fs.Glob(files, "control/*.geojson")
	if err != nil {
		return nil, fmt.Errorf("list control files: %w", err)
	}
	days := make([]day, len(names))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() error {
			var err error
			if days[i], err = readDay(files, name, statuses); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	slices.SortFunc(days, func(a, b day) int { return a.reading.ValidAt.Compare(b.reading.ValidAt) })
	return days, nil
}

func readDay(files fs.FS, name string, statuses []geo.Status) (day, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return day{}, err
	}
	for reading, err := range format.Read(data, path.Base(name), format.Auto) {
		if err != nil {
			return day{}, err
		}
		coverage, err := geo.Cover(reading.Zones, statuses, false)
		if err != nil {
			return day{}, err
		}
		zones, err := measure(coverage.Zones)
		return day{reading: reading, zones: zones}, err
	}
	return day{}, fmt.Errorf("holds no snapshot")
}

func (set dataSet) insert(ctx context.Context, tx *sql.Tx, now int64) error {
	for i, region := range set.regions {
		if err := insertRegion(ctx, tx, i, region); err != nil {
			return err
		}
	}
	for _, layer := range set.layers {
		if err := insertLayer(ctx, tx, layer); err != nil {
			return err
		}
	}
	for i, feature := range set.border {
		if err := insertFeature(ctx, tx, "border", i, feature); err != nil {
			return err
		}
	}
	for _, day := range set.days {
		if err := day.insert(ctx, tx, set.control().ID, now); err != nil {
			return err
		}
	}
	return set.insertTables(ctx, tx)
}

func (d day) insert(ctx context.Context, tx *sql.Tx, layer string, now int64) error {
	original := d.reading.Original
	sha, err := insertOriginal(ctx, tx, original.Data)
	if err != nil {
		return err
	}
	_, err = insertSnapshot(ctx, tx, newSnapshot{
		layer: layer, validAt: d.reading.ValidAt.UnixMicro(), revision: 1,
		original: sha, fileName: original.Name, format: d.reading.Format, zones: d.zones,
	}, now)
	return err
}
