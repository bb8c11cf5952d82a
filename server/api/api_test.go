package api_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"greyzone/data"
	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/api"
	"greyzone/server/store"
)

// loaded is a database with the default data set, made once; every test works on a copy of its own.
var loaded = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "greyzone-api")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "default.db")
	s, err := store.Open(context.Background(), path, time.Now)
	if err != nil {
		return nil, err
	}
	if _, err := s.LoadDefault(context.Background(), defaultData); err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func defaultData() (geo.DataSet, error) { return format.ReadDataSet(data.Files) }

// site is a server over a database of its own, and an editor's token for it.
type site struct {
	t       testing.TB
	handler http.Handler
	store   *store.Store
	token   string
}

func newSite(t testing.TB, options api.Options) site {
	t.Helper()
	file, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "greyzone.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	token, err := s.CreateToken(t.Context(), "editor")
	if err != nil {
		t.Fatal(err)
	}
	if options.Static == nil {
		options.Static = page()
	}
	handler, err := api.New(s, options)
	if err != nil {
		t.Fatal(err)
	}
	return site{t, handler, s, token}
}

// page is a front end in little.
func page() fstest.MapFS {
	return fstest.MapFS{
		"assets/icon-ABCD.svg":    {Data: []byte("<svg/>")},
		"index.html":              {Data: []byte("<!doctype html><title>Greyzone</title>" + strings.Repeat("<p>text</p>", 200))},
		"assets/main-ABCD.js":     {Data: []byte(strings.Repeat("console.log('map');", 200))},
		"assets/main-ABCD.js.br":  {Data: []byte("packed by the build")},
		"assets/serif-ABCD.woff2": {Data: make([]byte, 4096)},
		".gitkeep":                {},
	}
}

// call is a request that is still to be sent.
type call struct {
	method, url string
	body        io.Reader
	header      map[string]string
	leave       bool // as soon as the first of the answer has come
}

func (s site) do(c call) *httptest.ResponseRecorder {
	s.t.Helper()
	if c.method == "" {
		c.method = http.MethodGet
	}
	ctx, leave := context.WithCancel(s.t.Context())
	defer leave()
	r := httptest.NewRequestWithContext(ctx, c.method, c.url, c.body)
	for name, value := range c.header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	if c.leave {
		s.handler.ServeHTTP(leaving{w, leave}, r)
	} else {
		s.handler.ServeHTTP(w, r)
	}
	return w
}

// leaving is a client that leaves as soon as the first of an answer has come.
type leaving struct {
	*httptest.ResponseRecorder
	leave func()
}

// Flush is what follows the first of a stream.
func (l leaving) Flush() {
	l.ResponseRecorder.Flush()
	l.leave()
}

func (s site) get(url string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.do(call{url: url})
}

// read gets url, which must answer 200, and decodes its JSON into v.
func (s site) read(url string, v any) {
	s.t.Helper()
	w := s.get(url)
	if w.Code != http.StatusOK {
		s.t.Fatalf("GET %s = %d: %s", url, w.Code, w.Body)
	}
	decode(s.t, w, v)
}

// upload sends a body as the site's editor.
func (s site) upload(url, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.do(call{method: http.MethodPost, url: url, body: strings.NewReader(body), header: s.editor()})
}

func (s site) editor() map[string]string {
	return map[string]string{"Authorization": "Bearer " + s.token}
}

func decode(t testing.TB, w *httptest.ResponseRecorder, v any) {
	t.Helper()
	if err := json.Unmarshal(w.Body.Bytes(), v); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
}

// problem is what a failure looks like to a program.
type problem struct {
	Type        string        `json:"type"`
	Title       string        `json:"title"`
	Status      int           `json:"status"`
	Detail      string        `json:"detail"`
	Existing    string        `json:"existing"`
	ValidAt     string        `json:"valid_at"`
	PreviousKm2 float64       `json:"previous_km2"`
	NewKm2      float64       `json:"new_km2"`
	Errors      []geo.Problem `json:"errors"`
}

// wantProblem checks that an answer is a failure of that status whose detail has every one of words.
func wantProblem(t *testing.T, w *httptest.ResponseRecorder, status int, words ...string) problem {
	t.Helper()
	var p problem
	if w.Code != status {
		t.Fatalf("status = %d, want %d: %s", w.Code, status, w.Body)
	}
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("Content-Type = %q", got)
	}
	decode(t, w, &p)
	if p.Status != status || p.Title != http.StatusText(status) || p.Type == "" {
		t.Errorf("problem = %+v", p)
	}
	for _, word := range words {
		if !strings.Contains(p.Detail, word) {
			t.Errorf("detail %q does not say %q", p.Detail, word)
		}
	}
	return p
}

const snapshots = "/api/v1/layers/kursk-sumy/snapshots"
