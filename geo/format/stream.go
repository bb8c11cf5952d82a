package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"

	"greyzone/geo"
)

// Found is a snapshot in a file, or why it could not be read.
type Found struct {
	Reading geo.Reading
	Line    int // of the file, from 1; 0 where the file is one snapshot
	Err     error
}

// Stream reads what Read does, from files that may be compressed with gzip or Zstandard, without ever having more in
// memory than a snapshot and what unpacking takes. Errors are those of Read, their lines told apart from their words;
// those of src itself; and *geo.Error for what cannot be unpacked, is cut off or is too large.
func (r *Reader) Stream(src io.Reader, name, format string) iter.Seq[Found] {
	return func(yield func(Found) bool) {
		format, err := known(format)
		if err != nil {
			yield(Found{Err: err})
			return
		}
		plain, name, err := unpack(src, name)
		if err != nil {
			yield(Found{Err: err})
			return
		}
		defer plain.Close()
		b := beginning{in: plain}
		lined, err := b.isLined(name, format)
		switch {
		case lined:
			r.readLines(b.all(), name, yield)
		case err != nil:
			yield(Found{Err: err})
		default:
			r.read(b.data, name, format, yield)
		}
	}
}

// beginning is a file of which as much is in memory as it takes to tell whether it has a snapshot a line.
type beginning struct {
	in   io.Reader
	data []byte
	end  error // why there is no more; io.EOF when all is read
}

// all reads the file from its start.
func (b *beginning) all() io.Reader { return io.MultiReader(bytes.NewReader(b.data), b.in) }

// isLined reports whether the file is to be read line by line. If not, all of it is in data, or there is an error.
func (b *beginning) isLined(name, format string) (bool, error) {
	mayBe := format == Auto || format == NDJSON
	for b.grows() {
		if first, rest := firstLine(b.data); len(rest) > 0 {
			if mayBe && isObject(first) {
				return true, nil
			}
			break
		}
	}
	for b.grows() {
	}
	switch {
	case b.end == io.EOF && len(b.data) <= maxDocument:
		b.data = slices.Clone(b.data) // readings keep it, and not what it could have grown into
		return false, nil
	case format == NDJSON, format == Auto && hasNameOfLines(name):
		return true, nil
	case b.end != nil && b.end != io.EOF:
		return false, b.end
	}
	return false, geo.Errorf(geo.TooLarge, "the file has more than %d MiB, and not a snapshot a line", maxDocument>>20)
}

// grows reads on, as much again as there is, and reports whether there was more.
func (b *beginning) grows() bool {
	if b.end != nil || len(b.data) > maxDocument {
		return false
	}
	had := len(b.data)
	b.data = append(b.data, make([]byte, min(max(had, 256<<10), maxDocument+1-had))...)
	n, err := io.ReadFull(b.in, b.data[had:])
	b.data = b.data[:had+n]
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF // of the file, which may end anywhere
	}
	b.end = err
	return n > 0
}

// firstLine returns the first line that is not blank, and what follows that is not blank either.
func firstLine(data []byte) (first, rest []byte) {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, byteOrderMark))
	first, rest, _ = bytes.Cut(data, []byte("\n"))
	return first, bytes.TrimSpace(rest)
}

func isObject(text []byte) bool { return bytes.HasPrefix(text, []byte("{")) && json.Valid(text) }
