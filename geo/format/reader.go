package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"

	"greyzone/geo"
)

// Reader reads files one after the other, quicker than each by itself: most rings of a day have the same text as those
// of the day before, and are then the same slice, which nobody may write to. The zero value is ready; it serves one
// goroutine at a time.
type Reader struct {
	memory memory
}

// Read reads the snapshots in a file: one, or one a line for NDJSON, in the file's order. name is the file's name, with
// its folders or without, or empty; format is one of Names, or Auto, which empty means too. What cannot be
// read is yielded as a *geo.Error of kind Unprocessable (of kind Invalid for a format that there is not), for NDJSON with
// the number of the line, after which the next line follows. A reading of the whole file shares memory with data.
func (r *Reader) Read(data []byte, name, format string) iter.Seq2[geo.Reading, error] {
	return func(yield func(geo.Reading, error) bool) {
		format, err := known(format)
		if err != nil {
			yield(geo.Reading{}, err)
			return
		}
		r.read(data, name, format, func(f Found) bool { return yield(f.Reading, f.lined()) })
	}
}

func (r *Reader) read(data []byte, name, format string, yield func(Found) bool) {
	if format != NDJSON && (format != Auto || !looksLikeNDJSON(data, name)) {
		reading, err := r.readOne(data, name, format)
		yield(Found{Reading: reading, Err: err})
		return
	}
	if first, _ := firstLine(data); !json.Valid(first) && json.Valid(data) {
		yield(Found{Err: unprocessable("this is not %s: it is one JSON document over several lines", NDJSON)})
		return
	}
	r.readLines(bytes.NewReader(data), name, yield)
}

// Read reads a single file as a Reader does.
func Read(data []byte, name, format string) iter.Seq2[geo.Reading, error] {
	return new(Reader).Read(data, name, format)
}

// known returns the name of a format, or an error if there is none of that name.
func known(format string) (string, error) {
	if format == "" {
		return Auto, nil
	}
	if format != Auto && !slices.Contains(Names(), format) {
		return "", geo.Errorf(geo.Invalid, "there is no format %q: choose one of %s, %s", format, Auto, strings.Join(Names(), ", "))
	}
	return format, nil
}

// errThorough says that a stencil is not enough to read a document.
var errThorough = errors.New("this needs the thorough way of reading")

// parse reads the document in data with read: the quick way, by a stencil, or if that finds anything amiss the thorough
// way, whose word counts.
func (r *Reader) parse(data []byte, read func(document) (geo.Reading, error)) (geo.Reading, error) {
	if d, ok := r.stencilled(data); ok {
		if reading, err := read(d); err == nil {
			return reading, nil
		}
	}
	d, err := decode(data)
	if err != nil {
		return geo.Reading{}, err
	}
	return read(d)
}

// readOne reads a file that holds a single snapshot.
func (r *Reader) readOne(data []byte, name, format string) (geo.Reading, error) {
	if err := refuseOther(data, name); err != nil {
		return geo.Reading{}, err
	}
	return r.parse(data, func(d document) (geo.Reading, error) {
		as := format
		if as == Auto {
			as = d.sniff()
		}
		reading, err := readDocument(d, as)
		if err != nil {
			return geo.Reading{}, err
		}
		if reading.ValidAt, err = d.validAt(); err != nil {
			return geo.Reading{}, err
		}
		named := TimeInName(name)
		if reading.ValidAt.IsZero() {
			reading.ValidAt = named
		}
		reading.Warnings = append(reading.Warnings, dayDiffers(reading.ValidAt, named)...)
		return withOriginal(reading, as, data, name), nil
	})
}
