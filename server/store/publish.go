package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"greyzone/geo"
)

// errOvertaken says that another process stored a snapshot while this one was being judged.
var errOvertaken = errors.New("another upload was quicker")

// Publish judges an upload and, unless it is a dry run, stores it as a new snapshot: durable once Publish returns, and
// if it fails nothing of it is stored. Refusals are *geo.Error; large changes and bytes that are there already are of
// kind Conflict and type "large-change" or "existing".
func (s *Store) Publish(ctx context.Context, u geo.Upload) (geo.Report, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	// Geometry takes its time, so it is done before there is a transaction for other processes to wait on.
	return s.storeOnceJudged(ctx, func(q querier) (proposal, error) { return s.propose(ctx, q, u) })
}

// Batch publishes several uploads in one transaction: what work has published is durable once Batch returns nil, and
// nothing of it is stored if work or Batch fails. An upload that is refused with a *geo.Error fails publish alone: work
// may go on with the next one. After any other failure to store one, publish refuses all others and Batch fails. Nobody
// else can write meanwhile.
func (s *Store) Batch(ctx context.Context, work func(publish func(geo.Upload) (geo.Report, error)) error) error {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	b := batch{store: s}
	err := inTx(ctx, s.write, func(tx *sql.Tx) error {
		err := work(func(u geo.Upload) (geo.Report, error) { return b.publish(ctx, tx, u) })
		return cmp.Or(err, b.broken)
	})
	b.end(err == nil)
	return err
}

// batch is what has been published in a transaction.
type batch struct {
	store  *Store
	stored []proposal
	broken error // SQLite may have given up the transaction, so that what came after would be stored alone
}

func (b *batch) publish(ctx context.Context, tx *sql.Tx, u geo.Upload) (geo.Report, error) {
	if b.broken != nil {
		return geo.Report{}, b.broken
	}
	p, err := b.store.propose(ctx, tx, u)
	if err != nil || u.DryRun {
		return p.report, err
	}
	if err := p.store(ctx, tx, b.store.now()); err != nil {
		p.takeBack()
		err = fmt.Errorf("publish: %w", err)
		if !errors.As(err, new(*geo.Error)) {
			b.broken = err
		}
		return geo.Report{}, err
	}
	b.stored = append(b.stored, p)
	return p.report, nil
}

// end tells memory what has become of the transaction.
func (b *batch) end(committed bool) {
	for _, p := range slices.Backward(b.stored) {
		p.end(committed)
	}
}

// storeOnceJudged stores what propose returns, and if another process was quicker what it returns then.
func (s *Store) storeOnceJudged(ctx context.Context, propose func(q querier) (proposal, error)) (geo.Report, error) {
	for {
		p, err := s.proposeIn(ctx, propose)
		if err != nil || p.dryRun {
			return p.report, err
		}
		err = inTx(ctx, s.write, func(tx *sql.Tx) error {
			if err := p.checkPlace(ctx, tx); err != nil {
				return err
			}
			return p.store(ctx, tx, s.now())
		})
		p.end(err == nil)
		if err == nil {
			return p.report, nil
		}
		if !errors.Is(err, errOvertaken) {
			return geo.Report{}, fmt.Errorf("publish: %w", err)
		}
	}
}

// proposeIn lets propose see one state of the database: what an upload is judged against and what memory has must be of
// one time, or else nobody would notice that they were overtaken in between.
func (s *Store) proposeIn(ctx context.Context, propose func(q querier) (proposal, error)) (proposal, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return proposal{}, fmt.Errorf("read database: %w", explain(err))
	}
	defer tx.Rollback() // nothing was written
	return propose(tx)
}

// proposal is a snapshot that has been judged. It is in its layer's memory, as number at.
type proposal struct {
	basis    basis
	memory   *memory
	at       int // number in the history
	shows    int // number of what then answers for its time: at, unless it is a withdrawal
	snapshot newSnapshot
	packed   *packing // its original; nil where that is stored already
	data     []byte   // the original, unpacked
	report   geo.Report
	dryRun   bool
	moved    []geo.ChangedGround // against the snapshot before, if that was asked for
}

// end tells memory whether the proposal is stored for good.
func (p proposal) end(committed bool) {
	if !committed {
		p.takeBack()
		return
	}
	p.memory.committed()
}

// takeBack takes the proposal out of memory.
func (p proposal) takeBack() { p.memory.undo(p.at) }

// propose judges an upload against what q sees. What is refused, and a dry run, leaves no trace.
func (s *Store) propose(ctx context.Context, q querier, u geo.Upload) (proposal, error) {
	if u.ValidAt.IsZero() {
		return proposal{}, geo.Errorf(geo.Invalid, "the day of the snapshot is missing: say when it was so on the ground")
	}
	u.ValidAt = u.ValidAt.UTC().Truncate(geo.Tick)
	original := &u.Reading.Original
	sum := sha256.Sum256(original.Data)
	original.SHA256 = hex.EncodeToString(sum[:])

	p := proposal{dryRun: u.DryRun, data: original.Data, snapshot: newSnapshot{
		layer: u.Layer, validAt: u.ValidAt.UnixMicro(), note: u.Note,
		original: sum[:], fileName: original.Name, format: u.Reading.Format,
	}}
	var err error
	if p.basis, err = s.basisOf(ctx, q, u); err != nil {
		return p, err
	}
	if err := p.basis.refuseExisting(u); err != nil {
		return p, err
	}
	p.memory = s.memoryOf(u.Layer)
	if err := p.memory.prepare(ctx, q); err != nil {
		return p, err
	}
	coverage, err := s.cover(p.memory, p.basis, u)
	if err != nil {
		return p, err
	}
	if err := p.enter(coverage.Zones); err != nil {
		return p, err
	}
	if err := p.judge(ctx, q, u, coverage); err != nil || u.DryRun {
		p.takeBack()
		if err == nil && u.Changes {
			p.report.Changes, err = s.proposedChange(ctx, p)
		}
		return p, err
	}
	return p, nil
}

