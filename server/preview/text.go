package preview

import (
	"embed"
	"math"
	"strings"
	"sync"
	"unicode"

	"github.com/paulmach/orb"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// The fonts of the page as static ones; fonts/make.sh makes them.
//
//go:embed fonts/*.ttf
var fontFiles embed.FS

// The faces that there are.
var (
	sans     = newFace("source-sans-3-400")
	sansSemi = newFace("source-sans-3-600")
	sansBold = newFace("source-sans-3-700")
	serif    = newFace("source-serif-4-600")
)

// face is a font in one weight. It keeps the outlines that it was asked for; they are measured in em, y downwards.
type face struct {
	load func() *sfnt.Font

	mu      sync.Mutex
	buffer  sfnt.Buffer
	glyphs  map[rune]glyph
	kerning map[[2]sfnt.GlyphIndex]float64
}

type glyph struct {
	index   sfnt.GlyphIndex
	advance float64
	outline path
}

// em is what outlines are loaded at: large enough that 1/64 of a pixel does not matter.
const em = 1000

func newFace(name string) *face {
	return &face{
		glyphs:  make(map[rune]glyph),
		kerning: make(map[[2]sfnt.GlyphIndex]float64),
		load: sync.OnceValue(func() *sfnt.Font {
			file, err := fontFiles.ReadFile("fonts/" + name + ".ttf")
			if err != nil {
				panic(err) // it is built in
			}
			f, err := sfnt.Parse(file)
			if err != nil {
				panic(err)
			}
			return f
		}),
	}
}

// typeface is a face at a size in pixels, with tracking in em after each letter.
type typeface struct {
	*face
	size     float64
	tracking float64
}

// letter is a glyph of a run of text: how far from its start it stands, and how wide it is, in pixels.
type letter struct {
	outline path
	at      float64
	advance float64
}

// set sets text in one line. Its width is without the tracking after the last letter.
func (t typeface) set(text string) (letters []letter, width float64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var last sfnt.GlyphIndex
	for i, r := range readable(text) {
		g := t.glyphOf(r)
		if i > 0 {
			width += t.size * (t.tracking + t.kern(last, g.index))
		}
		letters = append(letters, letter{g.outline, width, g.advance * t.size})
		width += g.advance * t.size
		last = g.index
	}
	return letters, width
}

func (t typeface) width(text string) float64 {
	_, width := t.set(text)
	return width
}

// readable is text as it is drawn: letters with their accents in one, nothing that is invisible or breaks the line.
func readable(text string) []rune {
	var runes []rune
	for _, r := range norm.NFC.String(strings.Join(strings.Fields(text), " ")) {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		case unicode.IsSpace(r) && r != narrowSpace:
			runes = append(runes, ' ')
		default:
			runes = append(runes, r)
		}
	}
	return runes
}

// narrowSpace stands between groups of digits; the fonts have none of their own.
const narrowSpace = '\u202f'

// glyphOf returns the glyph of a rune, the font's box for one that it lacks.
func (f *face) glyphOf(r rune) glyph {
	if g, ok := f.glyphs[r]; ok {
		return g
	}
	g := f.loadGlyph(r)
	f.glyphs[r] = g
	return g
}

func (f *face) loadGlyph(r rune) glyph {
	if r == narrowSpace {
		return glyph{advance: 0.16}
	}
	font := f.load()
	var g glyph
	index, err := font.GlyphIndex(&f.buffer, r)
	if err != nil {
		return g
	}
	g.index = index
	if advance, err := font.GlyphAdvance(&f.buffer, index, fixed.I(em), 0); err == nil {
		g.advance = float64(advance) / 64 / em
	}
	if segments, err := font.LoadGlyph(&f.buffer, index, fixed.I(em), nil); err == nil {
		g.outline = flatten(segments)
	}
	return g
}

func (f *face) kern(a, b sfnt.GlyphIndex) float64 {
	pair := [2]sfnt.GlyphIndex{a, b}
	if k, ok := f.kerning[pair]; ok {
		return k
	}
	var k float64
	if found, err := f.load().Kern(&f.buffer, a, b, fixed.I(em), font.HintingNone); err == nil {
		k = float64(found) / 64 / em
	}
	f.kerning[pair] = k
	return k
}

// curveSteps is into how many lines a curve of an outline is cut.
const curveSteps = 5

