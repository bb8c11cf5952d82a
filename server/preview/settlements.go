package preview

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// mark is how settlements of a rank look, and the zoom from which they are shown.
type mark struct {
	face   typeface
	radius float64
	zoom   float64
}

// marks are by rank; a rank beyond them looks as the last one.
var marks = []mark{
	{typeface{sansSemi, 17 * labelScale, 0}, 5.5 * labelScale, 0},
	{typeface{sansSemi, 14.5 * labelScale, 0}, 4 * labelScale, 0},
	{typeface{sans, 12.5 * labelScale, 0}, 2.8 * labelScale, 8.9},
	{typeface{sans, 11.5 * labelScale, 0}, 2.2 * labelScale, 10.4},
}

func markOf(rank int) mark {
	if rank < 1 || rank > len(marks) {
		return marks[len(marks)-1]
	}
	return marks[rank-1]
}

// settlement is a place in view. Those of ranks 1 and 2 are large.
type settlement struct {
	mark
	text  string
	width float64
	large bool
	dot   orb.Point
	at    orb.Point // the middle left of its name, once that is placed
}

// settlementsIn are the settlements within a box that the zoom shows, by rank.
func settlementsIn(all []geo.Settlement, language string, p projection, in orb.Bound) []settlement {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b geo.Settlement) int { return cmp.Compare(a.Rank, b.Rank) })
	var found []settlement
	for _, s := range all {
		m, dot := markOf(s.Rank), p.point(orb.Point{s.Lon, s.Lat})
		if p.zoom < m.zoom || !in.Contains(dot) {
			continue
		}
		text := NameIn(language, s.Name)
		found = append(found, settlement{mark: m, text: text, width: m.face.width(text), large: s.Rank == 1 || s.Rank == 2, dot: dot})
	}
	return found
}

func (s settlement) dotBox() orb.Bound { return boxAround(s.dot, 2*s.radius+4, 2*s.radius+4) }

func (s settlement) box(at orb.Point) orb.Bound {
	height := s.face.size + 3
	return boundOf(at[0], at[1]-height/2, at[0]+s.width, at[1]+height/2)
}

// positions of the name: right, left, four corners, above, below.
func (s settlement) positions() []orb.Point {
	gap, near := s.radius+4*labelScale, s.radius+2
	up := s.radius + s.face.size*0.55 + 1
	x, y := s.dot[0], s.dot[1]
	return []orb.Point{
		{x + gap, y}, {x - gap - s.width, y},
		{x + near, y - up}, {x + near, y + up},
		{x - near - s.width, y - up}, {x - near - s.width, y + up},
		{x - s.width/2, y - up - 1}, {x - s.width/2, y + up + 1},
	}
}

// placeSettlements puts names beside their dots, in the order given, and returns those that found a free place. A name
// rather stands where it says nothing false.
func (g zoneGround) placeSettlements(all []settlement) []settlement {
	var placed []settlement
	for _, s := range all {
		at, ok := g.position(s)
		if !ok {
			continue
		}
		s.at = at
		g.room.take(s.box(at).Pad(2), s.dotBox().Pad(1))
		placed = append(placed, s)
	}
	return placed
}

func (g zoneGround) position(s settlement) (at orb.Point, ok bool) {
	if !s.large && !g.room.isFree(s.dotBox()) {
		return at, false
	}
	places := slices.DeleteFunc(s.positions(), func(at orb.Point) bool { return !g.room.isFree(s.box(at)) })
	if len(places) == 0 {
		return at, false
	}
	best, least := places[0], math.Inf(1)
	for i, place := range places {
		if cost := float64(i) + g.falsehood(s, place); cost < least {
			best, least = place, cost
		}
	}
	return best, true
}

// falsehood is how false a name would be at a place: least on its dot's own ground, more if it lies on unmarked ground
// too, across the border, or on the other side's.
func (g zoneGround) falsehood(s settlement, at orb.Point) float64 {
	box, own, cost := s.box(at), g.statuses.at(s.dot), 0.0
	switch {
	case g.statuses.holds(box, own):
	case own != 0 && g.statuses.holds(box, own, 0):
		cost = 10
	default:
		cost = 30
	}
	if slices.ContainsFunc(g.border, box.Contains) {
		cost += 15
	}
	return cost
}

func (s settlement) draw(c *canvas) {
	text := s.face.line(s.text, orb.Point{s.at[0], s.at[1] + s.face.size*middleHeight})
	width := 2.6
	if s.large {
		width = 3.4
		c.fill(circle(s.dot, s.radius), plain(surface))
		ring := circle(s.dot, s.radius)
		c.stroke(path{append(ring[0], ring[0][0])}, 2.7, plain(label))
	} else {
		c.haloed(circle(s.dot, s.radius), 1.4, plain(halo), plain(label))
	}
	c.haloed(text, width, plain(halo), plain(label))
}
