package api

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics counts what the server answers.
type metrics struct {
	requests *prometheus.HistogramVec
	serve    echo.HandlerFunc
}

func newMetrics() *metrics {
	registry := prometheus.NewRegistry()
	requests := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "greyzone_http_request_duration_seconds",
		Help:    "How long requests took, by method, route and status.",
		Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
	}, []string{"method", "route", "status"})
	registry.MustRegister(requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return &metrics{requests, echo.WrapHandler(promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))}
}

var metricsDoc = doc{
	summary: "Counts and times for Prometheus", any: true,
	answers: []answer{{http.StatusOK, "In Prometheus's text format.", []media{{mime: "text/plain"}}}},
}

// observe writes a line to the log for each request and counts it. Neither has the query, which may hold what should
// not be kept.
func (s *server) observe(m *metrics) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			// A handler may put another reader around the body.
			start, body := time.Now(), c.Request().Body
			if err := next(c); err != nil {
				takeIn(c, body)
				s.writeError(err, c)
			}
			took, r, status := time.Since(start), c.Request(), c.Response().Status
			route := c.Path()
			if route == "" {
				route = "none"
			}
			m.requests.WithLabelValues(knownMethod(r.Method), route, strconv.Itoa(status)).Observe(took.Seconds())
			s.log.Info("request", "method", r.Method, "path", r.URL.Path, "status", status, "ms", float64(took.Microseconds())/1e3)
			return nil
		}
	}
}

// knownMethod keeps clients from making up methods, each of which would be counted on its own for ever.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions:
		return method
	}
	return "other"
}

// recover turns a panic into a failure of this request alone.
func (s *server) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			switch cause := recover(); {
			case cause == nil:
			case isAbort(cause):
				panic(cause)
			default:
				err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			}
		}()
		return next(c)
	}
}

// isAbort reports whether a panic is how a handler tells net/http to drop the connection.
func isAbort(cause any) bool {
	err, ok := cause.(error)
	return ok && errors.Is(err, http.ErrAbortHandler)
}
