package api

import (
	"context"
	"sync"
	"time"

	"greyzone/geo"
)

// termsTime is how long a layer's terms are taken to be as they were: what another process changes has to show within a
// second.
const termsTime = time.Second / 2

// terms knows the sources of layers, so that answers which are kept can be given without asking the store.
type terms struct {
	store Store
	now   func() time.Time

	mu    sync.Mutex
	known map[string]knownTerms
}

type knownTerms struct {
	layer geo.Layer
	until time.Time
}

func newTerms(store Store, now func() time.Time) *terms {
	return &terms{store: store, now: now, known: make(map[string]knownTerms)}
}

// of returns a layer of which no more than its ID and source is right: the rest may be older than what was published.
func (t *terms) of(ctx context.Context, id string) (geo.Layer, error) {
	t.mu.Lock()
	known, ok := t.known[id]
	t.mu.Unlock()
	now := t.now()
	if ok && now.Before(known.until) {
		return known.layer, nil
	}
	layer, err := t.store.Layer(ctx, id)
	if err != nil {
		return layer, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.known[id] = knownTerms{layer, now.Add(termsTime)}
	return layer, nil
}
