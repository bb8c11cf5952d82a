package format

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// WriteGeoJSON writes the coverage of a snapshot as a FeatureCollection, one Polygon a zone: [lon, lat] in full
// precision, rings wound as the coverage has them, which is as RFC 7946 (3.1.6) asks. Properties are the source's own,
// with our status. What it writes Read reads back with the same valid time and zones.
func WriteGeoJSON(w io.Writer, layer geo.Layer, snapshot geo.Snapshot, zones []geo.Zone) error {
	out := bufio.NewWriter(w)
	head, err := marshal(struct {
		Type        string  `json:"type"`
		Snapshot    geo.Ref `json:"snapshot"`
		Withdrawn   bool    `json:"withdrawn,omitempty"`
		Attribution string  `json:"attribution"`
		Licence     string  `json:"licence"`
	}{"FeatureCollection", snapshot.Ref(), snapshot.Withdrawn, layer.Source.Attribution, layer.Source.Licence})
	if err != nil {
		return err
	}
	// Write errors stick in a bufio.Writer; Flush returns the first.
	out.Write(bytes.TrimSuffix(head, []byte("}")))
	out.WriteString(`,"features":[`)
	for i, z := range zones {
		if i > 0 {
			out.WriteByte(',')
		}
		f, err := marshalZone(z)
		if err != nil {
			return fmt.Errorf("zone %d: %w", i, err)
		}
		out.WriteString("\n")
		out.Write(f)
	}
	out.WriteString("]}\n")
	return out.Flush()
}

func marshalZone(z geo.Zone) ([]byte, error) {
	properties, err := withStatus(z.Properties, z.Status)
	if err != nil {
		return nil, err
	}
	type polygon struct {
		Type        string      `json:"type"`
		Coordinates orb.Polygon `json:"coordinates"`
	}
	return marshal(struct {
		Type       string          `json:"type"`
		Properties json.RawMessage `json:"properties"`
		Geometry   polygon         `json:"geometry"`
	}{"Feature", properties, polygon{"Polygon", z.Polygon}})
}

// withStatus returns the members of properties as they are written, and status as "status".
func withStatus(properties json.RawMessage, status string) (json.RawMessage, error) {
	members := map[string]json.RawMessage{}
	if len(properties) > 0 {
		if err := json.Unmarshal(properties, &members); err != nil {
			return nil, fmt.Errorf("properties: %w", err)
		}
	}
	ours, err := marshal(status)
	if err != nil {
		return nil, err
	}
	theirs, ok := members["status"]
	if ok && bytes.Equal(theirs, ours) {
		return properties, nil
	}
	if ok || len(members) == 0 {
		if members == nil {
			members = map[string]json.RawMessage{}
		}
		members["status"] = ours
		return marshal(members)
	}
	// Ours goes first, so that theirs stay in their order.
	rest := bytes.TrimPrefix(bytes.TrimSpace(properties), []byte("{"))
	return append(append([]byte(`{"status":`), append(ours, ',')...), rest...), nil
}

// marshal is json.Marshal without escapes for HTML, which this is not.
func marshal(v any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n")), nil
}
