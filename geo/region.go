package geo

import (
	"fmt"
	"slices"
	"time"

	"github.com/paulmach/orb"
)

// LandKind is the kind of the regions that the map is made of: its land and the names on it. All others are only measured in.
const LandKind = "oblast"

// Region is a named polygon to measure within.
type Region struct {
	ID       string
	Name     Names
	Kind     string  // LandKind, side …
	Party    *string // of a side: whose rear unmarked ground there is
	Country  *string // ISO 3166-1 alpha-2
	Geometry orb.MultiPolygon
	AreaM2   float64

	RecordedAt time.Time // when this server learned of it; zero before it is stored
}

// CheckGround returns mp as it is good for measuring within: rings wound, vertices that repeat the one before left out,
// parts that share boundary joined. It refuses a polygon that breaks a rule, and parts that overlap, as Unprocessable with
// every place.
func CheckGround(mp orb.MultiPolygon) (orb.MultiPolygon, error) {
	tidied, problems := tidyGround(mp)
	if len(problems) == 0 {
		problems = overlapProblems(tidied)
	}
	if err := refusal(problems, "correct it and ask again"); err != nil {
		return nil, err
	}
	return Union(tidied)
}

// tidyGround returns mp without repeated vertices, which enclose the same ground, and what else is wrong with it.
func tidyGround(mp orb.MultiPolygon) (orb.MultiPolygon, []Problem) {
	tidied := make(orb.MultiPolygon, len(mp))
	var problems []Problem
	for i, p := range mp {
		flaws := unusable(p, true)
		if len(flaws) == 0 {
			flaws = longEdges(p)
		}
		if len(flaws) == 0 {
			tidied[i], flaws = tidy(p)
			flaws = append(slices.DeleteFunc(flaws, repeats), everyFlaw(tidied[i])...)
		}
		for _, f := range flaws {
			problems = append(problems, f.groundProblem(i))
		}
	}
	return tidied, problems
}

func repeats(f flaw) bool { return f.rule == repeatedVertex }

// everyFlaw finds the rules that a tidy polygon breaks.
func everyFlaw(p orb.Polygon) []flaw {
	flaws, err := flawsOf(p)
	if err != nil {
		return []flaw{intricate(p, err)}
	}
	return flaws
}

// groundProblem says where f is in the polygon that was sent: its part takes the place of a feature.
func (f flaw) groundProblem(part int) Problem {
	p := f.problem(part)
	p.Message = fmt.Sprintf("ring %d of polygon %d %s", f.ring, part, f.text)
	return p
}

func overlapProblems(mp orb.MultiPolygon) []Problem {
	var problems []Problem
	os := outlinesOf(mp)
	_ = eachPair(os, func(i, j int) error {
		if contactOf(os[i], os[j]) == overlap {
			f := flaw{overlappingParts, 0, mp[j][0][0], fmt.Sprintf("overlaps polygon %d: join them to one", i)}
			problems = append(problems, f.groundProblem(j))
		}
		return nil
	})
	return problems
}

// SameGround reports whether a and b, valid, have the same rings, in whatever order, from whichever vertex on, whichever
// way around and with whatever repetitions they are written.
func SameGround(a, b orb.MultiPolygon) bool {
	return slices.EqualFunc(inOrder(a), inOrder(b), func(p, q orb.Polygon) bool { return comparePolygons(p, q) == 0 })
}

// inOrder returns mp as it is written whoever writes it.
func inOrder(mp orb.MultiPolygon) orb.MultiPolygon {
	ordered := make(orb.MultiPolygon, len(mp))
	for i, p := range windAll(mp) {
		for _, r := range p {
			ordered[i] = append(ordered[i], fromFirst(openRing(slices.Compact(r.Clone()))))
		}
		if len(p) > 0 {
			slices.SortFunc(ordered[i][1:], compareRings)
		}
	}
	slices.SortFunc(ordered, comparePolygons)
	return ordered
}

// fromFirst returns an open ring from its westernmost vertex on.
func fromFirst(r orb.Ring) orb.Ring {
	first := 0
	for i, p := range r {
		if Before(p, r[first]) {
			first = i
		}
	}
	return slices.Concat(r[first:], r[:first])
}

func comparePolygons(p, q orb.Polygon) int { return slices.CompareFunc(p, q, compareRings) }

func compareRings(r, s orb.Ring) int {
	return slices.CompareFunc(r, s, func(p, q orb.Point) int { return slices.Compare(p[:], q[:]) })
}
