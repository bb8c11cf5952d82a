package preview

import "github.com/paulmach/orb"

// room is the ground of the map that labels may take. Boxes are in pixels, y downwards.
type room struct {
	frame orb.Bound
	taken []orb.Bound
}

func (r *room) take(boxes ...orb.Bound) { r.taken = append(r.taken, boxes...) }

// isFree reports whether a box lies in the frame and touches nothing that is taken.
func (r *room) isFree(boxes ...orb.Bound) bool {
	for _, b := range boxes {
		if b.Min[0] < r.frame.Min[0] || b.Min[1] < r.frame.Min[1] || b.Max[0] > r.frame.Max[0] || b.Max[1] > r.frame.Max[1] {
			return false
		}
		for _, t := range r.taken {
			if t.Min[0] < b.Max[0] && b.Min[0] < t.Max[0] && t.Min[1] < b.Max[1] && b.Min[1] < t.Max[1] {
				return false
			}
		}
	}
	return true
}

// boxAround is a box by its middle and its size.
func boxAround(middle orb.Point, width, height float64) orb.Bound {
	return boundOf(middle[0]-width/2, middle[1]-height/2, middle[0]+width/2, middle[1]+height/2)
}

// boxesAlong are the ground that text of a height takes along a line.
func boxesAlong(line []orb.Point, height float64) []orb.Bound {
	boxes := make([]orb.Bound, 0, len(line))
	for i := 1; i < len(line); i++ {
		boxes = append(boxes, orb.MultiPoint{line[i-1], line[i]}.Bound().Pad(height/2))
	}
	return boxes
}

func padAll(boxes []orb.Bound, by float64) []orb.Bound {
	padded := make([]orb.Bound, len(boxes))
	for i, b := range boxes {
		padded[i] = b.Pad(by)
	}
	return padded
}
