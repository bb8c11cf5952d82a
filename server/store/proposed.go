package store

import (
	"context"
	"fmt"
	"time"

	"greyzone/geo"
)

// movedGround returns what a proposal that is in memory changes against the snapshot before. As in the changes of what is
// stored, a later revision is a correction.
func (p *proposal) movedGround() ([]geo.ChangedGround, error) {
	from, kind := nothing, geo.Movement
	if p.snapshot.revision > 1 {
		kind = geo.Correction
	}
	if p.basis.against != nil {
		var err error
		if from, err = p.memory.at(p.basis.against.serial); err != nil {
			return nil, err
		}
	}
	moved, err := movedBetween(p.memory.history, from, p.shows)
	all := make([]geo.ChangedGround, len(moved))
	for i, m := range moved {
		all[i] = changedFrom(m, kind)
	}
	return all, err
}

// proposedChange tells what a proposal would change, as RevisionChanges does of one that is stored.
func (s *Store) proposedChange(ctx context.Context, p proposal) (*geo.ProposedChange, error) {
	m := comparison{line: &line{layer: p.basis.layer, memory: p.memory}, polygons: true}
	told := geo.ProposedChange{Layer: p.basis.layer.ID, To: geo.ProposedEnd{
		Datetime: p.report.Snapshot.ValidAt.Format(time.RFC3339Nano), Snapshot: p.report.Snapshot,
	}}
	if before := p.basis.against; before != nil {
		told.From = &geo.ChangeEnd{Datetime: before.ValidAt.Format(time.RFC3339Nano), Snapshot: before.Ref()}
	}
	changed, err := m.placed(p.moved, p.basis.regions)
	if err == nil {
		told.Settlements, err = s.changedSettlements(ctx, m, changed)
	}
	if err != nil {
		return nil, fmt.Errorf("what an upload would change: %w", err)
	}
	told.Tell(p.basis.layer, changed)
	told.Show(changed)
	return &told, nil
}
