package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"
	"unicode/utf8"

	"greyzone/geo"
)

// maxDepth is how deep objects and lists may nest; a MultiPolygon in a GeometryCollection needs ten levels.
const maxDepth = 100

// maxObjects bounds the memory that a file can ask for; it is a thousand times what a real day has.
const maxObjects = 1_000_000

// document is what any of the formats may have at the top: a FeatureCollection, a Feature, a bare geometry, or the
// lists of owlmaps. Coordinates stay text until it is known how to read them.
type document struct {
	geometry
	Date       json.RawMessage `json:"date"`
	Snapshot   json.RawMessage `json:"snapshot"`
	Features   []feature       `json:"features"`
	Geometry   *geometry       `json:"geometry"`
	Properties json.RawMessage `json:"properties"`
	Areas      json.RawMessage `json:"areas"`
	AreasUA    json.RawMessage `json:"areas_ua"`
}

type feature struct {
	Type       string          `json:"type"`
	Geometry   *geometry       `json:"geometry"`
	Properties json.RawMessage `json:"properties"`
	// The members of Properties that tell the status; nil without.
	status, fill json.RawMessage
	bare         bool // there is no property at all
}

type geometry struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
	Geometries  []geometry      `json:"geometries"`
}

var byteOrderMark = []byte("\ufeff")

// decode parses JSON whose shape is that of a document. Bytes that are not UTF-8 become U+FFFD.
func decode(data []byte) (document, error) {
	data = bytes.ToValidUTF8(bytes.TrimPrefix(data, byteOrderMark), []byte("\ufffd"))
	if len(bytes.TrimSpace(data)) == 0 {
		return document{}, unprocessable("the file is empty")
	}
	if err := refuseExcess(data); err != nil {
		return document{}, err
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		return document{}, jsonError(data, err)
	}
	return d, d.normalise()
}

// normalise makes Features the one list to read, whatever is at the top, and parses each one's properties.
func (d *document) normalise() error {
	switch d.Type {
	case "FeatureCollection":
		if d.Features == nil {
			return unprocessable(`the FeatureCollection has no list "features"`)
		}
	case "Feature":
		d.Features = []feature{{Type: d.Type, Geometry: d.Geometry, Properties: d.Properties}}
	case "":
		if d.Areas == nil {
			return unprocessable(`the JSON has neither the "type" of GeoJSON nor the list "areas" of owlmaps`)
		}
	default:
		d.Features = []feature{{Geometry: &d.geometry}}
	}
	for i := range d.Features {
		if err := d.Features[i].parseProperties(); err != nil {
			return refused(i, "properties", `"properties" is not an object`)
		}
		if t := d.Features[i].Type; t != "" && t != "Feature" {
			return refused(i, "type", fmt.Sprintf("its type is %q, not Feature", t))
		}
	}
	return nil
}

// parseProperties goes through the members one by one: encoding/json would take "Status" for "status" in a struct, and
// a map of all of them could be large.
func (f *feature) parseProperties() error {
	if bytes.Equal(f.Properties, []byte("null")) {
		f.Properties = nil
	}
	f.bare = true
	if f.Properties == nil {
		return nil
	}
	members := json.NewDecoder(bytes.NewReader(f.Properties))
	if start, err := members.Token(); err != nil || start != json.Delim('{') {
		return errors.New("not an object")
	}
	for members.More() {
		name, err := members.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := members.Decode(&value); err != nil {
			return err
		}
		f.bare = false
		switch name {
		case "status":
			f.status = value
		case "fill":
			f.fill = value
		}
	}
	return nil
}

// text returns JSON that is a string as that string, null or nothing as empty, and anything else as it is written.
func text(raw json.RawMessage) string {
	var s *string
	if raw == nil {
		return ""
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return string(raw)
	}
	if s == nil {
		return ""
	}
	return *s
}

// validAt returns the time that the document itself tells, or zero.
func (d *document) validAt() (time.Time, error) {
	if d.Date != nil {
		return momentOf("date", d.Date)
	}
	var s struct {
		ValidAt json.RawMessage `json:"valid_at"`
	}
	// Another program's "snapshot" may be anything; only an object with a valid_at is ours.
	if err := json.Unmarshal(d.Snapshot, &s); err != nil || s.ValidAt == nil {
		return time.Time{}, nil
	}
	return momentOf("snapshot.valid_at", s.ValidAt)
}

func momentOf(member string, raw json.RawMessage) (time.Time, error) {
	var text *string
	if err := json.Unmarshal(raw, &text); err != nil {
		return time.Time{}, unprocessable("the file's own %q is not a string", member)
	}
	if text == nil {
		return time.Time{}, nil
	}
	m, err := geo.ParseMoment(*text)
	if err != nil {
		return time.Time{}, unprocessable("the file's own %q: %v", member, err)
	}
	return m.From, nil
}

// refuseExcess refuses what is nested too deep or has too many objects. It runs before any parser sees data.
func refuseExcess(data []byte) error {
	depth, objects, quoted := 0, 0, false
	for i := 0; i < len(data); i++ {
		switch b := data[i]; {
		case quoted && b == '\\':
			i++
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '{' || b == '[':
			depth++
			if b == '{' {
				objects++
			}
			if depth > maxDepth {
				return unprocessable("the JSON is nested more than %d deep at %s", maxDepth, place(data, i))
			}
			if objects > maxObjects {
				return unprocessable("the JSON has more than %d objects", maxObjects)
			}
		case b == '}' || b == ']':
			depth--
		}
	}
	return nil
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
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		what := "the whole"
		if mismatch.Field != "" {
			what = fmt.Sprintf("%q", mismatch.Field)
		}
		return unprocessable("%s must be %s, not a JSON %s, at %s", what, expected(mismatch.Type), mismatch.Value, place(data, int(mismatch.Offset)-1))
	}
	return fmt.Errorf("decoding JSON: %w", err)
}

func expected(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "a string"
	}
	return "an object"
}

// place tells a byte's line and column, both from 1.
func place(data []byte, offset int) string {
	before := data[:max(0, min(offset, len(data)))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("line %d, column %d (byte %d)", line, column, len(before))
}
