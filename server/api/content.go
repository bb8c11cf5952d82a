package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
)

const (
	// forever is for what is asked for by id or by content, and so never changes.
	forever = "public, max-age=31536000, immutable"
	// revalidate is for what may change: kept, but used only after asking.
	revalidate = "no-cache"
)

// content is a whole answer before it is encoded for the way.
type content struct {
	mime  string
	body  []byte
	tag   string // the entity tag without quotes; empty: none
	cache string // Cache-Control; empty: as it is
	cite  string // the URL under which it can be cited (RFC 8574); empty: none
	// version is that of the database which the answer is right for, read before it was asked; 0: it is not kept.
	version int64
	// packed is body in Brotli, made by who had time for it; nil: it is made when it is asked for.
	packed []byte
	// packing is how it is made then; nil: as befits how long it is kept by others.
	packing *packing
	// dense is content that compression would only slow down, such as images and fonts.
	dense bool
}

// versioned begins an answer that holds as long as nothing is stored. It comes before the question is asked, so that what
// is then found is of this version or of a later one.
func (s *server) versioned(c echo.Context) (content, error) {
	version, err := s.store.Version(c.Request().Context())
	return content{cache: revalidate, version: version}, err
}

// tagOf returns an entity tag made from the bytes of an answer.
func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:12])
}

// setJSON makes v what is answered.
func (a *content) setJSON(mime string, v any) error {
	body, err := json.Marshal(v)
	a.set(mime, body)
	return err
}

// setCSV makes what write writes what is answered.
func (a *content) setCSV(write func(w io.Writer) error) error {
	var b bytes.Buffer
	err := write(&b)
	a.set("text/csv; charset=utf-8", b.Bytes())
	return err
}

func (a *content) set(mime string, body []byte) { a.mime, a.body, a.tag = mime, body, tagOf(body) }

// sendJSON answers with v, which may change: a client that has it already is told so.
func sendJSON(c echo.Context, v any) error { return sendJSONAs(c, echo.MIMEApplicationJSON, v) }

func sendJSONAs(c echo.Context, mime string, v any) error {
	answer := content{cache: revalidate}
	if err := answer.setJSON(mime, v); err != nil {
		return err
	}
	return send(c, http.StatusOK, answer)
}

// send answers with a, compressed if that is worth it and the client can read it, or tells a client that has it already.
// What never changes is kept, and what has a version as long as that is the database's.
func send(c echo.Context, status int, a content) error {
	h := c.Response().Header()
	if a.cache != "" {
		h.Set(echo.HeaderCacheControl, a.cache)
	}
	if a.cite != "" {
		h.Set("Link", "<"+a.cite+`>; rel="cite-as"`)
	}
	encoding := identity
	if !a.dense && len(a.body) >= minCompressed {
		encoding = negotiate(c)
	}
	if theirs := matchingTag(c.Request(), a.tag); theirs != "" {
		return notModified(c, theirs)
	}
	body, err := a.in(encoding)
	if err != nil {
		return err
	}
	setBody(h, a.mime, encoding, len(body))
	setTag(h, a.tag, encoding)
	if status == http.StatusOK && (a.cache == forever || a.version != 0) {
		keepAnswer(c, status, a.version, a.tag, body)
	}
	return write(c, status, body)
}

// sendNothing answers that there is nothing, and keeps that if it never changes.
func sendNothing(c echo.Context, cache string) error {
	c.Response().Header().Set(echo.HeaderCacheControl, cache)
	if cache == forever {
		keepAnswer(c, http.StatusNoContent, 0, "", nil)
	}
	return c.NoContent(http.StatusNoContent)
}

// negotiate returns the encoding for an answer that has several.
func negotiate(c echo.Context) string {
	c.Response().Header().Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	return acceptedEncoding(c.Request().Header)
}

// setBody sets the headers of a body of size bytes.
func setBody(h http.Header, mime, encoding string, size int) {
	h.Set(echo.HeaderContentType, mime)
	h.Set(echo.HeaderContentLength, strconv.Itoa(size))
	if encoding != identity {
		h.Set(echo.HeaderContentEncoding, encoding)
	}
}

// in returns the body in an encoding.
func (a content) in(encoding string) ([]byte, error) {
	if encoding == brotliCoding && a.packed != nil {
		return a.packed, nil
	}
	if a.packing != nil {
		return a.packing.encode(a.body, encoding)
	}
	if a.cache == forever {
		return thorough.encode(a.body, encoding)
	}
	return quick.encode(a.body, encoding)
}

// write sends the headers, and to one who wants more than them the body.
func write(c echo.Context, status int, body []byte) error {
	w := c.Response()
	w.WriteHeader(status)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(body)
	return err
}

// setTag sets the entity tag of one form of an answer, such as its encoding: each has its own, as strong tags must.
func setTag(h http.Header, tag, form string) {
	if tag == "" {
		return
	}
	if form != identity {
		tag += "-" + form
	}
	h.Set("ETag", `"`+tag+`"`)
}

// notModified answers a client that has the content already, under the tag theirs.
func notModified(c echo.Context, theirs string) error {
	c.Response().Header().Set("ETag", theirs)
	return c.NoContent(http.StatusNotModified)
}

// matchingTag returns, of the entity tags that the client has, the one that is tag in whatever form; empty: none is.
func matchingTag(r *http.Request, tag string) string {
	if tag == "" || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
		return ""
	}
	for _, value := range r.Header.Values("If-None-Match") {
		for theirs := range strings.SplitSeq(value, ",") {
			theirs = strings.TrimPrefix(strings.TrimSpace(theirs), "W/")
			if theirs == "*" {
				return `"` + tag + `"`
			}
			bare, _, _ := strings.Cut(strings.Trim(theirs, `"`), "-")
			if bare == tag {
				return theirs
			}
		}
	}
	return ""
}
