// Package format reads and writes the files that hold snapshots, and the data set that a database can start with. Its
// functions are pure: bytes in, readings out.
package format

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

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
	named := TimeInName(name)
	if reading.ValidAt.IsZero() {
		reading.ValidAt = named
	}
	reading.Warnings = append(reading.Warnings, dayDiffers(reading.ValidAt, named)...)
	return withOriginal(reading, format, data, name), nil
}

// dayDiffers warns of a name that tells another day than the file, as a renamed copy of an older snapshot does.
func dayDiffers(told, named time.Time) []geo.Warning {
	if named.IsZero() || told.Format(time.DateOnly) == named.Format(time.DateOnly) {
		return nil
	}
	return []geo.Warning{{Rule: "day-differs", Message: fmt.Sprintf("the file says that it is of %s, its name says %s: the file's word counts, unless another day is asked for",
		told.Format(time.DateOnly), named.Format(time.DateOnly))}}
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
