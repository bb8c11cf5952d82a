package geo_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

func TestWhichStatusesMeet(t *testing.T) {
	ua, ru := "ua", "ru"
	byID := map[string]geo.Status{
		"ua": {Party: &ua, Held: true}, "liberated": {Party: &ua, Held: true}, "advancing": {Party: &ua},
		"ru": {Party: &ru, Held: true}, "grey": {}, "unknown": {}, "buffer": {Held: true},
	}
	for _, tt := range []struct {
		one, other string
		want       bool
	}{
		{"ua", "ru", true},
		{"ua", "grey", true},
		{"ua", "buffer", true},
		{"ua", "advancing", true},
		{"ru", "advancing", true},
		{"buffer", "grey", true},
		{"ua", "liberated", false},
		{"ua", "ua", false},
		{"grey", "unknown", false},
		{"grey", "advancing", false},
		{"buffer", "buffer", false},
	} {
		t.Run(fmt.Sprintf("%s and %s", tt.one, tt.other), func(t *testing.T) {
			one, other := byID[tt.one], byID[tt.other]
			if one.Meets(other) != tt.want || other.Meets(one) != tt.want {
				t.Errorf("%v and %v, want %v", one.Meets(other), other.Meets(one), tt.want)
			}
		})
	}
}

func TestLengths(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines orb.MultiLineString
		m     float64
	}{
		{"none", nil, 0},
		{"a degree of the equator", orb.MultiLineString{{{10, 0}, {11, 0}}}, 6378137 * math.Pi / 180},
		{"a quarter of a meridian, in two lines", orb.MultiLineString{{{35, 0}, {35, 40}}, {{20, 90}, {35, 40}}}, 10001965.729312},
		{"over the 180th meridian", orb.MultiLineString{{{179.5, 0}, {-179.5, 0}}}, 6378137 * math.Pi / 180},
		{"there and back", orb.MultiLineString{{{35, 51}, {35.5, 51}, {35, 51}}}, 2 * geo.DistanceM(orb.Point{35, 51}, orb.Point{35.5, 51})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := geo.LengthM(tt.lines); math.Abs(got-tt.m) > 1e-6 {
				t.Errorf("%.7f m, want %.7f", got, tt.m)
			}
		})
	}
}
