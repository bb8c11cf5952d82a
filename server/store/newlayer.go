package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"

	"greyzone/geo"
)

var layerID = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)

// unknownTerms stands where nobody said what terms a layer is published on.
const unknownTerms = "unknown"

// described returns the layer to make for an upload: what layer leaves open is filled in. Bad IDs are Invalid.
func described(layer geo.Layer, id string, statuses []geo.Status) (geo.Layer, error) {
	if !layerID.MatchString(id) {
		return layer, geo.Errorf(geo.Invalid,
			"%q cannot be the name of a layer: use at most 64 of a-z, 0-9, - and _, and begin with a letter or a digit", id)
	}
	layer.ID, layer.Kind, layer.Statuses = id, "control", statuses
	fill := func(field *string, otherwise string) {
		if *field == "" {
			*field = otherwise
		}
	}
	fill(&layer.Title, id)
	fill(&layer.Source.ID, id)
	fill(&layer.Source.Name, layer.Source.ID)
	fill(&layer.Source.Attribution, unknownTerms)
	fill(&layer.Source.Licence, unknownTerms)
	if layer.Sides == nil {
		layer.Sides = []geo.Side{}
	}
	return layer, nil
}

func insertLayer(ctx context.Context, tx *sql.Tx, layer geo.Layer, recordedAt int64) error {
	if err := insertSource(ctx, tx, layer.Source); err != nil {
		return err
	}
	var name sql.Null[string]
	if layer.Name != nil {
		text, err := asJSON(layer.Name)
		if err != nil {
			return err
		}
		name = sql.Null[string]{V: text, Valid: true}
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO layer (id, position, kind, title, name, source, accuracy, recorded_at)
		VALUES (?, (SELECT count(*) FROM layer), ?, ?, ?, ?, ?, ?)`,
		layer.ID, layer.Kind, layer.Title, name, layer.Source.ID, layer.Accuracy, recordedAt); err != nil {
		return fmt.Errorf("store layer %s: %w", layer.ID, err)
	}
	if err := insertStatuses(ctx, tx, layer, 0, recordedAt); err != nil {
		return err
	}
	for i, side := range layer.Sides {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO side (layer, position, region, party)
			VALUES (?, ?, ?, ?)`,
			layer.ID, i, side.Region, side.Party); err != nil {
			return fmt.Errorf("store side %s of layer %s: %w", side.Region, layer.ID, err)
		}
	}
	return nil
}

// insertSource stores source, unless it is there already; with other terms under the same ID it is a Conflict.
func insertSource(ctx context.Context, tx *sql.Tx, source geo.Source) error {
	var there geo.Source
	err := tx.QueryRowContext(ctx, `
		SELECT id, name, url, attribution, licence, redistributable
		FROM source
		WHERE id = ?`, source.ID).
		Scan(&there.ID, &there.Name, &there.URL, &there.Attribution, &there.Licence, &there.Redistributable)
	switch {
	case err == nil && there != source:
		return geo.Errorf(geo.Conflict, "there is a source %q already, with another name, attribution or licence (%s, %s, %s): give this one another ID",
			source.ID, there.Name, there.Attribution, there.Licence)
	case err == nil:
		return nil
	case !errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("source %s: %w", source.ID, err)
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO source (id, name, url, attribution, licence, redistributable)
		VALUES (?, ?, ?, ?, ?, ?)`,
		source.ID, source.Name, source.URL, source.Attribution, source.Licence, source.Redistributable); err != nil {
		return fmt.Errorf("store source %s: %w", source.ID, err)
	}
	return nil
}

// insertStatuses stores the statuses of layer from place on.
func insertStatuses(ctx context.Context, tx *sql.Tx, layer geo.Layer, place int, recordedAt int64) error {
	for i, status := range layer.Statuses[place:] {
		name, err := asJSON(status.Name)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO status (layer, position, id, party, held, name, colour, texture, recorded_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			layer.ID, place+i, status.ID, status.Party, status.Held, name, status.Colour, status.Texture, recordedAt); err != nil {
			return fmt.Errorf("store status %s of layer %s: %w", status.ID, layer.ID, err)
		}
	}
	return nil
}
