package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"
)

// packed is a whole answer that is kept in compressed form, to be sent often.
type packed struct {
	mime   string
	tag    string // the entity tag without quotes
	size   int    // before compression
	gzip   []byte
	brotli []byte
	// fine is whether brotli is as small as it gets.
	fine bool
}

const (
	// quickLevel is the level of the quick compressor after which the time doubles for next to nothing.
	quickLevel = 6
	// fineWindow is 2 to this many bytes: days that repeat each other lie closer together, and memory goes with it.
	fineWindow = 18
)

// pack compresses what write writes, well enough to be sent at once. The tag is the SHA-256 of what it wrote.
func pack(mime string, write func(io.Writer) error) (packed, error) {
	var zipped, brotlied bytes.Buffer
	zip, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		return packed{}, err
	}
	br := brotli.NewWriterV2(&brotlied, quickLevel)
	sum, size := sha256.New(), counter(0)
	if err := write(io.MultiWriter(sum, &size, zip, br)); err != nil {
		return packed{}, err
	}
	if err := errors.Join(zip.Close(), br.Close()); err != nil {
		return packed{}, err
	}
	return packed{
		mime: mime, tag: hex.EncodeToString(sum.Sum(nil)), size: int(size),
		gzip: bytes.Clone(zipped.Bytes()), brotli: bytes.Clone(brotlied.Bytes()),
	}, nil
}

// counter counts the bytes that are written to it.
type counter int

func (n *counter) Write(p []byte) (int, error) {
	*n += counter(len(p))
	return len(p), nil
}

// refine compresses p as well as Brotli can, which takes seconds.
func (p packed) refine() (packed, error) {
	body, err := gzip.NewReader(bytes.NewReader(p.gzip))
	if err != nil {
		return p, err
	}
	var out bytes.Buffer
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: fineWindow})
	if _, err := io.Copy(w, body); err != nil {
		return p, err
	}
	if err := w.Close(); err != nil {
		return p, err
	}
	p.brotli, p.fine = bytes.Clone(out.Bytes()), true
	return p, nil
}

// sendPacked answers with p in the best form that the client can read, or tells a client that has it already.
func sendPacked(c echo.Context, p packed, cache string) error {
	w, r := c.Response(), c.Request()
	h := w.Header()
	h.Set(echo.HeaderCacheControl, cache)
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if theirs := matchingTag(r, p.tag); theirs != "" {
		return notModified(c, theirs)
	}
	h.Set(echo.HeaderContentType, p.mime)
	body, encoding := p.form(r.Header)
	if encoding != "" {
		h.Set(echo.HeaderContentEncoding, encoding)
	}
	setTag(h, p.tag, p.variant(encoding))
	if encoding == "" {
		return p.sendOpen(c)
	}
	h.Set(echo.HeaderContentLength, strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(body)
	return err
}

// form returns the bytes of p for a client, and their encoding; "" for one that reads none of ours.
func (p packed) form(client http.Header) (body []byte, encoding string) {
	br, gz := weight(client, "br"), weight(client, "gzip")
	switch {
	case br > 0 && br >= gz:
		return p.brotli, "br"
	case gz > 0:
		return p.gzip, "gzip"
	}
	return nil, ""
}

// variant tells the forms of p apart that have the same encoding: a strong entity tag is of bytes.
func (p packed) variant(encoding string) string {
	if encoding == "br" && p.fine {
		return "br-fine"
	}
	return encoding
}

// sendOpen sends p uncompressed. Few ask for that, so it is not kept.
func (p packed) sendOpen(c echo.Context) error {
	c.Response().Header().Set(echo.HeaderContentLength, strconv.Itoa(p.size))
	c.Response().WriteHeader(http.StatusOK)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	body, err := gzip.NewReader(bytes.NewReader(p.gzip))
	if err != nil {
		return err
	}
	_, err = io.Copy(c.Response(), body)
	return err
}

// weight returns how much a client wants an encoding, 0 where it cannot read it (RFC 9110, 12.5.3).
func weight(client http.Header, encoding string) float64 {
	rest := 0.0 // what * says of encodings that are not named
	for _, value := range client.Values(echo.HeaderAcceptEncoding) {
		for item := range strings.SplitSeq(value, ",") {
			name, parameters, _ := strings.Cut(item, ";")
			name = strings.TrimSpace(name)
			if name != "*" && !strings.EqualFold(name, encoding) {
				continue
			}
			q := quality(parameters)
			if name != "*" {
				return q
			}
			rest = q
		}
	}
	return rest
}

// quality reads q=0.5; without it the weight is 1.
func quality(parameters string) float64 {
	value, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(parameters)), "q=")
	if !ok {
		return 1
	}
	q, err := strconv.ParseFloat(value, 64)
	if err != nil || q < 0 {
		return 0
	}
	return q
}
