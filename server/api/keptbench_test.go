package api_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"

	"greyzone/server/api"
)

// discarder is a ResponseWriter that costs nothing.
type discarder struct{ header http.Header }

func (d discarder) Header() http.Header         { return d.header }
func (d discarder) Write(b []byte) (int, error) { return len(b), nil }
func (d discarder) WriteHeader(int)             {}

// BenchmarkAskedAgain compares a snapshot that is asked again with what echo itself costs.
func BenchmarkAskedAgain(b *testing.B) {
	s := newSite(b, api.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	url := s.snapshotOf("2024-08-20")
	body := s.get(url).Body.Bytes()
	bare := echo.New()
	bare.GET(url, func(c echo.Context) error { return c.Blob(http.StatusOK, "application/geo+json", body) })
	for _, bb := range []struct {
		name    string
		handler http.Handler
	}{{"kept", s.handler}, {"bare echo", bare}} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, url, nil)
			for b.Loop() {
				bb.handler.ServeHTTP(discarder{http.Header{}}, r)
			}
		})
	}
}
