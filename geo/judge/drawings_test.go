package judge_test

import (
	"math"
	"math/rand"
	"slices"

	"github.com/paulmach/orb"
)

// family draws polygons of one kind on squared paper, most of them invalid.
type family struct {
	name string
	draw func(*rand.Rand) orb.Polygon
}

func families() []family {
	return []family{
		{"tangles", func(r *rand.Rand) orb.Polygon { return orb.Polygon{tangle(r, 9)} }},
		{"tangles in tangles", func(r *rand.Rand) orb.Polygon { return some(r, func() orb.Ring { return tangle(r, 9) }) }},
		{"tangles on few points", func(r *rand.Rand) orb.Polygon { return some(r, func() orb.Ring { return tangle(r, 4) }) }},
		{"boxes in boxes", func(r *rand.Rand) orb.Polygon { return some(r, func() orb.Ring { return box(r) }) }},
		{"holes that touch", touchingHoles},
		{"holes in holes", holesInHoles},
		{"walks along the lines", func(r *rand.Rand) orb.Polygon { return some(r, func() orb.Ring { return walk(r) }) }},
		{"bow-ties", func(r *rand.Rand) orb.Polygon { return some(r, func() orb.Ring { return bowTie(r) }) }},
		{"spikes", func(r *rand.Rand) orb.Polygon { return some(r, func() orb.Ring { return spiked(r, star(r)) }) }},
		{"repeated vertices", func(r *rand.Rand) orb.Polygon { return some(r, func() orb.Ring { return stuttered(r, tangle(r, 9)) }) }},
		{"loops into the ring", func(r *rand.Rand) orb.Polygon { return some(r, func() orb.Ring { return looped(r) }) }},
	}
}

// some is a polygon of one ring to four.
func some(r *rand.Rand, ring func() orb.Ring) orb.Polygon {
	p := make(orb.Polygon, 1+r.Intn(4))
	for i := range p {
		p[i] = ring()
	}
	return p
}

func closed(r orb.Ring) orb.Ring { return append(r, r[0]) }

func point(r *rand.Rand, size int) orb.Point {
	return orb.Point{float64(r.Intn(size)), float64(r.Intn(size))}
}

// tangle is 5 to 12 points in any order, at least three of them different.
func tangle(r *rand.Rand, size int) orb.Ring {
	ring := make(orb.Ring, 5+r.Intn(8))
	different := make(map[orb.Point]bool)
	for i := range ring {
		ring[i] = point(r, size)
		different[ring[i]] = true
	}
	if len(different) < 3 {
		return tangle(r, size)
	}
	return closed(ring)
}

func box(r *rand.Rand) orb.Ring {
	p, w, h := point(r, 6), float64(1+r.Intn(6)), float64(1+r.Intn(6))
	return closed(orb.Ring{p, {p[0] + w, p[1]}, {p[0] + w, p[1] + h}, {p[0], p[1] + h}})
}

// touchingHoles is a box with diamonds in it that touch each other and the box.
func touchingHoles(r *rand.Rand) orb.Polygon {
	p := orb.Polygon{closed(orb.Ring{{0, 0}, {8, 0}, {8, 8}, {0, 8}})}
	for range 2 + r.Intn(6) {
		x, y := float64(1+2*r.Intn(4)), float64(1+2*r.Intn(4))
		p = append(p, closed(orb.Ring{{x - 1, y}, {x, y - 1}, {x + 1, y}, {x, y + 1}}))
	}
	return p
}

// holesInHoles is a box with a box in it that has boxes in it.
func holesInHoles(r *rand.Rand) orb.Polygon {
	p := orb.Polygon{closed(orb.Ring{{-9, -9}, {20, -9}, {20, 20}, {-9, 20}}), closed(orb.Ring{{-2, -2}, {14, -2}, {14, 14}, {-2, 14}})}
	for range 1 + r.Intn(3) {
		p = append(p, box(r))
	}
	return p
}

// walk goes from point to neighbouring point and back to the start, so that it runs along itself.
func walk(r *rand.Rand) orb.Ring {
	p := point(r, 5)
	ring := orb.Ring{p}
	for range 12 + r.Intn(20) {
		p[r.Intn(2)] += float64(1 - 2*r.Intn(2))
		ring = append(ring, p)
	}
	return closed(append(ring, orb.Point{p[0], ring[0][1]}))
}

// star is a valid ring, but for rounding to the lattice.
func star(r *rand.Rand) orb.Ring {
	ring := make(orb.Ring, 5+r.Intn(8))
	at, size := point(r, 9), 2+4*r.Float64()
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(ring)))
		ring[i] = orb.Point{math.Round(2*(at[0]+size*cos)) / 2, math.Round(2*(at[1]+size*sin)) / 2}
	}
	return closed(ring)
}

func bowTie(r *rand.Rand) orb.Ring {
	ring := star(r)
	for range 1 + r.Intn(2) {
		i := 1 + r.Intn(len(ring)-3)
		ring[i], ring[i+1] = ring[i+1], ring[i]
	}
	return ring
}

func spiked(r *rand.Rand, ring orb.Ring) orb.Ring {
	for range 1 + r.Intn(2) {
		i := r.Intn(len(ring))
		ring = slices.Insert(ring, i+1, point(r, 9), ring[i])
	}
	return ring
}

func stuttered(r *rand.Rand, ring orb.Ring) orb.Ring {
	for range 1 + r.Intn(3) {
		i := r.Intn(len(ring))
		ring = slices.Insert(ring, i, ring[i])
	}
	return ring
}

// looped runs from one of its vertices around once more, as holes are drawn by those who have but one ring.
func looped(r *rand.Rand) orb.Ring {
	ring := star(r)
	i := r.Intn(len(ring))
	loop := orb.Ring{ring[i]}
	for range 2 + r.Intn(4) {
		loop = append(loop, point(r, 9))
	}
	return slices.Insert(ring, i, loop...)
}

// turned puts a drawing anywhere, at any angle, so that nothing lies on a line any more but for rounding.
func turned(r *rand.Rand, p orb.Polygon) orb.Polygon {
	sin, cos := math.Sincos(2 * math.Pi * r.Float64())
	scale, at := 0.001+r.Float64(), orb.Point{100 * r.Float64(), 50 * r.Float64()}
	p = p.Clone()
	for _, ring := range p {
		for i, q := range ring {
			ring[i] = orb.Point{at[0] + scale*(cos*q[0]-sin*q[1]), at[1] + scale*(sin*q[0]+cos*q[1])}
		}
	}
	return p
}
