package topo

import "github.com/paulmach/orb"

func (l Level) ZZ() []orb.Polygon {
	var a []orb.Polygon
	for _, z := range l.zones {
		a = append(a, z.polygon)
	}
	return a
}
