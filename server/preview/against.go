package preview

import (
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// drawAgainst draws over the zones of the first layer where the other one says something else: its stripes, and a dotted outline
// where only one of them says anything.
func (d mapDrawing) drawAgainst() {
	if d.Against == nil || d.Against.Agreement == nil {
		return
	}
	for _, g := range d.Against.Agreement.Ground {
		if g.Kind == geo.Agree {
			continue
		}
		for _, polygon := range g.Polygons {
			if geo.AreaM2(polygon) < leastSliverM2 {
				continue
			}
			if g.Kind == geo.Disagree {
				d.drawDisputed(g.AgreementPair, polygon)
			} else {
				d.drawUnsaid(g.AgreementPair, polygon)
			}
		}
	}
}

func (d mapDrawing) drawDisputed(pair geo.AgreementPair, polygon orb.Polygon) {
	stripes := stripesOf(land, wideStripe)
	if says, ok := d.statusBy(pair.WithStatus); ok {
		stripes = wasStripes(says)
	}
	d.fill(d.ground(polygon, aroundBox), stripes)
	d.stroke(d.outline([]orb.Polygon{polygon}, aroundBox), 0.8*labelScale, plain(ink2))
}

// drawUnsaid draws what only the other layer says as it says, but paler.
func (d mapDrawing) drawUnsaid(pair geo.AgreementPair, polygon orb.Polygon) {
	if says, ok := d.statusBy(pair.WithStatus); ok && pair.Status == nil {
		d.fill(d.ground(polygon, aroundBox), mapGrain.paintOf(says).faint(0.28))
	}
	d.stroke(d.outline([]orb.Polygon{polygon}, aroundBox).dotted(), dotWidth, plain(ink2))
}

// dotWidth is the width of a dotted line.
const dotWidth = 2 * labelScale

// dotted are the points of a line of dots.
func (p path) dotted() path { return p.dashed(0.1, 4.5*labelScale) }

// statusBy is a status by the other layer; one that both have looks as the first has it.
func (s Scene) statusBy(other *string) (geo.Status, bool) {
	if other == nil {
		return geo.Status{}, false
	}
	if own, ok := statusOf(s.Layer, *other); ok {
		return own, true
	}
	return statusOf(s.Against.Layer, *other)
}

// againstBlocks have the numbers of the first layer, which are the key of its grounds, and on how much ground the two agree.
func (d card) againstBlocks() []block {
	agreement := d.Against.Agreement
	if agreement == nil || d.Day.Measured == nil {
		return d.rowBlocks()
	}
	var blocks []block
	for _, r := range d.rows(d.Layer) {
		least, most := r.km2(d.Day.Measured)
		blocks = append(blocks, d.lineBlock(r.name, least, most, func(b orb.Bound) { d.swatch(r.statuses, b) }))
	}
	line := func(name string, km2 float64, sign func(orb.Bound)) block { return d.lineBlock(name, km2, km2, sign) }
	return append(blocks, gap(4),
		line(d.agree, agreement.AgreeKm2, func(b orb.Bound) { d.painted(b, plain(surface)) }),
		line(d.disagree, agreement.DisagreeKm2, func(b orb.Bound) { d.painted(b, plain(surface), stripesOf(ink2, wideStripe)) }),
		line(d.unsaid, agreement.UnsaidKm2, func(b orb.Bound) { d.stroke(closed(roundedRect(b, 4)).dotted(), dotWidth, plain(ink2)) }))
}

// lineBlock has one area in one line, with its sign, its name and its upper bound.
func (d card) lineBlock(name string, least, most float64, sign func(orb.Bound)) block {
	return block{height: 29, draw: func(y float64) {
		d.rule(y)
		sign(boundOf(margin, y+5, margin+27, y+5+19))
		edge := d.number(d.area(least), 20, cardRight, y+21) - 10
		small := typeface{sans, 14.5, 0}
		if upto := d.uptoOf(least, most); upto != "" {
			d.right(small, upto, edge, y+20.5, ink2)
			edge -= small.width(upto) + 8
		}
		d.fitted(typeface{sans, 17, 0}, name, margin+38, edge, y+20.5, ink)
	}}
}

// againstNotes say what is missing of two layers.
func (d card) againstNotes() []string {
	layer := d.Against.Layer
	name := d.shortName(layer)
	switch first, agreement := layer.FirstValidAt, d.Against.Agreement; {
	case first == nil:
		return []string{filled(d.againstEmpty, "layer", name)}
	case d.Day.Date.Before(dayOf(*first)):
		return []string{filled(filled(d.againstBegins, "layer", name), "date", d.shortDay(first.UTC()))}
	case agreement != nil:
		return slices.Concat(d.earlierNote(d.Layer, agreement.Snapshot), d.earlierNote(layer, agreement.WithSnapshot))
	}
	return nil
}

// earlierNote says of a layer that its map is older than the day, if it is.
func (d card) earlierNote(layer geo.Layer, shown geo.Ref) []string {
	day := dayOf(shown.ValidAt)
	age := daysBetween(day, d.Day.Date)
	if age == 0 {
		return nil
	}
	text := filled(d.againstEarlier[d.plural(age)], "layer", d.shortName(layer))
	return []string{filled(filled(text, "date", d.shortDay(day)), "count", d.grouped(age))}
}
