package geo

import "github.com/paulmach/orb"

// wind returns p with its shell counter-clockwise and its holes clockwise (RFC 7946, 3.1.6). Rings that need no
// turning are shared with p.
func wind(p orb.Polygon) orb.Polygon {
	wound := make(orb.Polygon, len(p))
	for i, r := range p {
		wound[i] = r
		want := orb.CW
		if i == 0 {
			want = orb.CCW
		}
		if len(r) > 0 && r.Orientation() == -want {
			wound[i] = r.Clone()
			wound[i].Reverse()
		}
	}
	return wound
}

func windAll(mp orb.MultiPolygon) orb.MultiPolygon {
	wound := make(orb.MultiPolygon, len(mp))
	for i, p := range mp {
		wound[i] = wind(p)
	}
	return wound
}
