package format

import (
	"bytes"
	"strconv"

	"github.com/paulmach/orb"
)

// Nearly all of a file's bytes are coordinates, and encoding/json would go over each of them several times. So they are
// cut out first and read by themselves; what is left, the stencil, has a mark in place of each and is small. It is JSON
// exactly if the file is: a list of numbers makes way for a string, and neither has anything that needs escaping.
// Whatever is unusual or wrong is left to the thorough way of reading, which alone refuses.

// mark begins what stands in a stencil for the coordinates cut out there, their index following.
const mark = `"greyzone: cut out `

// cutDepth is how deep what is cut out may nest.
const cutDepth = 4

// shape is what was cut out: the rings of one polygon or, a level deeper, those of several.
type shape struct {
	polygons []orb.Polygon
	multi    bool
	latFirst bool
	rings    int
}

// stencilled returns the document in data with its coordinates read already; ok is false if that needs the thorough way.
func (r *Reader) stencilled(data []byte) (d document, ok bool) {
	r.memory.next()
	c := cutter{memory: &r.memory, text: data}
	if !c.cut(`"coordinates"`, false) || !c.cut(`"areas"`, true) || !c.cut(`"areas_ua"`, true) || len(c.shapes) == 0 {
		return document{}, false
	}
	// A file that has the mark itself would be misread.
	if bytes.Count(c.text, []byte(mark)) != len(c.shapes) || nestsDeeper(c.text, maxDepth-cutDepth) >= 0 {
		return document{}, false
	}
	d, err := decode(c.text)
	if err != nil {
		return document{}, false
	}
	for _, f := range d.features {
		// A source's own properties are kept as they are.
		if bytes.Contains(f.Properties, []byte(mark)) {
			return document{}, false
		}
	}
	d.shapes = c.shapes
	return d, true
}

// cutter makes a stencil.
type cutter struct {
	memory *memory
	text   []byte // with marks for shapes
	shapes []shape
	rings  int // of all shapes
}

// cut puts marks for the polygons that are the values of key, which is quoted. It fails at any that it cannot read.
func (c *cutter) cut(key string, latFirst bool) bool {
	var stencil []byte
	text, done := c.text, 0
	for at := 0; ; {
		found := bytes.Index(text[at:], []byte(key))
		if found < 0 {
			break
		}
		at = skipSpace(text, at+found+len(key))
		if at == len(text) || text[at] != ':' {
			continue
		}
		at = skipSpace(text, at+1)
		depth := brackets(text, at)
		if depth < 3 {
			continue
		}
		s, end, ok := c.shape(at, depth, latFirst)
		if !ok {
			return false
		}
		stencil = append(append(stencil, text[done:at]...), mark...)
		stencil = append(strconv.AppendInt(stencil, int64(len(c.shapes)), 10), '"')
		c.shapes = append(c.shapes, s)
		at, done = end, end
	}
	if done > 0 {
		c.text = append(stencil, text[done:]...)
	}
	return true
}

// brackets counts the lists that begin at text[at], up to one too many.
func brackets(text []byte, at int) int {
	n := 0
	for ; n <= cutDepth && at < len(text) && text[at] == '['; n++ {
		at = skipSpace(text, at+1)
	}
	return n
}

// shape reads the coordinates that start at an index of the text and returns them and their end.
func (c *cutter) shape(at, depth int, latFirst bool) (s shape, end int, ok bool) {
	s = shape{multi: depth == cutDepth, latFirst: latFirst}
	polygon := func(at int) (int, bool) {
		var p orb.Polygon
		end, ok := elements(c.text, at, func(at int) (int, bool) {
			ring, end, ok := c.memory.ring(c.text, at, latFirst)
			p = append(p, ring)
			return end, ok
		})
		s.polygons = append(s.polygons, p)
		s.rings += len(p)
		c.rings += len(p)
		return end, ok && c.rings <= maxRings
	}
	if s.multi {
		end, ok = elements(c.text, at, polygon)
	} else {
		end, ok = polygon(at)
	}
	return s, end, ok
}

// elements reads the JSON list that starts at text[at] and has at least one element, and returns its end; element reads
// one of them and returns its end.
func elements(text []byte, at int, element func(at int) (int, bool)) (end int, ok bool) {
	if at == len(text) || text[at] != '[' {
		return at, false
	}
	for {
		if at, ok = element(skipSpace(text, at+1)); !ok {
			return at, false
		}
		at = skipSpace(text, at)
		if at < len(text) && text[at] == ']' {
			return at + 1, true
		}
		if at == len(text) || text[at] != ',' {
			return at, false
		}
	}
}

// shapeOf returns the shape that text is the mark of, or nil.
func (d *document) shapeOf(text []byte) *shape {
	index, marked := bytes.CutPrefix(text, []byte(mark))
	if d == nil || !marked {
		return nil
	}
	i, err := strconv.Atoi(string(bytes.TrimSuffix(index, []byte(`"`))))
	if err != nil || i >= len(d.shapes) {
		return nil
	}
	return &d.shapes[i]
}
