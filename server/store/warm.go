package store

import (
	"context"
	"fmt"

	"greyzone/geo/topo"
)

// Load reads the history of every layer into memory, so that no reader need wait for it.
func (s *Store) Load(ctx context.Context) error {
	c, err := s.catalogue(ctx)
	if err != nil {
		return err
	}
	for _, l := range c.lines {
		if err := s.ask(ctx, l, func(*topo.History) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

// Warm measures every layer once, as a whole and within each region, so that no reader need wait for it.
func (s *Store) Warm(ctx context.Context) error {
	c, err := s.catalogue(ctx)
	if err != nil {
		return err
	}
	grounds := []*ground{nil}
	for _, region := range c.regions {
		grounds = append(grounds, grounds[0].and(region))
	}
	for _, l := range c.lines {
		m := measuring{Store: s, line: l, regions: c.regions}
		for _, g := range grounds {
			if _, err := m.survey(ctx, g); err != nil {
				return fmt.Errorf("measure %s: %w", l.layer.ID, err)
			}
		}
	}
	return nil
}
