package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// PlaceHistory says who held a point or a settlement when. A question that does not name its place in one way is Invalid;
// unknown layers and settlements, and a time before the first recording, are NotFound.
func (s *Store) PlaceHistory(ctx context.Context, q geo.PlaceQuery) (geo.PlaceHistory, error) {
	if err := q.Check(); err != nil {
		return geo.PlaceHistory{}, err
	}
	c, err := s.asOf(ctx, q.AsOf)
	if err != nil {
		return geo.PlaceHistory{}, err
	}
	l, err := c.line(q.Layer)
	if err != nil {
		return geo.PlaceHistory{}, err
	}
	place, events, err := s.settled(ctx, q.Place)
	if err != nil {
		return geo.PlaceHistory{}, err
	}
	p := orb.Point{place.Lon, place.Lat}
	shown, err := s.shownAt(ctx, l, p)
	if err != nil {
		return geo.PlaceHistory{}, err
	}
	rear, err := rearAt(p, l.layer.Sides, c.regions)
	if err != nil {
		return geo.PlaceHistory{}, err
	}
	return geo.PlaceHistory{
		Layer: q.Layer, Place: place, Events: events,
		Intervals:    geo.Intervals(shown, rear, cmp.Or(q.GapDays, geo.DefaultGapDays)),
		LastSnapshot: shown[len(shown)-1].Snapshot,
		Provenance:   l.provenance(geo.PlaceMethod),
		Shown:        shown,
	}, nil
}

// shownAt returns what the current snapshots show at p; there is at least one.
func (s *Store) shownAt(ctx context.Context, l *line, p orb.Point) ([]geo.Shown, error) {
	if len(l.current) == 0 {
		return nil, l.nothingKnown(time.Time{})
	}
	shown := make([]geo.Shown, len(l.current))
	err := s.ask(ctx, l, func(h *topo.History) error {
		statuses := h.Statuses(p)
		for i, at := range l.current {
			shown[i] = geo.Shown{Snapshot: l.records[at].Ref(), Status: statuses[at]}
		}
		return nil
	})
	return shown, err
}

// rearAt returns the first of sides that p lies on, nil for none.
func rearAt(p orb.Point, sides []geo.Side, regions []geo.Region) (*string, error) {
	for _, side := range sides {
		region, err := findRegion(regions, side.Region)
		if err != nil {
			return nil, err
		}
		if geo.Contains(region.Geometry, p) {
			return &side.Region, nil
		}
	}
	return nil, nil
}

// settled returns a place that is no region as an answer names it, and the events of its settlement, or of all near the
// point.
func (s *Store) settled(ctx context.Context, asked geo.Place) (geo.HistoryPlace, []geo.Event, error) {
	if asked.Point != nil {
		p := *asked.Point
		near, err := s.settlementsNear(ctx, p)
		if err != nil {
			return geo.HistoryPlace{}, nil, err
		}
		events, err := s.eventsOf(ctx, near)
		return geo.HistoryPlace{Lon: p.Lon(), Lat: p.Lat()}, events, err
	}
	found, err := s.settlement(ctx, asked.Settlement)
	if err != nil {
		return geo.HistoryPlace{}, nil, err
	}
	events, err := s.eventsOf(ctx, []geo.Settlement{found})
	return geo.HistoryPlace{Lon: found.Lon, Lat: found.Lat, Settlement: &found}, events, err
}

// settlementsNear returns the settlements that are no farther than geo.NearM from p.
func (s *Store) settlementsNear(ctx context.Context, p orb.Point) ([]geo.Settlement, error) {
	const degreeM = 110_000.0 // a degree of latitude is longer everywhere
	const reach = geo.NearM / degreeM
	rows, err := s.read.QueryContext(ctx, selectSettlements+`
		WHERE lat BETWEEN ? AND ?`, p.Lat()-reach, p.Lat()+reach)
	if err != nil {
		return nil, fmt.Errorf("settlements near a point: %w", explain(err))
	}
	all, err := collect(rows, scanSettlement)
	if err != nil {
		return nil, fmt.Errorf("settlements near a point: %w", err)
	}
	return slices.DeleteFunc(all, func(s geo.Settlement) bool {
		return geo.DistanceM(p, orb.Point{s.Lon, s.Lat}) > geo.NearM
	}), nil
}

// eventsOf returns the events of some settlements, by date; of two on one day the later decides.
func (s *Store) eventsOf(ctx context.Context, settlements []geo.Settlement) ([]geo.Event, error) {
	ids := make([]string, len(settlements))
	for i, settlement := range settlements {
		ids[i] = settlement.ID
	}
	list, err := asJSON(ids)
	if err != nil {
		return nil, err
	}
	rows, err := s.read.QueryContext(ctx, selectEvents+`
		WHERE settlement IN (SELECT value FROM json_each(?))
		ORDER BY date, position`, list)
	if err != nil {
		return nil, fmt.Errorf("events of settlements: %w", explain(err))
	}
	events, err := collect(rows, scanEvent)
	if err != nil {
		return nil, fmt.Errorf("events of settlements: %w", err)
	}
	return events, nil
}

// settlement returns the settlement with that ID; NotFound says how to find one.
func (s *Store) settlement(ctx context.Context, id string) (geo.Settlement, error) {
	found, err := scanSettlement(s.read.QueryRowContext(ctx, selectSettlements+`
		WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return found, s.unknownSettlement(ctx, id)
	}
	if err != nil {
		return found, fmt.Errorf("settlement: %w", explain(err))
	}
	return found, nil
}

// unknownSettlement names the settlements that may be meant by what is no ID, if these are few.
func (s *Store) unknownSettlement(ctx context.Context, id string) error {
	all, err := s.Settlements(ctx, "")
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return geo.Errorf(geo.NotFound, "there is no settlement %q: there is none at all; settlements come with the default data, which \"greyzone serve\" loads into a database without layers", id)
	}
	var meant []string
	for _, s := range called(all, id) {
		meant = append(meant, s.ID)
	}
	const few = 5
	if len(meant) == 0 || len(meant) > few {
		return geo.Errorf(geo.NotFound, "there is no settlement %q: /api/v1/settlements has the ids of all, and with q those whose name has some text", id)
	}
	return geo.Errorf(geo.NotFound, "there is no settlement %q; the id may be %s", id, strings.Join(meant, " or "))
}
