package preview

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// raster tells what lies under a box of the map: it is cut into square cells, each with the value of the polygon at its
// middle, 0 where there is none. Much quicker to ask than the polygons.
type raster struct {
	frame         orb.Bound
	cell          float64
	columns, rows int
	cells         []uint16
	sums          map[uint16][]int32 // by value: how many cells above and left of each have it
}

func newRaster(frame orb.Bound, cell float64) *raster {
	r := &raster{frame: frame, cell: cell, sums: make(map[uint16][]int32)}
	r.columns = int(math.Ceil((frame.Max[0] - frame.Min[0]) / cell))
	r.rows = int(math.Ceil((frame.Max[1] - frame.Min[1]) / cell))
	r.cells = make([]uint16, r.columns*r.rows)
	return r
}

// place is a point of the picture in cells.
func (r *raster) place(at orb.Point) orb.Point {
	return orb.Point{(at[0] - r.frame.Min[0]) / r.cell, (at[1] - r.frame.Min[1]) / r.cell}
}

// fill gives the inside of a path, by the even-odd rule, a value; to be done before the first question.
func (r *raster) fill(p path, value uint16) {
	crossings := make([][]float64, r.rows)
	for _, ring := range p {
		for i, at := range ring {
			r.cross(crossings, r.place(ring[(i+len(ring)-1)%len(ring)]), r.place(at))
		}
	}
	for row, at := range crossings {
		slices.Sort(at)
		for i := 0; i+1 < len(at); i += 2 {
			from, to := max(0, nearest(at[i])), min(r.columns, nearest(at[i+1]))
			for column := from; column < to; column++ {
				r.cells[row*r.columns+column] = value
			}
		}
	}
}

// cross notes where an edge crosses the middle of each row.
func (r *raster) cross(crossings [][]float64, a, b orb.Point) {
	if a[1] > b[1] {
		a, b = b, a
	}
	for row := max(0, nearest(a[1])); row < min(r.rows, nearest(b[1])); row++ {
		t := (float64(row) + 0.5 - a[1]) / (b[1] - a[1])
		crossings[row] = append(crossings[row], a[0]+t*(b[0]-a[0]))
	}
}

// nearest is the first cell whose middle is not before at.
func nearest(at float64) int { return int(math.Ceil(at - 0.5)) }

// at returns the value at a point, 0 outside.
func (r *raster) at(p orb.Point) uint16 {
	at := r.place(p)
	column, row := int(math.Floor(at[0])), int(math.Floor(at[1]))
	if column < 0 || row < 0 || column >= r.columns || row >= r.rows {
		return 0
	}
	return r.cells[row*r.columns+column]
}

// holds reports whether all of a box has one of these values; one that leaves the map has not.
func (r *raster) holds(b orb.Bound, values ...uint16) bool {
	from, to := r.place(b.Min), r.place(b.Max)
	x0, y0 := int(math.Floor(from[0])), int(math.Floor(from[1]))
	x1, y1 := int(math.Floor(to[0]))+1, int(math.Floor(to[1]))+1
	if x0 < 0 || y0 < 0 || x1 > r.columns || y1 > r.rows {
		return false
	}
	found := 0
	for _, v := range values {
		sums, wide := r.sumsOf(v), r.columns+1
		found += int(sums[y1*wide+x1] - sums[y0*wide+x1] - sums[y1*wide+x0] + sums[y0*wide+x0])
	}
	return found == (x1-x0)*(y1-y0)
}

func (r *raster) sumsOf(value uint16) []int32 {
	if sums, ok := r.sums[value]; ok {
		return sums
	}
	wide := r.columns + 1
	sums := make([]int32, wide*(r.rows+1))
	for row := range r.rows {
		var inRow int32
		for column := range r.columns {
			if r.cells[row*r.columns+column] == value {
				inRow++
			}
			sums[(row+1)*wide+column+1] = sums[row*wide+column+1] + inRow
		}
	}
	r.sums[value] = sums
	return sums
}

// thickest returns the point of a value that is farthest from everything else, outside of the map as well.
func (r *raster) thickest(value uint16) orb.Point {
	wide := r.columns + 2 // a cell of something else on each side
	far := make([]int, wide*(r.rows+2))
	places := make([]int, 0, len(r.cells))
	for i, v := range r.cells {
		if v == value {
			places = append(places, (i/r.columns+1)*wide+i%r.columns+1)
		}
	}
	// There and back, each cell is as far as its neighbours on the way and a step more, of 3, or 4 across the corner.
	for _, i := range places {
		far[i] = min(far[i-1]+3, far[i-wide]+3, far[i-wide-1]+4, far[i-wide+1]+4)
	}
	best := 0
	for _, i := range slices.Backward(places) {
		far[i] = min(far[i], far[i+1]+3, far[i+wide]+3, far[i+wide+1]+4, far[i+wide-1]+4)
		if far[i] >= far[best] {
			best = i
		}
	}
	return orb.Point{
		r.frame.Min[0] + (float64(best%wide)-0.5)*r.cell,
		r.frame.Min[1] + (float64(best/wide)-0.5)*r.cell,
	}
}
