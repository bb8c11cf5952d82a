package format

import (
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// maxRings is how many rings a file may have; a real day has some hundreds.
const maxRings = 500_000

// coordinates reads the nested lists of numbers of one feature. encoding/json would take null for 0 in them, and could
// not say which feature is wrong. The text must be valid JSON. Numbers that are no place on Earth are not judged here but
// when the zones are covered.
type coordinates struct {
	document *document // that the text is from
	text     []byte
	at       int
	feature  int
	latFirst bool
	rings    *int // counts those of the whole file
}

// list reads a JSON list, calling element at the start of each of its elements.
func (c *coordinates) list(what string, element func() error) error {
	if !c.take('[') {
		return c.refuse(what + " is not a list")
	}
	if c.take(']') {
		return nil
	}
	for {
		if err := element(); err != nil {
			return err
		}
		if c.take(']') {
			return nil
		}
		if !c.take(',') {
			return c.refuse("the coordinates are nested too deep")
		}
	}
}

func (c *coordinates) multiPolygon() ([]orb.Polygon, error) {
	if s, err := c.cutOut(true); s != nil {
		return s.polygons, err
	}
	var ps []orb.Polygon
	err := c.list("the coordinates of the MultiPolygon", func() error {
		p, err := c.polygon()
		if len(p) > 0 {
			ps = append(ps, p)
		}
		return err
	})
	return ps, err
}

func (c *coordinates) polygon() (orb.Polygon, error) {
	if s, err := c.cutOut(false); s != nil {
		return s.polygons[0], err
	}
	var p orb.Polygon
	err := c.list("the polygon", func() error {
		r, err := c.ring()
		p = append(p, r)
		return err
	})
	return p, err
}

// cutOut returns the shape that was cut out here and read already, or nil; it fails if that is not what is wanted here.
func (c *coordinates) cutOut(multi bool) (*shape, error) {
	s := c.document.shapeOf(c.text)
	if s == nil {
		return nil, nil
	}
	if *c.rings += s.rings; *c.rings > maxRings || s.multi != multi || s.latFirst != c.latFirst {
		return s, errThorough
	}
	return s, nil
}

func (c *coordinates) ring() (orb.Ring, error) {
	if *c.rings++; *c.rings > maxRings {
		return nil, c.refuse(fmt.Sprintf("the file has more than %d rings", maxRings))
	}
	var r orb.Ring
	err := c.list("a ring", func() error {
		p, err := c.position()
		r = append(r, p)
		return err
	})
	if err == nil && len(r) == 0 {
		err = c.refuse("a ring has no positions")
	}
	return r, err
}

// position reads two numbers; the third, a height, and those after it are dropped.
func (c *coordinates) position() (orb.Point, error) {
	var p orb.Point
	n := 0
	err := c.list("a position", func() error {
		v, err := c.number()
		if n < len(p) {
			p[n] = v
		}
		n++
		return err
	})
	if err == nil && n < len(p) {
		err = c.refuse(fmt.Sprintf("a position has %d of 2 numbers", n))
	}
	if c.latFirst {
		p[0], p[1] = p[1], p[0]
	}
	return p, err
}

// number reads a JSON number; one that is too large becomes infinite.
func (c *coordinates) number() (float64, error) {
	c.space()
	start := c.at
	for c.at < len(c.text) && isNumeric(c.text[c.at]) {
		c.at++
	}
	if start == c.at {
		return 0, c.refuse("a coordinate is not a number")
	}
	v, err := strconv.ParseFloat(string(c.text[start:c.at]), 64)
	if err != nil && !math.IsInf(v, 0) {
		return 0, c.refuse("a coordinate is not a number")
	}
	return v, nil
}

func isNumeric(b byte) bool {
	return b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E'
}

// take steps over b, and white space before it, if that is what comes next.
func (c *coordinates) take(b byte) bool {
	c.space()
	if c.at < len(c.text) && c.text[c.at] == b {
		c.at++
		return true
	}
	return false
}

func (c *coordinates) space() {
	for c.at < len(c.text) && (c.text[c.at] == ' ' || c.text[c.at] == '\n' || c.text[c.at] == '\r' || c.text[c.at] == '\t') {
		c.at++
	}
}

func (c *coordinates) refuse(message string) error { return refused(c.feature, "coordinates", message) }

// refused is the error for a feature that cannot be read.
func refused(feature int, rule, message string) *geo.Error {
	err := unprocessable("feature %d: %s", feature, message)
	err.Problems = []geo.Problem{{Feature: feature, Rule: rule, Message: err.Message}}
	return err
}
