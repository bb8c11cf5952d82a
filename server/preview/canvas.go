package preview

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"github.com/paulmach/orb"
	"golang.org/x/image/vector"
)

// canvas is a picture that paths are drawn on. What lies outside of clip is not drawn.
type canvas struct {
	picture *image.RGBA
	clip    image.Rectangle
	raster  vector.Rasterizer
	mask    image.Alpha
}

func newCanvas(width, height int) *canvas {
	bounds := image.Rect(0, 0, width, height)
	c := &canvas{picture: image.NewRGBA(bounds), clip: bounds}
	draw.Draw(c.picture, bounds, image.White, image.Point{}, draw.Src)
	return c
}

// fill paints the inside of p by the non-zero rule.
func (c *canvas) fill(p path, with paint) {
	if box := c.cover(p, 0); !box.Empty() {
		c.apply(box, with)
	}
}

func (c *canvas) stroke(p path, width float64, with paint) { c.fill(p.stroked(width), with) }

// haloed paints p over a band of a width around it.
func (c *canvas) haloed(p path, halo float64, band, with paint) {
	box := c.cover(p, int(math.Ceil(halo))+1)
	if box.Empty() {
		return
	}
	inner := image.Alpha{Pix: append([]byte(nil), c.mask.Pix...), Stride: c.mask.Stride, Rect: c.mask.Rect}
	widen(&c.mask, &inner, halo)
	c.apply(box, band)
	c.mask = inner
	c.apply(box, with)
}

// cover puts into mask how much of each pixel p covers, within a box around p with a margin, which it returns.
func (c *canvas) cover(p path, margin int) image.Rectangle {
	b := p.bound()
	if !(b.Min[0] < b.Max[0] && b.Min[1] < b.Max[1]) {
		return image.Rectangle{}
	}
	frame := c.clip.Inset(-margin)
	box := image.Rect(clampInt(b.Min[0]-1, frame.Min.X, frame.Max.X), clampInt(b.Min[1]-1, frame.Min.Y, frame.Max.Y),
		clampInt(b.Max[0]+2, frame.Min.X, frame.Max.X), clampInt(b.Max[1]+2, frame.Min.Y, frame.Max.Y))
	if box.Empty() {
		return box
	}
	box = box.Inset(-margin)
	c.raster.Reset(box.Dx(), box.Dy())
	for _, line := range p {
		for i, at := range line {
			x, y := float32(at[0]-float64(box.Min.X)), float32(at[1]-float64(box.Min.Y))
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	size := box.Dx() * box.Dy()
	if cap(c.mask.Pix) < size {
		c.mask.Pix = make([]byte, size)
	}
	c.mask = image.Alpha{Pix: c.mask.Pix[:size], Stride: box.Dx(), Rect: image.Rect(0, 0, box.Dx(), box.Dy())}
	c.raster.DrawOp = draw.Src
	c.raster.Draw(&c.mask, c.mask.Rect, image.Opaque, image.Point{})
	return box
}

func clampInt(v float64, least, most int) int {
	return int(min(max(math.Floor(v), float64(least)), float64(most)))
}

// apply paints what mask covers of box.
func (c *canvas) apply(box image.Rectangle, with paint) {
	visible := box.Intersect(c.clip)
	for y := visible.Min.Y; y < visible.Max.Y; y++ {
		mask := c.mask.Pix[(y-box.Min.Y)*c.mask.Stride+visible.Min.X-box.Min.X:][:visible.Dx()]
		row := c.picture.Pix[y*c.picture.Stride+4*visible.Min.X:][:4*visible.Dx()]
		for i, cover := range mask {
			switch {
			case cover == 0:
			case cover == 255 && with.texture == nil && with.ground.A == 255:
				row[4*i], row[4*i+1], row[4*i+2] = with.ground.R, with.ground.G, with.ground.B
			default:
				with.blend(row[4*i:4*i+3], visible.Min.X+i, y, uint32(cover))
			}
		}
	}
}

// widen sets to where a disc around any point of from reaches.
func widen(to, from *image.Alpha, radius float64) {
	clear(to.Pix)
	reach := int(math.Ceil(radius))
	type step struct {
		dx, dy int
		cover  uint32
	}
	var disc []step
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			if cover := min(1, radius+0.5-math.Hypot(float64(dx), float64(dy))); cover > 0 {
				disc = append(disc, step{dx, dy, uint32(cover * 255)})
			}
		}
	}
	width, height := from.Rect.Dx(), from.Rect.Dy()
	for y := reach; y < height-reach; y++ {
		for x := reach; x < width-reach; x++ {
			cover := uint32(from.Pix[y*from.Stride+x])
			if cover == 0 {
				continue
			}
			for _, s := range disc {
				p := &to.Pix[(y+s.dy)*to.Stride+x+s.dx]
				*p = max(*p, uint8(cover*s.cover/255))
			}
		}
	}
}

