package preview

import (
	"strings"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// staleAfter is from how many days on the names of zones say the day of their map.
const staleAfter = 7

// drawLabels places the names one after the other, each where those before have left room.
func (d mapDrawing) drawLabels() {
	free := &room{frame: d.frame.Pad(-6)}
	settlements := settlementsIn(d.Ground.Settlements, d.language, d.projection, d.frame)
	for _, s := range settlements {
		if s.large {
			free.take(s.dotBox())
		}
	}
	d.drawPlace()
	d.drawMapDay(free)
	lines := d.lines(d.Ground.Border, aroundBox)
	regions := d.regionRaster()
	d.drawAreaNames(free, regions, lines, settlements)
	statuses, zones := d.statusRaster()
	for _, n := range placeCountries(lines, d.countryAt(regions), statuses, free) {
		d.haloed(countryFace.turned(n.text, n.at, n.angle), 3, plain(land), plain(label2))
	}
	g := zoneGround{free, statuses, lines.vertices(d.frame)}
	names := d.placeZoneNames(g, zones)
	for _, s := range g.placeSettlements(settlements) {
		s.draw(d.canvas)
	}
	for _, n := range names {
		n.draw(d.canvas)
	}
}

// regionRaster has for each region its place in the list, from 1.
func (d mapDrawing) regionRaster() *raster {
	regions := newRaster(d.frame, 8)
	for i, r := range d.Ground.Regions {
		for _, polygon := range r.Geometry {
			regions.fill(d.ground(polygon, aroundBox), uint16(i+1))
		}
	}
	return regions
}

// statusRaster has for each status its place in the vocabulary, from 1. The zones are by status too.
func (d mapDrawing) statusRaster() (statuses *raster, zones [][]path) {
	statuses = newRaster(d.frame, 4)
	for i, s := range d.Layer.Statuses {
		zones = append(zones, d.zonesOf(s.ID))
		for _, zone := range zones[i] {
			statuses.fill(zone, uint16(i+1))
		}
	}
	return statuses, zones
}

// countryAt tells whose ground a point of the map is.
func (d mapDrawing) countryAt(regions *raster) func(orb.Point) string {
	return func(at orb.Point) string {
		if value := regions.at(at); value > 0 {
			return strings.ToUpper(d.countryOf(d.Ground.Regions[value-1]))
		}
		return ""
	}
}

// placeZoneNames places no names in Change, where grounds tell two things at once.
func (d mapDrawing) placeZoneNames(g zoneGround, zones [][]path) []placedZoneName {
	if d.Mode == Change {
		return nil
	}
	var names []placedZoneName
	for i, s := range d.Layer.Statuses {
		n := zoneName{
			text: strings.ToUpper(NameIn(d.language, s.Name)), ink: plain(lookOf(s).ink), value: uint16(i + 1), zones: zones[i],
		}
		if d.Day.age() > staleAfter {
			n.date = d.shortDay(d.Day.shownDay())
		}
		if placed, ok := g.place(n); ok {
			names = append(names, placed)
		}
	}
	return names
}

func (d mapDrawing) drawAreaNames(free *room, regions *raster, lines path, settlements []settlement) {
	g := areaGround{room: free, regions: regions, border: lines.vertices(d.frame), marked: d.markedPlaces()}
	g.tilt = tiltOf(g.border)
	for _, s := range settlements {
		g.dots = append(g.dots, s.dot)
	}
	for i, r := range d.Ground.Regions {
		for _, size := range areaSizes {
			n := newAreaName(NameIn(d.language, r.Name), d.countryOf(r), size, uint16(i+1))
			if arcs, ok := g.place(n); ok {
				d.fill(n.name.face.alongArc(n.name.text, arcs[0]), plain(labelArea).faint(0.8))
				d.fill(n.country.face.alongArc(n.country.text, arcs[1]), plain(labelArea).faint(0.8))
				break
			}
		}
	}
}

// markedPlaces is the ground about each settlement that any report speaks of: what is a zone on some day lies there.
func (d mapDrawing) markedPlaces() []orb.Bound {
	const about = 0.03 // degrees of latitude, about 3 km
	var marked []orb.Bound
	for _, at := range d.Ground.Reported {
		middle := d.point(at)
		reach := d.point(orb.Point{at[0], at[1] - about})[1] - middle[1]
		marked = append(marked, boxAround(middle, 2*reach, 2*reach))
	}
	return marked
}

func (w writer) countryOf(r geo.Region) string {
	if r.Country == nil {
		return ""
	}
	if name, ok := w.country[*r.Country]; ok {
		return name
	}
	return *r.Country
}

// drawPlace rings the place that the address names.
func (d mapDrawing) drawPlace() {
	if d.Place == nil {
		return
	}
	at := d.point(*d.Place)
	if !d.frame.Contains(at) {
		return
	}
	ring := closed(circle(at, 9.5*labelScale))
	d.stroke(ring, 6, plain(halo))
	d.stroke(ring, 2.7, plain(ink))
}

// drawMapDay says on each of two maps which it is, beside what parts them.
func (d mapDrawing) drawMapDay(free *room) {
	if !d.isCompared() {
		return
	}
	text := d.ageNone
	if d.Day.Measured != nil {
		text = filled(d.mapOf, "date", d.shortDay(d.Day.shownDay()))
	}
	d.flag(free, strings.TrimSuffix(text, "."))
}

func (d mapDrawing) flag(free *room, text string) {
	const apart, high = 14, 36
	face := typeface{sansSemi, 19, 0}
	width := face.width(text) + 28
	left := d.frame.Min[0] + apart
	if d.frame == leftBox {
		left = d.frame.Max[0] - apart - width
	}
	b := boundOf(left, 20, left+width, 20+high)
	d.fill(roundedRect(b, 4), plain(ink))
	d.fill(face.turned(text, b.Center(), 0), plain(surface))
	free.take(b.Pad(8))
}
