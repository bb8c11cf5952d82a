package geo

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// The rules for polygons, as problems and repairs name them.
const (
	notFinite            = "not-finite"
	outOfRange           = "out-of-range"
	longEdge             = "long-edge"
	swappedAxes          = "swapped-axes"
	tooFewPoints         = "too-few-points"
	unclosedRing         = "unclosed-ring"
	repeatedVertex       = "repeated-vertex"
	selfCrossing         = "self-crossing"
	selfTouching         = "self-touching"
	crossingRings        = "crossing-rings"
	holeOutsideShell     = "hole-outside-shell"
	nestedHoles          = "nested-holes"
	interiorDisconnected = "interior-disconnected"
	overlappingParts     = "overlapping-parts"
	tooIntricate         = "too-intricate"
)

// maxProblems is how many places a refusal lists.
const maxProblems = 100

// flaw is a broken rule in one ring of a polygon.
type flaw struct {
	rule string
	ring int // 0 is the shell
	at   orb.Point
	text string // continues "ring 1 of feature 17 "
}

func (f flaw) problem(feature int) Problem {
	lon, lat := f.at.Lon(), f.at.Lat()
	if f.rule == notFinite {
		lon, lat = finite(lon), finite(lat) // JSON has no NaN
	}
	return Problem{
		Feature: feature, Rule: f.rule, Lon: lon, Lat: lat,
		Message: fmt.Sprintf("ring %d of feature %d %s", f.ring, feature, f.text),
	}
}

func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// refuseUnusable refuses what no repair could make ground of. Of zones with a status that is not known only the
// coordinates matter.
func refuseUnusable(zones []Zone, known map[string]bool) error {
	var problems []Problem
	for _, z := range zones {
		_, ok := known[z.Status]
		flaws := unusable(z.Polygon, ok)
		if len(flaws) == 0 {
			flaws = longEdges(z.Polygon)
		}
		for _, f := range flaws {
			problems = append(problems, f.problem(z.Feature))
		}
	}
	return refusal(problems, "correct these places and send the file again")
}

// refusal is nil for no problems, else an Error of them all that ends with what to do.
func refusal(problems []Problem, remedy string) error {
	if len(problems) == 0 {
		return nil
	}
	more := ""
	if n := len(problems) - 1; n > 0 {
		more = fmt.Sprintf(", and %s", count(n, "further problem"))
	}
	err := Errorf(Unprocessable, "%s%s: %s", problems[0].Message, more, remedy)
	err.Problems = problems[:min(len(problems), maxProblems)]
	return err
}

// unusable finds coordinates that are none, and with rings set, rings that enclose nothing whatever is done to them.
func unusable(p orb.Polygon, rings bool) []flaw {
	var flaws []flaw
	for i, r := range p {
		bad := coordinateFlaws(i, r)
		flaws = append(flaws, bad...)
		if rings && len(bad) == 0 && !hasThreePoints(r) {
			var at orb.Point
			if len(r) > 0 {
				at = r[0]
			}
			flaws = append(flaws, flaw{tooFewPoints, i, at, fmt.Sprintf("has fewer than three different points at %s, a ring needs at least three and its first again at the end", place(at))})
		}
	}
	if rings && len(p) == 0 {
		flaws = append(flaws, flaw{tooFewPoints, 0, orb.Point{}, "is missing: a polygon needs a ring of at least three different points"})
	}
	return flaws
}

func coordinateFlaws(ring int, r orb.Ring) []flaw {
	var flaws []flaw
	for _, pt := range r {
		switch {
		case finite(pt[0]) != pt[0] || finite(pt[1]) != pt[1]:
			flaws = append(flaws, flaw{notFinite, ring, pt, fmt.Sprintf("has a coordinate that is no number at %v %v", pt[0], pt[1])})
		case math.Abs(pt[0]) > 180 || math.Abs(pt[1]) > 90:
			flaws = append(flaws, flaw{outOfRange, ring, pt, fmt.Sprintf("has a coordinate out of range at %s: longitude runs from -180 to 180, latitude from -90 to 90, longitude first", place(pt))})
		}
		if len(flaws) == maxProblems {
			break
		}
	}
	return flaws
}

// longEdges finds edges that lead half around the Earth or further: straight in longitude and latitude they run one way,
// as geodesics the other. They are what a polygon across the 180th meridian looks like that was not cut there.
func longEdges(p orb.Polygon) []flaw {
	var flaws []flaw
	for i, r := range p {
		for j, a := range r {
			b := r[(j+1)%len(r)]
			if math.Abs(b[0]-a[0]) >= 180 && len(flaws) < maxProblems {
				flaws = append(flaws, flaw{longEdge, i, a, fmt.Sprintf("has an edge half around the Earth from %s to %s: put a vertex or two between, or cut it at the 180th meridian where it is to lead across that", place(a), place(b))})
			}
		}
	}
	return flaws
}

func hasThreePoints(r orb.Ring) bool {
	if len(r) == 0 {
		return false
	}
	other := slices.IndexFunc(r, func(p orb.Point) bool { return p != r[0] })
	return other > 0 && slices.ContainsFunc(r, func(p orb.Point) bool { return p != r[0] && p != r[other] })
}

// tidy closes rings and drops vertices that repeat the one before, and tells where it did. A polygon that needs
// neither comes back as it is.
func tidy(p orb.Polygon) (orb.Polygon, []flaw) {
	tidied := make(orb.Polygon, len(p))
	var flaws []flaw
	for i, r := range p {
		tidied[i] = r
		if r[0] != r[len(r)-1] {
			flaws = append(flaws, flaw{unclosedRing, i, r[len(r)-1], fmt.Sprintf("is not closed: it starts at %s and ends at %s", place(r[0]), place(r[len(r)-1]))})
			tidied[i] = append(slices.Clone(r), r[0])
		}
		if unique := slices.Compact(slices.Clone(tidied[i])); len(unique) < len(tidied[i]) {
			at := firstRepeated(tidied[i])
			n := len(tidied[i]) - len(unique)
			flaws = append(flaws, flaw{repeatedVertex, i, at, fmt.Sprintf("repeats %s, the first at %s", vertices(n), place(at))})
			tidied[i] = unique
		}
	}
	return tidied, flaws
}

func firstRepeated(r orb.Ring) orb.Point {
	for i := 1; i < len(r); i++ {
		if r[i] == r[i-1] {
			return r[i]
		}
	}
	return orb.Point{}
}
