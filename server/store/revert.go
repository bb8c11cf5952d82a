package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"greyzone/geo"
)

// Revert records a new revision that restores what was before snapshot id, which must be the newest revision of its
// valid time (else Conflict): the revision before it or, for a first revision, that there is none (withdrawn).
func (s *Store) Revert(ctx context.Context, layer, id, note string) (geo.Report, error) {
	for {
		p, err := s.proposeRevert(ctx, layer, id, note)
		if err != nil {
			return geo.Report{}, err
		}
		report, err := s.storeRevert(ctx, p)
		if !errors.Is(err, errOvertaken) {
			return report, err
		}
	}
}

// reversal is a revert that has been judged.
type reversal struct {
	basis    basis
	snapshot newSnapshot
	report   geo.Report
}

func (s *Store) proposeRevert(ctx context.Context, layer, id, note string) (reversal, error) {
	var p reversal
	target, err := s.revertible(ctx, layer, id)
	if err != nil {
		return p, err
	}
	if p.basis, err = readRevertBasis(ctx, s.read, target); err != nil {
		return p, err
	}
	if p.snapshot, err = restored(ctx, s.read, target); err != nil {
		return p, err
	}
	p.snapshot.note = note
	before, err := p.basis.zonesBefore(ctx, s.read)
	if err != nil {
		return p, err
	}
	p.report, err = newReport(p.basis, before, p.snapshot.zones)
	return p, err
}

// revertible returns snapshot id of layer if it is the newest revision of its valid time.
func (s *Store) revertible(ctx context.Context, layer, id string) (record, error) {
	if _, err := s.Snapshot(ctx, layer, id); err != nil {
		return record{}, err
	}
	target, err := readSnapshot(ctx, s.read, id)
	if err != nil {
		return target, err
	}
	newest, err := newestRevision(ctx, s.read, layer, target.ValidAt.UnixMicro())
	if err != nil {
		return target, err
	}
	if newest.ID != target.ID {
		return target, geo.Errorf(geo.Conflict, "snapshot %s is revision %d of %s, and only the newest can be reverted: that is revision %d, snapshot %s",
			id, target.Revision, spoken(target.ValidAt), newest.Revision, newest.ID)
	}
	return target, nil
}

func readRevertBasis(ctx context.Context, q querier, target record) (basis, error) {
	layer, err := readLayer(ctx, q, target.layer)
	if err != nil {
		return basis{}, err
	}
	b := basis{layer: layer}
	validAt := target.ValidAt.UnixMicro()
	if b.newest, err = newestRevision(ctx, q, target.layer, validAt); err != nil {
		return b, err
	}
	b.against, err = predecessor(ctx, q, target.layer, validAt, b.newest)
	return b, err
}

// restored is the snapshot that takes the place of target: as the revision before it, or withdrawn.
func restored(ctx context.Context, q querier, target record) (newSnapshot, error) {
	n := newSnapshot{layer: target.layer, validAt: target.ValidAt.UnixMicro(), revision: target.Revision + 1}
	var serial int64
	err := q.QueryRowContext(ctx, `
		SELECT serial, original, file_name, format
		FROM snapshot
		WHERE layer = ?
		AND valid_at = ?
		AND revision = ?`, n.layer, n.validAt, target.Revision-1).Scan(&serial, &n.original, &n.fileName, &n.format)
	if errors.Is(err, sql.ErrNoRows) {
		return n, nil
	}
	if err != nil {
		return n, fmt.Errorf("revision before %s: %w", target.ID, explain(err))
	}
	n.zones, err = readZones(ctx, q, serial)
	return n, err
}

func (s *Store) storeRevert(ctx context.Context, p reversal) (geo.Report, error) {
	report := p.report
	err := inTx(ctx, s.write, func(tx *sql.Tx) error {
		now, err := readRevertBasis(ctx, tx, *p.basis.newest)
		if err != nil {
			return err
		}
		if !now.same(p.basis) {
			return errOvertaken
		}
		r, err := insertSnapshot(ctx, tx, p.snapshot, s.now().UnixMicro())
		report.Snapshot = reportRef(r)
		return err
	})
	if err != nil {
		return geo.Report{}, fmt.Errorf("revert: %w", err)
	}
	return report, nil
}
