package preview

import (
	"math"
	"strings"

	"github.com/paulmach/orb"
)

// areaName is the name of a region in serif capitals, and its country to stand under it.
type areaName struct {
	name, country typeset
	value         uint16 // the region's in the raster
}

// typeset is a text in a typeface.
type typeset struct {
	text  string
	face  typeface
	width float64
}

func newTypeset(text string, face typeface) typeset { return typeset{text, face, face.width(text)} }

const (
	areaTracking    = 0.34 // em
	countryTracking = 0.22
)

// areaSizes are what the name is tried in: where there is no room for the first there may be for the next.
var areaSizes = []float64{22 * labelScale, 17 * labelScale, 13 * labelScale}

func newAreaName(name, country string, size float64, value uint16) areaName {
	return areaName{
		newTypeset(strings.ToUpper(name), typeface{serif, size, areaTracking}),
		newTypeset(strings.ToUpper(country), typeface{serif, max(0.6*size, 11*labelScale), areaTracking}),
		value,
	}
}

// areaGround is what decides where the names of areas stand.
type areaGround struct {
	room    *room
	regions *raster
	border  []orb.Point // its vertices
	tilt    float64     // the way that it runs
	dots    []orb.Point // settlements, whose names will want room
	marked  []orb.Bound // ground that is a zone on some day
}

// place puts a name on a shallow arc where it stands clearest of the border, and takes that ground. It returns the arcs of
// name and country, or not ok where there is no room.
func (g areaGround) place(n areaName) (arcs [2]arc, ok bool) {
	const step = 24
	free := room{frame: g.room.frame, taken: append(append([]orb.Bound{}, g.room.taken...), g.marked...)}
	best := math.Inf(-1)
	frame := free.frame
	for y := frame.Min[1] + step; y < frame.Max[1]; y += step {
		for x := frame.Min[0] + step; x < frame.Max[0]; x += step {
			at := orb.Point{x, y}
			tried := n.arcsAt(at, g.tilt)
			boxes := padAll(n.boxes(tried), 8)
			if !free.isFree(boxes...) || !g.regions.holdsAll(boxes, n.value) {
				continue
			}
			if score := g.score(at, n); score > best {
				arcs, best, ok = tried, score, true
			}
		}
	}
	if ok {
		// With some air, so that no other name reads as part of it.
		g.room.take(padAll(n.boxes(arcs), 10)...)
	}
	return arcs, ok
}

// score is higher for a place that is rather clear of the border and the edges of the map, off the settlements, and near
// the middle.
func (g areaGround) score(at orb.Point, n areaName) float64 {
	const farEnough, edge, dotCost = 200, 48, 40
	frame := g.room.frame
	half := n.name.width / 2
	toEdge := min(at[0]-half-frame.Min[0], frame.Max[0]-at[0]-half, at[1]-frame.Min[1], frame.Max[1]-at[1])
	size := n.name.face.size
	area := boxAround(orb.Point{at[0], at[1] + size/2}, n.name.width+60, size*4)
	score := min(nearestTo(at, g.border), farEnough) + 1.5*min(toEdge, edge) - 0.1*distance(at, frame.Center())
	for _, dot := range g.dots {
		if area.Contains(dot) {
			score -= dotCost
		}
	}
	return score
}

func nearestTo(at orb.Point, points []orb.Point) float64 {
	nearest := math.Inf(1)
	for _, p := range points {
		nearest = min(nearest, distance(at, p))
	}
	return nearest
}

func (n areaName) arcsAt(at orb.Point, tilt float64) [2]arc {
	sin, cos := math.Sincos(tilt)
	down := n.name.face.size * 1.25
	under := orb.Point{at[0] - down*sin, at[1] + down*cos}
	return [2]arc{arcAround(at, n.name.width, tilt), arcAround(under, n.country.width, tilt)}
}

// arcAround is a shallow arc that bends upwards, as long as a text is wide.
func arcAround(middle orb.Point, width, tilt float64) arc {
	sin, cos := math.Sincos(tilt)
	bend := width * 0.06
	at := func(along, up float64) orb.Point {
		return orb.Point{middle[0] + along*cos + up*sin, middle[1] + along*sin - up*cos}
	}
	return arc{at(-width/2, -bend/2), at(0, bend), at(width/2, -bend/2)}
}

func (n areaName) boxes(arcs [2]arc) []orb.Bound {
	boxes := boxesAlong(arcs[0].flattened(5), n.name.face.size)
	if n.country.text != "" {
		boxes = append(boxes, boxesAlong(arcs[1].flattened(5), n.country.face.size)...)
	}
	return boxes
}

