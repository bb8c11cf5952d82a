package api

import (
	"container/list"
	"sync"
)

// recent keeps what was used last, as long as all of it together costs no more than most. It is safe for use by several
// goroutines.
type recent[K comparable, V any] struct {
	most int

	mu    sync.Mutex
	cost  int
	items map[K]*list.Element
	order *list.List // of recentItem; the one used last at the front
}

type recentItem[K comparable, V any] struct {
	key   K
	value V
	cost  int
}

func newRecent[K comparable, V any](most int) *recent[K, V] {
	return &recent[K, V]{most: most, items: make(map[K]*list.Element), order: list.New()}
}

func (r *recent[K, V]) find(key K) (value V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	element, ok := r.items[key]
	if !ok {
		return value, false
	}
	r.order.MoveToFront(element)
	return element.Value.(recentItem[K, V]).value, true
}

// keep keeps a value in place of an older one. One that alone costs too much is not kept.
func (r *recent[K, V]) keep(key K, value V, cost int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if element, ok := r.items[key]; ok {
		r.drop(element)
	}
	if cost > r.most {
		return
	}
	r.items[key] = r.order.PushFront(recentItem[K, V]{key, value, cost})
	for r.cost += cost; r.cost > r.most; {
		r.drop(r.order.Back())
	}
}

func (r *recent[K, V]) drop(element *list.Element) {
	item := r.order.Remove(element).(recentItem[K, V])
	delete(r.items, item.key)
	r.cost -= item.cost
}
