package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"greyzone/geo"
)

// storedLayer is a layer, without its extent, with when it came to be known.
type storedLayer struct {
	geo.Layer
	recordedAt time.Time
	statusesAt []time.Time // of each of its statuses; a later one came later, or with it
}

// Layers returns the layers that there were at asOf, with the statuses and the extent that they had: control layers first,
// each kind in the order of making. A zero time is now. It is NotFound if nothing was recorded by then.
func (s *Store) Layers(ctx context.Context, asOf time.Time) ([]geo.Layer, error) {
	c, err := s.asOf(ctx, asOf)
	if err == nil {
		err = c.begun()
	}
	if err != nil {
		return nil, err
	}
	return c.knownLayers(), nil
}

// Layer returns a layer with the statuses and the extent that it had at asOf; a zero time is now. NotFound lists those that
// there are, or says that it came later.
func (s *Store) Layer(ctx context.Context, id string, asOf time.Time) (geo.Layer, error) {
	c, err := s.asOf(ctx, asOf)
	if err != nil {
		return geo.Layer{}, err
	}
	return c.layer(id)
}

const selectLayers = `
	SELECT l.id, l.kind, l.title, l.name, l.accuracy, l.recorded_at,
		o.id, o.name, o.url, o.attribution, o.licence, o.redistributable
	FROM layer l
	JOIN source o ON o.id = l.source`

// readLayers reads all layers, control layers first, each kind in the order of making.
func readLayers(ctx context.Context, q querier) ([]storedLayer, error) {
	rows, err := q.QueryContext(ctx, selectLayers+`
		ORDER BY l.kind <> 'control', l.position`)
	if err != nil {
		return nil, fmt.Errorf("layers: %w", explain(err))
	}
	layers, err := collect(rows, scanLayer)
	if err != nil {
		return nil, fmt.Errorf("layers: %w", err)
	}
	for i := range layers {
		if err := readVocabulary(ctx, q, &layers[i]); err != nil {
			return nil, err
		}
	}
	return layers, nil
}

// readLayer reads a layer, and whether there is one of that ID.
func readLayer(ctx context.Context, q querier, id string) (storedLayer, bool, error) {
	layer, err := scanLayer(q.QueryRowContext(ctx, selectLayers+`
		WHERE l.id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return layer, false, nil
	}
	if err != nil {
		return layer, false, fmt.Errorf("layer %s: %w", id, explain(err))
	}
	err = readVocabulary(ctx, q, &layer)
	return layer, true, err
}

func scanLayer(row scanner) (storedLayer, error) {
	var layer storedLayer
	var recorded int64
	var name sql.Null[string]
	source := &layer.Source
	if err := row.Scan(&layer.ID, &layer.Kind, &layer.Title, &name, &layer.Accuracy, &recorded,
		&source.ID, &source.Name, &source.URL, &source.Attribution, &source.Licence, &source.Redistributable); err != nil {
		return layer, err
	}
	layer.recordedAt = instant(recorded)
	if name.Valid {
		err := json.Unmarshal([]byte(name.V), &layer.Name)
		return layer, err
	}
	return layer, nil
}

// readVocabulary fills in the statuses and sides of layer, neither of them nil.
func readVocabulary(ctx context.Context, q querier, layer *storedLayer) error {
	rows, err := q.QueryContext(ctx, `
		SELECT id, party, held, name, colour, texture, recorded_at
		FROM status
		WHERE layer = ?
		ORDER BY position`, layer.ID)
	if err != nil {
		return fmt.Errorf("statuses of %s: %w", layer.ID, explain(err))
	}
	layer.Statuses, err = collect(rows, func(row scanner) (geo.Status, error) {
		status, recorded, err := scanStatus(row)
		layer.statusesAt = append(layer.statusesAt, recorded)
		return status, err
	})
	if err != nil {
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

// scanStatus returns a status and when it was recorded.
func scanStatus(row scanner) (geo.Status, time.Time, error) {
	var status geo.Status
	var name string
	var recorded int64
	if err := row.Scan(&status.ID, &status.Party, &status.Held, &name, &status.Colour, &status.Texture, &recorded); err != nil {
		return status, time.Time{}, err
	}
	err := json.Unmarshal([]byte(name), &status.Name)
	return status, instant(recorded), err
}
