package geo

import (
	"fmt"
	"sync"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
	"github.com/peterstace/simplefeatures/rtree"
)

// Union joins polygons that are valid each by itself; what several cover is in the result once.
func Union(ps []orb.Polygon) (orb.MultiPolygon, error) {
	joined, err := join(ps)
	if err != nil {
		return nil, err
	}
	var mp orb.MultiPolygon
	for _, j := range joined {
		mp = append(mp, j.polygons...)
	}
	return mp, nil
}

// Intersection returns the ground that lies in both a and b.
func Intersection(a, b orb.MultiPolygon) (orb.MultiPolygon, error) {
	if len(a) == 0 || len(b) == 0 || !a.Bound().Intersects(b.Bound()) {
		return nil, nil
	}
	g, err := geom.Intersection(toGeom(a), toGeom(b))
	if err != nil {
		return nil, fmt.Errorf("intersection of %d and %d polygons: %w", len(a), len(b), err)
	}
	return polygonsOf(g), nil
}

// Difference returns the ground of a that does not lie in b.
func Difference(a, b orb.MultiPolygon) (orb.MultiPolygon, error) {
	if len(a) == 0 || len(b) == 0 || !a.Bound().Intersects(b.Bound()) {
		return windAll(a), nil
	}
	g, err := geom.Difference(toGeom(a), toGeom(b))
	if err != nil {
		return nil, fmt.Errorf("difference of %d and %d polygons: %w", len(a), len(b), err)
	}
	return polygonsOf(g), nil
}

// Ground is a polygon to measure within, prepared so that many polygons can be clipped to it. It is safe for use by
// several goroutines.
type Ground struct {
	polygons orb.MultiPolygon
	bound    orb.Bound
	mu       sync.Mutex // prepared fills its indexes on first use
	prepared geom.PreparedGeometry
}

// NewGround prepares mp, which must be valid.
func NewGround(mp orb.MultiPolygon) (*Ground, error) {
	prepared, err := geom.Prepare(toGeom(mp))
	if err != nil {
		return nil, fmt.Errorf("preparing %d polygons to measure within: %w", len(mp), err)
	}
	return &Ground{polygons: mp, bound: mp.Bound(), prepared: prepared}, nil
}

// AreaM2Within returns the area in m² of the part of p, a valid polygon, that lies in g.
func (g *Ground) AreaM2Within(p orb.Polygon) (float64, error) {
	if len(p) == 0 || len(g.polygons) == 0 || !g.bound.Intersects(p.Bound()) {
		return 0, nil
	}
	outside, inside, err := g.place(p)
	if err != nil || outside {
		return 0, err
	}
	if inside {
		return AreaM2(p), nil
	}
	common, err := Intersection(orb.MultiPolygon{p}, g.polygons)
	return areaM2(common), err
}

// place says whether p lies wholly outside or wholly inside g; both are false where an edge of g runs through p.
func (g *Ground) place(p orb.Polygon) (outside, inside bool, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	candidate := toGeom(orb.MultiPolygon{p})
	if outside, err = g.prepared.Disjoint(candidate); err != nil || outside {
		return outside, false, err
	}
	inside, err = g.prepared.Covers(candidate)
	return false, inside, err
}

// joined is polygons joined into one, and which of the input they came from, in its order.
type joined struct {
	polygons    orb.MultiPolygon // one, but for rounding
	from        []int
	overlapping bool // some share ground, not only boundary
}

