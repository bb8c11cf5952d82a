package format

import (
	"errors"
	"fmt"
	"io"

	"greyzone/geo"
)

// readLines reads one day a line. A line that cannot be read is yielded as an error, and the next one follows; blank
// lines are passed over.
func (r *Reader) readLines(src io.Reader, name string, yield func(Found) bool) {
	lines := newLineReader(src)
	for {
		line, err := lines.next()
		if err == io.EOF {
			return
		}
		f := Found{Line: lines.number, Err: err}
		switch err {
		case nil:
			f.Reading, f.Err = r.readLine(line, name)
		case errLongLine:
			f.Err = geo.Errorf(geo.TooLarge, "the line has more than %d MiB", maxDocument>>20)
		default:
			yield(f)
			return
		}
		if f.Err == nil {
			lines.idle = 0
		}
		if !yield(f) {
			return
		}
	}
}

func (r *Reader) readLine(line []byte, name string) (geo.Reading, error) {
	return r.parse(line, func(d document) (geo.Reading, error) {
		if d.Type != "FeatureCollection" {
			return geo.Reading{}, unprocessable(`a line must be a FeatureCollection with a "date"`)
		}
		reading, err := readGeoJSON(d)
		if err != nil {
			return geo.Reading{}, err
		}
		if reading.ValidAt, err = d.validAt(); err != nil {
			return geo.Reading{}, err
		}
		if reading.ValidAt.IsZero() {
			return geo.Reading{}, unprocessable(`there is no "date": the file's name cannot tell the day of one line of many`)
		}
		return withOriginal(reading, NDJSON, line, name), nil
	})
}

// lined returns the error with its line's number.
func (f Found) lined() error {
	var e *geo.Error
	switch {
	case f.Err == nil || f.Line == 0:
		return f.Err
	case !errors.As(f.Err, &e):
		return fmt.Errorf("line %d: %w", f.Line, f.Err)
	}
	at := *e
	at.Message = fmt.Sprintf("line %d: %s", f.Line, e.Message)
	return &at
}
