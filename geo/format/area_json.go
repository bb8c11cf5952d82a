package format

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"greyzone/geo"
)

// AppendAreasJSON appends an answer to text, byte for byte as encoding/json writes it. A whole history has a thousand
// results of one shape, which takes reflection two to three times as long. It fails for an area that is no finite number
// and for a time outside of the years that JSON's form has.
func AppendAreasJSON(text []byte, a geo.AreaAnswer) ([]byte, error) {
	if odd(a) {
		all, err := json.Marshal(a)
		if err != nil {
			return text, fmt.Errorf("areas: %w", err)
		}
		return append(text, all...), nil
	}
	text = slices.Grow(text, roomFor(a))
	text = appendString(append(text, `{"layer":`...), a.Layer)
	if a.Region == nil {
		text = append(text, `,"region":null`...)
	} else {
		text = appendRegion(text, *a.Region)
	}
	text = appendList(append(text, `,"results":`...), a.Results, appendMeasurement)
	return append(appendProvenance(append(text, ','), a.Provenance), '}'), nil
}

func appendRegion(text []byte, r geo.RegionArea) []byte {
	text = appendStringOrNull(append(text, `,"region":{"id":`...), r.ID)
	if r.Kind != "" {
		text = appendString(append(text, `,"kind":`...), r.Kind)
	}
	return append(appendNumber(append(text, `,"area_km2":`...), r.AreaKm2), '}')
}

func appendProvenance(text []byte, p geo.Provenance) []byte {
	text = appendString(append(text, `"method":`...), p.Method)
	text = appendString(append(text, `,"attribution":`...), p.Attribution)
	text = appendString(append(text, `,"licence":`...), p.Licence)
	text = appendInstant(append(text, `,"as_of":`...), p.AsOf)
	if p.Permalink != "" {
		text = appendString(append(text, `,"permalink":`...), p.Permalink)
	}
	return appendString(append(text, `,"citation":`...), p.Citation)
}

// odd reports whether an answer has what the functions here do not write: numbers that there are not in JSON, times that
// are not of UTC or have no year of four digits, and claims.
func odd(a geo.AreaAnswer) bool {
	oddRegion := func(r *geo.RegionArea) bool { return r != nil && !finite(r.AreaKm2) }
	if oddRegion(a.Region) || oddTime(a.AsOf) {
		return true
	}
	return slices.ContainsFunc(a.Results, func(m geo.Measurement) bool {
		return m.Claims != nil || oddRegion(m.Region) || oddTime(m.Snapshot.ValidAt) || oddTime(m.Snapshot.RecordedAt) ||
			slices.ContainsFunc(m.Areas, func(s geo.StatusArea) bool { return !finite(s.AreaKm2) }) ||
			slices.ContainsFunc(m.Controlled, func(p geo.PartyArea) bool { return !finite(p.MinKm2) || !finite(p.MaxKm2) })
	})
}

func finite(v float64) bool { return !math.IsInf(v, 0) && !math.IsNaN(v) }

func oddTime(t time.Time) bool {
	return t.Location() != time.UTC || t.Year() < 0 || t.Year() > 9999
}

// roomFor is about what an answer takes, so that it is not copied again and again while it grows.
func roomFor(a geo.AreaAnswer) int {
	rows := 0
	for _, m := range a.Results {
		rows += len(m.Areas) + len(m.Controlled)
	}
	return 1024 + 288*len(a.Results) + 96*rows
}

func appendMeasurement(text []byte, m geo.Measurement) []byte {
	text = appendString(append(text, `{"datetime":`...), m.Datetime)
	if m.Region != nil {
		text = appendRegion(text, *m.Region)
	}
	text = appendString(append(text, `,"snapshot":{"id":`...), m.Snapshot.ID)
	text = appendInstant(append(text, `,"valid_at":`...), m.Snapshot.ValidAt)
	text = appendInstant(append(text, `,"recorded_at":`...), m.Snapshot.RecordedAt)
	text = strconv.AppendInt(append(text, `,"revision":`...), int64(m.Snapshot.Revision), 10)
	text = appendList(append(text, `},"areas":`...), m.Areas, appendStatusArea)
	text = appendList(append(text, `,"controlled":`...), m.Controlled, appendPartyArea)
	return append(text, '}')
}

func appendStatusArea(text []byte, a geo.StatusArea) []byte {
	text = appendString(append(text, `{"status":`...), a.Status)
	text = appendStringOrNull(append(text, `,"party":`...), a.Party)
	return append(appendNumber(append(text, `,"area_km2":`...), a.AreaKm2), '}')
}

func appendPartyArea(text []byte, a geo.PartyArea) []byte {
	text = appendString(append(text, `{"party":`...), a.Party)
	text = appendStringOrNull(append(text, `,"on":`...), a.On)
	text = appendNumber(append(text, `,"min_km2":`...), a.MinKm2)
	return append(appendNumber(append(text, `,"max_km2":`...), a.MaxKm2), '}')
}

// appendList appends values with appendOne, and no list, which is nil, as null.
func appendList[T any](text []byte, values []T, appendOne func([]byte, T) []byte) []byte {
	if values == nil {
		return append(text, "null"...)
	}
	text = append(text, '[')
	for i, v := range values {
		if i > 0 {
			text = append(text, ',')
		}
		text = appendOne(text, v)
	}
	return append(text, ']')
}

// appendString leaves what has to be escaped, or checked, to encoding/json.
func appendString(text []byte, s string) []byte {
	for i := range len(s) {
		if b := s[i]; b < ' ' || b >= 0x7f || b == '"' || b == '\\' || b == '<' || b == '>' || b == '&' {
			return appendMarshalled(text, s)
		}
	}
	return append(append(append(text, '"'), s...), '"')
}

func appendStringOrNull(text []byte, s *string) []byte {
	if s == nil {
		return append(text, "null"...)
	}
	return appendString(text, *s)
}

// appendNumber appends the fewest digits that read back as v. Where encoding/json writes an exponent, it does.
func appendNumber(text []byte, v float64) []byte {
	if size := math.Abs(v); v != 0 && (size < 1e-6 || size >= 1e21) {
		return appendMarshalled(text, v)
	}
	return strconv.AppendFloat(text, v, 'f', -1, 64)
}

func appendInstant(text []byte, t time.Time) []byte {
	return append(t.AppendFormat(append(text, '"'), time.RFC3339Nano), '"')
}

// appendMarshalled is for strings and finite numbers.
func appendMarshalled(text []byte, v any) []byte {
	value, err := json.Marshal(v)
	if err != nil {
		panic(err) // neither can fail
	}
	return append(text, value...)
}
