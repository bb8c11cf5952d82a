package topo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"greyzone/geo"
)

// MaxZoom is the zoom at which zones are drawn with all their vertices, as far as the units of a tile can tell them
// apart: one is about 0.8 m wide at 50° north.
const MaxZoom = 13

const (
	// extent is how many units a tile is wide.
	extent = 4096
	// tolerance is how many units a line may be moved at zooms before the last: half a pixel of a tile drawn 512 wide.
	tolerance = 4
)

// Level is the zones of one time as they are drawn at one zoom, in units of its tiles counted from the north-west corner
// of the world. It never changes.
type Level struct {
	zoom  int
	zones []levelZone
}

type levelZone struct {
	properties geojson.Properties
	polygon    orb.Polygon
	bound      orb.Bound
}

// NewLevel simplifies the zones of an object of t, with the statuses of its layer, for a zoom from 0 to MaxZoom. Each arc
// is simplified once and keeps its ends, so that zones that share an edge go on sharing it. A ring that has no ground left,
// or whose arcs have come to cross so that it is inside out, is left out: a hole is filled, and with its shell goes the
// zone.
func NewLevel(t Topology, object Object, statuses []geo.Status, zoom int) Level {
	arcs := make([]orb.LineString, len(t.Arcs))
	level := Level{zoom: zoom}
	for _, zone := range object.Zones {
		simplifyArcs(arcs, t.Arcs, zone, zoom)
		if polygon := drawn(arcs, zone); polygon != nil {
			level.zones = append(level.zones, levelZone{tileProperties(zone.Status, statuses), polygon, polygon.Bound()})
		}
	}
	return level
}

// Vertices is how many positions l has: what it takes of memory goes with it.
func (l Level) Vertices() int {
	n := 0
	for _, zone := range l.zones {
		for _, ring := range zone.polygon {
			n += len(ring)
		}
	}
	return n
}

// simplifyArcs puts those arcs of a zone into simple that are not there yet.
func simplifyArcs(simple, arcs []orb.LineString, zone ArcZone, zoom int) {
	for _, references := range zone.Rings {
		for _, reference := range references {
			if arc, _ := arcOf(reference); simple[arc] == nil {
				simple[arc] = simplify(arcs[arc], zoom)
			}
		}
	}
}

// drawn returns a zone of simplified arcs, or nil if its shell is left out.
func drawn(arcs []orb.LineString, zone ArcZone) orb.Polygon {
	var polygon orb.Polygon
	for i, references := range zone.Rings {
		ring := orient(joinArcs(arcs, references), i == 0)
		switch {
		case ring != nil:
			polygon = append(polygon, ring)
		case i == 0:
			return nil
		}
	}
	return polygon
}

// simplify returns an arc in the units of a zoom, without the vertices that are not needed there.
func simplify(arc orb.LineString, zoom int) orb.LineString {
	line := make(orb.LineString, len(arc))
	for i, p := range arc {
		line[i] = unitsAt(p, zoom)
	}
	line = slices.Compact(line)
	if zoom == MaxZoom {
		return line
	}
	return douglasPeucker(line, tolerance*tolerance)
}

// unitsAt projects a position to whole units of a zoom.
func unitsAt(p orb.Point, zoom int) orb.Point {
	// Beyond this latitude lies what the square map of the world leaves out.
	const edge = 85.05112877980659
	width := math.Ldexp(extent, zoom)
	latitude := max(-edge, min(edge, p.Lat())) * math.Pi / 180
	return orb.Point{
		math.Round((p.Lon() + 180) / 360 * width),
		math.Round((1 - math.Asinh(math.Tan(latitude))/math.Pi) / 2 * width),
	}
}

// douglasPeucker keeps the ends of line, and of the rest what lies further than the square root of limit from the line
// that is kept.
func douglasPeucker(line orb.LineString, limit float64) orb.LineString {
	if len(line) < 3 {
		return line
	}
	farthest, most := 0, limit
	for i := 1; i < len(line)-1; i++ {
		if d := distance2(line[i], line[0], line[len(line)-1]); d > most {
			farthest, most = i, d
		}
	}
	if farthest == 0 {
		return orb.LineString{line[0], line[len(line)-1]}
	}
	before := douglasPeucker(line[:farthest+1], limit)
	after := douglasPeucker(line[farthest:], limit)
	return slices.Concat(before, after[1:])
}

// distance2 is the square of the distance of p from the stretch between a and b, which may be one point.
func distance2(p, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	along := 0.0
	if length2 := dx*dx + dy*dy; length2 > 0 {
		along = max(0, min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/length2))
	}
	x, y := p[0]-a[0]-along*dx, p[1]-a[1]-along*dy
	return x*x + y*y
}

// orient returns a ring as vector tiles want it, a shell clockwise on the screen and a hole against that; in a coverage
// it is the other way round. Nil is one that is not drawable then.
func orient(ring orb.Ring, shell bool) orb.Ring {
	ring.Reverse()
	ring = withoutSpikes(ring)
	if !drawable(ring, shell) {
		return nil
	}
	return ring
}

// drawable reports whether a closed ring has ground, and has not turned inside out.
func drawable(ring orb.Ring, shell bool) bool {
	area := doubleArea(ring)
	return len(ring) > 3 && area != 0 && (area > 0) == shell
}

// doubleArea is twice the area of a closed ring, positive if it runs clockwise where y grows downwards.
func doubleArea(ring orb.Ring) float64 {
	var sum float64
	for i := 0; i+1 < len(ring); i++ {
		a, b := ring[i], ring[i+1]
		sum += (a[0]-ring[0][0])*(b[1]-ring[0][1]) - (b[0]-ring[0][0])*(a[1]-ring[0][1])
	}
	return sum
}

// withoutSpikes takes out of a closed ring the vertices that come twice, and those from which the line runs back on
// itself: rounding and clipping make some. It works in the ring that it is given.
func withoutSpikes(ring orb.Ring) orb.Ring {
	kept := ring[:0]
	for _, p := range ring {
		for len(kept) > 1 && runsBack(kept[len(kept)-2], kept[len(kept)-1], p) {
			kept = kept[:len(kept)-1]
		}
		if len(kept) == 0 || kept[len(kept)-1] != p {
			kept = append(kept, p)
		}
	}
	// The first vertex, which is the last too, has neighbours at both ends.
	for len(kept) > 3 && runsBack(kept[len(kept)-2], kept[0], kept[1]) {
		kept = kept[1 : len(kept)-1]
		if kept[0] != kept[len(kept)-1] {
			kept = append(kept, kept[0])
		}
	}
	return kept
}

// runsBack reports whether the line from a by b to c turns back at b on itself.
func runsBack(a, b, c orb.Point) bool {
	x, y, u, v := b[0]-a[0], b[1]-a[1], c[0]-b[0], c[1]-b[1]
	return x*v == y*u && x*u+y*v < 0
}
