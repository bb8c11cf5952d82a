package store

import (
	"context"
	"slices"
	"sort"
	"time"

	"greyzone/geo"
)

// asOf returns the catalogue as it was at t; a zero t is now. What it says then never changes again: all that was recorded
// by t is stored, and all that is stored later is recorded later. A t that is to come is Invalid; as long as somebody may
// be storing what was recorded by t, it is Unavailable.
func (s *Store) asOf(ctx context.Context, t time.Time) (*catalogue, error) {
	c, err := s.catalogue(ctx)
	if err != nil || t.IsZero() {
		return c, err
	}
	for t = t.Truncate(geo.Tick); t.After(c.horizon); {
		if err := s.advance(ctx, t, c.horizon); err != nil {
			return nil, err
		}
		if c, err = s.catalogue(ctx); err != nil {
			return nil, err
		}
	}
	then := *c
	then.known = t
	return &then, nil
}

// isKnown reports whether what was recorded at t was known.
func (c *catalogue) isKnown(t time.Time) bool { return c.known.IsZero() || !t.After(c.known) }

// begun says with NotFound that nothing at all was recorded yet.
func (c *catalogue) begun() error {
	if c.known.IsZero() {
		return nil
	}
	var recorded []time.Time
	for _, layer := range c.layers {
		recorded = append(recorded, layer.recordedAt)
	}
	for _, region := range c.regions {
		recorded = append(recorded, region.RecordedAt)
	}
	if len(recorded) == 0 {
		return geo.Errorf(geo.NotFound, "nothing was recorded by %s: there is nothing at all yet", spoken(c.known))
	}
	first := slices.MinFunc(recorded, time.Time.Compare)
	if c.isKnown(first) {
		return nil
	}
	return geo.Errorf(geo.NotFound, "nothing was recorded by %s: the first was recorded at %s",
		spoken(c.known), first.Format(time.RFC3339Nano))
}

// knownLayers returns the layers that there were, as they were.
func (c *catalogue) knownLayers() []geo.Layer {
	layers := []geo.Layer{}
	for _, layer := range c.layers {
		if c.isKnown(layer.recordedAt) {
			layers = append(layers, c.knownLayer(layer))
		}
	}
	return layers
}

// knownLayer returns a layer with the statuses and the extent that it had.
func (c *catalogue) knownLayer(layer storedLayer) geo.Layer {
	if l, ok := c.lines[layer.ID]; ok {
		return l.asOf(c.known).layer
	}
	return layer.Layer
}

// knownRegions returns the regions that there were. One that came later can still be asked for by its ID: what lies
// within it does not depend on when it got a name.
func (c *catalogue) knownRegions() []geo.Region {
	n := sort.Search(len(c.regions), func(i int) bool { return !c.isKnown(c.regions[i].RecordedAt) })
	return c.regions[:n:n]
}

// asOf returns the line as it was at t, its places being the same; a zero t is now.
func (l *line) asOf(t time.Time) *line {
	if t.IsZero() {
		return l
	}
	then := *l
	then.learned = t
	records := sort.Search(len(l.records), func(i int) bool { return l.records[i].RecordedAt.After(t) })
	if records == len(l.records) {
		return &then // statuses come with snapshots
	}
	statuses := sort.Search(len(l.statusesAt), func(i int) bool { return l.statusesAt[i].After(t) })
	then.records = l.records[:records:records]
	then.byTime = slices.DeleteFunc(slices.Clone(l.byTime), func(at int) bool { return at >= records })
	then.layer.Statuses = l.layer.Statuses[:statuses:statuses]
	then.look()
	return &then
}
