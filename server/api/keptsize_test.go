package api

import (
	"fmt"
	"net/http"
	"testing"
)

func TestKeptAnswersStayWithinTheirBound(t *testing.T) {
	k := newKept()
	key := func(i int) keptKey { return keptKey{path: fmt.Sprint(i)} }
	const each = 1 << 20
	for i := range 2 * maxKept / each {
		k.add(&keptAnswer{key: key(i), header: http.Header{}, body: make([]byte, each)})
		k.find(key(0))
	}
	if k.size > maxKept || k.size < maxKept-2*each || len(k.answers) != k.byUse.Len() {
		t.Errorf("%d bytes in %d answers", k.size, len(k.answers))
	}
	if k.find(key(0)) == nil {
		t.Error("the one that is asked again and again has gone")
	}
	if k.find(key(1)) != nil {
		t.Error("the one that nobody asked for is still there")
	}
	k.add(&keptAnswer{key: key(-1), body: make([]byte, maxKeptEach)})
	if k.find(key(-1)) != nil {
		t.Error("one answer may take the room of many")
	}
}
