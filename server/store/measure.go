package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// Measure says how much area each status has and each party controls, at the asked times and on the asked ground.
// Unknown layers and regions, and times before the first snapshot, are NotFound; unknown statuses, and questions whose
// answer is over 20,000 rows, Invalid.
func (s *Store) Measure(ctx context.Context, q geo.AreaQuery) (geo.AreaAnswer, error) {
	layer, err := readControlLayer(ctx, s.read, q.Layer)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	if err := checkStatuses(q.Statuses, layer); err != nil {
		return geo.AreaAnswer{}, err
	}
	regions, err := readRegions(ctx, s.read)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	asked, region, err := askedGround(q, regions)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	states, err := readStates(ctx, s.read, q, layer)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	found, err := s.survey(ctx, layer, regions, asked, states)
	if err != nil {
		return geo.AreaAnswer{}, err
	}
	answer := geo.AreaAnswer{
		Layer: q.Layer, Region: region, Results: make([]geo.Measurement, len(states)),
		Method: geo.Method, Attribution: layer.Source.Attribution, Licence: layer.Source.Licence,
	}
	for i, state := range states {
		areas := found[state.serial]
		answer.Results[i] = geo.Measurement{
			Datetime: state.datetime, Snapshot: state.Ref(),
			Areas:      geo.Areas(layer.Statuses, areas.total, q.Statuses),
			Controlled: geo.Controlled(layer.Statuses, layer.Sides, areas.total, areas.onSide),
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
	g := ground{keep: true}
	var named *geo.RegionArea
	if q.Region != "" {
		region, err := findRegion(regions, q.Region)
		if err != nil {
			return nil, nil, err
		}
		g.parts = append(g.parts, region.Geometry)
		named = &geo.RegionArea{ID: &region.ID, AreaKm2: region.AreaM2 / 1e6}
	}
	if q.Bound != nil {
		g.parts, g.keep = append(g.parts, boundPolygon(*q.Bound)), false
	}
	if len(q.Polygon) > 0 {
		g.parts, g.keep = append(g.parts, q.Polygon), false
	}
	if g.keep {
		if named == nil {
			return nil, nil, nil
		}
		return &g, named, nil
	}
	common, err := g.geometry()
	if err != nil {
		return nil, nil, err
	}
	g.parts = []orb.MultiPolygon{common}
	return &g, &geo.RegionArea{AreaKm2: geo.TotalM2(common) / 1e6}, nil
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

// measured is what was found in one snapshot.
type measured struct {
	total  geo.Sums            // on the asked ground
	onSide map[string]geo.Sums // on the asked ground, by side
}

// survey measures the snapshots of states, each once, and returns what it found by their serials. A nil asked is all
// ground.
func (s *Store) survey(ctx context.Context, layer geo.Layer, regions []geo.Region, asked *ground, states []state) (map[int64]measured, error) {
	pieces, err := readPieces(ctx, s.read, states)
	if err != nil {
		return nil, err
	}
	polygons := distinctPolygons(pieces)
	found := make(map[int64]measured, len(states))
	for _, state := range states {
		found[state.serial] = measured{total: geo.Sums{}, onSide: map[string]geo.Sums{}}
	}
	if asked == nil {
		addUp(pieces, func(p piece) (geo.Sums, float64) { return found[p.snapshot].total, p.areaM2 })
	} else {
		areas, err := s.areasOn(ctx, *asked, polygons)
		if err != nil {
			return nil, err
		}
		addUp(pieces, func(p piece) (geo.Sums, float64) { return found[p.snapshot].total, areas[p.polygon] })
	}
	for _, side := range layer.Sides {
		areas, err := s.areasOnSide(ctx, side, regions, asked, polygons)
		if err != nil {
			return nil, err
		}
		for _, m := range found {
			m.onSide[side.Region] = geo.Sums{}
		}
		addUp(pieces, func(p piece) (geo.Sums, float64) { return found[p.snapshot].onSide[side.Region], areas[p.polygon] })
	}
	return found, nil
}

func addUp(pieces []piece, share func(piece) (to geo.Sums, m2 float64)) {
	for _, p := range pieces {
		to, m2 := share(p)
		to[p.status] += m2
	}
}

func distinctPolygons(pieces []piece) []int64 {
	serials := make([]int64, len(pieces))
	for i, p := range pieces {
		serials[i] = p.polygon
	}
	slices.Sort(serials)
	return slices.Compact(serials)
}

func (s *Store) areasOnSide(ctx context.Context, side geo.Side, regions []geo.Region, asked *ground, polygons []int64) (map[int64]float64, error) {
	region, err := findRegion(regions, side.Region)
	if err != nil {
		return nil, err
	}
	g := ground{parts: []orb.MultiPolygon{region.Geometry}, keep: true}
	if asked != nil {
		g = ground{parts: append(slices.Clone(asked.parts), region.Geometry), keep: asked.keep}
	}
	return s.areasOn(ctx, g, polygons)
}

// piece is a zone of a snapshot, without its geometry.
type piece struct {
	snapshot, polygon int64
	status            string
	areaM2            float64
}

func readPieces(ctx context.Context, q querier, states []state) ([]piece, error) {
	var snapshots []int64
	for _, state := range states {
		snapshots = append(snapshots, state.serial)
	}
	list, err := json.Marshal(slices.Compact(snapshots)) // states are in order of time, so equal ones are neighbours
	if err != nil {
		return nil, fmt.Errorf("list snapshots: %w", err)
	}
	rows, err := q.QueryContext(ctx, `
		SELECT z.snapshot, z.polygon, z.status, p.area_m2
		FROM zone z
		JOIN polygon p ON p.serial = z.polygon
		WHERE z.snapshot IN (SELECT value FROM json_each(?))
		ORDER BY z.snapshot, z.position`, string(list))
	if err != nil {
		return nil, fmt.Errorf("zones: %w", explain(err))
	}
	pieces, err := collect(rows, func(row scanner) (piece, error) {
		var p piece
		err := row.Scan(&p.snapshot, &p.polygon, &p.status, &p.areaM2)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("zones: %w", err)
	}
	return pieces, nil
}
