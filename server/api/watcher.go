package api

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	// watchEvery is how often the database is asked whether it has changed: what another process writes is told by nobody.
	watchEvery = 250 * time.Millisecond
	// maxListeners bounds the memory of those who wait, some 40 KB each.
	maxListeners = 5_000
)

// watcher wakes those who wait for the database to change, whoever changes it. It asks only while somebody waits, once for
// all of them.
type watcher struct {
	store Store
	log   *slog.Logger
	ended chan struct{} // closed when nobody is to wait any longer
	end   func()

	mu      sync.Mutex
	waiting int
	stop    context.CancelFunc
	changed chan struct{} // closed at the next change
}

func newWatcher(store Store, log *slog.Logger) *watcher {
	w := &watcher{store: store, log: log, ended: make(chan struct{}), changed: make(chan struct{})}
	w.end = sync.OnceFunc(func() { close(w.ended) })
	return w
}

// join counts one who waits, until leave is called; not ok: there are too many.
func (w *watcher) join() (leave func(), ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.waiting == maxListeners {
		return nil, false
	}
	if w.waiting++; w.waiting == 1 {
		ctx, stop := context.WithCancel(context.Background())
		w.stop = stop
		go w.watch(ctx)
	}
	return w.leave, true
}

func (w *watcher) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.waiting--; w.waiting == 0 {
		w.stop()
	}
}

// next returns what is closed at the next change.
func (w *watcher) next() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.changed
}

// watch wakes those who wait, until ctx ends. What it finds first is a change, as it may have been one since they looked.
func (w *watcher) watch(ctx context.Context) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	var known int64
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		version, err := w.store.Version(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			w.log.Warn("watching for changes", "error", err)
		}
		if failing = err != nil; !failing && version != known {
			known = version
			w.wake()
		}
	}
}

func (w *watcher) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.changed)
	w.changed = make(chan struct{})
}
