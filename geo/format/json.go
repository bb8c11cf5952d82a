package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"unicode/utf8"
)

// maxDepth is how deep objects and lists may nest; a MultiPolygon in a GeometryCollection needs ten levels.
const maxDepth = 100

// What bounds the memory that a file can ask for; each is far more than a real day has.
const (
	maxElements   = 100_000 // features, or members of a GeometryCollection
	maxProperties = 1 << 20 // bytes of one feature's properties
)

var errNoList = errors.New("not a list")

// eachElement calls use for each element of the JSON list in text, which is valid JSON, until it fails. Unlike
// unmarshalling into a slice it stops at the first element of a wrong type, and at maxElements.
func eachElement(text json.RawMessage, use func(i int, parse func(any) error) error) error {
	elements := json.NewDecoder(bytes.NewReader(text))
	if start, err := elements.Token(); err != nil || start != json.Delim('[') {
		return errNoList
	}
	for i := 0; elements.More(); i++ {
		if i == maxElements {
			return unprocessable("a list has more than %d elements", maxElements)
		}
		if err := use(i, elements.Decode); err != nil {
			return err
		}
	}
	return nil
}

// nestsDeeper returns the offset of the bracket that nests deeper than levels, or -1. It runs before any parser sees data.
func nestsDeeper(data []byte, levels int) int {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch b := data[i]; {
		case quoted && b == '\\':
			i++
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '{' || b == '[':
			if depth++; depth > levels {
				return i
			}
		case b == '}' || b == ']':
			depth--
		}
	}
	return -1
}

// jsonError turns an error of encoding/json into one that says where in the file to look.
func jsonError(data []byte, err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		hint := ""
		if syntax.Offset >= int64(len(data)) {
			hint = "; the file may be cut off"
		}
		return unprocessable("this is not JSON: %v at %s%s", syntax, place(data, int(syntax.Offset)-1), hint)
	}
	return unprocessable("this is not GeoJSON: %s", mismatch(err))
}

// mismatch says in JSON's words which value has a wrong type.
func mismatch(err error) string {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return err.Error()
	}
	what := "it"
	if wrong.Field != "" {
		what = fmt.Sprintf("%q", wrong.Field)
	}
	want := "an object"
	if wrong.Type.Kind() == reflect.String {
		want = "a string"
	}
	return fmt.Sprintf("%s must be %s, not a JSON %s", what, want, wrong.Value)
}

// place tells a byte's line and column, both from 1.
func place(data []byte, offset int) string {
	before := data[:max(0, min(offset, len(data)))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("line %d, column %d (byte %d)", line, column, len(before))
}
