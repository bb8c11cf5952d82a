package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/labstack/echo/v4"
)

const (
	// forever is for what is asked for by id or by content, and so never changes.
	forever = "public, max-age=31536000, immutable"
	// revalidate is for what may change: kept, but used only after asking.
	revalidate = "no-cache"
	// Below minCompressed a compressed answer gains nothing that is worth its work.
	minCompressed = 1024
	// Brotli's 5 is its best ratio before the time doubles.
	brotliLevel = 5
)

// content is a whole answer before it is encoded for the way.
type content struct {
	mime  string
	body  []byte
	tag   string // the entity tag without quotes; empty: none
	cache string // Cache-Control; empty: as it is
	// packed is content that compression would only slow down, such as images and fonts.
	packed bool
}

// tagOf returns an entity tag made from the bytes of an answer.
func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:12])
}

// sendJSON answers with v, which may change: a client that has it already is told so.
func sendJSON(c echo.Context, v any) error { return sendJSONAs(c, echo.MIMEApplicationJSON, v) }

func sendJSONAs(c echo.Context, mime string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, content{mime: mime, body: body, tag: tagOf(body), cache: revalidate})
}

// send answers with a, compressed if that is worth it and the client can read it, or tells a client that has it already.
func send(c echo.Context, status int, a content) error {
	w, r := c.Response(), c.Request()
	h := w.Header()
	if a.cache != "" {
		h.Set(echo.HeaderCacheControl, a.cache)
	}
	compressible := !a.packed && len(a.body) >= minCompressed
	if compressible {
		h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	}
	if theirs := matchingTag(r, a.tag); theirs != "" {
		return notModified(c, theirs)
	}
	h.Set(echo.HeaderContentType, a.mime)
	if !compressible {
		return sendPlain(c, status, a)
	}
	body := brotli.HTTPCompressorWithLevel(w, r, brotliLevel)
	encoding := h.Get(echo.HeaderContentEncoding)
	if encoding == "" {
		return sendPlain(c, status, a)
	}
	setTag(h, a.tag, encoding)
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := body.Write(a.body); err != nil {
		return err
	}
	return body.Close()
}

func sendPlain(c echo.Context, status int, a content) error {
	w := c.Response()
	setTag(w.Header(), a.tag, "")
	w.Header().Set(echo.HeaderContentLength, strconv.Itoa(len(a.body)))
	w.WriteHeader(status)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(a.body)
	return err
}

// setTag sets the entity tag of one encoding of an answer: each has its own, as strong tags must.
func setTag(h http.Header, tag, encoding string) {
	if tag == "" {
		return
	}
	if encoding != "" {
		tag += "-" + encoding
	}
	h.Set("ETag", `"`+tag+`"`)
}

// notModified answers a client that has the content already, under the tag theirs.
func notModified(c echo.Context, theirs string) error {
	c.Response().Header().Set("ETag", theirs)
	return c.NoContent(http.StatusNotModified)
}

// matchingTag returns, of the entity tags that the client has, the one that is tag in whatever encoding; empty: none is.
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
