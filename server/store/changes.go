package store

import (
	"context"
	"fmt"
	"time"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// methodOfChange says how changes are found and measured.
const methodOfChange = geo.Method + "; changes are found along the boundaries that two snapshots do not share, and measured by " +
	"whole boundary edges, so that gained less lost is what an area grows by"

// comparison is two snapshots of a line, by their places, that are to be compared.
type comparison struct {
	line               *line
	from, to           int // from may be nothing
	fromTitle, toTitle string
	kind               geo.ChangeKind // of all changes; empty: as what was known first says
	asked              geo.ChangeQuery
	region             *geo.RegionArea // how the answer names the asked ground; nil: everywhere
	within             *topo.Ground    // the asked ground, ready; nil: everywhere
	polygons           bool            // are wanted
}

// nothing stands for what was known before a layer's first snapshot.
const nothing = -1

// Changes says what changed hands between two times. A time before the first snapshot, and an unknown layer or region,
// are NotFound; a from that is after to is Invalid.
func (s *Store) Changes(ctx context.Context, q geo.ChangeQuery) (geo.ChangeAnswer, error) {
	if q.To.To.Before(q.From.To) {
		return geo.ChangeAnswer{}, geo.Errorf(geo.Invalid, "from %s is after to %s: exchange them; what was gained is then lost, and what was lost gained", q.From.Text, q.To.Text)
	}
	c, err := s.asOf(ctx, q.AsOf)
	if err != nil {
		return geo.ChangeAnswer{}, err
	}
	l, err := c.line(q.Layer)
	if err != nil {
		return geo.ChangeAnswer{}, err
	}
	m := comparison{line: l, fromTitle: q.From.Text, toTitle: q.To.Text, asked: q, polygons: q.Polygons}
	asked, err := askedGround(geo.AreaQuery{Region: q.Region, Bound: q.Bound, Polygon: q.Polygon}, c.regions)
	if err != nil {
		return geo.ChangeAnswer{}, err
	}
	if m.from, err = l.latest(q.From.To); err != nil {
		return geo.ChangeAnswer{}, err
	}
	if m.to, err = l.latest(q.To.To); err != nil {
		return geo.ChangeAnswer{}, err
	}
	if m.region, m.within, err = l.boundBy(asked, q.Region, c.regions); err != nil {
		return geo.ChangeAnswer{}, err
	}
	return s.compare(ctx, c, m)
}

// RevisionChanges says what a snapshot changed: a later revision against the one before it, a first one against the newest
// snapshot of an earlier valid time, as known when it was recorded.
func (s *Store) RevisionChanges(ctx context.Context, q geo.RevisionQuery) (geo.ChangeAnswer, error) {
	if _, err := s.Snapshot(ctx, q.Layer, q.ID, q.AsOf); err != nil {
		return geo.ChangeAnswer{}, err
	}
	c, err := s.catalogue(ctx)
	if err != nil {
		return geo.ChangeAnswer{}, err
	}
	found, r, err := c.find(q.ID)
	if err != nil {
		return geo.ChangeAnswer{}, err
	}
	l := found.line.asOf(r.RecordedAt) // with the statuses that there were
	m := comparison{line: l, from: l.before(r), to: found.at, kind: geo.Movement, polygons: q.Polygons}
	if r.Revision > 1 {
		m.kind = geo.Correction
	}
	m.toTitle = r.ValidAt.Format(time.RFC3339Nano)
	if m.from != nothing {
		m.fromTitle = m.line.records[m.from].ValidAt.Format(time.RFC3339Nano)
	}
	return s.compare(ctx, c, m)
}

// before is the place of what r, the last of the line, took the place of: the revision before it, else the newest snapshot
// of an earlier valid time.
func (l *line) before(r record) int {
	if r.Revision > 1 {
		return l.revision(r.ValidAt, r.Revision-1)
	}
	return l.earlier(r.ValidAt)
}

// revision is the place of a revision of a valid time.
func (l *line) revision(validAt time.Time, revision int) int {
	for _, at := range l.byTime {
		if r := l.records[at]; r.Revision == revision && r.ValidAt.Equal(validAt) {
			return at
		}
	}
	return nothing
}

// first is the place of the first revision of the valid time of the snapshot at a place.
func (l *line) first(at int) int { return l.revision(l.records[at].ValidAt, 1) }

// earlier is the place of the newest snapshot of an earlier valid time, or nothing.
func (l *line) earlier(than time.Time) int {
	at, err := l.latest(than.Add(-geo.Tick))
	if err != nil {
		return nothing
	}
	return at
}

// shown is the place of what answers where the snapshot at a place would: itself or, if it is a withdrawal, what is
// earlier.
func (l *line) shown(at int) int {
	if at == nothing || !l.records[at].Withdrawn {
		return at
	}
	return l.earlier(l.records[at].ValidAt)
}

// end is how an answer names one of the snapshots that are compared.
func (m comparison) end(at int, title string) geo.ChangeEnd {
	end := geo.ChangeEnd{Datetime: title, Snapshot: m.line.records[at].Ref()}
	if first := m.line.first(at); m.kind == "" && first != at {
		ref := m.line.records[first].Ref()
		end.FirstKnown = &ref
	}
	if end.Withdrawn = m.line.records[at].Withdrawn; end.Withdrawn {
		if shown := m.line.shown(at); shown != nothing {
			ref := m.line.records[shown].Ref()
			end.AnsweredBy = &ref
		}
	}
	return end
}

// compare makes the answer.
func (s *Store) compare(ctx context.Context, c *catalogue, m comparison) (geo.ChangeAnswer, error) {
	answer := geo.ChangeAnswer{
		Layer: m.line.layer.ID, Region: m.region, To: m.end(m.to, m.toTitle), Provenance: m.line.provenance(methodOfChange), Asked: m.asked,
	}
	if m.from != nothing {
		from := m.end(m.from, m.fromTitle)
		answer.From = &from
	}
	changed, err := s.changedGround(ctx, c, m)
	if err != nil {
		return answer, fmt.Errorf("changes of %s: %w", answer.Layer, err)
	}
	if answer.Settlements, err = s.changedSettlements(ctx, m, changed); err != nil {
		return answer, fmt.Errorf("changes of %s: %w", answer.Layer, err)
	}
	answer.Tell(m.line.layer, changed)
	if m.polygons {
		answer.Show(changed)
	}
	return answer, nil
}
