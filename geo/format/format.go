// Package format reads and writes the files that hold snapshots, and the data set that a database can start with. Its
// functions are pure: bytes in, readings out.
package format

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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
