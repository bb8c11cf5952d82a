package preview

import (
	"image/color"
	"strconv"

	"greyzone/geo"
)

// The light colours of static/css/tokens.css, by their names there.
var (
	surface     = hex("#fdfcf9")
	line        = hex("#d8d3c7")
	ink         = hex("#1f1d1a")
	ink2        = hex("#57534b")
	note        = hex("#6b4e00")
	noteBg      = hex("#fbf0cf")
	land        = hex("#f6f3ec")
	landOut     = hex("#ebe7dd")
	graticule   = hex("#dcd7ca")
	border      = hex("#2b2925")
	borderBand  = hex("#2b29251f")
	oblast      = hex("#9a9486")
	label       = hex("#26241f")
	label2      = hex("#4f4b43")
	labelArea   = hex("#696356")
	halo        = hex("#fbf9f4")
	contact     = hex("#1f1d1a")
	contactCase = hex("#fdfcf9")
)

// look is how a status is told: its ground, and the colour of its lines and words.
type look struct{ fill, tick, ink color.NRGBA }

// looks are of the statuses that tokens.css has colours for.
var looks = map[string]look{
	"ua":   {hex("#7fabdc"), hex("#5f93cb"), hex("#17497f")},
	"ru":   {hex("#f0ba8e"), hex("#a34d16"), hex("#8a3b0a")},
	"grey": {hex("#d9d5cb"), hex("#77726a"), hex("#4d4942")},
}

// lookOf derives the colours of a status that has none of its own from the one that its vocabulary gives.
func lookOf(s geo.Status) look {
	fill := hex(s.Colour)
	if own, ok := looks[s.ID]; ok && own.fill == fill {
		return own
	}
	return look{fill, darker(fill, 55), darker(fill, 42)}
}

// darker keeps a percentage of a colour.
func darker(c color.NRGBA, percent uint32) color.NRGBA {
	part := func(v uint8) uint8 { return uint8(uint32(v) * percent / 100) }
	return color.NRGBA{R: part(c.R), G: part(c.G), B: part(c.B), A: c.A}
}

// hex reads #rrggbb and #rrggbbaa, anything else as grey: it comes from vocabularies that were checked when stored.
func hex(text string) color.NRGBA {
	if len(text) == len("#rrggbb") {
		text += "ff"
	}
	n, err := strconv.ParseUint(text[min(1, len(text)):], 16, 32)
	if err != nil || len(text) != len("#rrggbbaa") {
		return color.NRGBA{R: 0xd9, G: 0xd5, B: 0xcb, A: 0xff}
	}
	return color.NRGBA{R: uint8(n >> 24), G: uint8(n >> 16), B: uint8(n >> 8), A: uint8(n)}
}

// grain is the size of a status's texture in pixels: of the map, and of the swatches beside its name.
type grain struct{ hatch, hatchLine, dots, dotRadius, grid, gridLine float64 }

// The map's is a page's by the scale of the labels, as a preview is mostly seen smaller than it is drawn.
var (
	mapGrain    = grain{6 * labelScale, 1.3 * labelScale, 7 * labelScale, 0.95 * labelScale, 8 * labelScale, 1.1 * labelScale}
	swatchGrain = grain{4 * labelScale, 1.2 * labelScale, 4 * labelScale, 0.65 * labelScale, 5 * labelScale, 0.9 * labelScale}
)

// paintOf is the ground of a status.
func (g grain) paintOf(s geo.Status) paint {
	l := lookOf(s)
	p := paint{ground: l.fill, tick: l.tick}
	switch s.Texture {
	case "hatch":
		p.texture = stripes(g.hatch, g.hatchLine, 1)
	case "dots":
		p.texture = dots(g.dots, g.dotRadius)
	case "grid":
		p.texture = grid(g.grid, g.gridLine)
	}
	return p
}

// wasStripes are the stripes of ground that was of a status before, or is by another layer: in the colour of a held one's words,
// thinner for what nobody held.
func wasStripes(s geo.Status) paint {
	l := lookOf(s)
	if s.Held {
		return stripesOf(l.ink, wideStripe)
	}
	return stripesOf(l.tick, thinStripe)
}

// The widths of stripes.
const wideStripe, thinStripe = 2.6 * labelScale, 1.3 * labelScale

// stripesOf are stripes of a width without a ground of their own, which lean the other way than any texture of a status.
func stripesOf(c color.NRGBA, width float64) paint {
	return paint{tick: c, texture: stripes(7*labelScale, width, -1)}
}
