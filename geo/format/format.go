// Package format reads and writes the files that hold snapshots, and the data set that a database can start with. Its
// functions are pure: bytes in, readings out.
package format

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"
	"strings"

	"greyzone/geo"
)

// Auto is the format name that asks for sniffing.
const Auto = "auto"

// NDJSON is the format of files with a snapshot a line, each with its own time.
const NDJSON = "ndjson"

// The other formats that Read knows.
const (
	geoJSON        = "geojson"
	deepStateRaw   = "deepstate-raw"
	deepStateDaily = "deepstate-daily"
	owlMaps        = "owlmaps"
)

// Names lists the formats that Read knows.
func Names() []string { return []string{geoJSON, NDJSON, deepStateRaw, deepStateDaily, owlMaps} }

// Read reads the snapshots in a file: one, or one a line for NDJSON, in the file's order. name is the file's name, with
// its folders or without, or empty; format is one of Names, or Auto, which empty means too. What cannot be
// read is yielded as a *geo.Error of kind Unprocessable (of kind Invalid for a format that there is not), for NDJSON with
// the number of the line, after which the next line follows. The readings share memory with data.
func Read(data []byte, name, format string) iter.Seq2[geo.Reading, error] {
	return func(yield func(geo.Reading, error) bool) {
		if format == "" {
			format = Auto
		}
		if format != Auto && !slices.Contains(Names(), format) {
			yield(geo.Reading{}, geo.Errorf(geo.Invalid, "there is no format %q: choose one of %s, %s", format, Auto, strings.Join(Names(), ", ")))
			return
		}
		if format == NDJSON || format == Auto && looksLikeNDJSON(data, name) {
			readLines(data, name, yield)
			return
		}
		yield(readOne(data, name, format))
	}
}

// readOne reads a file that holds a single snapshot.
func readOne(data []byte, name, format string) (geo.Reading, error) {
	if err := refuseOther(data, name); err != nil {
		return geo.Reading{}, err
	}
	d, err := decode(data)
	if err != nil {
		return geo.Reading{}, err
	}
	if format == Auto {
		format = d.sniff()
	}
	reading, err := readDocument(d, format)
	if err != nil {
		return geo.Reading{}, err
	}
	if reading.ValidAt, err = d.validAt(); err != nil {
		return geo.Reading{}, err
	}
	if reading.ValidAt.IsZero() {
		reading.ValidAt = TimeInName(name)
	}
	return withOriginal(reading, format, data, name), nil
}

// readDocument reads the zones of d as those of the named format.
func readDocument(d document, format string) (geo.Reading, error) {
	switch format {
	case owlMaps:
		return readOwlMaps(d)
	case deepStateRaw:
		return readDeepStateRaw(d)
	case deepStateDaily:
		return readDeepStateDaily(d)
	}
	return readGeoJSON(d)
}

// withOriginal adds to a reading what it was read from.
func withOriginal(r geo.Reading, format string, data []byte, name string) geo.Reading {
	sum := sha256.Sum256(data)
	r.Format = format
	r.Original = geo.Original{Data: data, Name: baseName(name), Format: format, SHA256: hex.EncodeToString(sum[:])}
	return r
}

// unprocessable makes the error for content that is refused.
func unprocessable(format string, args ...any) *geo.Error {
	return geo.Errorf(geo.Unprocessable, format, args...)
}
