package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// seriesKept is how much of each status of a layer lies on a ground in every snapshot, for the grounds that were asked
// for last.
type seriesKept struct {
	byGround *lru.Cache[string, *series]
	mu       sync.Mutex
	room     int // of byGround
}

// groundsKept bounds memory: a series of a thousand snapshots has some ten kilobytes.
const groundsKept = 128

func newSeriesKept() *seriesKept {
	cache, err := lru.New[string, *series](groundsKept)
	if err != nil {
		panic(err) // the size is wrong
	}
	return &seriesKept{byGround: cache, room: groundsKept}
}

// makeRoom has n grounds kept besides others, for a question that asks for so many each time; not without end. What there
// is room for stays.
func (k *seriesKept) makeRoom(n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if room := min(groundsKept+n, 8*groundsKept); room > k.room {
		k.room = room
		k.byGround.Resize(room)
	}
}

// series is areas in m², by snapshot and status. What was recorded never changes, so it only grows.
type series struct {
	mu     sync.Mutex   // held while it grows, so that several who ask at once do not all work it out
	ground *topo.Ground // nil before it is prepared, and for all ground
	areaM2 float64      // of ground
	rows   [][]float64  // by number in the history, then by place in the vocabulary; nil before it is measured
}

func (k *seriesKept) of(key string) *series {
	fresh := &series{}
	if kept, ok, _ := k.byGround.PeekOrAdd(key, fresh); ok {
		k.byGround.Get(key) // it is wanted
		return kept
	}
	return fresh
}

// seriesOn returns the series of a ground, which is ready; nil is all ground.
func (l *line) seriesOn(g *ground) (*series, error) {
	if g == nil {
		return l.memory.series.of(""), nil
	}
	named, key, err := g.named()
	if err != nil {
		return nil, err
	}
	kept := l.memory.series.of(key)
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if kept.ground == nil {
		kept.ground, kept.areaM2, err = named.ready()
	}
	return kept, err
}

// areasOn returns the areas in all snapshots of a line on a ground, nil being all ground. Nothing is on a ground that is
// empty.
func (s *Store) areasOn(ctx context.Context, l *line, g *ground) ([][]float64, error) {
	all := make([]int, len(l.records))
	for i := range all {
		all[i] = i
	}
	return s.areasAt(ctx, l, g, all)
}

// areasAt is areasOn for the snapshots at some places, in order; others may be nil.
func (s *Store) areasAt(ctx context.Context, l *line, g *ground, places []int) ([][]float64, error) {
	kept, err := l.seriesOn(g)
	if err != nil {
		return nil, err
	}
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if more := len(l.records) - len(kept.rows); more > 0 {
		kept.rows = append(kept.rows, make([][]float64, more)...)
	}
	if err := s.grow(ctx, l, kept, places); err != nil {
		return nil, fmt.Errorf("measure on a ground: %w", err)
	}
	return kept.rows, nil
}

// While the history is measured nobody can publish. So many snapshots are measured at a time as take about this long.
const measuringTime = 100 * time.Millisecond

// grow measures the snapshots at places that are not yet measured, some at a time, so that a question that was given up
// ends.
func (s *Store) grow(ctx context.Context, l *line, kept *series, places []int) error {
	const most = 256
	some := 1
	missing := func(at int) bool { return kept.rows[at] == nil }
	for first := slices.IndexFunc(places, missing); first >= 0; first = slices.IndexFunc(places, missing) {
		if err := ctx.Err(); err != nil {
			return err
		}
		from := places[first]
		last, _ := slices.BinarySearch(places, from+some)
		began := time.Now()
		err := s.ask(ctx, l, func(h *topo.History) error {
			sums, err := kept.measure(h, from, places[last-1]+1)
			for i, sum := range sums {
				if missing(from + i) { // others may be reading what is there
					kept.rows[from+i] = rowOf(sum, l.layer.Statuses)
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		if time.Since(began) < measuringTime {
			some = min(2*some, most)
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
