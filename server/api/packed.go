package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"
)

// packed is JSON that is kept in compressed form alone: what is too large to be kept as it is, and sent often.
type packed struct {
	tag    string // the SHA-256 of it, uncompressed
	size   int    // uncompressed
	gzip   []byte
	brotli []byte
	// fine is whether brotli is as small as it gets.
	fine bool
}

// pack compresses what write writes, well enough to be sent at once.
func pack(write func(io.Writer) error) (packed, error) {
	sum, size := sha256.New(), counter(0)
	zipped, err := lasting.compress(gzipCoding, func(w io.Writer) error { return write(io.MultiWriter(w, sum, &size)) })
	if err != nil {
		return packed{}, err
	}
	p := packed{tag: hex.EncodeToString(sum.Sum(nil)), size: int(size), gzip: bytes.Clone(zipped)}
	// From what is packed already: all of it at once, as it is, would be the largest thing in memory.
	brotlied, err := lasting.compress(brotliCoding, p.unpack)
	p.brotli = bytes.Clone(brotlied)
	return p, err
}

// counter counts the bytes that are written to it.
type counter int

func (n *counter) Write(p []byte) (int, error) {
	*n += counter(len(p))
	return len(p), nil
}

// unpack writes p as it was before compression.
func (p packed) unpack(w io.Writer) error {
	body, err := gzip.NewReader(bytes.NewReader(p.gzip))
	if err != nil {
		return err
	}
	_, err = io.Copy(w, body)
	return err
}

// fineWindow is 2 to this many bytes: days that repeat each other lie closer together, and memory goes with it.
const fineWindow = 18

// refine compresses p as well as Brotli can, which takes seconds. As soon as stop says so it fails with errStopped.
func (p packed) refine(stop func() bool) (packed, error) {
	finest := brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: fineWindow})
	brotlied, err := compress(finest, func(w io.Writer) error { return p.unpack(stopping{w, stop}) })
	if err != nil {
		return p, err
	}
	p.brotli, p.fine = bytes.Clone(brotlied), true
	return p, nil
}

var errStopped = errors.New("stopped")

// stopping is a writer that fails once stop says so.
type stopping struct {
	io.Writer
	stop func() bool
}

func (s stopping) Write(p []byte) (int, error) {
	if s.stop() {
		return 0, errStopped
	}
	return s.Writer.Write(p)
}

// send answers with p in the form that the client likes best, or tells a client that has it already.
func (p packed) send(c echo.Context, cache string) error {
	w, h := c.Response(), c.Response().Header()
	h.Set(echo.HeaderCacheControl, cache)
	encoding := negotiate(c)
	if theirs := matchingTag(c.Request(), p.tag); theirs != "" {
		return notModified(c, theirs)
	}
	body, form := p.in(encoding)
	setTag(h, p.tag, form)
	if encoding != identity {
		setBody(h, echo.MIMEApplicationJSON, encoding, len(body))
		return write(c, http.StatusOK, body)
	}
	setBody(h, echo.MIMEApplicationJSON, encoding, p.size)
	w.WriteHeader(http.StatusOK)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	return p.unpack(w) // few ask for that, so it is not kept
}

// in returns p in an encoding, nothing for identity, and what its entity tag ends in: a strong tag is of bytes, and those
// of Brotli change once.
func (p packed) in(encoding string) (body []byte, form string) {
	switch {
	case encoding == gzipCoding:
		return p.gzip, gzipCoding
	case encoding == brotliCoding && p.fine:
		return p.brotli, brotliCoding + "-fine"
	case encoding == brotliCoding:
		return p.brotli, brotliCoding
	}
	return nil, identity
}
