package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"greyzone/geo"
)

// Settlements returns those whose name in any language contains q, whatever the case, all of them for an empty q, by
// rank, then ID.
func (s *Store) Settlements(ctx context.Context, q string) ([]geo.Settlement, error) {
	rows, err := s.read.QueryContext(ctx, selectSettlements+`
		ORDER BY rank, id`)
	if err != nil {
		return nil, fmt.Errorf("settlements: %w", explain(err))
	}
	all, err := collect(rows, scanSettlement)
	if err != nil {
		return nil, fmt.Errorf("settlements: %w", err)
	}
	return called(all, q), nil
}

const selectSettlements = `
	SELECT id, name, rank, oblast, raion, lon, lat, coord_source
	FROM settlement`

// called keeps the settlements whose name in any language contains q, whatever the case. SQLite knows that of ASCII
// letters only.
func called(all []geo.Settlement, q string) []geo.Settlement {
	q = strings.ToLower(strings.TrimSpace(q))
	return slices.DeleteFunc(all, func(s geo.Settlement) bool {
		return !strings.Contains(strings.ToLower(s.Name.En), q) &&
			!strings.Contains(strings.ToLower(s.Name.Uk), q) &&
			!strings.Contains(strings.ToLower(s.Name.Ru), q)
	})
}

func scanSettlement(row scanner) (geo.Settlement, error) {
	var s geo.Settlement
	var name string
	if err := row.Scan(&s.ID, &name, &s.Rank, &s.Oblast, &s.Raion, &s.Lon, &s.Lat, &s.CoordSource); err != nil {
		return s, err
	}
	err := json.Unmarshal([]byte(name), &s.Name)
	return s, err
}

func insertSettlement(ctx context.Context, tx *sql.Tx, s geo.Settlement) error {
	name, err := asJSON(s.Name)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO settlement (id, name, rank, oblast, raion, lon, lat, coord_source)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		s.ID, name, s.Rank, s.Oblast, s.Raion, s.Lon, s.Lat, s.CoordSource); err != nil {
		return fmt.Errorf("store settlement %s: %w", s.ID, err)
	}
	return nil
}

// Events returns the events of the days that within touches, by date; of two on one day the later decides.
func (s *Store) Events(ctx context.Context, within geo.Interval) ([]geo.Event, error) {
	from, to := "", "9999-12-31"
	if !within.From.IsZero() {
		from = within.From.UTC().Format(time.DateOnly)
	}
	if !within.To.IsZero() {
		to = within.To.UTC().Format(time.DateOnly)
	}
	rows, err := s.read.QueryContext(ctx, selectEvents+`
		WHERE date BETWEEN ? AND ?
		ORDER BY date, position`, from, to)
	if err != nil {
		return nil, fmt.Errorf("events: %w", explain(err))
	}
	events, err := collect(rows, scanEvent)
	if err != nil {
		return nil, fmt.Errorf("events: %w", err)
	}
	return events, nil
}

const selectEvents = `
	SELECT date, settlement, status, kind, source_title, source_url, note
	FROM event`

func scanEvent(row scanner) (geo.Event, error) {
	var e geo.Event
	err := row.Scan(&e.Date, &e.Settlement, &e.Status, &e.Kind, &e.Source.Title, &e.Source.URL, &e.Note)
	return e, err
}

func insertEvent(ctx context.Context, tx *sql.Tx, e geo.Event) error {
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO event (date, settlement, status, kind, source_title, source_url, note)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		e.Date, e.Settlement, e.Status, e.Kind, e.Source.Title, e.Source.URL, e.Note); err != nil {
		return fmt.Errorf("store event of %s at %s: %w", e.Date, e.Settlement, err)
	}
	return nil
}

// Claims returns all claims, by date.
func (s *Store) Claims(ctx context.Context) ([]geo.Claim, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT date, who_says, region, statuses, area_km2, source_url, note
		FROM claim
		ORDER BY date, position`)
	if err != nil {
		return nil, fmt.Errorf("claims: %w", explain(err))
	}
	claims, err := collect(rows, func(row scanner) (geo.Claim, error) {
		var c geo.Claim
		var statuses string
		if err := row.Scan(&c.Date, &c.WhoSays, &c.Region, &statuses, &c.AreaKm2, &c.SourceURL, &c.Note); err != nil {
			return c, err
		}
		err := json.Unmarshal([]byte(statuses), &c.Statuses)
		return c, err
	})
	if err != nil {
		return nil, fmt.Errorf("claims: %w", err)
	}
	return claims, nil
}

func insertClaim(ctx context.Context, tx *sql.Tx, c geo.Claim) error {
	statuses, err := asJSON(c.Statuses)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO claim (date, who_says, region, statuses, area_km2, source_url, note)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		c.Date, c.WhoSays, c.Region, statuses, c.AreaKm2, c.SourceURL, c.Note); err != nil {
		return fmt.Errorf("store claim of %s by %s: %w", c.Date, c.WhoSays, err)
	}
	return nil
}
