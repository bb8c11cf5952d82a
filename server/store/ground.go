package store

import (
	"crypto/sha256"
	"fmt"
	"maps"
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

func groundOf(region geo.Region) *ground {
	return &ground{regions: []orb.MultiPolygon{region.Geometry}}
}

// and is what g, nil being all ground, has in common with a region.
func (g *ground) and(region geo.Region) *ground {
	if g == nil {
		return groundOf(region)
	}
	return &ground{regions: append(slices.Clone(g.regions), region.Geometry), others: g.others}
}

// named returns g with its parts in one order, whatever order they came in, and what names that ground: regions and others
// are told apart, as they are intersected otherwise.
func (g ground) named() (ground, string, error) {
	regions, ofRegions, err := inOrder(g.regions)
	if err != nil {
		return g, "", err
	}
	others, ofOthers, err := inOrder(g.others)
	return ground{regions, others}, ofRegions + ofOthers, err
}

// inOrder returns parts sorted by their content and each once, and a hash over them.
func inOrder(parts []orb.MultiPolygon) ([]orb.MultiPolygon, string, error) {
	byHash := make(map[string]orb.MultiPolygon, len(parts))
	for _, part := range parts {
		shape, err := wkb.Marshal(part)
		if err != nil {
			return nil, "", fmt.Errorf("write ground: %w", err)
		}
		hash := sha256.Sum256(shape)
		byHash[string(hash[:])] = part
	}
	var sorted []orb.MultiPolygon
	all := sha256.New()
	for _, hash := range slices.Sorted(maps.Keys(byHash)) {
		sorted = append(sorted, byHash[hash])
		all.Write([]byte(hash))
	}
	return sorted, string(all.Sum(nil)), nil
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
