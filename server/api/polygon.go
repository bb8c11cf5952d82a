package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/format"
)

var polygonParam = param{name: "polygon", example: strings.Repeat("0123456789abcdef", 4),
	about: "The SHA-256, in hexadecimal digits, of the bytes of the polygon that is sent: any other is refused. Permalinks of what was measured within a polygon have it, and are asked again by POST with that polygon."}

var polygonBody = []media{{mime: geoJSON, sample: map[string]any{}}, {mime: echo.MIMEApplicationJSON, sample: map[string]any{}}}

const aboutPolygon = "The polygon may have up to 20,000 vertices. It has to be cut where it crosses the 180th meridian (RFC 7946, 3.1.9), " +
	"and around a pole it runs along the meridian to the pole and back. "

// answerWithin answers what is asked of the polygon that is sent.
func (s *server) answerWithin(c echo.Context, ask func(c echo.Context, sent sentPolygon) (content, error)) error {
	body, err := readPolygon(c)
	if err != nil {
		return err
	}
	sent := sentPolygon{sha256: sha256.Sum256(body)}
	if err := sent.check(s.query(c)); err != nil {
		return err
	}
	c.QueryParams().Set("polygon", sent.sha256.String()) // for the permalink, which asks nothing without the polygon
	key := withinKey{s.base(c.Request()), c.Request().URL.RequestURI(), sent.sha256}
	if answer, ok := s.within.find(key); ok && s.isVersion(c.Request().Context(), answer.version) {
		return send(c, http.StatusOK, answer)
	}
	if sent.ground, err = format.DecodePolygon(body, format.MaxQueryVertices); err != nil {
		return err
	}
	// A client may take its time to send, but not to have measured.
	ctx, cancel := context.WithTimeout(c.Request().Context(), timeToRead)
	defer cancel()
	c.SetRequest(c.Request().WithContext(ctx))
	answer, err := ask(c, sent)
	if err != nil {
		return err
	}
	if answer.version != 0 { // else it is not for everybody
		s.within.keep(key, answer, len(answer.body))
	}
	return send(c, http.StatusOK, answer)
}

// withinKey names what was asked of a polygon: under which base URL, the path with the query, and the SHA-256 of the polygon
// as it was sent.
type withinKey struct {
	base    string
	asked   string
	polygon [sha256.Size]byte
}

// maxWithin bounds the bytes of answers that are kept for those who send the same polygon again.
const maxWithin = 4 << 20

// maxPolygonBytes is room for many more vertices than are allowed.
const maxPolygonBytes = 8 << 20

func readPolygon(c echo.Context) ([]byte, error) {
	body, err := io.ReadAll(limitBody(c, maxPolygonBytes))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, geo.Errorf(geo.TooLarge, "the polygon is over %d MiB; simplify it to %d vertices", maxPolygonBytes>>20, format.MaxQueryVertices)
	}
	if err != nil {
		return nil, brokenBody(err)
	}
	return body, nil
}

// sentPolygon is what a client wants to have measured within; the zero value is nothing.
type sentPolygon struct {
	ground orb.MultiPolygon
	sha256 polygonHash
}

// polygonHash is the SHA-256 of a polygon's bytes as they were sent.
type polygonHash [sha256.Size]byte

func (h polygonHash) String() string { return hex.EncodeToString(h[:]) }

// check refuses the polygon where the query asks for another one.
func (p sentPolygon) check(q *query) error {
	want := q.polygonHash()
	if want != nil && *want != p.sha256 {
		q.fail("polygon", fmt.Errorf("this URL is for the polygon with the SHA-256 %s, and the one that was sent has %s: send that very file, byte for byte, or leave the parameter out", want, p.sha256))
	}
	return q.err
}

// refusePolygon refuses a question that is about a polygon where none can be sent: without it the answer would be of
// other ground.
func refusePolygon(q *query) error {
	if want := q.polygonHash(); want != nil {
		q.fail("polygon", fmt.Errorf("this is answered by POST alone: POST the polygon with the SHA-256 %s to this URL", want))
	}
	return q.err
}

func (q *query) polygonHash() *polygonHash { return parsed(q, "polygon", parsePolygonHash) }

func parsePolygonHash(s string) (polygonHash, error) {
	var h polygonHash
	digits, err := hex.DecodeString(s)
	if err != nil || len(digits) != len(h) {
		return h, errors.New("write a SHA-256, 64 hexadecimal digits")
	}
	return polygonHash(digits), nil
}
