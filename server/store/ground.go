package store

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"greyzone/geo"
	"greyzone/geo/topo"
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

// ready returns the ground common to all parts, made ready to measure within, and its area.
func (g ground) ready() (*topo.Ground, float64, error) {
	regions, err := g.meeting()
	if err != nil {
		return nil, 0, err
	}
	parts := slices.Concat(regions, g.others)
	common := topo.NewGround(parts[0])
	if len(parts) == 1 {
		return common, geo.TotalM2(parts[0]), nil
	}
	for _, part := range parts[1:] {
		if common, err = topo.Common(common, topo.NewGround(part)); err != nil {
			return nil, 0, fmt.Errorf("intersect grounds: %w", err)
		}
	}
	return common, common.AreaM2(), nil
}

// meeting returns the ground common to all regions, as one part; none if there is no region.
func (g ground) meeting() ([]orb.MultiPolygon, error) {
	if len(g.regions) == 0 {
		return nil, nil
	}
	common := g.regions[0]
	for _, region := range g.regions[1:] {
		smaller := min(geo.TotalM2(common), geo.TotalM2(region))
		var err error
		if common, err = geo.Intersection(common, region); err != nil {
			return nil, fmt.Errorf("intersect regions: %w", err)
		}
		if geo.TotalM2(common) <= touching*smaller {
			common = nil
		}
	}
	return []orb.MultiPolygon{common}, nil
}
