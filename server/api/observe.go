package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"
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
	series   sync.Map // of prometheus.Observer by requestKind
}

// requestKind is what requests are counted by. There are few: methods and routes are from a list, statuses are ours.
type requestKind struct {
	method, route string
	status        int
}

// count counts a request. Finding a series by its labels takes longer than all else here, so each is looked up once.
func (m *metrics) count(k requestKind, took time.Duration) {
	series, ok := m.series.Load(k)
	if !ok {
		series, _ = m.series.LoadOrStore(k, m.requests.WithLabelValues(k.method, k.route, strconv.Itoa(k.status)))
	}
	series.(prometheus.Observer).Observe(took.Seconds())
}

func newMetrics() *metrics {
	registry := prometheus.NewRegistry()
	requests := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "greyzone_http_request_duration_seconds",
		Help:    "How long requests took, by method, route and status.",
		Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
	}, []string{"method", "route", "status"})
	registry.MustRegister(requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return &metrics{requests: requests, serve: echo.WrapHandler(promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))}
}

var metricsDoc = doc{
	summary: "Counts and times for Prometheus", any: true,
	answers: []answer{{http.StatusOK, "In Prometheus's text format.", []media{{mime: "text/plain"}}}},
}

// observe writes a line to the log for each request and counts it. Neither has the query, which may hold what should
// not be kept.
func (s *server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		// A handler may put another reader around the body.
		start, body := time.Now(), c.Request().Body
		if err := next(c); err != nil {
			takeIn(c, body)
			s.writeError(err, c)
		}
		route := c.Path()
		if route == "" {
			route = "none"
		}
		s.observed(c.Request(), route, c.Response().Status, start)
		return nil
	}
}

// observed counts a request that was answered, and logs it.
func (s *server) observed(r *http.Request, route string, status int, start time.Time) {
	took := time.Since(start)
	s.metrics.count(requestKind{knownMethod(r.Method), route, status}, took)
	s.logRequest(r, status, start, took)
}

// logRequest goes to the handler itself: the logger would first look for the line of code that calls it, which takes
// longer than writing the line.
func (s *server) logRequest(r *http.Request, status int, start time.Time, took time.Duration) {
	ctx, to := context.Background(), s.log.Handler()
	if !to.Enabled(ctx, slog.LevelInfo) {
		return
	}
	line := slog.NewRecord(start.Add(took), slog.LevelInfo, "request", 0)
	line.AddAttrs(slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", status),
		slog.Float64("ms", float64(took.Microseconds())/1e3))
	_ = to.Handle(ctx, line) // there is nobody to tell, as with the logger's own methods
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
