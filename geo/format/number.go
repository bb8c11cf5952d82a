package format

import (
	"math"
	"strconv"
)

// exactDigits is how many decimal digits always fit the 53 bits of a float64's mantissa.
const exactDigits = 15

// powersOfTen are exact, so that dividing an exact mantissa by one of them rounds once, as strconv does.
var powersOfTen = [exactDigits + 1]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// parseNumber reads the JSON number that starts at s[at] and returns its value and where it ends; ok is false if there
// is none. One that is too large becomes infinite. The value is what strconv.ParseFloat makes of it.
func parseNumber(s string, at int) (value float64, end int, ok bool) {
	start := at
	negative := at < len(s) && s[at] == '-'
	if negative {
		at++
	}
	mantissa, end := digits(s, at, 0)
	if end == at || s[at] == '0' && end > at+1 {
		return 0, at, false
	}
	count, decimals := end-at, 0
	if end < len(s) && s[end] == '.' {
		point := end
		mantissa, end = digits(s, point+1, mantissa)
		decimals = end - point - 1
		if decimals == 0 {
			return 0, at, false
		}
	}
	if count+decimals > exactDigits || end < len(s) && (s[end] == 'e' || s[end] == 'E') {
		return parseLongNumber(s, start, end)
	}
	value = float64(mantissa) / powersOfTen[decimals]
	if negative {
		value = -value
	}
	return value, end, true
}

// digits steps over decimal digits from s[at] on and appends them to those of a number; more than 19 overflow.
func digits(s string, at int, number uint64) (longer uint64, end int) {
	for at < len(s) && s[at]-'0' <= 9 {
		number = number*10 + uint64(s[at]-'0')
		at++
	}
	return number, at
}

// parseLongNumber reads the number from start on whose mantissa ends at end, and its exponent if it has one.
func parseLongNumber(s string, start, end int) (float64, int, bool) {
	if end < len(s) && (s[end] == 'e' || s[end] == 'E') {
		exponent := end + 1
		if exponent < len(s) && (s[exponent] == '+' || s[exponent] == '-') {
			exponent++
		}
		if _, end = digits(s, exponent, 0); end == exponent {
			return 0, end, false
		}
	}
	value, err := strconv.ParseFloat(s[start:end], 64)
	return value, end, err == nil || math.IsInf(value, 0)
}
