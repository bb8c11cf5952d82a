package preview

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// View is where the middle of the map's free part is, and its zoom, as Leaflet has it.
type View struct{ Zoom, Lat, Lon float64 }

// The zooms of the page.
const minZoom, maxZoom = 6, 13

// projection brings longitude and latitude into pixels of the picture, as web maps do.
type projection struct {
	zoom  float64
	world float64   // the width of the whole world in pixels
	shift orb.Point // of its north-west corner
}

// newProjection shows a view in the middle of a box of the picture.
func newProjection(v View, in orb.Bound) projection {
	zoom := min(max(v.Zoom, minZoom), maxZoom)
	p := projection{zoom: zoom, world: 256 * math.Exp2(zoom)}
	at, middle := p.point(orb.Point{v.Lon, v.Lat}), in.Center()
	p.shift = orb.Point{middle[0] - at[0], middle[1] - at[1]}
	return p
}

// viewOf is the view in which a bound in degrees fills a box of the picture.
func viewOf(b, in orb.Bound) View {
	world := projection{world: 1}
	northWest, southEast := world.point(b.LeftTop()), world.point(b.RightBottom())
	wide, high := southEast[0]-northWest[0], southEast[1]-northWest[1]
	fits := min((in.Max[0]-in.Min[0])/max(wide, 1e-9), (in.Max[1]-in.Min[1])/max(high, 1e-9))
	lon, lat := world.inverse(between(northWest, southEast, 0.5))
	return View{Zoom: math.Log2(fits / 256), Lat: lat, Lon: lon}
}

func (p projection) point(at orb.Point) orb.Point {
	sin := math.Sin(min(max(at.Lat(), -maxLat), maxLat) * math.Pi / 180)
	x := (at.Lon() + 180) / 360
	y := 0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi)
	return orb.Point{x*p.world + p.shift[0], y*p.world + p.shift[1]}
}

// maxLat is where the square of web maps ends.
const maxLat = 85.0511287798

func (p projection) inverse(at orb.Point) (lon, lat float64) {
	x, y := (at[0]-p.shift[0])/p.world, (at[1]-p.shift[1])/p.world
	return x*360 - 180, math.Atan(math.Sinh(math.Pi*(1-2*y))) * 180 / math.Pi
}

// bound is what of the world lies in a box of the picture.
func (p projection) bound(in orb.Bound) orb.Bound {
	west, north := p.inverse(in.Min)
	east, south := p.inverse(in.Max)
	return boundOf(west, south, east, north)
}

// line projects what of a line lies in a box of the picture.
func (p projection) line(l orb.LineString, in orb.Bound) path {
	if !p.bound(in).Intersects(l.Bound()) {
		return nil
	}
	projected := make(orb.LineString, len(l))
	for i, at := range l {
		projected[i] = p.point(at)
	}
	var parts path
	for _, part := range clip.LineString(in, projected) {
		parts = append(parts, part)
	}
	return parts
}

func (p projection) lines(ls orb.MultiLineString, in orb.Bound) path {
	var all path
	for _, l := range ls {
		all = append(all, p.line(l, in)...)
	}
	return all
}

// ground projects what of a polygon lies in a box of the picture, each ring closed.
func (p projection) ground(polygon orb.Polygon, in orb.Bound) path {
	if !p.bound(in).Intersects(polygon.Bound()) {
		return nil
	}
	var rings path
	for i, r := range polygon {
		projected := make(orb.Ring, len(r))
		for j, at := range r {
			projected[j] = p.point(at)
		}
		if clipped := clip.Ring(in, projected); len(clipped) > 0 {
			rings = append(rings, wound(clipped, i == 0))
		}
	}
	return rings
}

// wound turns a hole the other way around than the shell, so that it stays empty.
func wound(r orb.Ring, shell bool) []orb.Point {
	if (r.Orientation() == orb.CCW) != shell {
		r.Reverse()
	}
	return r
}

// outline projects the boundary of polygons.
func (p projection) outline(polygons []orb.Polygon, in orb.Bound) path {
	var all path
	for _, polygon := range polygons {
		for _, r := range polygon {
			all = append(all, p.line(orb.LineString(r), in)...)
		}
	}
	return all
}
