package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"greyzone/geo"
)

// document is what any of the formats may have at the top: a FeatureCollection, a Feature, a bare geometry, or the
// lists of owlmaps. Coordinates stay text until it is known how to read them.
type document struct {
	Type       string          `json:"type"`
	Date       json.RawMessage `json:"date"`
	Snapshot   json.RawMessage `json:"snapshot"`
	Features   json.RawMessage `json:"features"`
	Geometry   *geometry       `json:"geometry"`
	Properties json.RawMessage `json:"properties"`
	// A bare geometry's own.
	Coordinates json.RawMessage `json:"coordinates"`
	Geometries  json.RawMessage `json:"geometries"`
	// Those of owlmaps.
	Areas   json.RawMessage `json:"areas"`
	AreasUA json.RawMessage `json:"areas_ua"`

	features []feature // whatever is at the top
	shapes   []shape   // what was cut out of a stencil
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
	Geometries  json.RawMessage `json:"geometries"`
}

var byteOrderMark = []byte("\ufeff")

// decode parses a document and lists its features.
func decode(data []byte) (document, error) {
	d, err := parseDocument(data)
	if err != nil {
		return document{}, err
	}
	return d, d.normalise()
}

// parseDocument parses JSON whose shape is that of a document. Bytes that are not UTF-8 become U+FFFD.
func parseDocument(data []byte) (document, error) {
	data = bytes.TrimPrefix(data, byteOrderMark)
	if !utf8.Valid(data) {
		data = bytes.ToValidUTF8(data, []byte("\ufffd"))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return document{}, unprocessable("the file is empty")
	}
	if at := nestsDeeper(data, maxDepth); at >= 0 {
		return document{}, unprocessable("the JSON is nested more than %d deep at %s", maxDepth, place(data, at))
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		return document{}, jsonError(data, err)
	}
	return d, nil
}

// normalise makes features the one list to read, whatever is at the top.
func (d *document) normalise() error {
	switch d.Type {
	case "FeatureCollection":
		return d.parseFeatures()
	case "Feature":
		d.features = []feature{{Type: d.Type, Geometry: d.Geometry, Properties: d.Properties}}
		return d.features[0].parse(0)
	case "":
		if d.Areas == nil {
			return unprocessable(`the JSON has neither the "type" of GeoJSON nor the list "areas" of owlmaps`)
		}
	default:
		d.features = []feature{{Geometry: &geometry{d.Type, d.Coordinates, d.Geometries}}}
	}
	return nil
}

func (d *document) parseFeatures() error {
	err := eachElement(d.Features, func(i int, parse func(any) error) error {
		var f feature
		if err := parse(&f); err != nil {
			return refused(i, "type", mismatch(err))
		}
		if err := f.parse(i); err != nil {
			return err
		}
		d.features = append(d.features, f)
		return nil
	})
	if errors.Is(err, errNoList) {
		return unprocessable(`the FeatureCollection has no list "features"`)
	}
	return err
}

// parse checks the type and finds the properties that tell the status. i is the feature's index.
func (f *feature) parse(i int) error {
	if f.Type != "" && f.Type != "Feature" {
		return refused(i, "type", fmt.Sprintf("its type is %q, not Feature", f.Type))
	}
	if bytes.Equal(f.Properties, []byte("null")) {
		f.Properties = nil
	}
	if len(f.Properties) > maxProperties {
		return refused(i, "properties", fmt.Sprintf("its properties have more than %d bytes", maxProperties))
	}
	// A map and not a struct, for which encoding/json would take "Status" for "status".
	var members map[string]json.RawMessage
	if f.Properties != nil {
		if err := json.Unmarshal(f.Properties, &members); err != nil {
			return refused(i, "properties", `"properties" is not an object`)
		}
	}
	f.status, f.fill, f.bare = members["status"], members["fill"], len(members) == 0
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
