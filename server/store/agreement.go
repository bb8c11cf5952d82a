package store

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// agreeing is the snapshots of two lines that are to be held against each other.
type agreeing struct {
	first, second place
	regions       []geo.Region // all there are
	asked         *ground      // nil: everywhere
	within        *topo.Ground // asked, ready; nil: everywhere
	polygons      bool         // are wanted
}

// Agreement says on what ground two layers agree at one time. A time before the first snapshot of either, and an unknown
// layer or region, are NotFound.
func (s *Store) Agreement(ctx context.Context, q geo.AgreementQuery) (geo.AgreementAnswer, error) {
	c, err := s.asOf(ctx, q.AsOf)
	if err != nil {
		return geo.AgreementAnswer{}, err
	}
	a := agreeing{regions: c.regions, polygons: q.Polygons}
	if a.first, err = c.placeAt(q.Layer, q.At); err != nil {
		return geo.AgreementAnswer{}, err
	}
	if a.second, err = c.placeAt(q.With, q.At); err != nil {
		return geo.AgreementAnswer{}, err
	}
	answer := geo.AgreementAnswer{
		Layer: q.Layer, With: q.With, Datetime: q.At.Text, Asked: q,
		Snapshot: a.first.record().Ref(), WithSnapshot: a.second.record().Ref(), Provenance: a.provenance(),
	}
	if answer.Region, err = a.bound(geo.AreaQuery{Region: q.Region, Polygon: q.Polygon}); err != nil {
		return answer, err
	}
	ground, err := s.paired(ctx, a)
	if err == nil {
		answer.Settlements, err = s.disputed(ctx, a, ground)
	}
	if err != nil {
		return answer, fmt.Errorf("agreement of %s with %s: %w", q.Layer, q.With, err)
	}
	answer.Tell(a.first.line.layer, a.second.line.layer, ground, q.Polygons)
	return answer, nil
}

// placeAt is where the snapshot is that answers for a moment.
func (c *catalogue) placeAt(layer string, at geo.Moment) (place, error) {
	l, err := c.line(layer)
	if err != nil {
		return place{}, err
	}
	n, err := l.latest(at.To)
	return place{l, n}, err
}

func (p place) record() record { return p.line.records[p.at] }

// provenance names both layers, and one that is held against itself once.
func (a agreeing) provenance() geo.Provenance {
	first, second := a.first.line, a.second.line
	if first.layer.ID == second.layer.ID {
		return first.provenance(geo.AgreementMethod)
	}
	learned := first.learned
	if second.learned.After(learned) {
		learned = second.learned
	}
	return geo.NewProvenance(geo.AgreementMethod, learned, first.layer, second.layer)
}

// bound lets what is asked bound the comparison, and returns how the answer names it.
func (a *agreeing) bound(q geo.AreaQuery) (named *geo.RegionArea, err error) {
	if a.asked, err = askedGround(q, a.regions); err != nil {
		return nil, err
	}
	named, a.within, err = a.first.line.boundBy(a.asked, q.Region, a.regions)
	return named, err
}

// paired returns the ground in a zone of either, one entry for each pair of what the two say of it.
func (s *Store) paired(ctx context.Context, a agreeing) ([]geo.ChangedGround, error) {
	ground, err := s.against(ctx, a.first, a.second)
	if err != nil {
		return nil, err
	}
	if len(a.first.line.layer.Sides)+len(a.second.line.layer.Sides) > 0 || a.within != nil {
		if ground, err = a.placed(ground); err != nil {
			return nil, err
		}
	}
	return s.levelled(ctx, a, ground)
}

// placed returns what of ground lies on the asked one, and in no zone of a layer on which side of it.
func (a agreeing) placed(ground []geo.ChangedGround) ([]geo.ChangedGround, error) {
	faces, err := facesOf(ground)
	if err != nil {
		return nil, err
	}
	if faces, err = a.first.line.nameSides(faces, a.regions, unmarkedFrom); err != nil {
		return nil, err
	}
	if faces, err = a.second.line.nameSides(faces, a.regions, unmarkedTo); err != nil {
		return nil, err
	}
	if a.within != nil {
		if err := faces.clip(a.within, a.polygons); err != nil {
			return nil, err
		}
	}
	return faces.all, nil
}

// unmarkedFrom returns what the first layer says of ground that lies in no zone of it, nil for other ground.
func unmarkedFrom(c *geo.ChangedGround) *geo.Holding {
	if c.From.Status != "" {
		return nil
	}
	return &c.From
}

// unmarkedTo is unmarkedFrom for the second layer.
func unmarkedTo(c *geo.ChangedGround) *geo.Holding {
	if c.To.Status != "" {
		return nil
	}
	return &c.To
}

// against returns the ground of two snapshots by pair of statuses.
func (s *Store) against(ctx context.Context, first, second place) ([]geo.ChangedGround, error) {
	one, err := s.Coverage(ctx, first.record().ID)
	if err != nil {
		return nil, err
	}
	other, err := s.Coverage(ctx, second.record().ID)
	if err != nil {
		return nil, err
	}
	pairs, err := topo.Against(one, other)
	if err != nil {
		return nil, err
	}
	ground := make([]geo.ChangedGround, len(pairs))
	for i, p := range pairs {
		ground[i] = geo.ChangedGround{
			From: geo.Holding{Status: p.From}, To: geo.Holding{Status: p.To}, AreaM2: p.AreaM2, Polygons: p.Polygons,
		}
	}
	return ground, nil
}

// disputed returns the settlements on ground of which the two layers say different things.
func (s *Store) disputed(ctx context.Context, a agreeing, ground []geo.ChangedGround) ([]geo.DisputedSettlement, error) {
	var within orb.MultiPolygon
	if a.within != nil {
		var err error
		if within, err = a.within.Polygons(); err != nil {
			return nil, err
		}
	}
	var apart []geo.ChangedGround
	for _, g := range ground {
		if geo.Accordance(a.first.line.layer, g.From, a.second.line.layer, g.To) == geo.Disagree {
			apart = append(apart, g)
		}
	}
	on, err := s.settlementsOn(ctx, apart, within)
	found := make([]geo.DisputedSettlement, len(on))
	for i, o := range on {
		found[i] = o.ground.Disputed(o.settlement)
	}
	return found, err
}
