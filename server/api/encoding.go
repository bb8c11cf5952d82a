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

// Below minCompressed a compressed answer gains nothing that is worth its work.
const minCompressed = 1024

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

// packing is how answers are compressed: by writers that are used again, since each holds up to some megabytes of tables.
type packing struct{ brotli, gzip sync.Pool }

// The levels are from days and areas of a real layer. Brotli's writer of the second kind packs a day at 5 into four
// fifths of what the first makes of it at 5, in less time; at 3 it takes about as long as gzip for half the bytes.
var (
	// thorough is for what is kept, here and by clients.
	thorough = newPacking(brotliV2, 5, 7)
	// quick is for what is made anew for each request.
	quick = newPacking(brotliV2, 3, 2)
	// lasting is for what is made ahead and sent often; one level more doubles Brotli's time for next to nothing.
	lasting = newPacking(brotliV2, 6, gzip.BestCompression)
	// wordy is for the page, which is kept and has more words than numbers: the first writer makes a sixth less of it.
	wordy = newPacking(brotliV1, 5, 7)
)

// The library's two writers of Brotli.
func brotliV1(level int) compressor { return brotli.NewWriterLevel(nil, level) }
func brotliV2(level int) compressor { return brotli.NewWriterV2(nil, level) }

func newPacking(brotli func(level int) compressor, brotliLevel, gzipLevel int) *packing {
	return &packing{
		brotli: sync.Pool{New: func() any { return brotli(brotliLevel) }},
		gzip: sync.Pool{New: func() any {
			w, err := gzip.NewWriterLevel(nil, gzipLevel)
			if err != nil {
				panic(err) // there is no such level
			}
			return w
		}},
	}
}

// encode returns body in an encoding.
func (p *packing) encode(body []byte, encoding string) ([]byte, error) {
	if encoding == identity {
		return body, nil
	}
	return p.compress(encoding, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

// compress returns what write writes, in an encoding.
func (p *packing) compress(encoding string, write func(io.Writer) error) ([]byte, error) {
	writers := &p.gzip
	if encoding == brotliCoding {
		writers = &p.brotli
	}
	w := writers.Get().(compressor)
	defer writers.Put(w)
	return compress(w, write)
}

// compress returns what w makes of what write writes.
func compress(w compressor, write func(io.Writer) error) ([]byte, error) {
	var packed bytes.Buffer
	w.Reset(&packed)
	if err := write(w); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
