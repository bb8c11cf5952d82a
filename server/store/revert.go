package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"greyzone/geo"
)

// Revert records a new revision that restores what was before snapshot id, which must be the newest revision of its
// valid time (else Conflict): the revision before it or, for a first revision, that there is none (withdrawn).
func (s *Store) Revert(ctx context.Context, layer, id, note string) (geo.Report, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	return s.storeOnceJudged(ctx, func(q querier) (proposal, error) { return s.proposeRevert(ctx, q, layer, id, note) })
}

func (s *Store) proposeRevert(ctx context.Context, q querier, layer, id, note string) (proposal, error) {
	var p proposal
	target, err := s.revertible(ctx, q, layer, id)
	if err != nil {
		return p, err
	}
	if p.basis, err = s.revertBasis(ctx, q, target); err != nil {
		return p, err
	}
	p.memory = s.memoryOf(layer)
	if err := p.memory.prepare(ctx, q); err != nil {
		return p, err
	}
	zones, err := p.restore(ctx, q, target)
	if err != nil {
		return p, err
	}
	p.snapshot.note = note
	if err := p.enter(zones); err != nil {
		return p, err
	}
	if err = p.showInstead(ctx, q); err == nil {
		_, _, err = p.compare(len(zones))
	}
	if err != nil {
		p.takeBack()
	}
	return p, err
}

// showInstead finds what answers instead of a withdrawal; where nothing does, it is what a snapshot without zones would
// be.
func (p *proposal) showInstead(ctx context.Context, q querier) error {
	if p.snapshot.original != nil {
		return nil
	}
	before, err := predecessor(ctx, q, p.snapshot.layer, p.snapshot.validAt, nil)
	if err != nil || before == nil {
		return err
	}
	p.shows, err = p.memory.at(before.serial)
	return err
}

// revertible returns snapshot id of layer if it is the newest revision of its valid time.
func (s *Store) revertible(ctx context.Context, q querier, layer, id string) (record, error) {
	if _, err := s.Snapshot(ctx, layer, id, time.Time{}); err != nil {
		return record{}, err
	}
	c, err := s.catalogue(ctx)
	if err != nil {
		return record{}, err
	}
	_, target, err := c.find(id)
	if err != nil {
		return target, err
	}
	newest, err := newestRevision(ctx, q, layer, target.ValidAt.UnixMicro())
	if err != nil {
		return target, err
	}
	if newest.ID != target.ID {
		return target, geo.Errorf(geo.Conflict, "snapshot %s is revision %d of %s, and only the newest can be reverted: that is revision %d, snapshot %s",
			id, target.Revision, spoken(target.ValidAt), newest.Revision, newest.ID)
	}
	return target, nil
}

func (s *Store) revertBasis(ctx context.Context, q querier, target record) (basis, error) {
	line, err := s.line(ctx, target.layer, time.Time{})
	if err != nil {
		return basis{}, err
	}
	b := basis{layer: line.layer, newest: &target}
	b.against, err = predecessor(ctx, q, target.layer, target.ValidAt.UnixMicro(), &target)
	return b, err
}

// restore makes the proposal what takes the place of target: the revision before it, or a withdrawal. It returns its
// zones.
func (p *proposal) restore(ctx context.Context, q querier, target record) ([]geo.Zone, error) {
	n := &p.snapshot
	n.layer, n.validAt = target.layer, target.ValidAt.UnixMicro()
	var serial int64
	err := q.QueryRowContext(ctx, `
		SELECT serial, original, file_name, format
		FROM snapshot
		WHERE layer = ?
		AND valid_at = ?
		AND revision = ?`, n.layer, n.validAt, target.Revision-1).Scan(&serial, &n.original, &n.fileName, &n.format)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("revision before %s: %w", target.ID, explain(err))
	}
	at, err := p.memory.at(serial)
	if err != nil {
		return nil, err
	}
	return p.memory.history.Zones(at)
}
