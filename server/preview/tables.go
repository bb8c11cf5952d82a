package preview

import (
	"image/color"
	"math"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// The heights of a row that has a second line, and of one that has not.
const rowHigh, rowLow = 79, 50

// rowBlocks have the numbers of a day.
func (d card) rowBlocks() []block {
	rows := d.rows(d.Layer)
	high := len(rows) <= 3
	var blocks []block
	for _, r := range rows {
		blocks = append(blocks, d.rowBlock(r, high))
	}
	return blocks
}

func (d card) rowBlock(r row, high bool) block {
	height := float64(rowLow)
	if high {
		height = rowHigh
	}
	return block{height: height, draw: func(y float64) {
		d.rule(y)
		number, upto := nothing, ""
		if d.Day.Measured != nil {
			least, most := r.km2(d.Day.Measured)
			number, upto = d.area(least), d.uptoOf(least, most)
		}
		d.swatch(r.statuses, boundOf(margin, y+15, margin+33, y+15+24))
		edge := d.number(number, 26, cardRight, y+37)
		small := typeface{sans, 16.5, 0}
		d.fitted(typeface{sansSemi, 20, 0}, r.name, margin+47, edge-12, y+35, ink)
		if high {
			d.right(small, upto, cardRight, y+63, ink2)
			d.fitted(small, r.where, margin+47, cardRight-small.width(upto)-12, y+63, ink2)
		}
	}}
}

// uptoOf writes an upper bound where that is another number than the lower one.
func (w writer) uptoOf(least, most float64) string {
	if most < 1 || w.area(most) == w.area(least) {
		return ""
	}
	return filled(w.upto, "area", w.area(most))
}

// fitted sets text between two edges, smaller if it must be.
func (d card) fitted(face typeface, text string, x, edge, baseline float64, c color.NRGBA) {
	face = face.fit(text, edge-x, face.size*0.76)
	d.left(face, face.cut(text, edge-x), x, baseline, c)
}

// nothing stands where there is no number.
const nothing = "–"

// number sets an area in a size, with its unit, up to an edge, and returns where it begins.
func (d card) number(text string, size, edge, baseline float64) float64 {
	strong, unit := typeface{sansSemi, size, 0}, typeface{sans, math.Round(size * 0.65), 0}
	if text != nothing {
		d.right(unit, d.km2, edge, baseline, ink2)
		edge -= unit.width(d.km2) + 5
	}
	d.right(strong, text, edge, baseline, ink)
	return edge - strong.width(text)
}

func (d card) rule(y float64) {
	d.fill(rect(margin, y, cardRight, y+1), plain(line))
}

// swatch shows the grounds of statuses beside each other in one box.
func (d card) swatch(statuses []geo.Status, b orb.Bound) {
	whole := d.clip
	for i, s := range statuses {
		d.clip.Min.X = int(b.Min[0] + (b.Max[0]-b.Min[0])*float64(i)/float64(len(statuses)))
		d.painted(b, swatchGrain.paintOf(s))
	}
	d.clip = whole
}

// painted is a small box with grounds one over the other, in a thin line.
func (d card) painted(b orb.Bound, with ...paint) {
	d.fill(roundedRect(b, 4), plain(ink2))
	for _, p := range with {
		d.fill(roundedRect(b.Pad(-1.2), 3), p)
	}
}

// The right edges of the columns of a table.
var columns = []float64{margin + 116, margin + 232, cardRight}

// compareBlocks have the numbers of two days and their difference.
func (d card) compareBlocks() []block {
	head := typeface{sans, 15, 0}
	blocks := []block{{height: 26, draw: func(y float64) {
		for i, text := range []string{d.shortDay(d.From.Date), d.shortDay(d.Day.Date), d.differenceHead + ", " + d.km2} {
			d.right(head, text, columns[i], y+15, ink2)
		}
	}}}
	for _, r := range d.rows(d.Layer) {
		blocks = append(blocks, block{height: 74, draw: func(y float64) {
			d.rule(y)
			d.swatch(r.statuses, boundOf(margin, y+12, margin+27, y+12+19))
			d.fitted(typeface{sansSemi, 18, 0}, r.name, margin+38, cardRight, y+28, ink)
			for i, text := range d.compared(r) {
				d.right(typeface{sansSemi, 22, 0}, text, columns[i], y+60, ink)
			}
		}})
	}
	return blocks
}

// compared are the areas of both days and their difference, which is taken before anything is rounded.
func (d card) compared(r row) []string {
	texts := []string{nothing, nothing, nothing}
	var areas [2]float64
	for i, day := range []Day{d.From, d.Day} {
		if day.Measured != nil {
			areas[i], _ = r.km2(day.Measured)
			texts[i] = d.area(areas[i])
		}
	}
	if d.From.Measured != nil && d.Day.Measured != nil {
		texts[2] = d.difference(areas[1] - areas[0])
	}
	return texts
}

// changeBlocks say what each party gained and lost, and which ground changed hands, which is the key of the map.
func (d card) changeBlocks() []block {
	head := typeface{sans, 15, 0}
	blocks := []block{{height: 25, draw: func(y float64) {
		d.left(head, d.km2, margin, y+15, ink2)
		d.right(head, d.gained, columns[1], y+15, ink2)
		d.right(head, d.lost, columns[2], y+15, ink2)
	}}}
	for _, g := range d.Scene.Change.Parties {
		blocks = append(blocks, block{height: 40, draw: func(y float64) {
			d.rule(y)
			d.swatch(heldBy(d.Layer, g.Party), boundOf(margin, y+10, margin+27, y+10+19))
			d.fitted(typeface{sansSemi, 18, 0}, d.partyName(g.Party), margin+38, columns[0]+20, y+26, ink)
			d.right(typeface{sansSemi, 20, 0}, d.difference(g.GainedKm2-g.GainedByCorrectionKm2), columns[1], y+27, ink)
			d.right(typeface{sansSemi, 20, 0}, d.difference(g.LostByCorrectionKm2-g.LostKm2), columns[2], y+27, ink)
		}})
	}
	exchanges := d.exchanges(d.Layer, d.Scene.Change.Totals)
	if len(exchanges) == 0 {
		return blocks
	}
	blocks = append(blocks, block{height: 36, draw: func(y float64) {
		d.left(typeface{sansSemi, 15, 0}, d.changed, margin, y+26, ink2)
	}})
	for _, e := range exchanges[:min(4, len(exchanges))] {
		blocks = append(blocks, block{height: 34, draw: func(y float64) { d.drawExchange(e, y) }})
	}
	return blocks
}

func (d card) drawExchange(e exchange, y float64) {
	d.rule(y)
	grounds := []paint{plain(land)}
	if s, ok := statusOf(d.Layer, e.to.status); ok {
		grounds = append(grounds, swatchGrain.paintOf(s))
	}
	if s, ok := statusOf(d.Layer, e.from.status); ok {
		grounds = append(grounds, wasStripes(s))
	}
	d.painted(boundOf(margin, y+7, margin+32, y+7+20), grounds...)
	number := typeface{sansSemi, 18, 0}
	edge := cardRight - number.width(d.area(e.km2))
	d.left(number, d.area(e.km2), edge, y+24, ink)
	const arrow = 24
	face := typeface{sans, 16, 0}
	x, room := float64(margin+43), edge-10-margin-43-arrow
	face = face.fit(e.from.name+e.to.name, room, 12.5)
	from := face.cut(e.from.name, room*2/3)
	to := face.cut(e.to.name, room-face.width(from))
	d.left(face, from, x, y+23, ink)
	x += face.width(from)
	d.arrow(x+6, y+18, arrow-12, 1.3, ink2)
	d.left(face, to, x+arrow, y+23, ink)
}
