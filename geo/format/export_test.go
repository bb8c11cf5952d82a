package format

import "greyzone/geo"

// ReadThoroughly reads one snapshot without the quick way.
func ReadThoroughly(data []byte) (geo.Reading, error) {
	d, err := decode(data)
	if err != nil {
		return geo.Reading{}, err
	}
	return readDocument(d, d.sniff())
}

// IsQuick reports whether data can be read the quick way.
func IsQuick(data []byte) bool {
	_, ok := new(Reader).stencilled(data)
	return ok
}

// ParseNumber reads a JSON number that is all of s.
func ParseNumber(s string) (float64, bool) {
	v, end, ok := parseNumber(s, 0)
	return v, ok && end == len(s)
}
