package store

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// Warm measures every layer once, as a whole and within each region, so that no reader need wait for it.
func (s *Store) Warm(ctx context.Context) error {
	layers, err := s.Layers(ctx)
	if err != nil {
		return err
	}
	regions, err := readRegions(ctx, s.read)
	if err != nil {
		return err
	}
	grounds := []*ground{nil}
	for _, region := range regions {
		grounds = append(grounds, &ground{parts: []orb.MultiPolygon{region.Geometry}, keep: true})
	}
	for _, layer := range layers {
		states, err := readSnapshotStates(ctx, s.read, geo.AreaQuery{Layer: layer.ID, Within: &geo.Interval{}})
		if err != nil {
			return err
		}
		for _, ground := range grounds {
			if _, err := s.survey(ctx, layer, regions, ground, states); err != nil {
				return fmt.Errorf("measure %s: %w", layer.ID, err)
			}
		}
	}
	return nil
}
