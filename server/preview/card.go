package preview

import (
	"image/color"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// The card's measures in pixels.
const (
	margin    = 34
	cardRight = cardWidth - margin
	textWidth = cardRight - margin
	footLine  = 22
)

// card is the part of the picture beside the map.
type card struct {
	*canvas
	Scene
	writer
}

// block is a part of the card, as high as it says, that draws itself from a y on downwards.
type block struct {
	height   float64
	draw     func(y float64)
	yielding bool // left out where there is no room for all
}

// drawCard stacks the parts of the card from the top; the day is as large as leaves room for the others.
func drawCard(c *canvas, s Scene) {
	d := card{c, s, writerIn(s.Language)}
	d.fill(rect(0, 0, cardWidth, Height), plain(surface))
	d.fill(rect(cardWidth-1, 0, cardWidth, Height), plain(line))
	end := d.drawFoot()
	const top, bottomAir = 32, 14
	var blocks []block
	for _, size := range []float64{58, 52, oneLine, 38, 32} {
		if blocks = d.blocks(size); height(blocks) <= end-top-bottomAir {
			break
		}
	}
	if height(blocks) > end-top-bottomAir/2 {
		blocks = slices.DeleteFunc(blocks, func(b block) bool { return b.yielding })
	}
	y := float64(top)
	for _, b := range blocks {
		if y+b.height > end-bottomAir/2 {
			return // what finds no room is on the page
		}
		b.draw(y)
		y += b.height
	}
}

func height(blocks []block) (sum float64) {
	for _, b := range blocks {
		sum += b.height
	}
	return sum
}

// blocks are the parts of the card, with the day in a size.
func (d card) blocks(size float64) []block {
	blocks := []block{d.nameBlock(), gap(14), d.titleBlock(size), gap(8)}
	blocks = append(blocks, d.aboutBlocks()...)
	blocks = append(blocks, gap(14))
	switch {
	case d.Mode == Change:
		return append(blocks, d.changeBlocks()...)
	case d.isCompared():
		return append(blocks, d.compareBlocks()...)
	case d.Against != nil:
		return append(blocks, d.againstBlocks()...)
	}
	return append(blocks, d.rowBlocks()...)
}

func gap(height float64) block { return block{height: height, draw: func(float64) {}} }

// left and right set text on a baseline, from the margin on or up to an edge.
func (d card) left(face typeface, text string, x, baseline float64, c color.NRGBA) {
	d.fill(face.line(text, orb.Point{x, baseline}), plain(c))
}

func (d card) right(face typeface, text string, edge, baseline float64, c color.NRGBA) {
	d.left(face, text, edge-face.width(text), baseline, c)
}

const brand = "Greyzone"

// nameBlock names the page and the layer.
func (d card) nameBlock() block {
	name := d.layerName()
	strong, face := typeface{sansSemi, 19, 0}, typeface{sans, 19, 0}
	const slash, beside = "/", 11
	for strong.size > 14 && strong.width(brand+name)+face.width(slash)+2*beside > textWidth {
		strong.size, face.size = strong.size-0.5, face.size-0.5
	}
	return block{height: 28, draw: func(y float64) {
		d.left(strong, brand, margin, y+20, ink)
		if name == "" {
			return
		}
		x := margin + strong.width(brand) + beside
		d.left(face, slash, x, y+20, ink2)
		x += face.width(slash) + beside
		d.left(strong, strong.cut(name, cardRight-x), x, y+20, ink2)
	}}
}

func (d card) layerName() string { return d.nameOf(d.Layer) }

func (w writer) nameOf(layer geo.Layer) string {
	if layer.Name != nil {
		return NameIn(w.language, *layer.Name)
	}
	return layer.Title
}

// shortName is a layer's name where it stands in a sentence, cut where it would take all of the room.
func (d card) shortName(layer geo.Layer) string {
	return typeface{sans, 16, 0}.cut(d.nameOf(layer), textWidth*0.55)
}

// oneLine is the size from which on downwards the day is set in one line.
const oneLine = 46

// titleBlock is the day, the year on a line of its own where it is large; or two days.
func (d card) titleBlock(size float64) block {
	if d.Day.Date.IsZero() {
		return gap(0)
	}
	lines := []string{d.longDay(d.Day.Date), year(d.Day.Date)}
	if size <= oneLine {
		lines = []string{d.day(d.Day.Date)}
	}
	indent := 0.0
	if d.Mode != OneDay {
		size = min(size, 40)
		indent = size * 0.95
		lines = []string{d.day(d.From.Date), d.day(d.Day.Date)}
	}
	face := typeface{serif, size, 0}
	for _, text := range lines {
		face = face.fit(text, textWidth-indent, 20)
	}
	step := face.size * 1.07
	return block{height: float64(len(lines))*step + face.size*0.08, draw: func(y float64) {
		for i, l := range lines {
			d.left(face, l, margin+indent*float64(min(i, 1)), y+face.size*0.84+step*float64(i), ink)
		}
		if indent > 0 {
			d.arrow(margin+2, y+face.size*0.54+step, indent*0.72, face.size*0.055, ink)
		}
	}}
}

// arrow points to the right from a point on; the fonts have none.
func (d card) arrow(x, y, length, width float64, c color.NRGBA) {
	head := length * 0.36
	d.stroke(path{
		{{x, y}, {x + length - width, y}},
		{{x + length - head, y - head*0.8}, {x + length - width, y}, {x + length - head, y + head*0.8}},
	}, max(1.5, width), plain(c))
}

// aboutBlocks say what the numbers are of, and of which day the map is if not of the asked one.
func (d card) aboutBlocks() []block {
	about := d.panel
	if d.Within != "" {
		about = d.Within
	}
	blocks := []block{}
	notes := d.notes()
	if len(notes) == 0 || d.Within != "" || d.Mode == Change {
		if d.Mode == Change {
			blocks = append(blocks, d.textBlock(d.change, 16, 2))
		}
		if d.Mode != Change || d.Within != "" {
			blocks = append(blocks, d.textBlock(about, 20, 2), gap(3))
		}
	}
	if d.Against != nil && d.Against.Agreement != nil {
		key := d.textBlock(filled(filled(d.against, "first", d.shortName(d.Layer)), "other", d.shortName(d.Against.Layer)), 16, 3)
		key.yielding = true
		blocks = append(blocks, gap(2), key)
	}
	if len(notes) > 0 {
		blocks = append(blocks, gap(2), d.noteBlock(notes))
	}
	return blocks
}

func (d card) textBlock(text string, size float64, most int) block {
	face := typeface{sans, size, 0}
	lines := face.wrap(text, textWidth, most)
	return block{height: float64(len(lines)) * size * 1.32, draw: func(y float64) {
		for i, l := range lines {
			d.left(face, l, margin, y+size*(1.0+1.32*float64(i)), ink2)
		}
	}}
}

// notes say what is missing: a layer without maps, a day before the first, a map that is older than the day.
func (d card) notes() []string {
	if d.Layer.SnapshotCount == 0 || d.Layer.FirstValidAt == nil {
		return []string{d.empty}
	}
	if d.Against != nil && d.Against.Agreement != nil {
		return d.againstNotes() // each says whose map it is of
	}
	days := []Day{d.Day}
	if d.Mode != OneDay {
		days = []Day{d.From, d.Day}
	}
	var notes []string
	for _, day := range days {
		switch {
		case day.Measured == nil:
			notes = append(notes, filled(d.ageBegins, "date", d.shortDay(d.Layer.FirstValidAt.UTC())))
		case day.age() > 0 && d.Mode == OneDay:
			notes = append(notes, d.ageNone+" "+d.earlier(day.shownDay(), day.age()))
		case day.age() > 0:
			notes = append(notes, d.shortDay(day.Date)+": "+uncapitalised(d.ageNone)+" "+d.earlier(day.shownDay(), day.age()))
		}
	}
	if d.Against != nil {
		notes = append(notes, d.againstNotes()...)
	}
	return slices.Compact(notes)
}

func (d card) noteBlock(notes []string) block {
	const size, step, padding = 16.5, 22, 9
	face := typeface{sans, size, 0}
	var lines []string
	for _, text := range notes {
		lines = append(lines, face.wrap(text, textWidth-2*padding-2, 3)...)
	}
	high := float64(len(lines))*step + 2*padding - 2
	return block{height: high + 6, draw: func(y float64) {
		d.fill(roundedRect(boundOf(margin, y+4, cardRight, y+4+high), 5), plain(noteBg))
		for i, l := range lines {
			d.left(face, l, margin+padding+1, y+4+padding+15+step*float64(i), note)
		}
	}}
}

// drawFoot says at the bottom how exact the map is, who made it and under which licence, and returns where it begins.
func (d card) drawFoot() float64 {
	face := typeface{sans, 16, 0}
	lines := face.wrap(strings.Join(d.Credits, ", "), textWidth, 3)
	if len(d.Licences) > 0 {
		lines = append(lines, face.wrap(filled(d.licence, "licence", strings.Join(d.Licences, ", ")), textWidth, 2)...)
	}
	if d.Layer.ID != "" {
		lines = append(face.wrap(capitalised(d.exactnessOfAll()), textWidth, 2), lines...)
	}
	top := Height - 30 - footLine*float64(len(lines))
	for i, l := range lines {
		d.left(face, l, margin, top+footLine*float64(i)+16, ink2)
	}
	return top
}

// exactnessOfAll is that of the layer, and of the one that it is shown against where that says something else.
func (d card) exactnessOfAll() string {
	first := d.exactness(d.Layer.Accuracy)
	if d.Against == nil {
		return first
	}
	other := d.exactness(d.Against.Layer.Accuracy)
	if other == first {
		return first
	}
	return first + "; " + d.nameOf(d.Against.Layer) + ": " + other
}

func capitalised(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

func uncapitalised(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
}

// dayOf is the UTC day of an instant.
func dayOf(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }
