package api

import (
	"context"
	"errors"
	"maps"
	"runtime/debug"
	"time"
)

// announce says that a layer has changed, without waiting for what becomes of that.
func (t *timelines) announce() {
	select {
	case t.published <- struct{}{}:
	default: // said already
	}
}

const (
	// seriesPause is how long no upload has to follow another: making a history after each of a series would hold them up.
	seriesPause = 100 * time.Millisecond
	// settleTime is how long a history has to stand still before it is worth the best compression.
	settleTime = 5 * time.Second
)

// keepAhead has the whole history of each control layer ready before it is asked for, until ctx ends. It does one thing
// after the other: making a history and compressing it best both take all of a processor, and much memory.
func (t *timelines) keepAhead(ctx context.Context) {
	t.update(ctx)
	t.refine(ctx)
	wait := settleTime
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.published:
			wait = seriesPause
		case <-time.After(wait):
			// What is found changed here may be of another process, which may go on importing.
			if changed := t.update(ctx); !changed && wait == settleTime {
				t.refine(ctx)
			}
			wait = settleTime
		}
	}
}

// update makes the histories that are not up to date, and reports whether there were any.
func (t *timelines) update(ctx context.Context) (changed bool) {
	select {
	case <-t.published: // is looked at now
	default:
	}
	layers, err := t.store.Layers(ctx, time.Time{})
	if err != nil {
		t.warn(ctx, "", err)
		return false
	}
	for _, layer := range layers {
		if layer.Kind != control {
			continue
		}
		before := t.find(timelineKey{layer: layer.ID})
		answer, err := t.of(ctx, timelineAsk{timelineKey: timelineKey{layer: layer.ID}}, layer.Source)
		if err != nil {
			t.warn(ctx, layer.ID, err)
			continue
		}
		changed = changed || answer.tag != before.answer.tag
	}
	return changed
}

// refine compresses the whole histories best that are not yet, unless ctx ends or something is published meanwhile.
func (t *timelines) refine(ctx context.Context) {
	t.mu.Lock()
	whole := maps.Clone(t.whole)
	t.mu.Unlock()
	stop := func() bool { return ctx.Err() != nil || len(t.published) > 0 }
	for layer, kept := range whole {
		if kept.answer.fine {
			continue
		}
		fine, err := kept.answer.refine(stop)
		if errors.Is(err, errStopped) {
			return
		}
		if err != nil {
			t.warn(ctx, layer, err)
			continue
		}
		t.improve(layer, keptTimeline{kept.version, fine})
		debug.FreeOSMemory() // what that took is more than all else here, and not needed again soon
	}
}

// improve puts better in place of the whole history of that version, unless there is another by now.
func (t *timelines) improve(layer string, better keptTimeline) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.whole[layer].version == better.version {
		t.whole[layer] = better
	}
}

func (t *timelines) warn(ctx context.Context, layer string, err error) {
	if ctx.Err() == nil {
		t.log.Warn("timelines kept ahead", "layer", layer, "error", err)
	}
}
