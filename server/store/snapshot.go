package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"greyzone/geo"
)

// record is a snapshot with what the database knows it by.
type record struct {
	geo.Snapshot
	serial int64
	layer  string
}

const selectSnapshots = `
	SELECT s.serial, s.layer, s.id, s.valid_at, s.recorded_at, s.revision, s.withdrawn, s.note, s.original
	FROM snapshot s`

// whereKnown keeps the snapshots of a layer that, of those recorded by :as_of, are the newest revision of their valid
// time and not withdrawn.
const whereKnown = `
	WHERE s.layer = :layer
	AND s.valid_at BETWEEN :from AND :to
	AND s.recorded_at <= :as_of
	AND s.withdrawn = 0
	AND s.revision = (
		SELECT max(n.revision)
		FROM snapshot n
		WHERE n.layer = s.layer
		AND n.valid_at = s.valid_at
		AND n.recorded_at <= :as_of
	)`

// whereRecorded keeps all snapshots of a layer that were recorded by :as_of.
const whereRecorded = `
	WHERE s.layer = :layer
	AND s.valid_at BETWEEN :from AND :to
	AND s.recorded_at <= :as_of`

// limits are the parameters of whereKnown and whereRecorded; zero times set no limit.
func limits(layer string, within geo.Interval, asOf time.Time) []any {
	return []any{
		sql.Named("layer", layer),
		sql.Named("from", since(within.From)),
		sql.Named("to", until(within.To)),
		sql.Named("as_of", until(asOf)),
	}
}

func scanRecord(row scanner) (record, error) {
	var r record
	var valid, recorded int64
	var original []byte
	err := row.Scan(&r.serial, &r.layer, &r.ID, &valid, &recorded, &r.Revision, &r.Withdrawn, &r.Note, &original)
	r.ValidAt, r.RecordedAt, r.SHA256 = instant(valid), instant(recorded), hex.EncodeToString(original)
	return r, err
}

// Snapshot returns the snapshot of a layer with that ID, a superseded or withdrawn one too.
func (s *Store) Snapshot(ctx context.Context, layer, id string) (geo.Snapshot, error) {
	if _, err := readControlLayer(ctx, s.read, layer); err != nil {
		return geo.Snapshot{}, err
	}
	r, err := readSnapshot(ctx, s.read, id)
	if err == nil && r.layer != layer {
		err = geo.Errorf(geo.NotFound, "layer %s has no snapshot %q", layer, id)
	}
	if err != nil {
		return geo.Snapshot{}, err
	}
	return r.Snapshot, nil
}

