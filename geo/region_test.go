package geo_test

import (
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

func TestSameGroundIsTheSameHoweverItIsWritten(t *testing.T) {
	outer, hole, small := rect(34, 51, 36, 53)[0], rect(35, 52, 35.5, 52.5)[0], rect(34.2, 51.2, 34.4, 51.4)[0]
	whole := orb.MultiPolygon{{outer, hole, small}, rect(40, 51, 41, 52)}
	turned := orb.Ring{{36, 53}, {34, 53}, {34, 51}, {34, 51}, {36, 51}, {36, 53}}
	written := orb.MultiPolygon{reversed(rect(40, 51, 41, 52)), {turned, small, reversed(orb.Polygon{hole})[0]}}
	if !geo.SameGround(whole, written) || !geo.SameGround(nil, orb.MultiPolygon{}) {
		t.Error("the same ground is not the same")
	}
	for name, other := range map[string]orb.MultiPolygon{
		"without a hole":              {{outer, hole}, rect(40, 51, 41, 52)},
		"without a part":              {{outer, hole, small}},
		"a vertex is elsewhere":       {{outer, hole, small}, rect(40, 51, 41, 52.0000001)},
		"the hole is a part":          {{outer, small}, {hole}, rect(40, 51, 41, 52)},
		"nothing":                     nil,
		"a polygon without any rings": {{}},
	} {
		if geo.SameGround(whole, other) || geo.SameGround(other, whole) {
			t.Errorf("%s: it is the same", name)
		}
	}
}
