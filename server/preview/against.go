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
	stripes := stripesOf(land, true)
	if says, ok := statusIn(d.Against.Layer, pair.WithStatus); ok {
		stripes = wasStripes(says)
	}
	d.fill(d.ground(polygon, aroundBox), stripes)
	d.stroke(d.outline([]orb.Polygon{polygon}, aroundBox), 0.8*labelScale, plain(ink2))
}

// drawUnsaid draws what only the other layer says as it says, but paler.
func (d mapDrawing) drawUnsaid(pair geo.AgreementPair, polygon orb.Polygon) {
	if says, ok := statusIn(d.Against.Layer, pair.WithStatus); ok && pair.Status == nil {
		d.fill(d.ground(polygon, aroundBox), mapGrain.paintOf(says).faint(0.28))
	}
	d.stroke(d.outline([]orb.Polygon{polygon}, aroundBox).dotted(), dotWidth, plain(ink2))
}

// dotWidth is the width of a dotted line.
const dotWidth = 2 * labelScale

// dotted are the points of a line of dots.
func (p path) dotted() path { return p.dashed(0.1, 4.5*labelScale) }

// closed are the lines around areas.
func closed(areas path) path {
	lines := make(path, len(areas))
	for i, ring := range areas {
		lines[i] = append(slices.Clip(ring), ring[0])
	}
	return lines
}

// statusIn is a layer's status of an ID.
func statusIn(layer geo.Layer, id *string) (geo.Status, bool) {
	if id == nil {
		return geo.Status{}, false
	}
	return Scene{Layer: layer}.status(*id)
}

// againstBlocks have the numbers of the first layer, which are the key of its grounds, and on how much ground the two agree.
func (d card) againstBlocks() []block {
	agreement := d.Against.Agreement
	if agreement == nil {
		return d.rowBlocks()
	}
	var blocks []block
	for _, r := range d.rows(d.Layer) {
		least, _ := r.km2(d.Day.Measured)
		blocks = append(blocks, d.lineBlock(r.name, least, func(b orb.Bound) { d.swatch(r.statuses, b) }))
	}
	return append(blocks, gap(4),
		d.lineBlock(d.agree, agreement.AgreeKm2, func(b orb.Bound) { d.painted(b, plain(surface)) }),
		d.lineBlock(d.disagree, agreement.DisagreeKm2, func(b orb.Bound) { d.painted(b, plain(surface), stripesOf(ink2, true)) }),
		d.lineBlock(d.unsaid, agreement.UnsaidKm2, func(b orb.Bound) { d.stroke(closed(roundedRect(b, 4)).dotted(), dotWidth, plain(ink2)) }))
}

// lineBlock has one area in one line, with its sign and its name.
func (d card) lineBlock(name string, km2 float64, sign func(orb.Bound)) block {
	return block{32, func(y float64) {
		d.rule(y)
		sign(boundOf(margin, y+7, margin+27, y+7+19))
		edge := d.number(d.area(km2), 20, cardRight, y+23)
		d.fitted(typeface{sans, 17, 0}, name, margin+38, edge-12, y+22, ink)
	}}
}

// againstNotes say what is missing of the other layer.
func (d card) againstNotes() []string {
	name := d.nameOf(d.Against.Layer) + ": "
	switch first, agreement := d.Against.Layer.FirstValidAt, d.Against.Agreement; {
	case first == nil:
		return []string{name + uncapitalised(d.empty)}
	case d.Day.Date.Before(dayOf(*first)):
		return []string{name + uncapitalised(filled(d.ageBegins, "date", d.shortDay(first.UTC())))}
	case agreement != nil:
		shown := dayOf(agreement.WithSnapshot.ValidAt)
		if age := daysBetween(shown, d.Day.Date); age > 0 {
			return []string{name + uncapitalised(d.ageNone) + " " + d.earlier(shown, age)}
		}
	}
	return nil
}