func readSnapshot(ctx context.Context, q querier, id string) (record, error) {
	r, err := scanRecord(q.QueryRowContext(ctx, selectSnapshots+`
		WHERE s.id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return r, geo.Errorf(geo.NotFound, "there is no snapshot %q", id)
	}
	if err != nil {
		return r, fmt.Errorf("snapshot %s: %w", id, explain(err))
	}
	return r, nil
}

// SnapshotAt returns the newest snapshot with a valid time at or before at, as known at asOf; a zero time sets no limit.
// NotFound says the first time that there is one for.
func (s *Store) SnapshotAt(ctx context.Context, layer string, at, asOf time.Time) (geo.Snapshot, error) {
	if _, err := readControlLayer(ctx, s.read, layer); err != nil {
		return geo.Snapshot{}, err
	}
	r, err := snapshotAt(ctx, s.read, layer, at, asOf)
	if err != nil {
		return geo.Snapshot{}, err
	}
	return r.Snapshot, nil
}

func snapshotAt(ctx context.Context, q querier, layer string, at, asOf time.Time) (record, error) {
	r, err := scanRecord(q.QueryRowContext(ctx, selectSnapshots+whereKnown+`
		ORDER BY s.valid_at DESC
		LIMIT 1`, limits(layer, geo.Interval{To: at}, asOf)...))
	if errors.Is(err, sql.ErrNoRows) {
		return r, nothingKnown(ctx, q, layer, at, asOf)
	}
	if err != nil {
		return r, fmt.Errorf("snapshot of %s: %w", layer, explain(err))
	}
	return r, nil
}

// nothingKnown says why layer has no snapshot at or before at, as known at asOf.
func nothingKnown(ctx context.Context, q querier, layer string, at, asOf time.Time) error {
	var recorded, valid sql.Null[int64]
	if err := q.QueryRowContext(ctx, `
		SELECT min(recorded_at)
		FROM snapshot
		WHERE layer = ?`, layer).Scan(&recorded); err != nil {
		return fmt.Errorf("first recording of %s: %w", layer, explain(err))
	}
	if !recorded.Valid {
		return geo.Errorf(geo.NotFound, "layer %s has no snapshots yet", layer)
	}
	if recorded.V > until(asOf) {
		return geo.Errorf(geo.NotFound, "nothing of layer %s was recorded by %s: its first snapshot was recorded at %s",
			layer, spoken(asOf), instant(recorded.V).Format(time.RFC3339Nano))
	}
	if err := q.QueryRowContext(ctx, `
		SELECT min(s.valid_at)
		FROM snapshot s`+whereKnown,
		limits(layer, geo.Interval{}, asOf)...).Scan(&valid); err != nil {
		return fmt.Errorf("first snapshot of %s: %w", layer, explain(err))
	}
	if !valid.Valid {
		return geo.Errorf(geo.NotFound, "all snapshots of layer %s are withdrawn", layer)
	}
	return geo.Errorf(geo.NotFound, "layer %s has no snapshot on or before %s: the first is of %s",
		layer, spoken(at), spoken(instant(valid.V)))
}

// Snapshots returns a page of a layer's snapshots, by valid time, then revision: the newest revision of each valid time
// that is not withdrawn, or with AllRevisions every one. A limit of 0 is 100.
func (s *Store) Snapshots(ctx context.Context, q geo.SnapshotQuery) (geo.SnapshotPage, error) {
	page := geo.SnapshotPage{Snapshots: []geo.Snapshot{}}
	if _, err := readControlLayer(ctx, s.read, q.Layer); err != nil {
		return page, err
	}
	if q.Limit == 0 {
		q.Limit = 100
	}
	after, err := parseCursor(q.Cursor)
	if err != nil {
		return page, err
	}
	where := whereKnown
	if q.AllRevisions {
		where = whereRecorded
	}
	rows, err := s.read.QueryContext(ctx, selectSnapshots+where+`
		AND (s.valid_at, s.revision) > (:after_valid_at, :after_revision)
		ORDER BY s.valid_at, s.revision
		LIMIT :limit`, append(limits(q.Layer, q.Within, q.AsOf),
		sql.Named("after_valid_at", after.validAt),
		sql.Named("after_revision", after.revision),
		sql.Named("limit", q.Limit+1))...)
	if err != nil {
		return page, fmt.Errorf("snapshots of %s: %w", q.Layer, explain(err))
	}
	records, err := collect(rows, scanRecord)
	if err != nil {
		return page, fmt.Errorf("snapshots of %s: %w", q.Layer, err)
	}
	if len(records) > q.Limit {
		records = records[:q.Limit]
		last := records[q.Limit-1]
		next := pageEnd{last.ValidAt.UnixMicro(), last.Revision}.cursor()
		page.NextCursor = &next
	}
	for _, r := range records {
		page.Snapshots = append(page.Snapshots, r.Snapshot)
	}
	return page, nil
}

// pageEnd is the last snapshot of a page, by which the next page begins.
type pageEnd struct {
	validAt  int64
	revision int
}

func (p pageEnd) cursor() string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %d", p.validAt, p.revision))
}

// parseCursor reads what cursor wrote; an empty one is before everything.
func parseCursor(cursor string) (pageEnd, error) {
	p := pageEnd{validAt: since(time.Time{})}
	if cursor == "" {
		return p, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		_, err = fmt.Sscanf(string(text), "%d %d", &p.validAt, &p.revision)
	}
	if err != nil || p.cursor() != cursor {
		return p, geo.Errorf(geo.Invalid, "%q is no cursor: use the next_cursor of the page before", cursor)
	}
	return p, nil
}
