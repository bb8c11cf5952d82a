package format

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// sniff names the format of a JSON document by what is in it.
func (d *document) sniff() string {
	switch {
	case d.Type == "":
		return owlMaps
	case d.hasStatus():
		return geoJSON
	case d.hasFill():
		return deepStateRaw
	case d.isBareMultiPolygon():
		return deepStateDaily
	}
	return geoJSON
}

// isBareMultiPolygon reports whether d is one feature that says nothing but its MultiPolygon.
func (d *document) isBareMultiPolygon() bool {
	if d.Type != "FeatureCollection" && d.Type != "Feature" || len(d.features) != 1 {
		return false
	}
	f := d.features[0]
	return f.bare && f.Geometry != nil && f.Geometry.Type == "MultiPolygon"
}

// hasStatus reports whether a feature with an area has a status of ours.
func (d *document) hasStatus() bool {
	return slices.ContainsFunc(d.features, func(f feature) bool { return f.status != nil && f.Geometry.hasArea() })
}

// hasFill reports whether a feature with an area has a fill colour; pins may be coloured too.
func (d *document) hasFill() bool {
	return slices.ContainsFunc(d.features, func(f feature) bool { return f.fill != nil && f.Geometry.hasArea() })
}

func (g *geometry) hasArea() bool {
	return g != nil && (g.Type == "Polygon" || g.Type == "MultiPolygon" || g.Type == "GeometryCollection")
}

// looksLikeNDJSON reports whether data is one JSON object a line: the first line is one and another line follows, or
// the name says so and the whole is not one document.
func looksLikeNDJSON(data []byte, name string) bool {
	first, rest := firstLine(data)
	return len(rest) > 0 && isObject(first) || hasNameOfLines(name) && !json.Valid(data)
}

func hasNameOfLines(name string) bool { return hasExtension(name, ".ndjson", ".jsonl", ".geojsonl") }

// refuseOther recognizes files that are no JSON and names them.
func refuseOther(data []byte, name string) error {
	head := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 4096)], byteOrderMark))
	switch {
	case hasExtension(name, ".kml", ".kmz"), bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<kml")):
		return unprocessable("KML is not read: convert it to GeoJSON with a status in the properties of each polygon")
	case bytes.HasPrefix(head, []byte("<")):
		return unprocessable("this is XML or HTML: a snapshot is read from %s", strings.Join(Names(), ", "))
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}), bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}), bytes.HasPrefix(head, []byte("PK")):
		return unprocessable("the file is compressed: unpack it first")
	}
	return nil
}

func hasExtension(name string, extensions ...string) bool {
	for _, e := range extensions {
		if strings.EqualFold(path.Ext(baseName(name)), e) {
			return true
		}
	}
	return false
}