// paint is a ground, and ticks on it where texture says so. The ground may be transparent.
type paint struct {
	ground, tick color.NRGBA
	texture      texture // nil: none
}

func plain(c color.NRGBA) paint { return paint{ground: c} }

// faint returns p with a part of its opacity.
func (p paint) faint(opacity float64) paint {
	p.ground.A = uint8(float64(p.ground.A) * opacity)
	p.tick.A = uint8(float64(p.tick.A) * opacity)
	return p
}

// blend lays the paint of a pixel over what is there, as far as it is covered.
func (p *paint) blend(pixel []uint8, x, y int, cover uint32) {
	ground, opacity := p.ground, uint32(p.ground.A)
	if p.texture != nil {
		ground, opacity = p.mixed(uint32(p.texture(x, y)))
	}
	a := cover * opacity / 255
	pixel[0] = mix(pixel[0], ground.R, a)
	pixel[1] = mix(pixel[1], ground.G, a)
	pixel[2] = mix(pixel[2], ground.B, a)
}

// mixed returns the colour of a pixel of which a part is tick, and its opacity.
func (p *paint) mixed(part uint32) (c color.NRGBA, opacity uint32) {
	of, rest := part*uint32(p.tick.A), (255-part)*uint32(p.ground.A)
	if of+rest == 0 {
		return c, 0
	}
	share := 255 * of / (of + rest)
	c = color.NRGBA{R: mix(p.ground.R, p.tick.R, share), G: mix(p.ground.G, p.tick.G, share), B: mix(p.ground.B, p.tick.B, share)}
	return c, (of + rest) / 255
}

// mix goes from a to b, all the way at 255.
func mix(a, b uint8, part uint32) uint8 {
	return uint8((uint32(a)*(255-part) + uint32(b)*part + 127) / 255)
}

// texture says how much of a pixel is tick, 255 being all.
type texture func(x, y int) uint8

// stripes are lines at 45 degrees, rising to the right with slope 1 and falling with -1.
func stripes(period, width, slope float64) texture {
	return func(x, y int) uint8 {
		across := (float64(x) + slope*float64(y)) / math.Sqrt2
		return lineCover(across, period, width)
	}
}

func grid(period, width float64) texture {
	return func(x, y int) uint8 {
		return max(lineCover(float64(x), period, width), lineCover(float64(y), period, width))
	}
}

// lineCover is how much of a pixel lies on lines that begin at each multiple of period.
func lineCover(at, period, width float64) uint8 {
	at -= math.Floor(at/period) * period
	on := func(from float64) float64 { return max(0, min(at+1, from+width)-max(at, from)) }
	return uint8(255 * min(1, on(0)+on(period)))
}

// dots are two in each square of a period.
func dots(period, radius float64) texture {
	return func(x, y int) uint8 {
		u, v := float64(x)+0.5, float64(y)+0.5
		u, v = u-math.Floor(u/period)*period, v-math.Floor(v/period)*period
		if u+v > period { // the second one is nearer
			u, v = period-u, period-v
		}
		near := math.Sqrt((u-period/4)*(u-period/4) + (v-period/4)*(v-period/4))
		return uint8(255 * min(1, max(0, radius+0.5-near)))
	}
}

// rect is a box as a path.
func rect(x0, y0, x1, y1 float64) path {
	return path{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}}
}

// boundOf is a box by its corners.
func boundOf(x0, y0, x1, y1 float64) orb.Bound {
	return orb.Bound{Min: orb.Point{x0, y0}, Max: orb.Point{x1, y1}}
}
