package api

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"
)

// The encodings that an answer may have on its way, best first; identity is none.
const (
	brotliCoding = "br"
	gzipCoding   = "gzip"
	identity     = ""
)

const (
	// Below minCompressed a compressed answer gains nothing that is worth its work.
	minCompressed = 1024
	// The levels have the best ratio before the time doubles.
	brotliLevel = 5
	gzipLevel   = 6
)

// acceptedEncoding returns the encoding that a client likes best; among equals it is the one that packs best.
func acceptedEncoding(h http.Header) string {
	best, most := identity, 0.0
	for _, coding := range []string{brotliCoding, gzipCoding} {
		if quality := qualityOf(h[echo.HeaderAcceptEncoding], coding); quality > most {
			best, most = coding, quality
		}
	}
	return best
}

// qualityOf returns how much a client likes an encoding, from 0, not at all, to 1 (RFC 9110, 12.5.3). What is said of it
// by name counts before what is said of all, which is *.
func qualityOf(accepted []string, coding string) float64 {
	quality, others := -1.0, 0.0
	for _, line := range accepted {
		for item := range strings.SplitSeq(line, ",") {
			name, parameter, _ := strings.Cut(item, ";")
			switch name = strings.TrimSpace(name); {
			case strings.EqualFold(name, coding):
				quality = max(quality, parseWeight(parameter))
			case name == "*":
				others = max(others, parseWeight(parameter))
			}
		}
	}
	if quality < 0 {
		return others
	}
	return quality
}

// parseWeight reads q=0.5; no parameter is 1, and one that cannot be read is 0.
func parseWeight(parameter string) float64 {
	parameter = strings.TrimSpace(parameter)
	if parameter == "" {
		return 1
	}
	name, value, _ := strings.Cut(parameter, "=")
	q, err := strconv.ParseFloat(value, 64)
	if err != nil || !strings.EqualFold(name, "q") || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

// compressor is what both libraries call a writer.
type compressor interface {
	io.WriteCloser
	Reset(io.Writer)
}

// Compressors hold a megabyte of tables each, so they are used again.
var (
	brotliWriters = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, brotliLevel) }}
	gzipWriters   = sync.Pool{New: func() any {
		w, err := gzip.NewWriterLevel(nil, gzipLevel)
		if err != nil {
			panic(err) // there is no such level
		}
		return w
	}}
)

// encode returns body in an encoding.
func encode(body []byte, encoding string) ([]byte, error) {
	switch encoding {
	case brotliCoding:
		return compress(&brotliWriters, body)
	case gzipCoding:
		return compress(&gzipWriters, body)
	}
	return body, nil
}

func compress(writers *sync.Pool, body []byte) ([]byte, error) {
	w := writers.Get().(compressor)
	defer writers.Put(w)
	var packed bytes.Buffer
	packed.Grow(len(body) / 3)
	w.Reset(&packed)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
