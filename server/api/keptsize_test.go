package api

import (
	"fmt"
	"testing"
)

func TestKeptAnswersStayWithinTheirBound(t *testing.T) {
	k := newKept(nil)
	key := func(i int) keptKey { return keptKey{path: fmt.Sprint(i)} }
	const each = 1 << 20
	for i := range 2 * maxKept / each {
		k.add(key(i), &keptAnswer{body: make([]byte, each)})
	}
	if cost := k.answers.cost; cost > maxKept || cost < maxKept-2*each {
		t.Errorf("%d bytes are kept", cost)
	}
	k.add(key(-1), &keptAnswer{body: make([]byte, maxKeptEach)})
	if _, ok := k.answers.find(key(-1)); ok {
		t.Error("one answer may take the room of many")
	}
}
