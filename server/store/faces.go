package store

import (
	"strconv"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// faces are polygons that have changed hands, made ready to be measured on a ground.
type faces struct {
	all     []geo.ChangedGround // of one polygon each, or none: ground between geodesics
	whole   []float64           // in m², as the polygons have it
	history *topo.History       // of one snapshot, in which each is a zone; its status is its place in all
}

// facesOf takes ground apart into its polygons and shares out its area among them.
func facesOf(ground []geo.ChangedGround) (faces, error) {
	f := faces{history: topo.NewHistory()}
	var zones []geo.Zone
	for _, g := range ground {
		if len(g.Polygons) == 0 {
			f.all = append(f.all, g)
		}
		for _, p := range g.Polygons {
			zones = append(zones, geo.Zone{Status: strconv.Itoa(len(f.all)), Polygon: p})
			face := g
			face.Polygons = orb.MultiPolygon{p}
			f.all = append(f.all, face)
		}
	}
	if _, err := f.history.Add(zones); err != nil {
		return f, err
	}
	f.whole = f.inOrder(f.history.AreasM2(0))
	next := 0
	for _, g := range ground {
		end := next + max(1, len(g.Polygons))
		f.shareOut(g.AreaM2, next, end)
		next = end
	}
	return f, nil
}

// shareOut divides an area among the faces from up to, not including, to, as they have it; evenly where that is nothing
// but rounding.
func (f faces) shareOut(m2 float64, from, to int) {
	sum := 0.0
	for _, whole := range f.whole[from:to] {
		sum += max(whole, 0)
	}
	for i := from; i < to; i++ {
		if sum > 0 {
			f.all[i].AreaM2 = m2 * max(f.whole[i], 0) / sum
		} else {
			f.all[i].AreaM2 = m2 / float64(to-from)
		}
	}
}

// inOrder is areas by status as areas by face.
func (f faces) inOrder(sums geo.Sums) []float64 {
	areas := make([]float64, len(f.all))
	for i := range areas {
		areas[i] = sums[strconv.Itoa(i)]
	}
	return areas
}

// within returns for each face the area in m² of what lies on a ground.
func (f faces) within(g *topo.Ground) ([]float64, error) {
	sums, err := f.history.Within(g, 0, 1)
	if err != nil {
		return nil, err
	}
	return f.inOrder(sums[0]), nil
}

// nameSides says of the faces that lie in no zone, as unmarked tells, which lie on a side of the line's layer.
func (l *line) nameSides(f faces, regions []geo.Region, unmarked func(*geo.ChangedGround) *geo.Holding) (faces, error) {
	for _, side := range l.layer.Sides {
		region, err := findRegion(regions, side.Region)
		if err != nil {
			return f, err
		}
		if f, err = l.nameSide(f, region, unmarked); err != nil {
			return f, err
		}
	}
	return f, nil
}

// nameSide says of faces which lie on one side, cutting those that lie on it in part. What is so small that two drawings of
// one border can have made it is not cut off.
func (l *line) nameSide(f faces, side geo.Region, unmarked func(*geo.ChangedGround) *geo.Holding) (faces, error) {
	ground, err := l.ready(side)
	if err != nil {
		return f, err
	}
	within, err := f.within(ground)
	if err != nil {
		return f, err
	}
	var all []geo.ChangedGround
	for i, face := range f.all {
		in, out := within[i], f.whole[i]-within[i]
		end := unmarked(&f.all[i])
		switch {
		case end == nil || end.Side != "" || in == 0 || in < geo.ThinM2 && in < out:
			all = append(all, f.all[i])
		case out < geo.ThinM2:
			end.Side = side.ID
			all = append(all, f.all[i])
		default:
			inside, outside, err := cut(face, side.Geometry)
			if err != nil {
				return f, err
			}
			unmarked(&inside).Side = side.ID
			all = append(all, inside, outside)
		}
	}
	if len(all) == len(f.all) {
		return f, nil
	}
	return facesOf(all)
}

// clip keeps of each face what lies on a ground. Polygons are cut only if they are wanted.
func (f faces) clip(ground *topo.Ground, polygons bool) error {
	shape, err := ground.Polygons()
	if err != nil {
		return err
	}
	within, err := f.within(ground)
	if err != nil {
		return err
	}
	for i := range f.all {
		face := &f.all[i]
		m2 := 0.0
		if within[i] > 0 && f.whole[i] > 0 {
			m2 = face.AreaM2 * within[i] / f.whole[i]
		}
		switch {
		case m2 == 0:
			face.Polygons = nil
		case polygons && f.whole[i]-within[i] > geo.SliverM2:
			if *face, _, err = cut(*face, shape); err != nil {
				return err
			}
		}
		face.AreaM2 = m2
	}
	return nil
}

// ready returns a region made ready to measure within.
func (l *line) ready(region geo.Region) (*topo.Ground, error) {
	kept, err := l.seriesOn(groundOf(region))
	if err != nil {
		return nil, err
	}
	return kept.ground, nil
}
