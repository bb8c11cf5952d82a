package store

import (
	"context"
	"fmt"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// seriesKept is how much of each status of a layer lies on a ground in every snapshot, for the grounds that were asked
// for last.
type seriesKept struct {
	byGround *lru.Cache[string, *series]
}

// groundsKept bounds memory: a series of a thousand snapshots has some ten kilobytes.
const groundsKept = 128

func newSeriesKept() *seriesKept {
	cache, err := lru.New[string, *series](groundsKept)
	if err != nil {
		panic(err) // the size is wrong
	}
	return &seriesKept{cache}
}

// series is areas in m², by snapshot and status. What was recorded never changes, so it only grows.
type series struct {
	mu     sync.Mutex // held while it grows, so that several who ask at once do not all work it out
	ground *topo.Ground
	rows   [][]float64 // by number in the history, then by place in the vocabulary
}

func (k *seriesKept) of(key string) *series {
	fresh := &series{}
	if kept, ok, _ := k.byGround.PeekOrAdd(key, fresh); ok {
		k.byGround.Get(key) // it is wanted
		return kept
	}
	return fresh
}

// areasOn returns the series of a line on a ground. Nothing is on a ground that is empty.
func (s *Store) areasOn(ctx context.Context, l *line, g ground) ([][]float64, error) {
	key, err := g.key()
	if err != nil {
		return nil, err
	}
	kept := l.memory.series.of(key)
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if kept.ground == nil {
		common, err := g.geometry()
		if err != nil {
			return nil, err
		}
		kept.ground = topo.NewGround(common)
	}
	if err := s.grow(ctx, l, kept); err != nil {
		return nil, fmt.Errorf("measure on a ground: %w", err)
	}
	return kept.rows, nil
}

// grow measures the snapshots of l that came since, some at a time, so that a question that was given up ends.
func (s *Store) grow(ctx context.Context, l *line, kept *series) error {
	const some = 256
	for len(kept.rows) < len(l.records) {
		if err := ctx.Err(); err != nil {
			return err
		}
		from := len(kept.rows)
		to := min(from+some, len(l.records))
		err := s.ask(ctx, l, func(h *topo.History) error {
			sums, err := h.Within(kept.ground, from, to)
			for _, sum := range sums {
				kept.rows = append(kept.rows, rowOf(sum, l.layer.Statuses))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// rowOf is sums in the order of the vocabulary. A status that is not in it yet is in no snapshot that was recorded.
func rowOf(sums geo.Sums, statuses []geo.Status) []float64 {
	row := make([]float64, len(statuses))
	for i, status := range statuses {
		row[i] = sums[status.ID]
	}
	return row
}

// sumsOf is what rowOf made of sums.
func sumsOf(row []float64, statuses []geo.Status) geo.Sums {
	sums := make(geo.Sums, len(row))
	for i, m2 := range row {
		sums[statuses[i].ID] = m2
	}
	return sums
}
