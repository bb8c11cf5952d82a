package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"

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
	serials []int64 // of the snapshots in it that are stored, or in a transaction

	bound  *orb.Bound  // of all snapshots there ever were
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

// History calls f with the history of a layer, in which the snapshots have the order in which they were recorded. f must
// not keep it, nor take long: nothing can be published meanwhile.
func (s *Store) History(ctx context.Context, layer string, f func(h *topo.History) error) error {
	l, err := s.line(ctx, layer)
	if err != nil {
		return err
	}
	return s.ask(ctx, l, f)
}

// ask calls f with the history of a line, in which the line's records have their places as numbers.
func (s *Store) ask(ctx context.Context, l *line, f func(h *topo.History) error) error {
	m := l.memory
	if !m.has(len(l.records)) {
		s.publishing.Lock()
		err := m.prepare(ctx, s.read)
		s.publishing.Unlock()
		if err != nil {
			return err
		}
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	return f(m.history)
}

func (m *memory) has(n int) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.serials) >= n
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
			m.history, m.serials, m.last = topo.NewHistory(), nil, nil
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
		return fmt.Errorf("%w: \"greyzone verify\" says what is damaged", err)
	}
	m.serials = append(m.serials, serial)
	m.last = nil
	m.widen(boundIn(west, south, east, north))
	return nil
}

func (m *memory) widen(b *orb.Bound) {
	if b == nil {
		return
	}
	if m.bound != nil {
		union := m.bound.Union(*b)
		b = &union
	}
	m.bound = b
}

// add adds zones to the history and returns their number in it and what is to be stored.
func (m *memory) add(zones []geo.Zone) (int, coverage, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.history.Len()
	form, err := m.history.Add(zones)
	if err != nil {
		return n, coverage{}, err
	}
	return n, coverage{form: form, sha256: hashOf(zones), areaM2: total(m.history.AreasM2(n)), bound: boundOf(zones)}, nil
}

// stored notes that the last snapshot in the history has a row.
func (m *memory) stored(serial int64, bound *orb.Bound) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.serials = append(m.serials, serial)
	m.widen(bound)
}

// undo takes out the snapshots from number n on.
func (m *memory) undo(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.history.Len() > n {
		m.history.Undo()
	}
	m.serials = m.serials[:min(n, len(m.serials))]
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
