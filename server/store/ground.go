package store

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"greyzone/geo"
)

// ground is where something is measured: what all its parts have in common.
type ground struct {
	regions []orb.MultiPolygon
	others  []orb.MultiPolygon // that the question brought
}

// and is what g, nil being all ground, has in common with a region.
func (g *ground) and(region geo.Region) *ground {
	if g == nil {
		return &ground{regions: []orb.MultiPolygon{region.Geometry}}
	}
	return &ground{regions: append(slices.Clone(g.regions), region.Geometry), others: g.others}
}

func (g ground) parts() []orb.MultiPolygon { return slices.Concat(g.regions, g.others) }

// key names a ground by the content of its parts, in whatever order they come.
func (g ground) key() (string, error) {
	var hashes []string
	for _, part := range g.parts() {
		shape, err := wkb.Marshal(part)
		if err != nil {
			return "", fmt.Errorf("write ground: %w", err)
		}
		hash := sha256.Sum256(shape)
		hashes = append(hashes, string(hash[:]))
	}
	slices.Sort(hashes)
	all := sha256.New()
	for _, hash := range slices.Compact(hashes) {
		all.Write([]byte(hash))
	}
	return string(all.Sum(nil)), nil
}

// touching is the share of the smaller one up to which two regions only share a border: its coordinates are rounded to
// about a metre, so that the two cross it by slivers.
const touching = 1e-6

// geometry returns the ground common to all parts.
func (g ground) geometry() (orb.MultiPolygon, error) {
	parts := g.parts()
	common := parts[0]
	for _, part := range parts[1:] {
		smaller := min(geo.TotalM2(common), geo.TotalM2(part))
		var err error
		if common, err = geo.Intersection(common, part); err != nil {
			return nil, fmt.Errorf("intersect grounds: %w", err)
		}
		if len(g.others) == 0 && geo.TotalM2(common) <= touching*smaller {
			return nil, nil
		}
	}
	return common, nil
}
