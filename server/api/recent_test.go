package api

import "testing"

func TestRecentKeepsWhatWasUsedLast(t *testing.T) {
	const most, each = 100, 10
	r := newRecent[int, string](most)
	for i := range 2 * most / each {
		r.keep(i, "first", each)
		r.find(0)
	}
	if r.cost != most || len(r.items) != most/each || r.order.Len() != most/each {
		t.Errorf("%d items in a list of %d cost %d", len(r.items), r.order.Len(), r.cost)
	}
	if _, ok := r.find(0); !ok {
		t.Error("the one that is used again and again has gone")
	}
	if _, ok := r.find(1); ok {
		t.Error("the one that nobody used is still there")
	}
	r.keep(0, "second", each/2)
	if value, _ := r.find(0); value != "second" || r.cost != most-each/2 {
		t.Errorf("put in place of another: %s, all cost %d", value, r.cost)
	}
	r.keep(0, "third", most+1)
	if value, ok := r.find(0); ok || r.cost != most-each {
		t.Errorf("what costs too much alone: %q, all cost %d", value, r.cost)
	}
}
