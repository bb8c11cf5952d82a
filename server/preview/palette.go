package preview

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// withPalette returns a picture in at most 256 colours: it has few grounds, and the mixed colours of edges are told apart
// by nobody. That makes the file a third as large.
func withPalette(p *image.RGBA) *image.Paletted {
	kinds := countKinds(p)
	slices.SortFunc(kinds, func(a, b colourKind) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.kind, b.kind)) })
	small := image.NewPaletted(p.Rect, nil)
	var index [kindsOfColour]uint8
	for i, k := range kinds {
		if i < 256 {
			small.Palette = append(small.Palette, k.colour)
			index[k.kind] = uint8(i)
		} else {
			index[k.kind] = uint8(small.Palette.Index(k.colour))
		}
	}
	for i := range small.Pix {
		small.Pix[i] = index[kindOf(p.Pix[4*i:])]
	}
	return small
}

// kindsOfColour is how many kinds of colour there are: those alike in the first five bits of each part are of one.
const kindsOfColour = 1 << 15

func kindOf(pixel []uint8) int {
	return int(pixel[0])>>3<<10 | int(pixel[1])>>3<<5 | int(pixel[2])>>3
}

// colourKind is a kind of colour: how many pixels are of it, and a colour that stands for it.
type colourKind struct {
	kind, count int
	colour      color.RGBA
}

// countKinds finds the kinds of colour in a picture. For each stands the colour that most pixels of it would vote for, one
// after the other, so that a ground keeps its own.
func countKinds(p *image.RGBA) []colourKind {
	var all [kindsOfColour]colourKind
	var votes [kindsOfColour]int
	for i := 0; i < len(p.Pix); i += 4 {
		kind := kindOf(p.Pix[i:])
		k, c := &all[kind], color.RGBA{R: p.Pix[i], G: p.Pix[i+1], B: p.Pix[i+2], A: 255}
		k.kind, k.count = kind, k.count+1
		switch {
		case k.colour == c:
			votes[kind]++
		case votes[kind] == 0:
			k.colour, votes[kind] = c, 1
		default:
			votes[kind]--
		}
	}
	return slices.DeleteFunc(all[:], func(k colourKind) bool { return k.count == 0 })
}
