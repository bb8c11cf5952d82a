package format

import (
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// maxProblems bounds the list of refused places; whoever gets so many needs no more.
const maxProblems = 100

// coordinates reads the nested lists of numbers of one feature. encoding/json would take null for 0 in them, and could
// not say which feature is wrong. The text must be valid JSON; nothing here nests deeper than its callers.
type coordinates struct {
	text     []byte
	at       int
	feature  int
	latFirst bool
	problems *[]geo.Problem // gets the positions that are no place on Earth
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
	var p orb.Polygon
	err := c.list("the polygon", func() error {
		r, err := c.ring()
		p = append(p, r)
		return err
	})
	return p, err
}

func (c *coordinates) ring() (orb.Ring, error) {
	r := orb.Ring{}
	err := c.list("a ring", func() error {
		p, err := c.position()
		r = append(r, p)
		return err
	})
	return r, err
}

// position reads two numbers; the third, a height, and those after it are dropped.
func (c *coordinates) position() (orb.Point, error) {
	var p orb.Point
	var literals [2]string
	n := 0
	err := c.list("a position", func() error {
		start := c.at
		v, err := c.number()
		if n < len(p) {
			p[n] = v
			// Kept only for the message: a number that is out of range may not print as it was written.
			if math.Abs(v) > 180 {
				literals[n] = string(c.text[start:c.at])
			}
		}
		n++
		return err
	})
	if err == nil && n < len(p) {
		err = c.refuse(fmt.Sprintf("a position has %d numbers instead of 2", n))
	}
	if err != nil {
		return p, err
	}
	if c.latFirst {
		p[0], p[1] = p[1], p[0]
		literals[0], literals[1] = literals[1], literals[0]
	}
	return p, c.checkRange(p, literals)
}

// checkRange notes a position that is no place on Earth and lets reading go on, until there are too many of them.
func (c *coordinates) checkRange(p orb.Point, literals [2]string) error {
	problem := geo.Problem{Feature: c.feature, Lon: finite(p.Lon()), Lat: finite(p.Lat())}
	switch {
	case math.IsInf(p.Lon(), 0) || math.IsInf(p.Lat(), 0):
		problem.Rule = "not-finite"
		problem.Message = fmt.Sprintf("feature %d has a coordinate that is not finite: %s", c.feature, infinite(p, literals))
	case math.Abs(p.Lon()) > 180:
		problem.Rule = "range"
		problem.Message = fmt.Sprintf("feature %d has the longitude %s, outside -180 to 180", c.feature, shorten(literals[0]))
	case math.Abs(p.Lat()) > 90:
		problem.Rule = "range"
		problem.Message = fmt.Sprintf("feature %d has the latitude %v, outside -90 to 90", c.feature, p.Lat())
	default:
		return nil
	}
	*c.problems = append(*c.problems, problem)
	if len(*c.problems) >= maxProblems {
		return problemsError(*c.problems)
	}
	return nil
}

// infinite returns the ordinate of p that no float64 can hold, as it is written.
func infinite(p orb.Point, literals [2]string) string {
	if math.IsInf(p.Lon(), 0) {
		return shorten(literals[0])
	}
	return shorten(literals[1])
}

// finite returns v, or 0 where JSON could not write it.
func finite(v float64) float64 {
	if math.IsInf(v, 0) {
		return 0
	}
	return v
}

func shorten(literal string) string {
	if len(literal) > 24 {
		return literal[:24] + "…"
	}
	return literal
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
	return problemsError([]geo.Problem{{Feature: feature, Rule: rule, Message: fmt.Sprintf("feature %d: %s", feature, message)}})
}

// problemsError is Unprocessable with problems, of which there is at least one.
func problemsError(problems []geo.Problem) *geo.Error {
	message := problems[0].Message
	if n := len(problems) - 1; n > 0 {
		message = fmt.Sprintf("%s (and %d more places)", message, n)
	}
	err := unprocessable("%s", message)
	err.Problems = problems
	return err
}
