package topo

import (
	"encoding/json"
	"math"
)

// tapeZone is a zone in a stream.
type tapeZone struct {
	status     string
	feature    int
	properties json.RawMessage
	rings      [][]int32 // parts of the stream
}

// zones calls f with each zone of a stream whose vertices are below points; the rings are only good until f returns.
func (t *tape) zones(s []int32, points int, f func(tapeZone) error) error {
	r := streamReader{s: s, points: int32(points), texts: int32(len(t.texts))}
	for len(r.s) > 0 && !r.bad {
		status, feature, properties := r.text(), r.next(math.MaxInt32), r.optional()
		z := tapeZone{feature: int(feature), rings: r.rings()}
		if r.bad {
			break
		}
		z.status = t.texts[status]
		if properties > 0 {
			z.properties = json.RawMessage(t.texts[properties-1])
		}
		if err := f(z); err != nil {
			return err
		}
	}
	if r.bad {
		return errBroken
	}
	return nil
}

// streamReader takes a stream apart and notes what cannot be one.
type streamReader struct {
	s             []int32
	points, texts int32
	reused        [][]int32
	bad           bool
}

// next is the next number, at most most.
func (r *streamReader) next(most int32) int32 {
	if len(r.s) == 0 || r.s[0] < 0 || r.s[0] > most {
		r.bad = true
		return 0
	}
	n := r.s[0]
	r.s = r.s[1:]
	return n
}

func (r *streamReader) text() int32     { return r.next(r.texts - 1) }
func (r *streamReader) optional() int32 { return r.next(r.texts) }

func (r *streamReader) rings() [][]int32 {
	r.reused = r.reused[:0]
	for range r.next(int32(len(r.s))) {
		n := int(r.next(int32(len(r.s) - 1)))
		if r.bad || n < 3 {
			r.bad = true
			return nil
		}
		ring := r.s[:n]
		r.s = r.s[n:]
		for _, v := range ring {
			if v < 0 || v >= r.points {
				r.bad = true
			}
		}
		r.reused = append(r.reused, ring)
	}
	return r.reused
}
