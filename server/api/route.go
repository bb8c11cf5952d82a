package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// route is one method of one path. Its doc is what its requests are checked against, and what the OpenAPI document is
// made from.
type route struct {
	method, path string // the path as echo writes it, with :layer for a parameter
	handle       echo.HandlerFunc
	doc          doc
}

// doc says what a route takes and answers.
type doc struct {
	summary string
	about   string
	params  []param // of the path and of the query; a request with any other is refused
	takes   []media // the body
	answers []answer
	editor  bool // needs an editor's token, and answers no foreign origin
	any     bool // lets every query parameter pass: for probes, and people
	lasting bool // goes on for as long as the client listens
}

// media is one way in which a body may be written.
type media struct {
	mime   string
	sample any // a value of the Go type that is encoded; nil: bytes or text
}

// answer is one successful answer of a route; failures are the same everywhere.
type answer struct {
	status int
	about  string
	media  []media // none: an answer without a body
}

// jsonAnswer is a 200 with the JSON of sample's type.
func jsonAnswer(about string, sample any) answer { return jsonAnswerAs(http.StatusOK, about, sample) }

func jsonAnswerAs(status int, about string, sample any) answer {
	return answer{status, about, []media{{mime: echo.MIMEApplicationJSON, sample: sample}}}
}

// add registers a route: GET with HEAD, and for routes open to all origins what a browser asks beforehand.
func (s *server) add(e *echo.Echo, r route, all []route) {
	handle := s.checkQuery(r.doc, r.handle)
	if !r.doc.lasting {
		handle = inTime(r.method, handle)
	}
	if r.doc.editor {
		e.Add(r.method, r.path, s.requireEditor(handle))
		return
	}
	handle = allowAnyOrigin(handle)
	if r.method != get {
		e.Add(r.method, r.path, handle)
		return
	}
	handle = s.kept.keep(handle)
	e.GET(r.path, handle)
	e.HEAD(r.path, handle)
	e.OPTIONS(r.path, preflight(openMethods(r.path, all)))
}

// How long an answer may take; one to a body has to wait for that.
const (
	timeToRead = time.Minute
	timeToPost = 2 * bodyTime
)

// inTime ends the work on a request that takes too long.
func inTime(method string, next echo.HandlerFunc) echo.HandlerFunc {
	limit := timeToRead
	if method == post {
		limit = timeToPost
	}
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), limit)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		return next(c)
	}
}

// openMethods returns the methods of a path that pages of other origins may use.
func openMethods(path string, all []route) string {
	methods := []string{http.MethodHead}
	for _, r := range all {
		if r.path == path && !r.doc.editor {
			methods = append(methods, r.method)
		}
	}
	slices.Sort(methods)
	return strings.Join(methods, ", ")
}

func allowAnyOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set(echo.HeaderAccessControlAllowOrigin, "*")
		h.Set(echo.HeaderAccessControlExposeHeaders, "Content-Disposition, ETag, Link, Location, Retry-After")
		return next(c)
	}
}

// preflight answers the question that a browser asks before a request with a body or headers of its own.
func preflight(methods string) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set(echo.HeaderAllow, methods+", OPTIONS")
		h.Set(echo.HeaderAccessControlAllowOrigin, "*")
		h.Set(echo.HeaderAccessControlAllowMethods, methods)
		h.Set(echo.HeaderAccessControlAllowHeaders, "Content-Type, If-None-Match")
		h.Set(echo.HeaderAccessControlMaxAge, "86400")
		return c.NoContent(http.StatusNoContent)
	}
}
