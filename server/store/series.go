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
	mu     sync.Mutex   // held while it grows, so that several who ask at once do not all work it out
	ground *topo.Ground // nil before it is prepared, and for all ground
	areaM2 float64      // of ground
	rows   [][]float64  // by number in the history, then by place in the vocabulary
}

func (k *seriesKept) of(key string) *series {
	fresh := &series{}
	if kept, ok, _ := k.byGround.PeekOrAdd(key, fresh); ok {
		k.byGround.Get(key) // it is wanted
		return kept
	}
	return fresh
}

// areasOn returns the series of a line on a ground, nil being all ground. Nothing is on a ground that is empty.
func (s *Store) areasOn(ctx context.Context, l *line, g *ground) ([][]float64, error) {
	found, err := s.measuredOn(ctx, l, g)
	return found.rows, err
}

// measured is what is known of a ground.
type measured struct {
	rows   [][]float64 // of a series
	areaM2 float64     // of the ground; 0 for all ground
}

// measuredOn is areasOn, and the ground's own area.
func (s *Store) measuredOn(ctx context.Context, l *line, g *ground) (measured, error) {
	key := ""
	if g != nil {
		var err error
		if key, err = g.key(); err != nil {
			return measured{}, err
		}
	}
	kept := l.memory.series.of(key)
	if g != nil {
		if _, err := kept.prepare(g); err != nil {
			return measured{}, err
		}
	}
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if err := s.grow(ctx, l, kept); err != nil {
		return measured{}, fmt.Errorf("measure on a ground: %w", err)
	}
	return measured{kept.rows, kept.areaM2}, nil
}

// prepare returns the ground of a series, made ready once.
func (k *series) prepare(g *ground) (*topo.Ground, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ground == nil {
		common, err := g.geometry()
		if err != nil {
			return nil, err
		}
		k.ground, k.areaM2 = topo.NewGround(common), geo.TotalM2(common)
	}
	return k.ground, nil
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
			sums, err := kept.measure(h, from, to)
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

// measure returns the areas of some snapshots.
func (k *series) measure(h *topo.History, from, to int) ([]geo.Sums, error) {
	if k.ground != nil {
		return h.Within(k.ground, from, to)
	}
	var all []geo.Sums
	for n := from; n < to; n++ {
		all = append(all, h.AreasM2(n))
	}
	return all, nil
}

// rowOf is sums in the order of the vocabulary. A status that is not in it yet is in no snapshot that was recorded.
func rowOf(sums geo.Sums, statuses []geo.Status) []float64 {
	row := make([]float64, len(statuses))
	for i, status := range statuses {
		row[i] = sums[status.ID]
	}
	return row
}

// readRow puts what rowOf made into sums; statuses that came later have nothing.
func readRow(row []float64, statuses []geo.Status, sums geo.Sums) {
	for i, status := range statuses {
		sums[status.ID] = 0
		if i < len(row) {
			sums[status.ID] = row[i]
		}
	}
}
