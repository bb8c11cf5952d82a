package api

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// partBytes is how much the stretches of history may take that are kept beside the whole ones.
const partBytes = 4 << 20

// timelines makes packed histories and keeps them: whole ones, one for each layer, and the stretches that were asked for
// last.
type timelines struct {
	store  Store
	log    *slog.Logger
	making singleflight.Group // so that several who ask the same at once do not all make it

	mu    sync.Mutex
	whole map[string]keptTimeline // by layer
	parts *recent[timelineKey, keptTimeline]

	published chan struct{} // has something in it when a layer has a snapshot that its whole history may lack
}

// timelineKey is the history of a layer within an interval.
type timelineKey struct {
	layer  string
	within geo.Interval
	known  string // the version of what was known of it; empty: what is known now
}

func (k timelineKey) isWhole() bool { return k == timelineKey{layer: k.layer} }

// timelineAsk asks for a history as known at asOf; a zero time is now.
type timelineAsk struct {
	timelineKey
	asOf time.Time
}

// keptTimeline is an answer, and the version of the layer's snapshots and terms that it is of.
type keptTimeline struct {
	version string
	answer  packed
}

func newTimelines(store Store, log *slog.Logger) *timelines {
	return &timelines{
		store: store, log: log,
		whole:     make(map[string]keptTimeline),
		parts:     newRecent[timelineKey, keptTimeline](partBytes),
		published: make(chan struct{}, 1),
	}
}

// of returns a packed history, of a layer from source.
func (t *timelines) of(ctx context.Context, ask timelineAsk, source geo.Source) (packed, error) {
	recorded, err := t.store.TimelineVersion(ctx, ask.layer, ask.asOf)
	if err == nil && !ask.asOf.IsZero() {
		err = t.identify(ctx, &ask, recorded)
	}
	if err != nil {
		return packed{}, err
	}
	version := fmt.Sprintf("%s %q %q", recorded, source.Attribution, source.Licence)
	if kept := t.find(ask.timelineKey); kept.version == version {
		return kept.answer, nil
	}
	// Whoever asked first may leave before the others have their answer.
	ctx = context.WithoutCancel(ctx)
	made, err, _ := t.making.Do(fmt.Sprint(ask.timelineKey, version), func() (any, error) { return t.make(ctx, ask, version) })
	if err != nil {
		return packed{}, err
	}
	return made.(packed), nil
}

// identify lets all times by which the same was recorded have the same key, that of now if nothing was since.
func (t *timelines) identify(ctx context.Context, ask *timelineAsk, recorded string) error {
	now, err := t.store.TimelineVersion(ctx, ask.layer, time.Time{})
	if recorded != now {
		ask.known = recorded
	}
	return err
}

// find returns what is kept, which may be of an older version; the zero value is nothing.
func (t *timelines) find(key timelineKey) keptTimeline {
	if !key.isWhole() {
		kept, _ := t.parts.find(key)
		return kept
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.whole[key.layer]
}

// make makes an answer and keeps it.
func (t *timelines) make(ctx context.Context, ask timelineAsk, version string) (packed, error) {
	key := ask.timelineKey
	line, err := t.store.Timeline(ctx, key.layer, key.within, ask.asOf)
	if err != nil {
		return packed{}, err
	}
	answer, err := pack(func(w io.Writer) error { return topo.WriteTopoJSON(w, line) })
	if err != nil {
		return packed{}, fmt.Errorf("timeline of %s: %w", key.layer, err)
	}
	if !key.isWhole() {
		t.parts.keep(key, keptTimeline{version, answer}, len(answer.gzip)+len(answer.brotli))
		return answer, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.whole[key.layer] = keptTimeline{version, answer}
	return answer, nil
}