// holdsAll reports whether all of these boxes have a value.
func (r *raster) holdsAll(boxes []orb.Bound, value uint16) bool {
	for _, b := range boxes {
		if !r.holds(b, value) {
			return false
		}
	}
	return true
}

// tiltOf is the general direction of points, for names to run along; at most 6 degrees either way.
func tiltOf(points []orb.Point) float64 {
	if len(points) < 2 {
		return 0
	}
	var mean orb.Point
	for _, p := range points {
		mean[0] += p[0] / float64(len(points))
		mean[1] += p[1] / float64(len(points))
	}
	var xx, xy float64
	for _, p := range points {
		xx += (p[0] - mean[0]) * (p[0] - mean[0])
		xy += (p[0] - mean[0]) * (p[1] - mean[1])
	}
	const limit = 6 * math.Pi / 180
	return max(-limit, min(limit, math.Atan2(xy, xx)))
}

// countryName is the name of a country beside its border.
type countryName struct {
	text  string
	at    orb.Point
	angle float64
	box   orb.Bound
}

var countryFace = typeface{sansSemi, 12 * labelScale, countryTracking}

// placeCountries puts the names of two countries along their border, each on its own side, on a straight stretch that is
// as far left as there is one, off what is marked, and takes that ground. It returns none where there is no such place.
func placeCountries(border path, countryAt func(orb.Point) string, statuses *raster, free *room) []countryName {
	const apart = 6 // stretches that begin nearer to each other are the same
	// A border may have no stretch that is straight: then one that bends more will do, its names farther off.
	for _, stray := range []float64{9, 14, 20} {
		var best []countryName
		for _, line := range border {
			last := orb.Point{math.Inf(1), 0}
			for i, at := range line {
				if distance(last, at) < apart {
					continue
				}
				last = at
				names := countriesAlong(line[i:], stray*labelScale, countryAt)
				if names == nil || best != nil && names[0].at[0] >= best[0].at[0] {
					continue
				}
				if free.isFree(names[0].box, names[1].box) && statuses.holds(names[0].box, 0) && statuses.holds(names[1].box, 0) {
					best = names
				}
			}
		}
		if best != nil {
			free.take(best[0].box, best[1].box)
			return best
		}
	}
	return nil
}

// countriesAlong are the names on both sides of the stretch with which a line begins, if that is straight and runs rather
// level; nil if not.
func countriesAlong(l []orb.Point, stray float64, countryAt func(orb.Point) string) []countryName {
	middle, angle, ok := straightStretch(l, stray)
	if !ok {
		return nil
	}
	sin, cos := math.Sincos(angle)
	var names []countryName
	for _, off := range []float64{-9*labelScale - stray, 9*labelScale + stray} {
		text := countryAt(orb.Point{middle[0] - sin*off*1.5, middle[1] + cos*off*1.5})
		if text == "" || len(names) > 0 && names[0].text == text {
			return nil
		}
		at := orb.Point{middle[0] - sin*off, middle[1] + cos*off}
		width, height := countryFace.width(text), 14*labelScale
		s, c := math.Abs(sin), math.Abs(cos)
		names = append(names, countryName{text, at, angle, boxAround(at, width*c+height*s, width*s+height*c)})
	}
	return names
}

func straightStretch(l []orb.Point, stray float64) (middle orb.Point, angle float64, ok bool) {
	const stretch, steep = 90 * labelScale, 0.7
	end := 0
	for end < len(l) && distance(l[0], l[end]) < stretch {
		end++
	}
	if end == len(l) {
		return middle, 0, false
	}
	left, right := l[0], l[end]
	if left[0] > right[0] {
		left, right = right, left
	}
	angle = math.Atan2(right[1]-left[1], right[0]-left[0])
	sin, cos := math.Sincos(angle)
	for _, p := range l[:end] {
		if math.Abs((p[1]-left[1])*cos-(p[0]-left[0])*sin) > stray {
			return middle, 0, false
		}
	}
	return between(left, right, 0.5), angle, math.Abs(angle) <= steep
}

// vertices are the points of a path that lie in a box.
func (p path) vertices(in orb.Bound) []orb.Point {
	var found []orb.Point
	for _, l := range p {
		for _, at := range l {
			if in.Contains(at) {
				found = append(found, at)
			}
		}
	}
	return found
}
