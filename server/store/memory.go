package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// memory is the history of a layer, as far as it has been asked for. All of it can be made again from the database.
// Only who holds the store's publishing lock changes it.
type memory struct {
	layer string

	mu      sync.RWMutex // held for reading while the history is asked, for writing while it grows or shrinks
	history *topo.History
	serials []int64      // of the snapshots in it that are stored, or in a transaction
	bounds  []*orb.Bound // of each of these and all before it; nil without zones
	durable int          // how many of these are committed

	noder  *topo.Noder // remembers what was published
	last   *earlier    // the last original, to pack the next one against
	series *seriesKept
}

// memoryOf returns the memory of a layer, an empty one if need be.
func (s *Store) memoryOf(layer string) *memory {
	s.remembering.Lock()
	defer s.remembering.Unlock()
	m, ok := s.memories[layer]
	if !ok {
		m = newMemory(layer)
		s.memories[layer] = m
	}
	return m
}

func newMemory(layer string) *memory {
	return &memory{layer: layer, history: topo.NewHistory(), noder: topo.NewNoder(), series: newSeriesKept()}
}

// History calls f with the history of a layer, in which the snapshots have the order in which they were recorded; after
// them there may be some that are being published. f must not keep it, nor take long: nothing can be published meanwhile.
func (s *Store) History(ctx context.Context, layer string, f func(h *topo.History) error) error {
	l, err := s.line(ctx, layer, time.Time{})
	if err != nil {
		return err
	}
	return s.ask(ctx, l, f)
}

// ask calls f with the history of a line, in which the line's records have their places as numbers.
func (s *Store) ask(ctx context.Context, l *line, f func(h *topo.History) error) error {
	m := l.memory
	if err := s.bring(ctx, m, len(l.records)); err != nil {
		return err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.durable < len(l.records) {
		return fmt.Errorf("history of %s: it was given up meanwhile", m.layer)
	}
	return f(m.history)
}

// bring waits until m has the first n snapshots. Those of a transaction do not count: another process might take their
// places if it fails.
func (s *Store) bring(ctx context.Context, m *memory, n int) error {
	if m.has(n) {
		return nil
	}
	s.publishing.Lock()
	defer s.publishing.Unlock()
	err := m.prepare(ctx, s.read)
	m.committed()
	return err
}

func (m *memory) has(n int) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.durable >= n
}

// prepare reads what has been recorded since, and takes out what somebody left who failed. q may be a transaction.
func (m *memory) prepare(ctx context.Context, q querier) error {
	if m.history.Len() > len(m.serials) {
		m.undo(len(m.serials))
	}
	rows, err := q.QueryContext(ctx, `
		SELECT s.serial, c.form, s.west, s.south, s.east, s.north
		FROM snapshot s
		JOIN coverage c ON c.snapshot = s.serial
		WHERE s.layer = ?
		AND s.serial > ?
		ORDER BY s.serial`, m.layer, m.lastSerial())
	if err != nil {
		return fmt.Errorf("history of %s: %w", m.layer, explain(err))
	}
	defer rows.Close()
	m.mu.Lock()
	defer m.mu.Unlock()
	for rows.Next() {
		if err := m.take(rows); err != nil {
			return fmt.Errorf("history of %s: %w", m.layer, explain(err))
		}
	}
	return explain(rows.Err())
}

func (m *memory) take(rows *sql.Rows) error {
	var serial int64
	var form []byte
	var west, south, east, north sql.Null[float64]
	if err := rows.Scan(&serial, &form, &west, &south, &east, &north); err != nil {
		return err
	}
	if err := m.history.Load(form); err != nil {
		m.giveUp()
		return fmt.Errorf("%w: \"greyzone verify\" says what is damaged", err)
	}
	m.last = nil
	m.append(serial, boundIn(west, south, east, north))
	return nil
}

// giveUp forgets everything, for it to be read anew.
func (m *memory) giveUp() {
	m.history, m.serials, m.bounds, m.durable, m.last = topo.NewHistory(), nil, nil, 0, nil
}

