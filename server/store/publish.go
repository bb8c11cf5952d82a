package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"greyzone/geo"
)

// errOvertaken says that another upload was stored while this one was being judged.
var errOvertaken = errors.New("another upload was quicker")

// Publish judges an upload and, unless it is a dry run, stores it as a new snapshot: durable once Publish returns, and
// if it fails nothing of it is stored. Refusals are *geo.Error; large changes and bytes that are there already are of
// kind Conflict and type "large-change" or "existing".
func (s *Store) Publish(ctx context.Context, u geo.Upload) (geo.Report, error) {
	if u.ValidAt.IsZero() {
		return geo.Report{}, geo.Errorf(geo.Invalid, "the day of the snapshot is missing: say when it was so on the ground")
	}
	u.ValidAt = u.ValidAt.UTC().Truncate(geo.Tick)
	sha := sha256.Sum256(u.Reading.Original.Data)
	u.Reading.Original.SHA256 = hex.EncodeToString(sha[:])
	for {
		// Geometry takes its time, so it is done before there is a transaction for others to wait on.
		p, err := s.propose(ctx, u)
		if err != nil || u.DryRun {
			return p.report, err
		}
		report, err := s.storeProposal(ctx, u, p)
		if !errors.Is(err, errOvertaken) {
			return report, err
		}
	}
}

// proposal is an upload that has been judged.
type proposal struct {
	basis  basis
	zones  []measuredZone
	report geo.Report
}

func (s *Store) propose(ctx context.Context, u geo.Upload) (proposal, error) {
	b, err := readBasis(ctx, s.read, u)
	if err != nil {
		return proposal{}, err
	}
	if err := b.refuseExisting(u); err != nil {
		return proposal{}, err
	}
	if err := geo.CheckExtent(u.Reading.Zones, b.bounds); err != nil {
		return proposal{}, err
	}
	coverage, err := geo.Cover(u.Reading.Zones, b.layer.Statuses, u.Strict)
	if err != nil {
		return proposal{}, err
	}
	p := proposal{basis: b}
	if p.zones, err = measure(coverage.Zones); err != nil {
		return p, err
	}
	before, err := b.zonesBefore(ctx, s.read)
	if err != nil {
		return p, err
	}
	if p.report, err = newReport(b, before, p.zones); err != nil {
		return p, err
	}
	p.report.Snapshot.ValidAt = u.ValidAt
	p.report.Repairs = append(p.report.Repairs, coverage.Repairs...)
	p.report.Warnings = append(p.report.Warnings, b.statusesAdded(u.Reading.Format, p.zones)...)
	p.report.Warnings = append(p.report.Warnings, u.Reading.Warnings...)
	p.report.Warnings = append(p.report.Warnings, coverage.Warnings...)
	warnings, err := judgeSize(u, b, before, p.zones)
	p.report.Warnings = append(p.report.Warnings, warnings...)
	return p, err
}

// storeProposal stores p, or fails with errOvertaken if what it was judged against has changed since.
func (s *Store) storeProposal(ctx context.Context, u geo.Upload, p proposal) (geo.Report, error) {
	report := p.report
	err := inTx(ctx, s.write, func(tx *sql.Tx) error {
		now, err := readBasis(ctx, tx, u)
		if err != nil {
			return err
		}
		if !now.same(p.basis) {
			return errOvertaken
		}
		if err := p.basis.insert(ctx, tx); err != nil {
			return err
		}
		original := u.Reading.Original
		sha, err := insertOriginal(ctx, tx, original.Data)
		if err != nil {
			return err
		}
		r, err := insertSnapshot(ctx, tx, newSnapshot{
			layer: u.Layer, validAt: u.ValidAt.UnixMicro(), revision: report.Snapshot.Revision, note: u.Note,
			original: sha, fileName: original.Name, format: u.Reading.Format, zones: p.zones,
		}, s.now().UnixMicro())
		report.Snapshot = reportRef(r)
		return err
	})
	if err != nil {
		return geo.Report{}, fmt.Errorf("publish: %w", err)
	}
	return report, nil
}

func reportRef(r record) geo.ReportRef {
	return geo.ReportRef{
		ID: &r.ID, ValidAt: r.ValidAt, RecordedAt: &r.RecordedAt, Revision: r.Revision, Withdrawn: r.Withdrawn,
	}
}

// newReport says what zones are and change against before; its lists are never nil.
func newReport(b basis, before, zones []measuredZone) (geo.Report, error) {
	statuses := b.layer.Statuses
	gained, lost, err := geo.Compare(plain(before), plain(zones), statuses)
	if err != nil {
		return geo.Report{}, fmt.Errorf("compare with the snapshot before: %w", err)
	}
	report := geo.Report{
		Snapshot: geo.ReportRef{Revision: 1},
		Zones:    len(zones),
		Repairs:  []geo.Repair{},
		Warnings: []geo.Warning{},
		Areas:    geo.Areas(statuses, sums(zones), nil),
		Change: geo.Change{
			Gained: append([]geo.StatusKm2{}, gained...),
			Lost:   append([]geo.StatusKm2{}, lost...),
		},
	}
	if b.newest != nil {
		report.Snapshot.Revision = b.newest.Revision + 1
	}
	if b.against != nil {
		ref := b.against.Ref()
		report.Change.Against = &ref
	}
	return report, nil
}

func sums(zones []measuredZone) geo.Sums {
	total := geo.Sums{}
	for _, zone := range zones {
		total[zone.Status] += zone.areaM2
	}
	return total
}
