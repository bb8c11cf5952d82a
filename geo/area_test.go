package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// rect is the rectangle from w, s to e, n, counter-clockwise.
func rect(w, s, e, n float64) orb.Polygon {
	return orb.Polygon{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}
}

// reversed turns every ring of p.
func reversed(p orb.Polygon) orb.Polygon {
	p = p.Clone()
	for _, r := range p {
		r.Reverse()
	}
	return p
}

// The figures for the octant, the polar cap and the diamond are GeographicLib's own for its polygon area, to 1 m².
func TestAreaIsGeographicLibs(t *testing.T) {
	for _, tt := range []struct {
		name    string
		polygon orb.Polygon
		m2      float64
	}{
		{"nothing", nil, 0},
		{"a polygon with an empty ring", orb.Polygon{{}}, 0},
		{"a single point", orb.Polygon{{{34, 51}}}, 0},
		{"a line there and back", orb.Polygon{{{34, 51}, {35, 51}, {34, 51}}}, 0},
		{"an octant of the Earth", orb.Polygon{{{0, 90}, {0, 0}, {90, 0}, {0, 90}}}, 63758202715511},
		{"a cap around the pole", orb.Polygon{{{0, 89}, {90, 89}, {180, 89}, {270, 89}, {0, 89}}}, 24952305678},
		{"a diamond on the equator", orb.Polygon{{{-1, 0}, {0, -1}, {1, 0}, {0, 1}, {-1, 0}}}, 24619419146},
		{"the same, not closed", orb.Polygon{{{-1, 0}, {0, -1}, {1, 0}, {0, 1}}}, 24619419146},
		{"a diamond on the equator with a hole of its own size", orb.Polygon{
			{{-1, 0}, {0, -1}, {1, 0}, {0, 1}, {-1, 0}}, {{-1, 0}, {0, 1}, {1, 0}, {0, -1}, {-1, 0}}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for winding, p := range map[string]orb.Polygon{"as it is": tt.polygon, "reversed": reversed(tt.polygon)} {
				if got := geo.AreaM2(p); math.Abs(got-tt.m2) > 1 {
					t.Errorf("%s: %f m², want %f", winding, got, tt.m2)
				}
			}
		})
	}
}

func TestAreaAddsUpAcrossAMeridian(t *testing.T) {
	whole := geo.AreaM2(orb.Polygon{{{34, 51}, {35, 51}, {36, 51}, {36, 52}, {35, 52}, {34, 52}, {34, 51}}})
	halves := geo.AreaM2(rect(34, 51, 35, 52)) + geo.AreaM2(rect(35, 51, 36, 52))
	if math.Abs(whole-halves) > 1e-6*whole {
		t.Errorf("halves have %f m² together, the whole %f", halves, whole)
	}
}
