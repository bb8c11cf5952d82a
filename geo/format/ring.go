package format

import (
	"bytes"
	"strings"

	"github.com/paulmach/orb"
)

const (
	// maxPosition is how many bytes the text of one position may have to be read the quick way.
	maxPosition = 512
	// keptReadings is for how many snapshots a ring is remembered that they do not have; more than one, since a day may
	// be empty by accident.
	keptReadings = 8
	// maxRemembered bounds the bytes of text that are remembered; the points take about as much again.
	maxRemembered = 32 << 20
)

// ringText is the text of a ring, and in which order its positions have their coordinates.
type ringText struct {
	text     string
	latFirst bool
}

// memory holds the rings of the latest snapshots by their text: most rings of a day are those of the day before.
type memory struct {
	rings   map[ringText]*remembered
	bytes   int // of all texts
	reading int // counts the snapshots
}

type remembered struct {
	ring orb.Ring
	seen int // the reading that had it last
}

// next begins another snapshot, and forgets what the latest ones did not have.
func (m *memory) next() {
	m.reading++
	if m.bytes > maxRemembered {
		m.rings, m.bytes = nil, 0
	}
	for text, r := range m.rings {
		if r.seen < m.reading-keptReadings {
			delete(m.rings, text)
			m.bytes -= len(text.text)
		}
	}
}

// ring reads the ring that starts at text[at] and returns it and its end; a ring with the same text as one before is the
// same slice. It is not ok if the text is anything else, or laid out in an uncommon way.
func (m *memory) ring(text []byte, at int, latFirst bool) (r orb.Ring, end int, ok bool) {
	end = ringEnd(text, at)
	if end < 0 {
		return nil, at, false
	}
	if known := m.rings[ringText{string(text[at:end]), latFirst}]; known != nil {
		known.seen = m.reading
		return known.ring, end, true
	}
	key := ringText{string(text[at:end]), latFirst}
	if r, ok = parseRing(key); !ok {
		return nil, at, false
	}
	if m.rings == nil {
		m.rings = map[ringText]*remembered{}
	}
	m.rings[key] = &remembered{ring: r, seen: m.reading}
	m.bytes += len(key.text)
	return r, end, true
}

// ringEnd returns where the list of lists ends that starts at text[at], or -1: it is the second of two brackets.
func ringEnd(text []byte, at int) int {
	for {
		near := text[at:min(len(text), at+maxPosition)]
		bracket := bytes.IndexByte(near, ']')
		if bracket < 0 {
			return -1
		}
		if at = skipSpace(text, at+bracket+1); at < len(text) && text[at] == ']' {
			return at + 1
		}
	}
}

// parseRing reads a text that is a JSON list of at least one position and no more.
func parseRing(from ringText) (orb.Ring, bool) {
	s := from.text
	ring := make(orb.Ring, 0, strings.Count(s, "]")-1)
	at, ok := step(s, 0, '[')
	for ok {
		var p orb.Point
		if p, at, ok = parsePosition(s, at); !ok {
			return nil, false
		}
		if from.latFirst {
			p[0], p[1] = p[1], p[0]
		}
		ring = append(ring, p)
		if at, ok = step(s, at, ','); !ok {
			break
		}
	}
	at, ok = step(s, at, ']')
	return ring, ok && at == len(s) && len(ring) > 0
}

// parsePosition reads a list of two numbers or more, of which the first two count.
func parsePosition(s string, at int) (p orb.Point, end int, ok bool) {
	at, ok = step(s, at, '[')
	n := 0
	for ok {
		var v float64
		if v, at, ok = parseNumber(s, at); !ok {
			return p, at, false
		}
		if n < len(p) {
			p[n] = v
		}
		n++
		if at, ok = step(s, at, ','); !ok {
			break
		}
	}
	at, ok = step(s, at, ']')
	return p, at, ok && n >= len(p)
}

// step goes over b, with the white space around it, if that is what comes next.
func step(s string, at int, b byte) (int, bool) {
	for at < len(s) && isSpace(s[at]) {
		at++
	}
	if at == len(s) || s[at] != b {
		return at, false
	}
	at++
	for at < len(s) && isSpace(s[at]) {
		at++
	}
	return at, true
}

func skipSpace(text []byte, at int) int {
	for at < len(text) && isSpace(text[at]) {
		at++
	}
	return at
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\r' || b == '\t' }
