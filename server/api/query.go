package api

import (
	"errors"
	"math"
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
func (q *query) bound(name string) *orb.Bound { return parsed(q, name, parseBound) }

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

var errBound = errors.New("write four numbers in degrees, west,south,east,north, such as 34.0,50.9,36.0,51.9")

func parseBound(s string) (orb.Bound, error) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return orb.Bound{}, errBound
	}
	var n [4]float64
	for i, part := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return orb.Bound{}, errBound
		}
		n[i] = v
	}
	b := orb.Bound{Min: orb.Point{n[0], n[1]}, Max: orb.Point{n[2], n[3]}}
	if b.Min[0] < -180 || b.Max[0] > 180 || b.Min[1] < -90 || b.Max[1] > 90 {
		return b, errors.New("longitude runs from -180 to 180 and latitude from -90 to 90; " + errBound.Error())
	}
	if b.Min[0] >= b.Max[0] || b.Min[1] >= b.Max[1] {
		return b, errors.New("west must be less than east and south less than north; " + errBound.Error())
	}
	return b, nil
}
