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
	joined, err := join(outlinesOf(ps))
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
	return TotalM2(common), err
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

func unionOf(os []*outline, members []int) (orb.MultiPolygon, error) {
	parts := make([]geom.Geometry, len(members))
	for i, m := range members {
		parts[i] = toGeomPolygon(os[m].polygon).AsGeometry()
	}
	g, err := geom.UnionMany(parts)
	if err != nil {
		return nil, fmt.Errorf("union of %d polygons: %w", len(members), err)
	}
	return polygonsOf(g), nil
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
