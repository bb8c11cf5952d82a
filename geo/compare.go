package geo

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Compare returns what each status gains and loses from one coverage to another, in the order of statuses and without
// what is 0. Ground that a status holds in both is neither.
func Compare(before, after []Zone, statuses []Status) (gained, lost []StatusKm2, err error) {
	for _, s := range statuses {
		was, is := uncommon(polygonsWith(before, s.ID), polygonsWith(after, s.ID))
		gain, err := onlyIn(is, was)
		if err != nil {
			return nil, nil, fmt.Errorf("what %s gained: %w", s.ID, err)
		}
		loss, err := onlyIn(was, is)
		if err != nil {
			return nil, nil, fmt.Errorf("what %s lost: %w", s.ID, err)
		}
		if gain > 0 {
			gained = append(gained, StatusKm2{s.ID, gain / 1e6})
		}
		if loss > 0 {
			lost = append(lost, StatusKm2{s.ID, loss / 1e6})
		}
	}
	return gained, lost, nil
}

func polygonsWith(zones []Zone, status string) []orb.Polygon {
	var ps []orb.Polygon
	for _, z := range zones {
		if z.Status == status {
			ps = append(ps, z.Polygon)
		}
	}
	return ps
}

// uncommon leaves out the polygons that are in both lists point for point: most are, from one day to the next, and as
// the rest is disjoint from them, they neither gain nor lose.
func uncommon(was, is []orb.Polygon) (onlyWas, onlyIs []orb.Polygon) {
	return without(was, is), without(is, was)
}

func without(ps, others []orb.Polygon) []orb.Polygon {
	seen := make(map[[sha256.Size]byte]bool, len(others))
	for _, p := range others {
		seen[digest(p)] = true
	}
	return slices.DeleteFunc(slices.Clone(ps), func(p orb.Polygon) bool { return seen[digest(p)] })
}

// digest tells polygons apart by their points, in order.
func digest(p orb.Polygon) [sha256.Size]byte {
	var text []byte
	for _, r := range p {
		text = binary.LittleEndian.AppendUint64(text, uint64(len(r)))
		for _, pt := range r {
			text = binary.LittleEndian.AppendUint64(text, math.Float64bits(pt[0]))
			text = binary.LittleEndian.AppendUint64(text, math.Float64bits(pt[1]))
		}
	}
	return sha256.Sum256(text)
}

// onlyIn is the area in m² that ps have and others have not, without slivers from rounding.
func onlyIn(ps, others []orb.Polygon) (float64, error) {
	a, err := Union(ps)
	if err != nil {
		return 0, err
	}
	b, err := Union(others)
	if err != nil {
		return 0, err
	}
	rest, err := Difference(a, b)
	return TotalM2(withoutSlivers(rest)), err
}
