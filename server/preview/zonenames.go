package preview

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// zoneName is the name of a status on the map, and a second line with the day of a map that is old.
type zoneName struct {
	text, date string
	ink        paint
	value      uint16 // the status's in the raster
	zones      []path // all of that status
}

var (
	zoneFace     = typeface{sansBold, 15 * labelScale, 0.08}
	zoneDateFace = typeface{sansSemi, 12 * labelScale, 0}
)

func (n zoneName) size() (width, height float64) {
	if n.date == "" {
		return zoneFace.width(n.text), 18 * labelScale
	}
	return max(zoneFace.width(n.text), zoneDateFace.width(n.date)), 32 * labelScale
}

// placedZoneName stands around a point; a leader goes from a dot in the zone to it.
type placedZoneName struct {
	zoneName
	at     orb.Point
	leader []orb.Point // from the dot on; nil: none
}

// zoneGround is what decides where names of zones stand.
type zoneGround struct {
	room     *room
	statuses *raster
	border   []orb.Point
}

const (
	leaderInside = 11 * labelScale // how far from the edge of its zone a leader's dot lies
	longest      = 190             // a leader at most
	zoneSpare    = 3
)

// place puts the name into the zone where all of it fits, nearest to its thickest part; else outside, with a leader. It
// takes that ground; not ok: there is no room.
func (g zoneGround) place(n zoneName) (placed placedZoneName, ok bool) {
	zones := slices.Clone(n.zones)
	slices.SortStableFunc(zones, func(a, b path) int { return int(math.Copysign(1, extent(b)-extent(a))) })
	placed.zoneName = n
	for _, zone := range zones {
		if placed.at, ok = g.inside(n, zone); ok {
			break
		}
	}
	for i := 0; i < len(zones) && i < 3 && !ok; i++ {
		placed, ok = g.beside(n, zones[i])
	}
	if ok {
		width, height := n.size()
		g.room.take(boxAround(placed.at, width+4, height))
		if placed.leader != nil {
			g.room.take(leaderBox(placed.leader))
		}
	}
	return placed, ok
}

func extent(zone path) float64 {
	if len(zone) == 0 {
		return 0
	}
	return math.Abs(planar.Area(orb.Ring(zone[0])))
}

// middle is the thickest part of a zone that is in view.
func (g zoneGround) middle(zone path) orb.Point {
	alone := newRaster(g.statuses.frame, g.statuses.cell)
	alone.fill(zone, 1)
	return alone.thickest(1)
}

func (g zoneGround) inside(n zoneName, zone path) (at orb.Point, ok bool) {
	width, height := n.size()
	frame, b := g.room.frame, zone.bound()
	x0, x1 := max(b.Min[0], frame.Min[0])+width/2, min(b.Max[0], frame.Max[0])-width/2
	y0, y1 := max(b.Min[1], frame.Min[1])+height/2, min(b.Max[1], frame.Max[1])-height/2
	if x1 < x0 || y1 < y0 {
		return at, false
	}
	middle, near := g.middle(zone), math.Inf(1)
	for y := y0; y <= y1; y += 6 {
		for x := x0; x <= x1; x += 6 {
			tried := orb.Point{x, y}
			if distance(tried, middle) >= near {
				continue
			}
			if box := boxAround(tried, width, height).Pad(zoneSpare); g.statuses.holds(box, n.value) && g.room.isFree(box) {
				at, near, ok = tried, distance(tried, middle), true
			}
		}
	}
	return at, ok
}

// Where a leader may point, ahead the likeliest: straight up and down reads best.
var directions = []orb.Point{{0, -1}, {0, 1}, {1, 0}, {-1, 0}}

