package api

import (
	"bytes"
	"io"
	"net/http"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/labstack/echo/v4"
)

// maxFinest bounds the bytes of what is kept in finest.
const maxFinest = 2 << 20

// finest holds answers that every page asks for and that rarely change, compressed as well as Brotli can. That takes up to a
// second, so it is done beside answering: until then the answer is sent as any other.
type finest struct {
	bodies *recent[string, []byte] // by tag

	mu      sync.Mutex
	making  map[string]bool // by tag
	oneMade sync.Mutex      // held by the one that takes a processor
}

func newFinest() *finest {
	return &finest{bodies: newRecent[string, []byte](maxFinest), making: make(map[string]bool)}
}

// shared is an answer of what all layers share, which may change.
func shared(mime string, v any) (content, error) {
	answer := content{cache: revalidate}
	err := answer.setJSON(mime, v)
	return answer, err
}

// sendOften answers with what, if often is true, is asked for again and again. Parts of it are not: there are as many as questions.
func (s *server) sendOften(c echo.Context, answer content, often bool) error {
	if often {
		answer.packed = s.finest.of(answer)
	}
	return send(c, http.StatusOK, answer)
}

// packOnce gives an answer its finest form. Until that is made the answer is not kept, as its present form would be.
func (s *server) packOnce(a *content) {
	if a.packed = s.finest.of(*a); a.packed == nil {
		a.version = 0
	}
}

// of returns an answer in the finest Brotli, or nil, and then makes it for those who ask later.
func (f *finest) of(a content) []byte {
	if packed, ok := f.bodies.find(a.tag); ok {
		return packed
	}
	if f.begin(a.tag) {
		go f.make(a)
	}
	return nil
}

// ahead makes it before anybody asks.
func (f *finest) ahead(a content) {
	if _, ok := f.bodies.find(a.tag); !ok && f.begin(a.tag) {
		f.make(a)
	}
}

// begin reports whether nobody makes it yet.
func (f *finest) begin(tag string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.making[tag] {
		return false
	}
	f.making[tag] = true
	return true
}

func (f *finest) make(a content) {
	f.oneMade.Lock()
	defer f.oneMade.Unlock()
	best := brotli.NewWriterLevel(nil, brotli.BestCompression)
	packed, err := compress(best, func(w io.Writer) error {
		_, err := w.Write(a.body)
		return err
	})
	if err == nil { // nothing fails in memory
		packed = bytes.Clone(packed)
		f.bodies.keep(a.tag, packed, len(packed))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.making, a.tag)
}