// join joins polygons that overlap or share a stretch of boundary. What stands alone, or touches others in single
// points only, keeps its vertices. The result is in the order of each one's first polygon.
func join(ps []orb.Polygon) ([]joined, error) {
	all, err := adjoining(ps)
	if err != nil {
		return nil, err
	}
	for i, j := range all {
		if len(j.from) == 1 {
			all[i].polygons = windAll(orb.MultiPolygon{ps[j.from[0]]})
		} else if all[i].polygons, err = unionOf(ps, j.from); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func unionOf(ps []orb.Polygon, members []int) (orb.MultiPolygon, error) {
	parts := make([]geom.Geometry, len(members))
	for i, m := range members {
		parts[i] = toGeom(orb.MultiPolygon{ps[m]})
	}
	g, err := geom.UnionMany(parts)
	if err != nil {
		return nil, fmt.Errorf("union of %d polygons: %w", len(members), err)
	}
	return polygonsOf(g), nil
}

// adjoining groups polygons that overlap or share a stretch of boundary, directly or by way of others.
func adjoining(ps []orb.Polygon) ([]joined, error) {
	parent := make([]int, len(ps))
	for i := range parent {
		parent[i] = i
	}
	var overlaps []int
	err := eachPair(ps, func(i, j int) error {
		contact, err := contactOf(ps[i], ps[j])
		if err != nil || contact == apart {
			return err
		}
		a, b := root(parent, i), root(parent, j)
		parent[max(a, b)] = min(a, b)
		if contact == overlap {
			overlaps = append(overlaps, i)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var all []joined
	at := make(map[int]int) // by root
	for i := range ps {
		r := root(parent, i)
		if r == i {
			at[r] = len(all)
			all = append(all, joined{})
		}
		all[at[r]].from = append(all[at[r]].from, i)
	}
	for _, i := range overlaps {
		all[at[root(parent, i)]].overlapping = true
	}
	return all, nil
}

// root finds the representative of i's cluster, halving the path to it.
func root(parent []int, i int) int {
	for parent[i] != i {
		parent[i] = parent[parent[i]]
		i = parent[i]
	}
	return i
}

// contact is how two polygons meet.
type contact int

const (
	apart    contact = iota // not at all, or in single points
	adjacent                // they share a stretch of boundary, and no ground
	overlap                 // they share ground
)

func contactOf(a, b orb.Polygon) (contact, error) {
	matrix, err := geom.Relate(toGeom(orb.MultiPolygon{a}), toGeom(orb.MultiPolygon{b}))
	if err != nil {
		return apart, fmt.Errorf("relating two polygons: %w", err)
	}
	// The matrix says in which dimension interior meets interior (first) and boundary meets boundary (fifth).
	switch {
	case matrix[0] == '2':
		return overlap, nil
	case matrix[4] == '1':
		return adjacent, nil
	}
	return apart, nil
}

// meetsAnywhere reports whether any point is in both a and b.
func meetsAnywhere(a, b orb.Polygon) (bool, error) {
	if !a.Bound().Intersects(b.Bound()) {
		return false, nil
	}
	disjoint, err := geom.Disjoint(toGeomPolygon(a).AsGeometry(), toGeomPolygon(b).AsGeometry())
	if err != nil {
		return false, fmt.Errorf("relating two polygons: %w", err)
	}
	return !disjoint, nil
}

// eachPair calls f for each pair i < j of polygons whose bounds meet.
func eachPair(ps []orb.Polygon, f func(i, j int) error) error {
	bounds := make([]orb.Bound, len(ps))
	for i, p := range ps {
		bounds[i] = p.Bound()
	}
	index := newBoundIndex(bounds)
	for i := range ps {
		err := index.search(bounds[i], func(j int) error {
			if i < j {
				return f(i, j)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// boundIndex finds the bounds that meet another one.
type boundIndex struct{ tree *rtree.RTree }

func newBoundIndex(bounds []orb.Bound) boundIndex {
	items := make([]rtree.BulkItem, len(bounds))
	for i, b := range bounds {
		items[i] = rtree.BulkItem{Box: boxOf(b), RecordID: i}
	}
	return boundIndex{rtree.BulkLoad(items)}
}

// search calls f with the index of each bound that meets b, until f fails.
func (x boundIndex) search(b orb.Bound, f func(i int) error) error {
	return x.tree.RangeSearch(boxOf(b), f)
}

func boxOf(b orb.Bound) rtree.Box {
	return rtree.Box{MinX: b.Min[0], MinY: b.Min[1], MaxX: b.Max[0], MaxY: b.Max[1]}
}

func toGeom(mp orb.MultiPolygon) geom.Geometry {
	if len(mp) == 1 {
		return toGeomPolygon(mp[0]).AsGeometry()
	}
	ps := make([]geom.Polygon, len(mp))
	for i, p := range mp {
		ps[i] = toGeomPolygon(p)
	}
	return geom.NewMultiPolygon(ps).AsGeometry()
}

func toGeomPolygon(p orb.Polygon) geom.Polygon {
	rings := make([]geom.LineString, len(p))
	for i, r := range p {
		floats := make([]float64, 0, 2*len(r))
		for _, pt := range r {
			floats = append(floats, pt[0], pt[1])
		}
		rings[i] = geom.NewLineString(geom.NewSequence(floats, geom.DimXY))
	}
	return geom.NewPolygon(rings)
}

// polygonsOf keeps the polygons of g: where only points or lines are common to two polygons, no ground is.
func polygonsOf(g geom.Geometry) orb.MultiPolygon {
	var mp orb.MultiPolygon
	for _, part := range g.Dump() {
		if p, ok := part.AsPolygon(); ok && !p.IsEmpty() {
			mp = append(mp, wind(fromGeomPolygon(p)))
		}
	}
	return mp
}

// pointOn is a point of the ground of p.
func pointOn(p orb.Polygon) orb.Point {
	xy, ok := toGeomPolygon(p).PointOnSurface().XY()
	if !ok {
		return p.Bound().Center()
	}
	return orb.Point{xy.X, xy.Y}
}

func fromGeomPolygon(p geom.Polygon) orb.Polygon {
	var polygon orb.Polygon
	for _, seq := range p.Coordinates() {
		ring := make(orb.Ring, seq.Length())
		for i := range ring {
			xy := seq.GetXY(i)
			ring[i] = orb.Point{xy.X, xy.Y}
		}
		polygon = append(polygon, ring)
	}
	return polygon
}
