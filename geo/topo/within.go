package topo

import (
	"github.com/paulmach/orb"

	"greyzone/geo"
)

// stub
type Ground struct{ mp orb.MultiPolygon }

func NewGround(mp orb.MultiPolygon) *Ground { return &Ground{mp} }

func (h *History) Within(g *Ground, from, to int) ([]geo.Sums, error) {
	all := make([]geo.Sums, to-from)
	ground, err := geo.NewGround(g.mp)
	if err != nil {
		return nil, err
	}
	for n := from; n < to; n++ {
		all[n-from] = geo.Sums{}
		if len(g.mp) == 0 {
			continue
		}
		zones, err := h.Zones(n)
		if err != nil {
			return nil, err
		}
		for _, z := range zones {
			m2, err := ground.AreaM2Within(z.Polygon)
			if err != nil {
				return nil, err
			}
			all[n-from][z.Status] += m2
		}
	}
	return all, nil
}
