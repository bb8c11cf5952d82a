package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

// statusClientGone is what a request is logged as whose client did not wait for the answer; nginx has the same number.
const statusClientGone = 499

// problem is a failure as RFC 9457 writes it.
type problem struct {
	Type   string        `json:"type"`
	Title  string        `json:"title"`
	Status int           `json:"status"`
	Detail string        `json:"detail"`
	Errors []geo.Problem `json:"errors,omitempty"`
	extra  map[string]any
}

// MarshalJSON writes the members of extra beside the standard ones.
func (p problem) MarshalJSON() ([]byte, error) {
	type plain problem
	standard, err := json.Marshal(plain(p))
	if err != nil || len(p.extra) == 0 {
		return standard, err
	}
	members := maps.Clone(p.extra)
	if err := json.Unmarshal(standard, &members); err != nil {
		return nil, err
	}
	return json.Marshal(members)
}

// writeError turns every failure of a handler into an answer, and logs the ones that are faults of ours.
func (s *server) writeError(err error, c echo.Context) {
	if c.Response().Committed {
		s.log.Error("failed after the answer had begun", "path", c.Request().URL.Path, "error", err)
		return
	}
	p := s.problem(err, c)
	if p.Status == http.StatusInternalServerError {
		s.log.Error("request failed", "method", c.Request().Method, "path", c.Request().URL.Path, "error", err)
	}
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, "no-store")
	switch p.Status {
	case http.StatusUnauthorized:
		h.Set(echo.HeaderWWWAuthenticate, "Bearer")
	case http.StatusServiceUnavailable:
		h.Set(echo.HeaderRetryAfter, "5")
	}
	body, err := json.Marshal(p)
	if err == nil {
		err = send(c, p.Status, content{mime: "application/problem+json", body: body})
	}
	if err != nil {
		s.log.Error("failure could not be answered", "path", c.Request().URL.Path, "error", err)
	}
}

func (s *server) problem(err error, c echo.Context) problem {
	var known *geo.Error
	if errors.As(err, &known) {
		return s.knownProblem(known)
	}
	var refused *echo.HTTPError
	if errors.As(err, &refused) {
		return plainProblem(refused.Code, routingDetail(refused, c))
	}
	if errors.Is(err, context.Canceled) {
		return plainProblem(statusClientGone, "the client closed the connection")
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return plainProblem(http.StatusServiceUnavailable, "the answer took too long; try again, or ask for less at once")
	}
	return plainProblem(http.StatusInternalServerError, "the server failed at this; its operator finds the cause in the log")
}

func (s *server) knownProblem(e *geo.Error) problem {
	p := plainProblem(statusOf(e.Kind), e.Message)
	if e.Type != "" {
		p.Type = s.options.PublicURL + "/problems/" + e.Type
	}
	p.Errors, p.extra = e.Problems, e.Extra
	return p
}

func plainProblem(status int, detail string) problem {
	title := http.StatusText(status)
	if status == statusClientGone {
		title = "Client Closed Request"
	}
	return problem{Type: "about:blank", Title: title, Status: status, Detail: detail}
}

// routingDetail says what to do about a path or a method that no route has.
func routingDetail(e *echo.HTTPError, c echo.Context) string {
	r := c.Request()
	switch e.Code {
	case http.StatusNotFound:
		return fmt.Sprintf("there is nothing at %s; /api/docs lists the routes", r.URL.Path)
	case http.StatusMethodNotAllowed:
		return fmt.Sprintf("%s does not take %s; it takes %s", r.URL.Path, r.Method, c.Response().Header().Get(echo.HeaderAllow))
	}
	return fmt.Sprint(e.Message)
}

// statusOf is the one table of what failures become over HTTP.
func statusOf(k geo.Kind) int {
	switch k {
	case geo.Invalid:
		return http.StatusBadRequest
	case geo.Unprocessable:
		return http.StatusUnprocessableEntity
	case geo.Unauthorized:
		return http.StatusUnauthorized
	case geo.Forbidden:
		return http.StatusForbidden
	case geo.NotFound:
		return http.StatusNotFound
	case geo.Conflict:
		return http.StatusConflict
	case geo.TooLarge:
		return http.StatusRequestEntityTooLarge
	case geo.NoSpace:
		return http.StatusInsufficientStorage
	case geo.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}
