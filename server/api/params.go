package api

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

// param is one parameter of a route: what requests are checked against, and what the OpenAPI document says of it.
type param struct {
	name     string
	inPath   bool
	about    string
	example  string
	required bool
	blank    bool     // may be empty: free text
	oneOf    []string // the values there are; nil: any
	limits   []int    // the smallest and the largest of a whole number; nil: no number
}

// The parameters that several routes have.
var (
	pathLayer = param{name: "layer", inPath: true, required: true, about: "A layer's id.", example: "kursk-sumy"}
	// snapshotName names a snapshot by its time too.
	snapshotName = param{name: "id", inPath: true, required: true, about: "A snapshot's id, latest, a UTC day or an instant.", example: "2024-08-20"}
	pathID       = param{name: "id", inPath: true, required: true, about: "A snapshot's id."}
	asOf         = param{name: "as_of", example: "2026-01-01T00:00:00Z",
		about: "Answer with what this server knew then: an instant, or a day that is over. Without it: with what it knows now."}
)

var yesOrNo = []string{"true", "false"}

// checkQuery lets a request through whose query has only parameters that the route has, each once and with a value
// that it can have.
func (s *server) checkQuery(d doc, next echo.HandlerFunc) echo.HandlerFunc {
	if d.any {
		return next
	}
	return func(c echo.Context) error {
		given, err := url.ParseQuery(c.Request().URL.RawQuery)
		if err != nil {
			return geo.Errorf(geo.Invalid, "the query cannot be read: %s; write %%26 for & and %%3B for ; in a value", err)
		}
		for name, values := range given {
			if err := checkParam(d, name, values); err != nil {
				return err
			}
		}
		for _, p := range d.params {
			if p.required && !p.inPath && !given.Has(p.name) {
				return s.missing(c, p)
			}
		}
		return next(c)
	}
}

func checkParam(d doc, name string, values []string) error {
	i := slices.IndexFunc(d.params, func(p param) bool { return p.name == name && !p.inPath })
	if i < 0 {
		return geo.Errorf(geo.Invalid, "there is no parameter %q here; %s", name, known(d))
	}
	if len(values) > 1 {
		return geo.Errorf(geo.Invalid, "the parameter %q is given %d times; give it once", name, len(values))
	}
	return d.params[i].check(values[0])
}

// known lists the parameters of a route.
func known(d doc) string {
	var names []string
	for _, p := range d.params {
		if !p.inPath {
			names = append(names, p.name)
		}
	}
	if len(names) == 0 {
		return "this route takes none"
	}
	return "there is " + strings.Join(names, ", ")
}

// check refuses a value that the parameter cannot have.
func (p param) check(value string) error {
	if value == "" && !p.blank {
		return geo.Errorf(geo.Invalid, "the parameter %q is empty; give it a value, or leave it out", p.name)
	}
	if p.oneOf != nil && !slices.Contains(p.oneOf, value) {
		return geo.Errorf(geo.Invalid, "%s=%s: write one of %s", p.name, value, strings.Join(p.oneOf, ", "))
	}
	if p.limits == nil {
		return nil
	}
	if n, err := strconv.Atoi(value); err != nil || n < p.limits[0] || n > p.limits[1] {
		return geo.Errorf(geo.Invalid, "%s=%s: write a whole number from %d to %d", p.name, value, p.limits[0], p.limits[1])
	}
	return nil
}

// missing says that a parameter is needed and, for a layer, which ones there are.
func (s *server) missing(c echo.Context, p param) error {
	if p.name != "layer" && p.name != "with" {
		return geo.Errorf(geo.Invalid, "the parameter %q is missing: %s", p.name, p.about)
	}
	layers, err := s.store.Layers(c.Request().Context(), time.Time{})
	if err != nil {
		return err
	}
	var ids []string
	for _, l := range layers {
		if l.Kind == control {
			ids = append(ids, l.ID)
		}
	}
	if len(ids) == 0 {
		return geo.Errorf(geo.Invalid, "the parameter %q is missing, and there is no layer with snapshots yet", p.name)
	}
	return geo.Errorf(geo.Invalid, "the parameter %q is missing; there is %s", p.name, strings.Join(ids, ", "))
}

// pathParam returns a parameter of the path, decoded.
func pathParam(c echo.Context, name string) string {
	value := c.Param(name)
	if c.Request().URL.RawPath == "" {
		return value
	}
	decoded, err := url.PathUnescape(value)
	if err != nil {
		return value
	}
	return decoded
}

// badParam names the parameter that err is about.
func badParam(name string, err error) error {
	return geo.Errorf(geo.Invalid, "%s: %v", name, err)
}