// flatten returns an outline, in em, with its curves as lines.
func flatten(segments sfnt.Segments) path {
	var p path
	point := func(f fixed.Point26_6) orb.Point {
		return orb.Point{float64(f.X) / 64 / em, float64(f.Y) / 64 / em}
	}
	for _, s := range segments {
		if s.Op == sfnt.SegmentOpMoveTo {
			p = append(p, []orb.Point{point(s.Args[0])})
			continue
		}
		line := &p[len(p)-1]
		from := (*line)[len(*line)-1]
		switch s.Op {
		case sfnt.SegmentOpLineTo:
			*line = append(*line, point(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			control, to := point(s.Args[0]), point(s.Args[1])
			for i := 1; i <= curveSteps; i++ {
				*line = append(*line, quadratic(from, control, to, float64(i)/curveSteps))
			}
		case sfnt.SegmentOpCubeTo: // TrueType has none
		}
	}
	return p
}

// quadratic is the point of a curve at t, from 0 to 1.
func quadratic(from, control, to orb.Point, t float64) orb.Point {
	a, b, c := (1-t)*(1-t), 2*t*(1-t), t*t
	return orb.Point{a*from[0] + b*control[0] + c*to[0], a*from[1] + b*control[1] + c*to[1]}
}

// line is the outline of text in one line, whose baseline starts at a point.
func (t typeface) line(text string, at orb.Point) path {
	letters, _ := t.set(text)
	var p path
	for _, l := range letters {
		p = append(p, l.outline.placed(t.size, orb.Point{at[0] + l.at, at[1]}, 0)...)
	}
	return p
}

// turned is the outline of text around the middle of a line that has an angle, clockwise.
func (t typeface) turned(text string, middle orb.Point, angle float64) path {
	letters, width := t.set(text)
	sin, cos := math.Sincos(angle)
	along, down := -width/2, t.size*middleHeight
	var p path
	for _, l := range letters {
		at := orb.Point{middle[0] + (along+l.at)*cos - down*sin, middle[1] + (along+l.at)*sin + down*cos}
		p = append(p, l.outline.placed(t.size, at, angle)...)
	}
	return p
}

// middleHeight is how far, in em, the baseline of text lies under its middle.
const middleHeight = 0.345

// alongArc is the outline of text on an arc, in its middle.
func (t typeface) alongArc(text string, a arc) path {
	letters, width := t.set(text)
	walk := newWalk(a)
	start := (walk.length - width) / 2
	var p path
	for _, l := range letters {
		at, angle := walk.at(start + l.at + l.advance/2)
		sin, cos := math.Sincos(angle)
		down := t.size * middleHeight
		corner := orb.Point{at[0] - l.advance/2*cos - down*sin, at[1] - l.advance/2*sin + down*cos}
		p = append(p, l.outline.placed(t.size, corner, angle)...)
	}
	return p
}

// fit returns the largest size, from size down to least, at which text is no wider than that.
func (t typeface) fit(text string, width, least float64) typeface {
	if wide := t.width(text); wide > width {
		t.size = max(least, t.size*width/wide*0.999) // else rounding makes it too wide again
	}
	return t
}

// cut returns as much of text as fits, with an ellipsis where something is left out.
func (t typeface) cut(text string, width float64) string {
	letters, whole := t.set(text)
	if whole <= width {
		return text
	}
	const ellipsis = "…"
	room, n := width-t.width(ellipsis), 0
	for n < len(letters) && letters[n].at+letters[n].advance <= room {
		n++
	}
	runes := readable(text)
	for {
		short := strings.TrimRight(string(runes[:n]), " ,") + ellipsis
		if n == 0 || t.width(short) <= width { // the ellipsis may stand farther off than the letter that it replaces
			return short
		}
		n--
	}
}

// wrap breaks text between words into lines of a width, at most so many, all about as long; the last one is cut.
func (t typeface) wrap(text string, width float64, most int) []string {
	lines := t.fill(text, width, most)
	for narrower := width - 8; narrower > width/2; narrower -= 8 {
		tried := t.fill(text, narrower, most)
		if len(tried) != len(lines) || strings.HasSuffix(tried[len(tried)-1], "…") {
			break
		}
		lines = tried
	}
	return lines
}

// fill puts as much as fits into each line.
func (t typeface) fill(text string, width float64, most int) []string {
	var lines []string
	words := strings.Split(text, " ") // a no-break space stays
	for len(words) > 0 && len(lines) < most-1 {
		n := 1
		for n < len(words) && t.width(strings.Join(words[:n+1], " ")) <= width {
			n++
		}
		lines = append(lines, t.cut(strings.Join(words[:n], " "), width))
		words = words[n:]
	}
	if len(words) > 0 {
		lines = append(lines, t.cut(strings.Join(words, " "), width))
	}
	return lines
}