// beside finds the place outside of a zone that is nearest and clearest.
func (g zoneGround) beside(n zoneName, zone path) (placed placedZoneName, ok bool) {
	middle, best := g.middle(zone), math.Inf(1)
	for _, direction := range directions {
		for _, edge := range pointsAlong(zone[0], 12) {
			dot := orb.Point{edge[0] - direction[0]*leaderInside, edge[1] - direction[1]*leaderInside}
			found, cost, fits := g.outwards(n, dot, edge, direction)
			// A leader that ends in the thick of the zone leaves no doubt about what it names.
			if cost += distance(dot, middle) / 2; fits && cost < best {
				placed, best, ok = found, cost, true
			}
		}
	}
	if !ok {
		return g.besideSmall(n, middle)
	}
	return placed, ok
}

// besideSmall leads from the middle of a zone that is too small to hold a dot well inside.
func (g zoneGround) besideSmall(n zoneName, middle orb.Point) (placed placedZoneName, ok bool) {
	for _, direction := range directions {
		edge := middle
		for g.statuses.at(edge) == n.value && distance(middle, edge) <= 2*leaderInside {
			edge = orb.Point{edge[0] + 2*direction[0], edge[1] + 2*direction[1]}
		}
		if placed, _, ok = g.outwards(n, middle, edge, direction); ok {
			return placed, ok
		}
	}
	return placed, false
}

// pointsAlong are points on a ring, some pixels apart.
func pointsAlong(ring []orb.Point, apart float64) []orb.Point {
	var points []orb.Point
	walked := 0.0
	for i := 1; i < len(ring); i++ {
		length := distance(ring[i-1], ring[i])
		for at := apart - walked; at <= length; at += apart {
			points = append(points, between(ring[i-1], ring[i], at/length))
		}
		walked = math.Mod(walked+length, apart)
	}
	return points
}

// outwards puts a name at the end of a leader that leaves the zone at edge, and says what speaks against that place.
func (g zoneGround) outwards(n zoneName, dot, edge, direction orb.Point) (placed placedZoneName, cost float64, ok bool) {
	step := func(from orb.Point, by float64) orb.Point {
		return orb.Point{from[0] + direction[0]*by, from[1] + direction[1]*by}
	}
	if g.statuses.at(step(edge, 5)) == n.value || g.statuses.at(dot) != n.value || !g.room.isFree(boxAround(dot, 8, 8)) {
		return placed, 0, false
	}
	width, height := n.size()
	half := math.Abs(direction[0])*width/2 + math.Abs(direction[1])*height/2
	for out := 12.0; out+leaderInside <= longest; out += 8 {
		end := step(edge, out)
		at := step(end, half+2)
		box := boxAround(at, width+6, height+2)
		// On somebody else's ground the name would say something false.
		if !g.room.isFree(box) || !g.statuses.holds(box, 0, n.value) {
			continue
		}
		leader := []orb.Point{dot, end}
		if !g.room.isFree(leaderBox(leader)) {
			return placed, 0, false
		}
		return placedZoneName{n, at, leader}, out + g.cost(n, box, leader) + math.Abs(direction[0])*30, true
	}
	return placed, 0, false
}

func (g zoneGround) cost(n zoneName, box orb.Bound, leader []orb.Point) float64 {
	cost := 0.0
	if !g.statuses.holds(box, 0) || !g.statuses.holds(leaderBox(leader), 0, n.value) {
		cost += 150
	}
	if slices.ContainsFunc(g.border, box.Contains) {
		cost += 60
	}
	return cost
}

func leaderBox(leader []orb.Point) orb.Bound { return orb.MultiPoint(leader).Bound().Pad(3) }

// draw puts the name over a halo.
func (n placedZoneName) draw(c *canvas) {
	if n.leader != nil {
		c.stroke(path{n.leader}, 1.2, n.ink)
		c.haloed(circle(n.leader[0], 3.4), 2, plain(halo), n.ink)
	}
	at := n.at
	if n.date != "" {
		at[1] -= 7 * labelScale
		c.haloed(zoneDateFace.turned(n.date, orb.Point{at[0], at[1] + 15.5*labelScale}, 0), 4, plain(halo), n.ink)
	}
	c.haloed(zoneFace.turned(n.text, at, 0), 4.4, plain(halo), n.ink)
}
