package api

import (
	"bytes"
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/labstack/echo/v4"
)

const (
	// maxKept bounds the bytes of all answers that are kept: the newest days and the tiles of what people look at.
	maxKept = 16 << 20
	// maxKeptEach keeps one answer from taking the place of all others.
	maxKeptEach = maxKept / 4
	// keptRoom is what an answer takes besides its body: headers, key, and its place in the list.
	keptRoom = 2 << 10
)

// keptKey names an answer: what was asked for, under which base URL, as permalinks have that in them, and the encoding
// that the client likes best.
type keptKey struct{ base, path, query, accepted string }

// keptAnswer is an answer that is right for ever or for one version of the database, ready to be sent.
type keptAnswer struct {
	route   string // that answered, for the metrics
	status  int
	version int64       // of the database; 0: any
	header  http.Header // of the whole answer
	lines   []byte      // of header, what net/http need not know
	tag     string      // without quotes and encoding
	body    []byte
}

// kept holds answers, the most recently asked ones, within maxKept.
type kept struct {
	answers *recent[keptKey, *keptAnswer]
	base    func(r *http.Request) string
}

func newKept(base func(r *http.Request) string) *kept {
	return &kept{newRecent[keptKey, *keptAnswer](maxKept), base}
}

func (k *kept) add(key keptKey, a *keptAnswer) {
	if room := len(a.body) + keptRoom; room <= maxKeptEach {
		k.answers.keep(key, a, room)
	}
}

// front answers what is kept before anybody else is asked; next answers the rest.
func (s *server) front(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, ok := s.kept.keyOf(r)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		start := time.Now()
		a, ok := s.kept.answers.find(key)
		if !ok || !s.isVersion(r.Context(), a.version) {
			next.ServeHTTP(w, r)
			return
		}
		status := a.send(w, r)
		s.observed(r, a.route, status, start)
	})
}

// isVersion reports whether what was said of a version of the database, 0 being any, would be said now.
func (s *server) isVersion(ctx context.Context, version int64) bool {
	if version == 0 {
		return true
	}
	now, err := s.store.Version(ctx)
	return err == nil && now == version
}

// toKeep is what a request leaves under keeping for whoever writes its answer.
type toKeep struct {
	kept *kept
	key  keptKey
}

const keeping = "keeping"

// keep lets the answers of a route be kept.
func (k *kept) keep(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if key, ok := k.keyOf(c.Request()); ok {
			c.Set(keeping, toKeep{k, key})
		}
		return next(c)
	}
}

// keepPlain is keep for what is the same whatever the query: without one.
func (k *kept) keepPlain(next echo.HandlerFunc) echo.HandlerFunc {
	keep := k.keep(next)
	return func(c echo.Context) error {
		if c.Request().URL.RawQuery != "" {
			return next(c)
		}
		return keep(c)
	}
}

// keyOf returns what the answer to a request is kept as; not ok: it is not kept. There are as many as_of as microseconds
// for one answer, and would push out all others; and a path with escapes in it has several spellings.
func (k *kept) keyOf(r *http.Request) (key keptKey, ok bool) {
	if r.URL.RawPath != "" || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
		return key, false
	}
	// A body would have to be read, or asked for, before the answer is begun.
	if r.ContentLength != 0 {
		return key, false
	}
	key = keptKey{base: k.base(r), path: r.URL.Path, accepted: acceptedEncoding(r.Header)}
	if r.URL.RawQuery == "" {
		return key, true
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || values.Has("as_of") {
		return key, false
	}
	key.query = values.Encode()
	return key, true
}

// keepAnswer keeps the answer that is about to be written, headers and all, if its route allows that.
func keepAnswer(c echo.Context, status int, version int64, tag string, body []byte) {
	to, ok := c.Get(keeping).(toKeep)
	if !ok {
		return
	}
	if cap(body) > len(body)+len(body)/8 {
		body = bytes.Clone(body) // what a growing buffer has at its end would be kept as well
	}
	header := maps.Clone(c.Response().Header())
	for name, values := range header {
		header[name] = slices.Clip(values)
	}
	to.kept.add(to.key, &keptAnswer{c.Path(), status, version, header, linesOf(header), tag, body})
}

// ofNetHTTP are the headers that net/http looks at, and writes itself.
var ofNetHTTP = []string{echo.HeaderContentType, echo.HeaderContentLength}

// linesOf are all other headers as they are sent.
func linesOf(header http.Header) []byte {
	var lines bytes.Buffer
	_ = header.WriteSubset(&lines, map[string]bool{ofNetHTTP[0]: true, ofNetHTTP[1]: true}) // to memory
	return lines.Bytes()
}

// send answers as the first time, and returns with which status.
func (a *keptAnswer) send(w http.ResponseWriter, r *http.Request) (status int) {
	if theirs := matchingTag(r, a.tag); theirs != "" {
		a.sendUnchanged(w, theirs)
		return http.StatusNotModified
	}
	if c := wholeConnOf(r); c != nil {
		a.sendWhole(w, r, c)
	} else {
		maps.Copy(w.Header(), a.header)
		a.write(w, r)
	}
	return a.status
}

// sendWhole sends headers and body in one piece.
func (a *keptAnswer) sendWhole(w http.ResponseWriter, r *http.Request, c *wholeConn) {
	c.hold(a.lines)
	defer c.release()
	h := w.Header()
	for _, name := range ofNetHTTP {
		h[name] = a.header[name]
	}
	a.write(w, r)
	_ = http.NewResponseController(w).Flush() // a client that is gone needs no answer
}

func (a *keptAnswer) write(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(a.status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(a.body) // as above
	}
}

// sendUnchanged tells a client that it has the content already, under the tag theirs.
func (a *keptAnswer) sendUnchanged(w http.ResponseWriter, theirs string) {
	h := w.Header()
	maps.Copy(h, a.header)
	for _, name := range []string{echo.HeaderContentType, echo.HeaderContentLength, echo.HeaderContentEncoding} {
		h.Del(name)
	}
	h.Set("ETag", theirs)
	w.WriteHeader(http.StatusNotModified)
}
