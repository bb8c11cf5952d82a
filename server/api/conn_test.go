package api_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"greyzone/server/api"
)

// countedListener counts what its connections write.
type countedListener struct {
	net.Listener
	writes atomic.Int64
}

func (l *countedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return countedConn{c, l}, err
}

type countedConn struct {
	net.Conn
	listener *countedListener
}

func (c countedConn) Write(p []byte) (int, error) {
	c.listener.writes.Add(1)
	return c.Conn.Write(p)
}

// startWhole serves a site on a listener of WholeAnswers.
func startWhole(t *testing.T, s site) (url string, listener *countedListener) {
	t.Helper()
	server := httptest.NewUnstartedServer(s.handler)
	listener = &countedListener{Listener: server.Listener}
	server.Listener = api.WholeAnswers(listener)
	server.Config.ConnContext = api.ConnContext
	server.Start()
	t.Cleanup(server.Close)
	return server.URL, listener
}

func TestKeptAnswersAreSentInOnePiece(t *testing.T) {
	s := newSite(t, api.Options{})
	base, listener := startWhole(t, s)
	snapshot := s.snapshotOf("2024-08-20")
	emptyTile := strings.Replace(snapshot, "layers/kursk-sumy/snapshots", "tiles/kursk-sumy", 1) + "/8/0/0.mvt"
	for _, tt := range []struct {
		name, url, method, accept, tag string
		writes                         int64
	}{
		{"packed", snapshot, "GET", "br", "", 1},
		{"its headers alone", snapshot, "HEAD", "br", "", 1},
		{"that it is the same", snapshot, "GET", "br", "*", 1},
		{"that there is nothing", emptyTile, "GET", "br", "", 1},
		// A body that is no copy goes out with what was held; a listener of TCP makes one write of both.
		{"as it is", snapshot, "GET", "identity", "", 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			header := map[string]string{"Accept-Encoding": tt.accept, "If-None-Match": tt.tag}
			expected := s.do(call{method: tt.method, url: tt.url, header: header})
			for range 3 {
				before := listener.writes.Load()
				got, body := overTheWire(t, tt.method, base+tt.url, header)
				if got.StatusCode != expected.Code || body != expected.Body.String() || got.Header.Get("ETag") != expected.Header().Get("ETag") {
					t.Errorf("%d with %d bytes, %v", got.StatusCode, len(body), got.Header)
				}
				if writes := listener.writes.Load() - before; writes > tt.writes {
					t.Errorf("%d writes", writes)
				}
				for name, values := range expected.Header() {
					if got.Header.Get(name) != values[0] {
						t.Errorf("%s is %q, not %q", name, got.Header.Get(name), values[0])
					}
				}
			}
		})
	}
}

// overTheWire asks over a connection that is used again.
func overTheWire(t *testing.T, method, url string, header map[string]string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}
