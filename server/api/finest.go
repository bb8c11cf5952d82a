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

// sendReference answers with what all layers share, which may change. Only the whole of it is worth the trouble: of parts there
// are as many as questions.
func (s *server) sendReference(c echo.Context, mime string, v any) error {
	answer := content{cache: revalidate}
	if err := answer.setJSON(mime, v); err != nil {
		return err
	}
	if c.Request().URL.RawQuery == "" {
		answer.packed = s.finest.of(answer)
	}
	return send(c, http.StatusOK, answer)
}

// of returns an answer in the finest Brotli, or nil, and then makes it for those who ask later.
func (f *finest) of(a content) []byte {
	if packed, ok := f.bodies.find(a.tag); ok {
		return packed
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.making[a.tag] {
		f.making[a.tag] = true
		go f.make(a)
	}
	return nil
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
