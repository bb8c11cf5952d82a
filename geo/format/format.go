// Package format reads and writes the files that hold snapshots. Its functions are pure: bytes in, readings out.
package format

import (
	"iter"

	"greyzone/geo"
)

// Auto is the format name that asks for sniffing.
const Auto = "auto"

// Read reads the snapshots in a file: one, or one a line for NDJSON, in the file's order. name is the file's base name,
// or empty; format is one of Names or Auto. What cannot be read is yielded as a *geo.Error of kind Unprocessable (of
// kind Invalid for a format that there is not), for NDJSON with the number of the line, after which the next line
// follows.
func Read(data []byte, name, format string) iter.Seq2[geo.Reading, error] { panic("not built yet") }

// Names lists the formats that Read knows.
func Names() []string { panic("not built yet") }
