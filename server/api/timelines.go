package api

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/singleflight"

	"greyzone/geo"
	"greyzone/geo/topo"
)

const (
	// partsKept is how many stretches of history are kept beside the whole ones.
	partsKept = 16
	// settleTime is how long a history has to stand still before it is worth the best compression.
	settleTime = 5 * time.Second
)

// timelines makes packed histories and keeps them: whole ones, one for each layer, and the stretches that were asked for
// last.
type timelines struct {
	store  Store
	log    *slog.Logger
	making singleflight.Group // so that several who ask the same at once do not all make it

	mu    sync.Mutex
	whole map[string]keptTimeline // by layer
	parts []keptTimeline          // the one used last at the end

	refining sync.Mutex // one at a time: it takes all of a processor, and much memory
}

// keptTimeline is an answer and what it is the answer to.
type keptTimeline struct {
	layer   string
	within  geo.Interval
	version string // of the layer's snapshots and terms
	answer  packed
}

func newTimelines(store Store, log *slog.Logger) *timelines {
	return &timelines{store: store, log: log, whole: make(map[string]keptTimeline)}
}

// of returns the packed history of a layer within an interval, as it is now.
func (t *timelines) of(ctx context.Context, layer geo.Layer, within geo.Interval) (packed, error) {
	recorded, err := t.store.TimelineVersion(ctx, layer.ID)
	if err != nil {
		return packed{}, err
	}
	asked := keptTimeline{layer: layer.ID, within: within}
	asked.version = fmt.Sprintf("%s %q %q", recorded, layer.Source.Attribution, layer.Source.Licence)
	if answer, ok := t.find(asked); ok {
		return answer, nil
	}
	// Whoever asked first may leave before the others have their answer.
	ctx = context.WithoutCancel(ctx)
	made, err, _ := t.making.Do(fmt.Sprintf("%+v", asked), func() (any, error) { return t.make(ctx, asked) })
	if err != nil {
		return packed{}, err
	}
	return made.(packed), nil
}

// find returns a kept answer that is still right.
func (t *timelines) find(asked keptTimeline) (packed, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if asked.within == (geo.Interval{}) {
		kept := t.whole[asked.layer]
		return kept.answer, kept.version == asked.version
	}
	i := slices.IndexFunc(t.parts, asked.sameQuestion)
	if i < 0 || t.parts[i].version != asked.version {
		return packed{}, false
	}
	kept := t.parts[i]
	t.parts = append(slices.Delete(t.parts, i, i+1), kept)
	return kept.answer, true
}

func (k keptTimeline) sameQuestion(other keptTimeline) bool {
	return k.layer == other.layer && k.within == other.within
}

// keep keeps a new answer in place of an older one.
func (t *timelines) keep(k keptTimeline) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if k.within == (geo.Interval{}) {
		t.whole[k.layer] = k
		return
	}
	t.parts = append(slices.DeleteFunc(t.parts, k.sameQuestion), k)
	if len(t.parts) > partsKept {
		t.parts = slices.Delete(t.parts, 0, 1)
	}
}

// make makes the answer that is asked for, and keeps it. A whole history is compressed better later, if it stays.
func (t *timelines) make(ctx context.Context, asked keptTimeline) (packed, error) {
	line, err := t.store.Timeline(ctx, asked.layer, asked.within)
	if err != nil {
		return packed{}, err
	}
	asked.answer, err = pack(echo.MIMEApplicationJSON, func(w io.Writer) error { return topo.WriteTopoJSON(w, line) })
	if err != nil {
		return packed{}, fmt.Errorf("timeline of %s: %w", asked.layer, err)
	}
	t.keep(asked)
	if asked.within == (geo.Interval{}) {
		time.AfterFunc(settleTime, func() { t.refine(asked) })
	}
	return asked.answer, nil
}

// refine compresses a kept whole history as well as it can be, unless another has taken its place.
func (t *timelines) refine(k keptTimeline) {
	t.refining.Lock()
	defer t.refining.Unlock()
	if !t.isKept(k) {
		return
	}
	fine, err := k.answer.refine()
	if err != nil {
		t.log.Warn("compressing a timeline", "layer", k.layer, "error", err)
		return
	}
	if t.isKept(k) {
		k.answer = fine
		t.keep(k)
	}
}

func (t *timelines) isKept(k keptTimeline) bool {
	answer, ok := t.find(k)
	return ok && answer.tag == k.answer.tag
}
