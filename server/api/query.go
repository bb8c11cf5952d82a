package api

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/paulmach/orb"

	"greyzone/geo"
)

// query reads the values of parameters that checkQuery let through. A parameter that is absent has the zero value; the
// first value that cannot be read is kept in err, so that a handler looks once, after it has read all.
type query struct {
	values url.Values
	err    error
}

func (s *server) query(c echo.Context) *query {
	return &query{values: c.QueryParams()}
}

func (q *query) text(name string) string { return q.values.Get(name) }

func (q *query) flag(name string) bool { return q.values.Get(name) == "true" }

// number returns the value of a parameter with limits, 0 where it is absent.
func (q *query) number(name string) int {
	n, _ := strconv.Atoi(q.values.Get(name)) // checkQuery lets only numbers through
	return n
}

// list returns the parts of a value between its commas.
func (q *query) list(name string) []string {
	if !q.values.Has(name) {
		return nil
	}
	return strings.Split(q.values.Get(name), ",")
}

func (q *query) moment(name string) *geo.Moment {
	return parsed(q, name, geo.ParseMoment)
}

func (q *query) interval(name string) *geo.Interval {
	return parsed(q, name, geo.ParseInterval)
}

// asOf returns the recorded time that is asked for, of a day its end; zero is now.
func (q *query) asOf() time.Time {
	m := q.moment("as_of")
	if m == nil {
		return time.Time{}
	}
	return m.To
}

// bound reads west, south, east and north in degrees.
func (q *query) bound(name string) *orb.Bound { return parsed(q, name, geo.ParseBound) }

func (q *query) fail(name string, err error) {
	if q.err == nil {
		q.err = badParam(name, err)
	}
}

// parsed returns nil for a parameter that is absent or cannot be read.
func parsed[T any](q *query, name string, parse func(string) (T, error)) *T {
	if !q.values.Has(name) {
		return nil
	}
	v, err := parse(q.values.Get(name))
	if err != nil {
		q.fail(name, err)
		return nil
	}
	return &v
}
