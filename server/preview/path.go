package preview

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// path is polygons and lines in pixels, y downwards. Filled, each line is closed.
type path [][]orb.Point

// placed returns p scaled, turned clockwise by an angle, and moved.
func (p path) placed(scale float64, to orb.Point, angle float64) path {
	sin, cos := math.Sincos(angle)
	moved := make(path, len(p))
	for i, line := range p {
		moved[i] = make([]orb.Point, len(line))
		for j, at := range line {
			x, y := at[0]*scale, at[1]*scale
			moved[i][j] = orb.Point{to[0] + x*cos - y*sin, to[1] + x*sin + y*cos}
		}
	}
	return moved
}

func (p path) bound() orb.Bound {
	b := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for _, line := range p {
		for _, at := range line {
			b = b.Extend(at)
		}
	}
	return b
}

// stroked returns the ground of lines of a width, with round ends and joins. All its parts run the same way around, so
// that where they overlap they count once.
func (p path) stroked(width float64) path {
	var s path
	for _, line := range p {
		for i, at := range line {
			if i > 0 {
				s = appendBar(s, line[i-1], at, width)
			}
			if width > 1.2 { // the joins of thinner ones are not seen
				s = append(s, circle(at, width/2)...)
			}
		}
	}
	return s
}

// appendBar appends the rectangle around a segment.
func appendBar(s path, a, b orb.Point, width float64) path {
	dx, dy := b[0]-a[0], b[1]-a[1]
	length := math.Hypot(dx, dy)
	if length == 0 {
		return s
	}
	nx, ny := -dy/length*width/2, dx/length*width/2
	return append(s, []orb.Point{
		{a[0] - nx, a[1] - ny}, {b[0] - nx, b[1] - ny}, {b[0] + nx, b[1] + ny}, {a[0] + nx, a[1] + ny},
	})
}

// circle runs the same way around as the bars of a stroke.
func circle(middle orb.Point, radius float64) path {
	corners := int(8 + 2*radius)
	ring := make([]orb.Point, corners)
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(corners))
		ring[i] = orb.Point{middle[0] + radius*cos, middle[1] + radius*sin}
	}
	return path{ring}
}

// closed are the lines around areas.
func closed(areas path) path {
	lines := make(path, len(areas))
	for i, ring := range areas {
		lines[i] = append(slices.Clip(ring), ring[0])
	}
	return lines
}

// dashed returns the dashes of lines: pattern has the lengths of dash and gap in turn.
func (p path) dashed(pattern ...float64) path {
	var dashes path
	for _, line := range p {
		if len(line) > 0 {
			dashes = append(dashes, dash(line, pattern)...)
		}
	}
	return dashes
}

func dash(line []orb.Point, pattern []float64) path {
	var dashes path
	part, left := 0, pattern[0]
	current := []orb.Point{line[0]}
	for i := 1; i < len(line); i++ {
		from, to := line[i-1], line[i]
		for length := math.Hypot(to[0]-from[0], to[1]-from[1]); length > left; {
			from = between(from, to, left/length)
			if part%2 == 0 {
				dashes = append(dashes, append(current, from))
			}
			length -= left
			part = (part + 1) % len(pattern)
			left, current = pattern[part], []orb.Point{from}
		}
		left -= math.Hypot(to[0]-from[0], to[1]-from[1])
		current = append(current, to)
	}
	if part%2 == 0 {
		dashes = append(dashes, current)
	}
	return dashes
}

func between(a, b orb.Point, t float64) orb.Point {
	return orb.Point{a[0] + (b[0]-a[0])*t, a[1] + (b[1]-a[1])*t}
}

// roundedRect is a box with round corners.
func roundedRect(b orb.Bound, radius float64) path {
	var ring []orb.Point
	for i, corner := range []orb.Point{
		{b.Max[0] - radius, b.Max[1] - radius}, {b.Min[0] + radius, b.Max[1] - radius},
		{b.Min[0] + radius, b.Min[1] + radius}, {b.Max[0] - radius, b.Min[1] + radius},
	} {
		for step := range 7 {
			sin, cos := math.Sincos(math.Pi / 2 * (float64(i) + float64(step)/6))
			ring = append(ring, orb.Point{corner[0] + radius*cos, corner[1] + radius*sin})
		}
	}
	return path{ring}
}

// arc is a curve: from, control and to.
type arc [3]orb.Point

const arcSteps = 24

func (a arc) flattened(steps int) []orb.Point {
	line := make([]orb.Point, steps+1)
	for i := range line {
		line[i] = quadratic(a[0], a[1], a[2], float64(i)/float64(steps))
	}
	return line
}

// walk finds points by how far along an arc they are.
type walk struct {
	line   []orb.Point
	length float64
}

func newWalk(a arc) walk {
	w := walk{line: a.flattened(arcSteps)}
	for i := 1; i < len(w.line); i++ {
		w.length += distance(w.line[i-1], w.line[i])
	}
	return w
}

// at returns the point that far along, and which way the arc runs there. Beyond its ends it runs straight on.
func (w walk) at(along float64) (at orb.Point, angle float64) {
	for i := 1; ; i++ {
		from, to := w.line[i-1], w.line[i]
		length := distance(from, to)
		if along <= length || i == len(w.line)-1 {
			return between(from, to, along/length), math.Atan2(to[1]-from[1], to[0]-from[0])
		}
		along -= length
	}
}

func distance(a, b orb.Point) float64 { return math.Hypot(b[0]-a[0], b[1]-a[1]) }
