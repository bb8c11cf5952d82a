package api

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

const (
	// maxUpload is how large an uploaded file may be.
	maxUpload = 64 << 20
	// formRoom is for what a form writes around the file.
	formRoom = 1 << 20
	// bodyTime is how long a client may take to send a body.
	bodyTime = 5 * time.Minute
	// restTime is how long the rest of a body that is refused is listened to.
	restTime = 30 * time.Second
)

// file is an uploaded file; its name may be empty.
type file struct {
	data []byte
	name string
}

// uploadedFile reads the file that is the body, or that is in the form that is the body.
func uploadedFile(c echo.Context) (file, error) {
	r := c.Request()
	if r.ContentLength > maxUpload+formRoom {
		return file{}, uploadTooLarge()
	}
	r.Body = limitBody(c, maxUpload+formRoom)
	var f file
	var err error
	if strings.HasPrefix(r.Header.Get(echo.HeaderContentType), "multipart/") {
		f, err = fileInForm(r)
	} else {
		f.name = nameInHeader(r.Header)
		f.data, err = io.ReadAll(r.Body)
	}
	var over *http.MaxBytesError
	if errors.As(err, &over) || len(f.data) > maxUpload {
		return file{}, uploadTooLarge()
	}
	var told *geo.Error
	if err != nil && !errors.As(err, &told) {
		return file{}, brokenBody(err)
	}
	return f, err
}

// limitBody bounds how much of a body is read, and for how long.
func limitBody(c echo.Context, most int64) io.ReadCloser {
	// Not every writer can set deadlines; the server's own can.
	_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Now().Add(bodyTime))
	return http.MaxBytesReader(c.Response(), c.Request().Body, most)
}

func uploadTooLarge() error {
	return geo.Errorf(geo.TooLarge, "the file is over %d MiB; send a single snapshot, with fewer decimals or simplified", maxUpload>>20)
}

// takeIn reads and drops what is left of a body that is refused, within bounds: most clients look for an answer only
// after they have sent all, and would see a broken connection instead of it. A client that waits to be asked for the
// body is not asked.
func takeIn(c echo.Context, rest io.Reader) {
	if r := c.Request(); r.ContentLength == 0 || r.Header.Get("Expect") != "" {
		return
	}
	_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Now().Add(restTime))
	_, _ = io.CopyN(io.Discard, rest, 2*maxUpload)
}

func fileInForm(r *http.Request) (file, error) {
	form, err := r.MultipartReader()
	if err != nil {
		return file{}, err
	}
	var f file
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return f, err
		}
		if err := f.readPart(part); err != nil {
			return f, err
		}
	}
	if f.data == nil {
		return f, geo.Errorf(geo.Invalid, `the form has no field "file"; put the file there`)
	}
	return f, nil
}

func (f *file) readPart(part *multipart.Part) error {
	if part.FormName() != "file" {
		return geo.Errorf(geo.Invalid, `the form has a field %q; the file goes into the field "file", and all else into the query`, part.FormName())
	}
	if f.data != nil {
		return geo.Errorf(geo.Invalid, `the form has several files; one upload is one snapshot`)
	}
	var err error
	f.name = part.FileName()
	f.data, err = io.ReadAll(part)
	return err
}

// nameInHeader returns the file's name in Content-Disposition; empty where there is none that can be read.
func nameInHeader(h http.Header) string {
	_, params, _ := mime.ParseMediaType(h.Get(echo.HeaderContentDisposition))
	return params["filename"]
}

// brokenBody says that the client stopped sending, or sent what is no body.
func brokenBody(err error) error {
	return geo.Errorf(geo.Invalid, "the body could not be read to its end: %v; send it again", err)
}
