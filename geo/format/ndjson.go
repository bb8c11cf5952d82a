package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"greyzone/geo"
)

// readLines reads one day a line. A line that cannot be read is yielded as an error with its number, and the next one
// follows; blank lines are passed over.
func (r *Reader) readLines(data []byte, name string, yield func(geo.Reading, error) bool) {
	if first, _, _ := bytes.Cut(bytes.TrimSpace(data), []byte("\n")); !json.Valid(first) && json.Valid(data) {
		yield(geo.Reading{}, unprocessable("this is not %s: it is one JSON document over several lines", NDJSON))
		return
	}
	data = bytes.TrimPrefix(data, byteOrderMark)
	for number, line := range lines(data) {
		reading, err := r.readLine(line, name)
		if err != nil {
			err = atLine(number, err)
		}
		if !yield(reading, err) {
			return
		}
	}
}

// lines yields the lines of data that are not blank, without their ends, and their numbers from 1.
func lines(data []byte) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		number := 0
		for line := range bytes.Lines(data) {
			number++
			line = bytes.TrimRight(line, "\r\n")
			if len(bytes.TrimSpace(line)) > 0 && !yield(number, line) {
				return
			}
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

// atLine adds the line's number to an error.
func atLine(number int, err error) error {
	var e *geo.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("line %d: %w", number, err)
	}
	at := *e
	at.Message = fmt.Sprintf("line %d: %s", number, e.Message)
	return &at
}
