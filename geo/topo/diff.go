package topo

import (
	"encoding/binary"
	"math"
)

// A stream is written as steps that follow each other: copies from the stream before it, and runs of numbers that go up
// or down by one; a single number is a run of length 1. Each is its length and kind, then where the copy begins, against
// the end of the copy before, or where the run begins, against the number before.
const (
	stepCopy = iota
	stepUp
	stepDown
	stepKinds
)

// appendDiff appends to form how s is made from base.
func appendDiff(form []byte, base, s []int32) []byte {
	form = binary.AppendUvarint(form, uint64(len(s)))
	m := newMatcher(base)
	copied, last := 0, int32(0)
	for at := 0; at < len(s); {
		from, length := m.longest(s, at, copied)
		kind, run := runAt(s, at)
		if length >= run && length > 1 {
			form = appendStep(form, stepCopy, length, int64(from-copied))
			copied = from + length
			run = length
		} else {
			form = appendStep(form, kind, run, int64(s[at])-int64(last))
			copied += run // what replaces something is mostly as long
		}
		at += run
		last = s[at-1]
	}
	return form
}

func appendStep(form []byte, kind, length int, offset int64) []byte {
	form = binary.AppendUvarint(form, uint64(length*stepKinds+kind))
	return binary.AppendUvarint(form, zigzag(offset))
}

// runAt returns the run of s that begins at at.
func runAt(s []int32, at int) (kind, length int) {
	kind, step := stepUp, int32(1)
	if at+1 < len(s) && s[at+1] == s[at]-1 {
		kind, step = stepDown, -1
	}
	length = 1
	for at+length < len(s) && s[at+length] == s[at+length-1]+step {
		length++
	}
	return kind, length
}

// matcher finds in base what stands in another stream too, by pairs of numbers.
type matcher struct {
	base  []int32
	table []int32 // 1 + where a pair of that hash was seen last
	shift uint
}

func newMatcher(base []int32) matcher {
	m := matcher{base: base, shift: 62}
	for 1<<(64-m.shift) < 2*len(base) {
		m.shift--
	}
	m.table = make([]int32, 1<<(64-m.shift))
	for i := range len(base) - 1 {
		m.table[m.hash(base[i], base[i+1])] = int32(i + 1)
	}
	return m
}

func (m matcher) hash(a, b int32) uint64 {
	const golden = 0x9e3779b97f4a7c15
	return (uint64(uint32(a))<<32 | uint64(uint32(b))) * golden >> m.shift
}

// longest returns where in base the stream goes on as s does at at, and how far; expected is tried first.
func (m matcher) longest(s []int32, at, expected int) (from, length int) {
	if length = m.common(s, at, expected); length > 1 || at+1 >= len(s) {
		return expected, length
	}
	seen := int(m.table[m.hash(s[at], s[at+1])]) - 1
	if seen < 0 {
		return expected, length
	}
	return seen, m.common(s, at, seen)
}

func (m matcher) common(s []int32, at, from int) int {
	n := 0
	for from >= 0 && from+n < len(m.base) && at+n < len(s) && m.base[from+n] == s[at+n] {
		n++
	}
	return n
}

// What a stream can be keeps a damaged form from asking for all memory: a ring has three vertices or more, and before it
// at most five numbers, in a run none comes twice, and the largest upload has not a quarter as many vertices.
const (
	maxStream        = 1 << 26
	numbersPerVertex = 3
	numbersBefore    = 5
)

// patch reads what appendDiff wrote; points is how many vertices there are.
func (r *reader) patch(base []int32, points int) []int32 {
	longest := uint64(numbersPerVertex*points + numbersBefore)
	n := r.uvarint()
	if n > maxStream {
		r.err = errBroken
		return nil
	}
	s := make([]int32, 0, min(n, uint64(len(base)+numbersPerByte*len(r.data))))
	copied, last := 0, int32(0)
	for uint64(len(s)) < n && r.err == nil {
		step, offset := r.uvarint(), r.varint()
		kind, length := int(step%stepKinds), step/stepKinds
		if length == 0 || length > n-uint64(len(s)) || kind != stepCopy && length > longest {
			r.err = errBroken
			return nil
		}
		if kind == stepCopy {
			from := int64(copied) + offset
			if from < 0 || from > int64(len(base)) || length > uint64(len(base))-uint64(from) {
				r.err = errBroken
				return nil
			}
			s = append(s, base[from:from+int64(length)]...)
			copied = int(from) + int(length)
		} else {
			s = r.run(s, kind, int(length), int64(last)+offset)
			copied += int(length)
		}
		if len(s) > 0 {
			last = s[len(s)-1]
		}
	}
	return s
}

// numbersPerByte is how many numbers a byte of a form mostly stands for, to make room for.
const numbersPerByte = 4

func (r *reader) run(s []int32, kind, length int, from int64) []int32 {
	to, step := from+int64(length)-1, int32(1)
	if kind == stepDown {
		to, step = from-int64(length)+1, -1
	}
	if min(from, to) < 0 || max(from, to) > math.MaxInt32 {
		r.err = errBroken
		return s
	}
	for v := int32(from); length > 0; length-- {
		s = append(s, v)
		v += step
	}
	return s
}
