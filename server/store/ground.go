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
	parts []orb.MultiPolygon
	keep  bool // all parts are regions, so that it will be asked for again
}

// key names a ground by the content of its parts, in whatever order they come.
func (g ground) key() ([]byte, error) {
	hashes := make([]string, len(g.parts))
	for i, part := range g.parts {
		shape, err := wkb.Marshal(part)
		if err != nil {
			return nil, fmt.Errorf("write ground: %w", err)
		}
		hash := sha256.Sum256(shape)
		hashes[i] = string(hash[:])
	}
	slices.Sort(hashes)
	all := sha256.New()
	for _, hash := range slices.Compact(hashes) {
		all.Write([]byte(hash))
	}
	return all.Sum(nil), nil
}

// touching is the share of the smaller one up to which two regions only share a border: its coordinates are rounded to
// about a metre, so that the two cross it by slivers.
const touching = 1e-6

// geometry returns the ground common to all parts.
func (g ground) geometry() (orb.MultiPolygon, error) {
	common := g.parts[0]
	for _, part := range g.parts[1:] {
		smaller := min(geo.TotalM2(common), geo.TotalM2(part))
		var err error
		if common, err = geo.Intersection(common, part); err != nil {
			return nil, fmt.Errorf("intersect grounds: %w", err)
		}
		if g.keep && geo.TotalM2(common) <= touching*smaller {
			return nil, nil
		}
	}
	return common, nil
}

// site is a ground made ready for clipping.
type site struct {
	ground *geo.Ground // nil where there is none
	bound  orb.Bound
}

func (g ground) prepare() (site, error) {
	common, err := g.geometry()
	if err != nil || len(common) == 0 {
		return site{}, err
	}
	prepared, err := geo.NewGround(common)
	if err != nil {
		return site{}, fmt.Errorf("prepare ground: %w", err)
	}
	return site{ground: prepared, bound: common.Bound()}, nil
}
