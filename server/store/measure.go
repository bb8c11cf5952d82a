package store

import (
	"context"
	"slices"
	"strings"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// Measure says how much area each status has and each party controls, at the asked times and on the asked ground.
// Unknown layers and regions, and times before the first snapshot, are NotFound; unknown statuses, and questions whose
// answer is over 20,000 rows, Invalid.
func (s *Store) Measure(ctx context.Context, q geo.AreaQuery) (geo.AreaAnswer, error) {
	c, err := s.asOf(ctx, q.AsOf)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	l, err := c.line(q.Layer)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	if err := checkStatuses(q.Statuses, l.layer); err != nil {
		return geo.AreaAnswer{}, err
	}
	m := measuring{Store: s, AreaQuery: q, line: l, regions: c.regions, groups: c.knownRegions()}
	if m.asked, err = askedGround(q, c.regions); err != nil {
		return geo.AreaAnswer{}, err
	}
	if m.states, err = l.states(q, m.grounds()); err != nil {
		return geo.AreaAnswer{}, err
	}
	answer := geo.AreaAnswer{Layer: q.Layer, Provenance: l.provenance(geo.Method), Asked: q}
	if answer.Region, err = l.askedRegion(m.asked, q.Region, c.regions); err != nil {
		return geo.AreaAnswer{}, err
	}
	if answer.Results, err = m.results(ctx); err == nil && q.Claims {
		err = m.addClaims(ctx, answer.Results)
	}
	return answer, err
}

// measuring is a question of areas with what it names.
type measuring struct {
	*Store
	geo.AreaQuery
	line    *line
	regions []geo.Region // all there are
	groups  []geo.Region // those that were known then
	asked   *ground      // nil: all ground
	states  []state
}

// grounds is on how many grounds each state is measured.
func (m *measuring) grounds() int {
	if m.ByRegion {
		return len(m.groups)
	}
	return 1
}

// results are by time, then in the order of the regions.
func (m *measuring) results(ctx context.Context) ([]geo.Measurement, error) {
	results := make([]geo.Measurement, len(m.states)*m.grounds())
	if !m.ByRegion {
		return results, m.measure(ctx, m.asked, nil, results)
	}
	m.line.memory.series.makeRoom(m.grounds() * (1 + len(m.line.layer.Sides)))
	for i, region := range m.groups {
		g, named, err := m.common(region)
		if err == nil {
			err = m.measure(ctx, g, named, results[min(i, len(results)):])
		}
		if err != nil {
			return nil, err
		}
	}
	return results, nil
}

// common is the ground that a region has in common with what was asked, and how results name it.
func (m *measuring) common(region geo.Region) (*ground, *geo.RegionArea, error) {
	named := &geo.RegionArea{ID: &region.ID, Kind: region.Kind, AreaKm2: region.AreaM2 / 1e6}
	if m.asked == nil {
		return m.asked.and(region), named, nil
	}
	g := m.asked.and(region)
	kept, err := m.line.seriesOn(g)
	if err != nil {
		return nil, nil, err
	}
	named.AreaKm2 = kept.areaM2 / 1e6
	return g, named, nil
}

// measure puts what lies on g, as results name it, into every grounds-th of results.
func (m *measuring) measure(ctx context.Context, g *ground, named *geo.RegionArea, results []geo.Measurement) error {
	found, err := m.survey(ctx, g)
	if err != nil {
		return err
	}
	layer := m.line.layer
	total, onSide := make(geo.Sums), make(map[string]geo.Sums)
	for i, state := range m.states {
		found.read(state.at, layer, total, onSide)
		results[i*m.grounds()] = geo.Measurement{
			Datetime: state.datetime, Region: named, Snapshot: m.line.records[state.at].Ref(),
			Areas:      geo.Areas(layer.Statuses, total, m.Statuses),
			Controlled: geo.Controlled(layer.Statuses, layer.Sides, total, onSide),
		}
	}
	return nil
}

func checkStatuses(asked []string, layer geo.Layer) error {
	known := make([]string, len(layer.Statuses))
	for i, status := range layer.Statuses {
		known[i] = status.ID
	}
	for _, id := range asked {
		if !slices.Contains(known, id) {
			return geo.Errorf(geo.Invalid, "layer %s has no status %q: there are %s", layer.ID, id, strings.Join(known, ", "))
		}
	}
	return nil
}

// askedGround returns the ground of a question; nil is all ground.
func askedGround(q geo.AreaQuery, regions []geo.Region) (*ground, error) {
	var g ground
	if q.Region != "" {
		region, err := findRegion(regions, q.Region)
		if err != nil {
			return nil, err
		}
		g.regions = append(g.regions, region.Geometry)
	}
	if q.Bound != nil {
		g.others = append(g.others, geo.BoundGround(*q.Bound))
	}
	if len(q.Polygon) > 0 {
		g.others = append(g.others, q.Polygon)
	}
	if len(g.regions)+len(g.others) == 0 {
		return nil, nil
	}
	return &g, nil
}

// askedRegion is how an answer names the asked ground, which may be that of one of the regions; nil is all ground.
func (l *line) askedRegion(asked *ground, id string, regions []geo.Region) (*geo.RegionArea, error) {
	if asked == nil {
		return nil, nil
	}
	if len(asked.others) == 0 {
		region, err := findRegion(regions, id)
		return &geo.RegionArea{ID: &region.ID, AreaKm2: region.AreaM2 / 1e6}, err
	}
	kept, err := l.seriesOn(asked)
	if err != nil {
		return nil, err
	}
	return &geo.RegionArea{AreaKm2: kept.areaM2 / 1e6}, nil
}

// boundBy returns how an answer names the asked ground, and that ground ready to measure within; both nil: all ground.
func (l *line) boundBy(asked *ground, id string, regions []geo.Region) (*geo.RegionArea, *topo.Ground, error) {
	if asked == nil {
		return nil, nil, nil
	}
	kept, err := l.seriesOn(asked)
	if err != nil {
		return nil, nil, err
	}
	named, err := l.askedRegion(asked, id, regions)
	return named, kept.ground, err
}

// survey is what was found in each snapshot of a line, by its place.
type survey struct {
	total  [][]float64   // on the asked ground
	onSide [][][]float64 // on the asked ground, by side
}

// areas measures on g: what many ask for, within regions, in all snapshots, for them not to wait for it again.
func (m *measuring) areas(ctx context.Context, g *ground) ([][]float64, error) {
	if g == nil || len(g.others) == 0 {
		return m.areasOn(ctx, m.line, g)
	}
	places := make([]int, len(m.states))
	for i, state := range m.states {
		places[i] = state.at
	}
	slices.Sort(places)
	return m.areasAt(ctx, m.line, g, slices.Compact(places))
}

// survey measures the snapshots of the line on g; nil is all ground.
func (m *measuring) survey(ctx context.Context, g *ground) (survey, error) {
	var found survey
	var err error
	if found.total, err = m.areas(ctx, g); err != nil {
		return found, err
	}
	for _, side := range m.line.layer.Sides {
		region, err := findRegion(m.regions, side.Region)
		if err != nil {
			return found, err
		}
		rows, err := m.areas(ctx, g.and(region))
		if err != nil {
			return found, err
		}
		found.onSide = append(found.onSide, rows)
	}
	return found, nil
}

// read puts into total and onSide what was found in one snapshot.
func (f survey) read(at int, layer geo.Layer, total geo.Sums, onSide map[string]geo.Sums) {
	readRow(f.total[at], layer.Statuses, total)
	for i, rows := range f.onSide {
		region := layer.Sides[i].Region
		if onSide[region] == nil {
			onSide[region] = make(geo.Sums)
		}
		readRow(rows[at], layer.Statuses, onSide[region])
	}
}
