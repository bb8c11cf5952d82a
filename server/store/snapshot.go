package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// record is a snapshot with what the database knows it by.
type record struct {
	geo.Snapshot
	serial   int64
	layer    string
	original []byte // SHA-256; nil: withdrawn
	fileName string
	format   string
	bound    *orb.Bound // of all zones; nil without zones
}

const selectSnapshots = `
	SELECT s.serial, s.layer, s.id, s.valid_at, s.recorded_at, s.revision, s.withdrawn, s.note,
		s.original, s.file_name, s.format, s.west, s.south, s.east, s.north
	FROM snapshot s`

func scanRecord(row scanner) (record, error) {
	var r record
	var valid, recorded int64
	var west, south, east, north sql.Null[float64]
	err := row.Scan(&r.serial, &r.layer, &r.ID, &valid, &recorded, &r.Revision, &r.Withdrawn, &r.Note,
		&r.original, &r.fileName, &r.format, &west, &south, &east, &north)
	r.ValidAt, r.RecordedAt, r.SHA256 = instant(valid), instant(recorded), hex.EncodeToString(r.original)
	r.bound = boundIn(west, south, east, north)
	return r, err
}

// boundIn is the bound that four columns hold; nil where they are NULL.
func boundIn(west, south, east, north sql.Null[float64]) *orb.Bound {
	if !west.Valid {
		return nil
	}
	return &orb.Bound{Min: orb.Point{west.V, south.V}, Max: orb.Point{east.V, north.V}}
}

// newest returns the places of the newest revision of each valid time that is not withdrawn, by valid time.
func (l *line) newest() []int {
	places := make([]int, 0, len(l.byTime))
	for i, at := range l.byTime {
		r := l.records[at]
		superseded := i+1 < len(l.byTime) && l.records[l.byTime[i+1]].ValidAt.Equal(r.ValidAt)
		if !superseded && !r.Withdrawn {
			places = append(places, at)
		}
	}
	return places
}

// within returns the places of the current snapshots with a valid time in an interval.
func (l *line) within(i geo.Interval) []int { return l.cut(l.current, i) }

// cut returns those of places, which are by valid time, that are in an interval.
func (l *line) cut(places []int, i geo.Interval) []int {
	compare := func(at int, t time.Time) int { return l.records[at].ValidAt.Compare(t) }
	from, _ := slices.BinarySearchFunc(places, i.From, compare)
	to := len(places)
	if !i.To.IsZero() {
		to, _ = slices.BinarySearchFunc(places, i.To.Add(geo.Tick), compare)
	}
	return places[min(from, to):to]
}

// latest returns the place of the newest snapshot with a valid time at or before at.
func (l *line) latest(at time.Time) (int, error) {
	places := l.within(geo.Interval{To: at})
	if len(places) == 0 {
		return 0, l.nothingKnown(at)
	}
	return places[len(places)-1], nil
}

// nothingKnown says why the layer has no snapshot at or before at.
func (l *line) nothingKnown(at time.Time) error {
	if len(l.records) == 0 {
		return geo.Errorf(geo.NotFound, "layer %s has no snapshots yet", l.layer.ID)
	}
	if len(l.current) == 0 {
		return geo.Errorf(geo.NotFound, "all snapshots of layer %s are withdrawn", l.layer.ID)
	}
	return geo.Errorf(geo.NotFound, "layer %s has no snapshot on or before %s: the first is of %s",
		l.layer.ID, spoken(at), spoken(l.records[l.current[0]].ValidAt))
}

// Snapshot returns the snapshot of a layer with that ID, a superseded or withdrawn one too. One that was not known at asOf,
// of which a zero time is now, is NotFound.
func (s *Store) Snapshot(ctx context.Context, layer, id string, asOf time.Time) (geo.Snapshot, error) {
	c, err := s.asOf(ctx, asOf)
	if err != nil {
		return geo.Snapshot{}, err
	}
	if _, err := c.line(layer); err != nil {
		return geo.Snapshot{}, err
	}
	_, r, err := c.find(id)
	if err == nil && r.layer != layer {
		err = geo.Errorf(geo.NotFound, "layer %s has no snapshot %q", layer, id)
	}
	if err != nil {
		return geo.Snapshot{}, err
	}
	return r.Snapshot, nil
}

// SnapshotAt returns the newest snapshot with a valid time at or before at, as known at asOf; a zero time sets no limit.
// NotFound says the first time that there is one for.
func (s *Store) SnapshotAt(ctx context.Context, layer string, at, asOf time.Time) (geo.Snapshot, error) {
	l, err := s.line(ctx, layer, asOf)
	if err != nil {
		return geo.Snapshot{}, err
	}
	found, err := l.latest(at)
	if err != nil {
		return geo.Snapshot{}, err
	}
	return l.records[found].Snapshot, nil
}

// Snapshots returns a page of a layer's snapshots, by valid time, then revision: the newest revision of each valid time
// that is not withdrawn, or with AllRevisions every one. A limit of 0 is 100.
func (s *Store) Snapshots(ctx context.Context, q geo.SnapshotQuery) (geo.SnapshotPage, error) {
	page := geo.SnapshotPage{Snapshots: []geo.Snapshot{}}
	l, err := s.line(ctx, q.Layer, q.AsOf)
	if err != nil {
		return page, err
	}
	if q.Limit == 0 {
		q.Limit = 100
	}
	after, err := parseCursor(q.Cursor)
	if err != nil {
		return page, err
	}
	places := l.within(q.Within)
	if q.AllRevisions {
		places = l.cut(l.byTime, q.Within)
	}
	for _, at := range places {
		r := l.records[at]
		if !after.isBefore(r) {
			continue
		}
		if len(page.Snapshots) == q.Limit {
			last := page.Snapshots[q.Limit-1]
			next := pageEnd{last.ValidAt.UnixMicro(), last.Revision}.cursor()
			page.NextCursor = &next
			break
		}
		page.Snapshots = append(page.Snapshots, r.Snapshot)
	}
	return page, nil
}

// pageEnd is the last snapshot of a page, by which the next page begins.
type pageEnd struct {
	validAt  int64
	revision int
}

func (p pageEnd) isBefore(r record) bool {
	at := r.ValidAt.UnixMicro()
	return p.validAt < at || p.validAt == at && p.revision < r.Revision
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