func (m *memory) append(serial int64, b *orb.Bound) {
	switch before := m.bound(); {
	case b == nil:
		b = before
	case before != nil:
		union := before.Union(*b)
		b = &union
	}
	m.serials, m.bounds = append(m.serials, serial), append(m.bounds, b)
}

// bound is the bound of all snapshots; nil without zones.
func (m *memory) bound() *orb.Bound {
	if len(m.bounds) == 0 {
		return nil
	}
	return m.bounds[len(m.bounds)-1]
}

// cover makes a coverage. A noder that a panic leaves half changed is not used again.
func (m *memory) cover(zones []geo.Zone, statuses []geo.Status, strict bool) (geo.Coverage, error) {
	noder := m.noder
	m.noder = topo.NewNoder()
	c, err := noder.Cover(zones, statuses, strict)
	m.noder = noder
	return c, err
}

// add adds zones to the history and returns their number in it and what is to be stored.
func (m *memory) add(zones []geo.Zone) (int, coverage, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.history.Len()
	whole := false
	defer func() {
		if !whole { // perhaps by a panic, which a server outlives
			m.giveUp()
		}
	}()
	form, err := m.history.Add(zones)
	if whole = err == nil; err != nil {
		return n, coverage{}, err
	}
	return n, coverage{form: form, sha256: hashOf(zones), areaM2: total(m.history.AreasM2(n)), bound: boundOf(zones)}, nil
}

// stored notes that the last snapshot in the history has a row.
func (m *memory) stored(serial int64, bound *orb.Bound) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.append(serial, bound)
}

// committed notes that all snapshots that have a row are stored for good.
func (m *memory) committed() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.durable = len(m.serials)
}

// undo takes out the snapshots from number n on.
func (m *memory) undo(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.history.Len() > n {
		m.history.Undo()
	}
	n = min(n, len(m.serials))
	m.serials, m.bounds, m.durable = m.serials[:n], m.bounds[:n], min(n, m.durable)
	m.last = nil
}

func (m *memory) lastSerial() int64 {
	if len(m.serials) == 0 {
		return 0
	}
	return m.serials[len(m.serials)-1]
}

// at is the number in the history of the snapshot with that serial.
func (m *memory) at(serial int64) (int, error) {
	n, ok := slices.BinarySearch(m.serials, serial)
	if !ok {
		return 0, fmt.Errorf("snapshot %d of %s is not in its history", serial, m.layer)
	}
	return n, nil
}

// pack packs an original against the last one of the layer; nil if it is stored already.
func (m *memory) pack(ctx context.Context, q querier, sha, data []byte) (*packing, error) {
	links, there, err := readLinks(ctx, q, sha)
	if err != nil {
		return nil, err
	}
	if there {
		m.keep(earlier{sha, data, links})
		return nil, nil
	}
	if err := m.recall(ctx, q); err != nil {
		return nil, err
	}
	p, err := pack(sha, data, m.last)
	if err != nil {
		return nil, err
	}
	m.keep(earlier{sha, data, p.links})
	return &p, nil
}

// keep keeps an original for the next one, if it is not too large for that.
func (m *memory) keep(e earlier) {
	if len(e.data) > maxDictionary {
		e.data = nil
	}
	m.last = &e
}

// recall reads the last original of the layer, unless it is known. One that cannot be read is no help, and no hindrance.
func (m *memory) recall(ctx context.Context, q querier) error {
	if m.last != nil {
		return nil
	}
	var sha []byte
	var size int
	err := q.QueryRowContext(ctx, `
		SELECT o.sha256, o.size
		FROM snapshot s
		JOIN original o ON o.sha256 = s.original
		WHERE s.layer = ?
		ORDER BY s.serial DESC
		LIMIT 1`, m.layer).Scan(&sha, &size)
	if errors.Is(err, sql.ErrNoRows) || err == nil && size > maxDictionary {
		return nil
	}
	if err != nil {
		return fmt.Errorf("last original of %s: %w", m.layer, explain(err))
	}
	if found, err := readOriginal(ctx, q, sha); err == nil {
		m.last = &found
	}
	return nil
}
