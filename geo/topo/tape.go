package topo

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"

	"github.com/paulmach/orb"
)

// tape is the durable form of a history, in memory as on disk. A snapshot is a stream of numbers:
//
//	for each zone: text of its status, feature, 1 + text of its properties or 0, number of rings,
//	for each ring: number of vertices, the vertices
//
// Vertices and texts are numbered in the order of coming. The form of a snapshot holds those that are new with it, and
// how its stream is made from the one before (diff.go). As most zones stay as they were, and new vertices of a ring
// have numbers one after the other, a form is the arcs that the snapshot adds and references to those that it keeps.
type tape struct {
	texts   []string
	number  map[string]int32
	written int       // how many of texts are in forms
	forms   [][]byte  // by snapshot
	counts  []counts  // by snapshot
	marks   [][]int32 // every markEvery-th stream as a whole
	last    []int32   // the last stream
}

// counts is how many vertices and texts there were before a snapshot came.
type counts struct{ points, texts int }

// Reading a snapshot goes through the diffs from the mark before it.
const markEvery = 64

// errBroken says that a form is none.
var errBroken = errors.New("its stored form is damaged")

func newTape() tape { return tape{number: make(map[string]int32)} }

// text returns the number of a text, a new one if need be.
func (t *tape) text(s string) int32 {
	n, ok := t.number[s]
	if !ok {
		n = int32(len(t.texts))
		t.number[s] = n
		t.texts = append(t.texts, s)
	}
	return n
}

// optional is 0 for no text.
func (t *tape) optional(text json.RawMessage) int32 {
	if text == nil {
		return 0
	}
	return t.text(string(text)) + 1
}

// add appends stream s and returns its form; fresh are the vertices that came with it, known those from before.
func (t *tape) add(s []int32, known, fresh []orb.Point) []byte {
	form := binary.AppendUvarint(nil, uint64(len(fresh)))
	form = appendPoints(form, known, fresh)
	form = binary.AppendUvarint(form, uint64(len(t.texts)-t.written))
	for _, text := range t.texts[t.written:] {
		form = binary.AppendUvarint(form, uint64(len(text)))
		form = append(form, text...)
	}
	form = appendDiff(form, t.last, s)
	t.push(s, form, len(known))
	return form
}

func (t *tape) push(s []int32, form []byte, points int) {
	if len(t.forms)%markEvery == 0 {
		t.marks = append(t.marks, s)
	}
	t.forms = append(t.forms, form)
	t.counts = append(t.counts, counts{points, t.written})
	t.last = s
	t.written = len(t.texts)
}

// load appends the stream of a form and returns it with the vertices that come with it.
func (t *tape) load(form []byte, known []orb.Point) (s []int32, fresh []orb.Point, err error) {
	r := reader{data: form}
	fresh = r.points(known)
	for range r.count(1) {
		t.text(string(r.bytes(r.count(1))))
	}
	s = r.patch(t.last, len(known)+len(fresh))
	if r.err == nil && len(r.data) > 0 {
		r.err = errBroken
	}
	if r.err != nil {
		return nil, nil, r.err
	}
	t.push(s, form, len(known))
	return s, fresh, nil
}

// undo takes the last snapshot out and returns how many vertices there were before it.
func (t *tape) undo() int {
	n := len(t.forms) - 1
	before := t.counts[n]
	t.forms, t.counts = t.forms[:n], t.counts[:n]
	for _, text := range t.texts[before.texts:] {
		delete(t.number, text)
	}
	t.texts, t.written = t.texts[:before.texts], before.texts
	t.last = nil
	if n > 0 {
		t.last, _ = t.stream(n - 1) // it has been read before
	}
	t.marks = t.marks[:(n+markEvery-1)/markEvery]
	return before.points
}

// stream returns the stream of snapshot n.
func (t *tape) stream(n int) ([]int32, error) {
	mark := n / markEvery
	s := t.marks[mark]
	for i := mark*markEvery + 1; i <= n; i++ {
		var err error
		if s, err = t.after(s, i); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// cursor reads streams one after the other without going through all forms for each.
type cursor struct {
	tape *tape
	n    int // of the stream that it is at; -1: at none
	s    []int32
}

func (t *tape) cursor() cursor { return cursor{tape: t, n: -1} }

func (c *cursor) stream(n int) ([]int32, error) {
	var err error
	if c.n < 0 || n != c.n+1 {
		c.s, err = c.tape.stream(n)
	} else {
		c.s, err = c.tape.after(c.s, n)
	}
	c.n = n
	return c.s, err
}

// after returns the stream of snapshot n, given that of the one before.
func (t *tape) after(s []int32, n int) ([]int32, error) {
	r := reader{data: t.forms[n]}
	r.skipPoints()
	for range r.count(1) {
		r.bytes(r.count(1))
	}
	next := r.patch(s, math.MaxInt32/numbersPerVertex) // it has been read before
	return next, r.err
}