func (s *Store) cover(m *memory, b basis, u geo.Upload) (geo.Coverage, error) {
	if err := geo.CheckExtent(u.Reading.Zones, b.boundsWith(m.bound())); err != nil {
		return geo.Coverage{}, err
	}
	return m.cover(u.Reading.Zones, b.layer.Statuses, u.Strict)
}

// enter adds the zones of the proposal to its layer's memory.
func (p *proposal) enter(zones []geo.Zone) error {
	var err error
	p.at, p.snapshot.coverage, err = p.memory.add(zones)
	p.shows = p.at
	return err
}

// judge fills in the report and packs the original, unless the upload is refused.
func (p *proposal) judge(ctx context.Context, q querier, u geo.Upload, coverage geo.Coverage) error {
	sums, before, err := p.compare(len(coverage.Zones))
	if err != nil {
		return err
	}
	warnings, err := judgeSize(u, p.basis, before, sums, coverage)
	if err != nil {
		return err
	}
	r := &p.report
	r.Repairs = append(r.Repairs, coverage.Repairs...)
	r.Warnings = append(r.Warnings, p.basis.statusesAdded(u, coverage.Zones, sums)...)
	r.Warnings = append(r.Warnings, u.Reading.Warnings...)
	r.Warnings = append(r.Warnings, coverage.Warnings...)
	r.Warnings = append(r.Warnings, warnings...)
	if u.DryRun {
		if u.Changes {
			p.moved, err = p.movedGround()
		}
		return err
	}
	p.packed, err = p.memory.pack(ctx, q, p.snapshot.original, p.data)
	return err
}

// compare begins the report: what the zones are and change against the snapshot before. It returns the areas of both.
func (p *proposal) compare(zones int) (sums, before geo.Sums, err error) {
	b, h := p.basis, p.memory.history
	sums = h.AreasM2(p.at)
	p.report = geo.Report{
		Snapshot: geo.ReportRef{ValidAt: instant(p.snapshot.validAt), Revision: 1},
		Zones:    zones,
		Repairs:  []geo.Repair{},
		Warnings: []geo.Warning{},
		Areas:    geo.Areas(b.layer.Statuses, sums, nil),
		Change:   geo.Change{Gained: []geo.StatusKm2{}, Lost: []geo.StatusKm2{}},
	}
	if b.newest != nil {
		p.report.Snapshot.Revision = b.newest.Revision + 1
	}
	p.snapshot.revision = p.report.Snapshot.Revision
	from := -1
	if b.against != nil {
		ref := b.against.Ref()
		p.report.Change.Against = &ref
		if from, err = p.memory.at(b.against.serial); err != nil {
			return nil, nil, err
		}
		before = h.AreasM2(from)
	}
	p.report.Change.Gained, p.report.Change.Lost, err = changeOf(h, from, p.shows, b.layer.Statuses)
	return sums, before, err
}

// checkPlace fails with errOvertaken if the layer has another snapshot now that the proposal does not know of.
func (p proposal) checkPlace(ctx context.Context, tx *sql.Tx) error {
	var last int64
	var layers int
	if err := tx.QueryRowContext(ctx, `
		SELECT (SELECT coalesce(max(serial), 0) FROM snapshot WHERE layer = ?),
			(SELECT count(*) FROM layer WHERE id = ?)`, p.snapshot.layer, p.snapshot.layer).Scan(&last, &layers); err != nil {
		return fmt.Errorf("last snapshot: %w", err)
	}
	if last != p.memory.lastSerial() || p.basis.create != (layers == 0) {
		return errOvertaken
	}
	return nil
}

// store stores the proposal and what it brings, all of it recorded at now or a tick after the last recording.
func (p *proposal) store(ctx context.Context, tx *sql.Tx, now time.Time) error {
	recordedAt, err := recordingTime(ctx, tx, now)
	if err != nil {
		return err
	}
	if err := p.basis.insert(ctx, tx, recordedAt); err != nil {
		return err
	}
	if p.packed != nil {
		if err := insertOriginal(ctx, tx, *p.packed); err != nil {
			return err
		}
	}
	r, err := insertSnapshot(ctx, tx, p.snapshot, recordedAt)
	if err != nil {
		return err
	}
	p.memory.stored(r.serial, p.snapshot.coverage.bound)
	p.report.Snapshot = geo.ReportRef{
		ID: &r.ID, ValidAt: r.ValidAt, RecordedAt: &r.RecordedAt, Revision: r.Revision, Withdrawn: r.Withdrawn,
	}
	return nil
}
