package geo

import (
	"fmt"
	"time"

	"github.com/paulmach/orb"
)

// Region is a named polygon to measure within.
type Region struct {
	ID       string
	Name     Names
	Kind     string  // oblast, side …
	Party    *string // of a side: whose rear unmarked ground there is
	Country  *string // ISO 3166-1 alpha-2
	Geometry orb.MultiPolygon
	AreaM2   float64

	RecordedAt time.Time // when this server learned of it; zero before it is stored
}

// Contains reports whether p lies in r. A point on its boundary does if ground to the east of it does, on a boundary
// along a parallel if ground to the north does.
func (r Region) Contains(p orb.Point) bool {
	inside := false
	for _, polygon := range r.Geometry {
		for _, ring := range polygon {
			for i := range len(ring) - 1 {
				if MeetsRay(Segment{ring[i], ring[i+1]}, p) {
					inside = !inside
				}
			}
		}
	}
	return inside
}

// CheckGround returns mp as it is good for measuring within: rings wound, parts that share boundary joined. It refuses
// a polygon that breaks a rule, and parts that overlap, as Unprocessable with every place.
func CheckGround(mp orb.MultiPolygon) (orb.MultiPolygon, error) {
	problems := groundProblems(mp)
	if len(problems) == 0 {
		problems = overlapProblems(mp)
	}
	if err := refusal(problems, "correct it and ask again"); err != nil {
		return nil, err
	}
	return Union(mp)
}

func groundProblems(mp orb.MultiPolygon) []Problem {
	var problems []Problem
	for i, p := range mp {
		flaws := unusable(p, true)
		if len(flaws) == 0 {
			flaws = everyFlaw(p)
		}
		for _, f := range flaws {
			problems = append(problems, f.groundProblem(i))
		}
	}
	return problems
}

// everyFlaw finds the rules that a usable polygon breaks.
func everyFlaw(p orb.Polygon) []flaw {
	tidied, flaws := tidy(p)
	crossings, err := flawsOf(tidied)
	if err != nil {
		return append(flaws, intricate(p, err))
	}
	return append(flaws, crossings...)
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
