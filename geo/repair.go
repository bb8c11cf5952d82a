package geo

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// repairAll makes the polygons of zones valid and tells of each that was not. With strict it refuses them all instead.
// What valid, where not nil, says is valid is taken as it is.
func repairAll(zones []Zone, strict bool, valid func(orb.Polygon) bool) ([]Zone, []Repair, error) {
	var sound []Zone
	var repairs []Repair
	var hopeless, broken []Problem
	for _, z := range zones {
		tidied, flaws := tidy(z.Polygon)
		var crossings []flaw
		var err error
		if valid == nil || !valid(tidied) {
			crossings, err = flawsOf(tidied)
		}
		if err != nil {
			hopeless = append(hopeless, intricate(z.Polygon, err).problem(z.Feature))
			continue
		}
		for _, f := range append(flaws, crossings...) {
			broken = append(broken, f.problem(z.Feature))
		}
		polygons := orb.MultiPolygon{tidied}
		if !strict && len(crossings) > 0 {
			if polygons, err = fix(tidied); err != nil {
				hopeless = append(hopeless, intricate(z.Polygon, err).problem(z.Feature))
				continue
			}
		}
		repairs = append(repairs, repairsOf(z, append(flaws, crossings...), polygons)...)
		for _, p := range polygons {
			part := z
			part.Polygon = wind(p)
			sound = append(sound, part)
		}
	}
	if err := refusal(hopeless, "simplify it and send the file again"); err != nil {
		return nil, nil, err
	}
	if strict {
		return sound, nil, refusal(broken, "strict lets nothing through that would have to be repaired; correct these places, or leave strict out to have them repaired")
	}
	return sound, repairs, nil
}

func intricate(p orb.Polygon, err error) flaw {
	at := p[0][0]
	return flaw{tooIntricate, 0, at, fmt.Sprintf("at %s, or a hole in it, has too many edges that cross or crowd each other to be checked (%v)", place(at), err)}
}

func repairsOf(z Zone, flaws []flaw, after orb.MultiPolygon) []Repair {
	if len(flaws) == 0 {
		return nil
	}
	was, is := AreaM2(z.Polygon)/1e6, TotalM2(after)/1e6
	repairs := make([]Repair, len(flaws))
	for i, f := range flaws {
		repairs[i] = Repair{Problem: f.problem(z.Feature), AreaBeforeKm2: was, AreaAfterKm2: is}
	}
	return repairs
}

// fix makes valid polygons of p, whose rings are closed, as JTS's GeometryFixer and GEOS's MakeValid by structure do:
// each ring by itself becomes the ground it winds around, then holes are cut from the shell; a hole that does not meet
// the shell is ground of its own.
func fix(p orb.Polygon) (orb.MultiPolygon, error) {
	fixed, err := fixExactly(p)
	// Crossings too close to tell apart: 0.01 mm at the equator, then 1 mm, then 0.1 m are less than any map means.
	for _, grid := range []float64{1e10, 1e8, 1e6} {
		if err == nil || errors.Is(err, errIntricate) {
			break
		}
		fixed, err = fixExactly(rounded(p, grid))
	}
	return fixed, err
}

func fixExactly(p orb.Polygon) (orb.MultiPolygon, error) {
	shell, err := encircled(p[0])
	if err != nil || len(shell) == 0 {
		return nil, err
	}
	shellOutlines := outlinesOf(shell)
	var holes, islands []orb.Polygon
	for _, r := range p[1:] {
		hole, err := encircled(r)
		if err != nil {
			return nil, err
		}
		if meets(shellOutlines, outlinesOf(hole)) {
			holes = append(holes, hole...)
		} else {
			islands = append(islands, hole...)
		}
	}
	cut, err := Union(holes)
	if err != nil {
		return nil, err
	}
	ground, err := Difference(shell, cut)
	if err != nil {
		return nil, err
	}
	whole, err := Union(append(islands, ground...))
	if err != nil {
		return nil, err
	}
	return whole, checkAll(whole)
}

// meets reports whether any of as has a point in common with any of bs.
func meets(as, bs []*outline) bool {
	return slices.ContainsFunc(as, func(a *outline) bool {
		return slices.ContainsFunc(bs, func(b *outline) bool { return contactOf(a, b) != apart })
	})
}

// checkAll fails if a polygon is not valid, as can be where overlay had to round.
func checkAll(ps orb.MultiPolygon) error {
	for _, p := range ps {
		flaws, err := flawsOf(p)
		if err != nil {
			return err
		}
		if len(flaws) > 0 {
			return fmt.Errorf("rounding left a polygon that %s", flaws[0].text)
		}
	}
	return nil
}
