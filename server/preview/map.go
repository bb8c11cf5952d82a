package preview

import (
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

var (
	freeBox = boundOf(cardWidth, 0, Width, Height)
	// aroundBox is what is drawn: a line that ends there is not seen to end.
	aroundBox = freeBox.Pad(40)
	// Two maps share it, the earlier one's half at the left.
	leftBox  = boundOf(cardWidth, 0, halfway, Height)
	rightBox = boundOf(halfway, 0, Width, Height)
)

const halfway = (cardWidth + Width) / 2

// nothingYet is shown where a layer has no map yet, and no view is asked for.
var nothingYet = View{Zoom: 9, Lat: 51.1, Lon: 35}

// projectionIn shows a view in the middle of a box, without one all of the layer's history.
func projectionIn(box orb.Bound, layer geo.Layer, view *View) projection {
	const air = 30
	switch {
	case view != nil:
		return newProjection(*view, box)
	case len(layer.BBox) == 4:
		b := layer.BBox
		return newProjection(viewOf(boundOf(b[0], b[1], b[2], b[3]), box.Pad(-air)), box)
	}
	return newProjection(nothingYet, box)
}

// mapDrawing is a scene on its way to the canvas.
type mapDrawing struct {
	*canvas
	Scene
	writer
	projection
	frame orb.Bound // of the canvas, what the map takes
	near  bool      // lines are thicker from a zoom on
}

func drawMap(c *canvas, s Scene) {
	whole := c.clip
	switch s.Mode {
	case Swipe:
		p := projectionIn(freeBox, s.Layer, s.View)
		drawBoth(c, s, p, p)
	case Side:
		drawBoth(c, s, projectionIn(leftBox, s.Layer, s.View), projectionIn(rightBox, s.Layer, s.View))
	default:
		drawIn(c, s, projectionIn(freeBox, s.Layer, s.View), freeBox)
	}
	c.clip = whole
}

// drawBoth draws the maps of both days, and what parts them.
func drawBoth(c *canvas, s Scene, left, right projection) {
	later := s
	s.Day = s.From
	drawIn(c, s, left, leftBox)
	drawIn(c, later, right, rightBox)
	c.clip.Min.X = cardWidth
	c.fill(rect(halfway-2.5, 0, halfway+2.5, Height), plain(halo))
	c.fill(rect(halfway-1.5, 0, halfway+1.5, Height), plain(ink))
}

// drawIn draws the map of the day in a frame.
func drawIn(c *canvas, s Scene, p projection, frame orb.Bound) {
	d := mapDrawing{c, s, writerIn(s.Language), p, frame, p.zoom >= 9.4}
	c.clip.Min.X, c.clip.Max.X = int(frame.Min[0]), int(frame.Max[0])
	d.drawGround()
	if s.Mode == Change {
		d.drawChange()
	} else {
		d.drawZones(1)
		d.drawAgainst()
	}
	d.drawContact()
	d.drawOutline()
	d.drawBorder()
	d.drawLabels()
}

// wide is a width where lines are thick, and where they are thin.
func (d mapDrawing) wide(near, far float64) float64 {
	if d.near {
		return near
	}
	return far
}

func (d mapDrawing) drawGround() {
	d.fill(rect(cardWidth, 0, Width, Height), plain(landOut))
	for _, r := range d.Ground.Regions {
		for _, polygon := range r.Geometry {
			d.fill(d.ground(polygon, aroundBox), plain(land))
		}
		d.stroke(d.outline(r.Geometry, aroundBox).dashed(6, 3, 1.5, 3), d.wide(1.1, 1), plain(oblast))
	}
	d.drawGraticule()
}

// drawGraticule draws every quarter of a degree of latitude and every half of longitude, or fewer until they are far
// enough apart.
func (d mapDrawing) drawGraticule() {
	const least = 60 * labelScale
	b := d.bound(aroundBox)
	step := 0.25
	middle := b.Center()
	for math.Abs(d.point(middle)[1]-d.point(orb.Point{middle[0], middle[1] + step})[1]) < least {
		step *= 2
	}
	var lines path
	for i := math.Ceil(b.Min[1] / step); i*step <= b.Max[1]; i++ {
		y := d.point(orb.Point{middle[0], i * step})[1]
		lines = append(lines, []orb.Point{{aroundBox.Min[0], y}, {aroundBox.Max[0], y}})
	}
	for i := math.Ceil(b.Min[0] / step / 2); i*step*2 <= b.Max[0]; i++ {
		x := d.point(orb.Point{i * step * 2, middle[1]})[0]
		lines = append(lines, []orb.Point{{x, aroundBox.Min[1]}, {x, aroundBox.Max[1]}})
	}
	d.stroke(lines, 0.9, plain(graticule))
}

// drawZones draws the zones, with a part of their opacity.
func (d mapDrawing) drawZones(opacity float64) {
	for _, s := range d.Layer.Statuses {
		zones := d.zonesOf(s.ID)
		for _, zone := range zones {
			d.fill(zone, mapGrain.paintOf(s).faint(opacity))
		}
	}
	// After all grounds, as neighbours share their edges.
	for _, s := range d.Layer.Statuses {
		d.stroke(d.edgesOf(s.ID), d.wide(1.1, 0.9), plain(edgeOf(s)).faint(opacity))
	}
}

func edgeOf(s geo.Status) color.NRGBA {
	if s.Held {
		return lookOf(s).ink
	}
	return lookOf(s).tick
}

// zonesOf are the zones of a status, as paths.
func (d mapDrawing) zonesOf(status string) []path {
	var zones []path
	for _, z := range d.Day.Zones {
		if z.Status != status {
			continue
		}
		if zone := d.ground(z.Polygon, aroundBox); len(zone) > 0 {
			zones = append(zones, zone)
		}
	}
	return zones
}

func (d mapDrawing) edgesOf(status string) path {
	var edges path
	for _, z := range d.Day.Zones {
		if z.Status == status {
			edges = append(edges, d.outline([]orb.Polygon{z.Polygon}, aroundBox)...)
		}
	}
	return edges
}

// What is too small to be told, as on the page.
const leastPairM2, leastSliverM2 = 500_000, 250_000

// drawChange draws ground that did not change faintly, and what changed as it is now, with stripes of whose it was.
func (d mapDrawing) drawChange() {
	d.drawZones(0.38)
	for _, g := range d.Change.Ground {
		if g.AreaM2 < leastPairM2 {
			continue
		}
		for _, polygon := range g.Polygons {
			if geo.AreaM2(polygon) >= leastSliverM2 {
				d.drawChanged(g, polygon)
			}
		}
	}
}

func (d mapDrawing) drawChanged(g geo.ChangedGround, polygon orb.Polygon) {
	ground := d.ground(polygon, aroundBox)
	d.fill(ground, d.paintOf(g.To.Status))
	if was, ok := statusOf(d.Layer, g.From.Status); ok {
		d.fill(ground, wasStripes(was))
	}
	d.stroke(d.outline([]orb.Polygon{polygon}, aroundBox), 1.1, plain(label2))
}

// paintOf is the ground of a status, or of none.
func (d mapDrawing) paintOf(status string) paint {
	if s, ok := statusOf(d.Layer, status); ok {
		return mapGrain.paintOf(s)
	}
	return plain(land)
}

func statusOf(layer geo.Layer, id string) (geo.Status, bool) {
	i := slices.IndexFunc(layer.Statuses, func(s geo.Status) bool { return s.ID == id })
	if i < 0 {
		return geo.Status{}, false
	}
	return layer.Statuses[i], true
}

func (d mapDrawing) drawContact() {
	lines := d.lines(offBorder(d.Day.Contact, d.Ground.Border), aroundBox)
	d.stroke(lines, d.wide(4.5, 3), plain(contactCase))
	d.stroke(lines, d.wide(1.6, 1), plain(contact))
}

func (d mapDrawing) drawOutline() {
	d.stroke(d.outline(d.Outline, aroundBox).dashed(6, 3, 1.5, 3), d.wide(1.6, 1.4), plain(ink))
}

func (d mapDrawing) drawBorder() {
	lines := d.lines(d.Ground.Border, aroundBox)
	d.stroke(lines, d.wide(12, 8), plain(borderBand))
	d.stroke(lines, d.wide(2.8, 2), plain(border))
}
