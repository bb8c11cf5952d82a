package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"greyzone/geo"
)

const selectLayers = `
	SELECT l.id, l.kind, l.title, l.name, l.accuracy,
		o.id, o.name, o.url, o.attribution, o.licence, o.redistributable
	FROM layer l
	JOIN source o ON o.id = l.source`

// Layers returns all layers, control layers first, each kind in the order of making.
func (s *Store) Layers(ctx context.Context) ([]geo.Layer, error) {
	rows, err := s.read.QueryContext(ctx, selectLayers+`
		ORDER BY l.kind <> 'control', l.position`)
	if err != nil {
		return nil, fmt.Errorf("layers: %w", explain(err))
	}
	layers, err := collect(rows, scanLayer)
	if err != nil {
		return nil, fmt.Errorf("layers: %w", err)
	}
	for i := range layers {
		if err := readVocabulary(ctx, s.read, &layers[i]); err != nil {
			return nil, err
		}
		if err := readExtent(ctx, s.read, &layers[i]); err != nil {
			return nil, err
		}
	}
	return layers, nil
}

// Layer returns one layer; NotFound lists those that there are.
func (s *Store) Layer(ctx context.Context, id string) (geo.Layer, error) {
	layer, err := readLayer(ctx, s.read, id)
	if err != nil {
		return layer, err
	}
	err = readExtent(ctx, s.read, &layer)
	return layer, err
}

// readLayer reads a layer without its extent.
func readLayer(ctx context.Context, q querier, id string) (geo.Layer, error) {
	layer, err := scanLayer(q.QueryRowContext(ctx, selectLayers+`
		WHERE l.id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return geo.Layer{}, unknownLayer(ctx, q, id)
	}
	if err != nil {
		return geo.Layer{}, fmt.Errorf("layer %s: %w", id, explain(err))
	}
	err = readVocabulary(ctx, q, &layer)
	return layer, err
}

// readControlLayer reads a layer that has snapshots; any other is NotFound.
func readControlLayer(ctx context.Context, q querier, id string) (geo.Layer, error) {
	layer, err := readLayer(ctx, q, id)
	if err == nil && layer.Kind != "control" {
		err = geo.Errorf(geo.NotFound, "layer %q is of kind %s and has no snapshots", id, layer.Kind)
	}
	return layer, err
}

func unknownLayer(ctx context.Context, q querier, id string) error {
	rows, err := q.QueryContext(ctx, `
		SELECT id
		FROM layer
		ORDER BY kind <> 'control', position`)
	if err != nil {
		return fmt.Errorf("layer names: %w", explain(err))
	}
	ids, err := collect(rows, scanText)
	if err != nil {
		return fmt.Errorf("layer names: %w", err)
	}
	if len(ids) == 0 {
		return geo.Errorf(geo.NotFound, "there is no layer %q: there is none at all yet", id)
	}
	return geo.Errorf(geo.NotFound, "there is no layer %q: there are %s", id, strings.Join(ids, ", "))
}

func scanLayer(row scanner) (geo.Layer, error) {
	var layer geo.Layer
	var name sql.Null[string]
	source := &layer.Source
	if err := row.Scan(&layer.ID, &layer.Kind, &layer.Title, &name, &layer.Accuracy,
		&source.ID, &source.Name, &source.URL, &source.Attribution, &source.Licence, &source.Redistributable); err != nil {
		return layer, err
	}
	if name.Valid {
		err := json.Unmarshal([]byte(name.V), &layer.Name)
		return layer, err
	}
	return layer, nil
}

// readExtent fills in what layer's snapshots reach, in time and on the ground, leaving out what is superseded or
// withdrawn.
func readExtent(ctx context.Context, q querier, layer *geo.Layer) error {
	var first, last sql.Null[int64]
	var west, south, east, north sql.Null[float64]
	err := q.QueryRowContext(ctx, `
		SELECT count(*), min(s.valid_at), max(s.valid_at), min(s.west), min(s.south), max(s.east), max(s.north)
		FROM snapshot s`+whereKnown, limits(layer.ID, geo.Interval{}, time.Time{})...).
		Scan(&layer.SnapshotCount, &first, &last, &west, &south, &east, &north)
	if err != nil {
		return fmt.Errorf("extent of layer %s: %w", layer.ID, explain(err))
	}
	if first.Valid {
		from, to := instant(first.V), instant(last.V)
		layer.FirstValidAt, layer.LastValidAt = &from, &to
	}
	if west.Valid {
		layer.BBox = []float64{west.V, south.V, east.V, north.V}
	}
	return nil
}

// readVocabulary fills in the statuses and sides of layer, neither of them nil.
func readVocabulary(ctx context.Context, q querier, layer *geo.Layer) error {
	rows, err := q.QueryContext(ctx, `
		SELECT id, party, held, name, colour, texture
		FROM status
		WHERE layer = ?
		ORDER BY position`, layer.ID)
	if err != nil {
		return fmt.Errorf("statuses of %s: %w", layer.ID, explain(err))
	}
	if layer.Statuses, err = collect(rows, scanStatus); err != nil {
		return fmt.Errorf("statuses of %s: %w", layer.ID, err)
	}
	rows, err = q.QueryContext(ctx, `
		SELECT region, party
		FROM side
		WHERE layer = ?
		ORDER BY position`, layer.ID)
	if err != nil {
		return fmt.Errorf("sides of %s: %w", layer.ID, explain(err))
	}
	layer.Sides, err = collect(rows, func(row scanner) (geo.Side, error) {
		var side geo.Side
		err := row.Scan(&side.Region, &side.Party)
		return side, err
	})
	if err != nil {
		return fmt.Errorf("sides of %s: %w", layer.ID, err)
	}
	return nil
}

func scanStatus(row scanner) (geo.Status, error) {
	var status geo.Status
	var name string
	if err := row.Scan(&status.ID, &status.Party, &status.Held, &name, &status.Colour, &status.Texture); err != nil {
		return status, err
	}
	err := json.Unmarshal([]byte(name), &status.Name)
	return status, err
}
