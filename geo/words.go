package geo

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/paulmach/orb"
)

var decimal = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// parseDecimal reads a number as people write it. strconv reads what Go's source has besides: 0x1p5, 0x_2, NaN, Inf.
func parseDecimal(s string) (float64, error) {
	if !decimal.MatchString(s) {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseFloat(s, 64)
}

// place writes a point as messages have it: longitude, then latitude, to about 0.1 m.
func place(p orb.Point) string { return degrees(p.Lon()) + " " + degrees(p.Lat()) }

// degrees leaves out zeros at the end, and an exponent unless the number is absurd.
func degrees(v float64) string {
	if v > 1e6 || v < -1e6 {
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 6, 64), 64)
	if err != nil {
		rounded = v
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// km2Text writes an area with three digits or more, however small it is.
func km2Text(km2 float64) string {
	if km2 >= 100 || km2 <= -100 {
		return strconv.FormatFloat(km2, 'f', 1, 64) + " km²"
	}
	return strconv.FormatFloat(km2, 'g', 3, 64) + " km²"
}

// count writes n things, such as "1 zone" and "3 zones".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func vertices(n int) string {
	if n == 1 {
		return "1 vertex"
	}
	return fmt.Sprintf("%d vertices", n)
}
