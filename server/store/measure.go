package store

import (
	"context"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// Measure says how much area each status has and each party controls, at the asked times and on the asked ground.
// Unknown layers and regions, and times before the first snapshot, are NotFound; unknown statuses, and questions whose
// answer is over 20,000 rows, Invalid.
func (s *Store) Measure(ctx context.Context, q geo.AreaQuery) (geo.AreaAnswer, error) {
	c, err := s.catalogue(ctx)
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
	asked, region, err := askedGround(q, c.regions)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	states, err := l.states(q)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	found, err := s.survey(ctx, l, c.regions, asked)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	answer := geo.AreaAnswer{
		Layer: q.Layer, Region: region, Results: make([]geo.Measurement, len(states)),
		Provenance: l.provenance(geo.Method, q.AsOf),
	}
	total, onSide := make(geo.Sums), make(map[string]geo.Sums)
	for i, state := range states {
		found.read(state.at, l.layer, total, onSide)
		answer.Results[i] = geo.Measurement{
			Datetime: state.datetime, Snapshot: l.records[state.at].Ref(),
			Areas:      geo.Areas(l.layer.Statuses, total, q.Statuses),
			Controlled: geo.Controlled(l.layer.Statuses, l.layer.Sides, total, onSide),
		}
	}
	return answer, nil
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

// askedGround returns the ground of a question and how the answer names it; both are nil where it is all ground.
func askedGround(q geo.AreaQuery, regions []geo.Region) (*ground, *geo.RegionArea, error) {
	var g ground
	if q.Region != "" {
		region, err := findRegion(regions, q.Region)
		if err != nil {
			return nil, nil, err
		}
		g.regions = append(g.regions, region.Geometry)
		if q.Bound == nil && len(q.Polygon) == 0 {
			return &g, &geo.RegionArea{ID: &region.ID, AreaKm2: region.AreaM2 / 1e6}, nil
		}
	}
	if q.Bound != nil {
		g.others = append(g.others, boundPolygon(*q.Bound))
	}
	if len(q.Polygon) > 0 {
		g.others = append(g.others, q.Polygon)
	}
	if len(g.others) == 0 {
		return nil, nil, nil
	}
	common, err := g.geometry()
	if err != nil {
		return nil, nil, err
	}
	return &ground{others: []orb.MultiPolygon{common}}, &geo.RegionArea{AreaKm2: geo.TotalM2(common) / 1e6}, nil
}

// boundPolygon returns the ground of b, which is empty where b is a point or a line. Its edges to the east and the west
// are cut so short that the geodesics between their ends are the shorter way around the Earth.
func boundPolygon(b orb.Bound) orb.MultiPolygon {
	west, east := b.Min.Lon(), b.Max.Lon()
	if west >= east || b.Min.Lat() >= b.Max.Lat() {
		return nil
	}
	var south, north orb.Ring
	for lon := west; lon < east; lon += 90 {
		south = append(south, orb.Point{lon, b.Min.Lat()})
		north = append(north, orb.Point{lon, b.Max.Lat()})
	}
	south = append(south, b.RightBottom())
	north = append(north, b.Max)
	slices.Reverse(north)
	return orb.MultiPolygon{{append(append(south, north...), b.Min)}}
}

// survey is what was found in each snapshot of a line, by its place.
type survey struct {
	total  [][]float64   // on the asked ground
	onSide [][][]float64 // on the asked ground, by side
}

// survey measures all snapshots of l. A nil asked is all ground.
func (s *Store) survey(ctx context.Context, l *line, regions []geo.Region, asked *ground) (survey, error) {
	var found survey
	var err error
	if found.total, err = s.areasOn(ctx, l, asked); err != nil {
		return found, err
	}
	for _, side := range l.layer.Sides {
		region, err := findRegion(regions, side.Region)
		if err != nil {
			return found, err
		}
		var g ground
		if asked != nil {
			g = *asked
		}
		g.regions = append(slices.Clone(g.regions), region.Geometry)
		rows, err := s.areasOn(ctx, l, &g)
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
