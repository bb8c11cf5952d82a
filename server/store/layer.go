package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"greyzone/geo"
)

const selectLayers = `
	SELECT l.id, l.kind, l.title, l.name, l.accuracy,
		o.id, o.name, o.url, o.attribution, o.licence, o.redistributable
	FROM layer l
	JOIN source o ON o.id = l.source`

// readLayers reads all layers without their extent, control layers first, each kind in the order of making.
func readLayers(ctx context.Context, q querier) ([]geo.Layer, error) {
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

// readLayer reads a layer without its extent, and whether there is one of that ID.
func readLayer(ctx context.Context, q querier, id string) (geo.Layer, bool, error) {
	layer, err := scanLayer(q.QueryRowContext(ctx, selectLayers+`
		WHERE l.id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return geo.Layer{}, false, nil
	}
	if err != nil {
		return geo.Layer{}, false, fmt.Errorf("layer %s: %w", id, explain(err))
	}
	err = readVocabulary(ctx, q, &layer)
	return layer, true, err
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
