package store

import (
	"context"

	"greyzone/geo"
)

// levelled puts ground of one pair together, with areas such that the pairs of each status add up to what its layer has of
// it on the asked ground. Before, they are off by some parts in a million, as geodesics bend otherwise where they are cut.
func (s *Store) levelled(ctx context.Context, a agreeing, ground []geo.ChangedGround) ([]geo.ChangedGround, error) {
	first, err := s.sumsOn(ctx, a.first, a.asked)
	if err != nil {
		return nil, err
	}
	second, err := s.sumsOn(ctx, a.second, a.asked)
	if err != nil {
		return nil, err
	}
	ground = gather(ground)
	const rounds = 30 // each brings both closer by far
	for range rounds {
		level(ground, first, func(g geo.ChangedGround) string { return g.From.Status })
		level(ground, second, func(g geo.ChangedGround) string { return g.To.Status })
	}
	return gather(ground), nil
}

// sumsOn returns how much of each status a snapshot has on a ground.
func (s *Store) sumsOn(ctx context.Context, p place, g *ground) (geo.Sums, error) {
	rows, err := s.areasAt(ctx, p.line, g, []int{p.at})
	if err != nil {
		return nil, err
	}
	sums := make(geo.Sums)
	readRow(rows[p.at], p.line.layer.Statuses, sums)
	return sums, nil
}

// level scales what has a status to its sum. Ground of no status is as it is.
func level(ground []geo.ChangedGround, want geo.Sums, status func(geo.ChangedGround) string) {
	have := make(geo.Sums)
	for _, g := range ground {
		have[status(g)] += g.AreaM2
	}
	for i, g := range ground {
		if id := status(g); id != "" && have[id] > 0 {
			ground[i].AreaM2 *= want[id] / have[id]
		}
	}
}
