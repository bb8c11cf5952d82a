package api

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/format"
)

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
