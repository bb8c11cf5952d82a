package topo

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
)

// reader takes a form apart. Its first failure stays in err, and what it returns from then on is empty.
type reader struct {
	data []byte
	err  error
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.err, r.data = errBroken, nil
		return 0
	}
	r.data = r.data[n:]
	return v
}

// varint reads a number that was written as zigzag has it.
func (r *reader) varint() int64 { return unzigzag(r.uvarint()) }

func zigzag(v int64) uint64   { return uint64(v<<1) ^ uint64(v>>63) }
func unzigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// count reads how many things of at least size bytes follow.
func (r *reader) count(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.data)/size) {
		r.err, r.data = errBroken, nil
		return 0
	}
	return int(n)
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.data) {
		r.err, r.data = errBroken, nil
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

// Coordinates are mostly written with seven decimals or fewer. Those are kept as whole numbers of 1e-7 degrees, as the
// difference from the vertex before; others as they are.
const decimals = 1e7

func appendPoints(form []byte, known, fresh []orb.Point) []byte {
	before := lastOf(known)
	for _, p := range fresh {
		for axis := range p {
			form = appendCoordinate(form, p[axis], before[axis])
		}
		before = p
	}
	return form
}

func lastOf(points []orb.Point) orb.Point {
	if len(points) == 0 {
		return orb.Point{}
	}
	return points[len(points)-1]
}

func appendCoordinate(form []byte, v, before float64) []byte {
	whole := math.Round(v * decimals)
	if whole/decimals != v {
		return binary.LittleEndian.AppendUint64(append(form, 1), math.Float64bits(v))
	}
	return binary.AppendUvarint(form, zigzag(int64(whole)-int64(math.Round(before*decimals)))<<1)
}

func (r *reader) points(known []orb.Point) []orb.Point {
	points := make([]orb.Point, r.count(2))
	before := lastOf(known)
	for i := range points {
		for axis := range before {
			before[axis] = r.coordinate(before[axis])
		}
		if !(math.Abs(before[0]) <= 180 && math.Abs(before[1]) <= 90) { // NaN is neither
			r.err, r.data = errBroken, nil
			return nil
		}
		points[i] = before
	}
	return points
}

func (r *reader) coordinate(before float64) float64 {
	v := r.uvarint()
	if v == 1 {
		b := r.bytes(8)
		if r.err != nil {
			return 0
		}
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
	return float64(int64(math.Round(before*decimals))+unzigzag(v>>1)) / decimals
}

func (r *reader) skipPoints() {
	for range 2 * r.count(2) {
		if r.uvarint() == 1 {
			r.bytes(8)
		}
	}
}
