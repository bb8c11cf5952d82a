package geo

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// Coverage is the zones of a snapshot made disjoint, and what had to be done for that.
type Coverage struct {
	Zones    []Zone
	Repairs  []Repair
	Warnings []Warning // unknown statuses, overlaps
}

// Cover checks and repairs zones and makes them disjoint. Overlaps of one status are joined; an overlap of two statuses
// goes to the one that is held for certain, else to the zone later in the file. A zone whose status is not among
// statuses is kept out with a warning. What cannot be used at all is Unprocessable with its Problems, and so is with
// strict every polygon that needs repair.
func Cover(zones []Zone, statuses []Status, strict bool) (Coverage, error) {
	sound, err := Check(zones, statuses, strict, nil)
	if err != nil {
		return Coverage{}, err
	}
	return Settle(sound, statuses)
}

// Sound is zones whose polygons are valid and wound, those of unknown status left out, and what had to be done for that.
// They may overlap. A zone that was repaired can have become several, next to each other, or none.
type Sound struct {
	Zones    []Zone
	Repairs  []Repair
	Warnings []Warning // unknown statuses
}

// Check is the first half of Cover: it refuses what cannot be used and repairs the rest. valid, where not nil, reports
// of a polygon, closed and without repeated vertices, whether it is known to be valid, so that it need not be examined.
func Check(zones []Zone, statuses []Status, strict bool, valid func(orb.Polygon) bool) (Sound, error) {
	held := heldBy(statuses)
	if err := refuseUnusable(zones, held); err != nil {
		return Sound{}, err
	}
	known := slices.DeleteFunc(slices.Clone(zones), func(z Zone) bool { _, ok := held[z.Status]; return !ok })
	sound, repairs, err := repairAll(known, strict, valid)
	if err != nil {
		return Sound{}, err
	}
	return Sound{Zones: sound, Repairs: repairs, Warnings: unknownStatuses(zones, held)}, nil
}

// heldBy tells for each status whether it is held for certain.
func heldBy(statuses []Status) map[string]bool {
	held := make(map[string]bool, len(statuses))
	for _, s := range statuses {
		held[s.ID] = s.Held
	}
	return held
}

// Settle is the second half of Cover: it makes sound zones disjoint by overlay.
func Settle(sound Sound, statuses []Status) (Coverage, error) {
	pieces := make([]piece, len(sound.Zones))
	for i, z := range sound.Zones {
		pieces[i] = piece{newOutline(z.Polygon), z.Status, i}
	}
	pieces, overlaps, err := settle(pieces, heldBy(statuses))
	if err != nil {
		return Coverage{}, fmt.Errorf("settling overlaps: %w", err)
	}
	covered, merged, err := joinStatuses(pieces, sound.Zones, statuses)
	if err != nil {
		return Coverage{}, fmt.Errorf("joining zones: %w", err)
	}
	return Coverage{
		Zones:    covered,
		Repairs:  sound.Repairs,
		Warnings: slices.Concat(sound.Warnings, overlaps, merged),
	}, nil
}

// UnknownStatus is the rule of warnings of zones that are kept out because the layer does not have their status.
const UnknownStatus = "unknown-status"

// unknownStatuses warns of each status that is not in the vocabulary, in the order of the file.
func unknownStatuses(zones []Zone, known map[string]bool) []Warning {
	var ws []Warning
	for _, z := range zones {
		if _, ok := known[z.Status]; ok {
			continue
		}
		at := slices.IndexFunc(ws, func(w Warning) bool { return w.Status == z.Status })
		if at < 0 {
			at = len(ws)
			ws = append(ws, Warning{Rule: UnknownStatus, Status: z.Status})
		}
		ws[at].Zones++
		ws[at].AreaKm2 += AreaM2(z.Polygon) / 1e6
	}
	for i, w := range ws {
		ws[i].Message = fmt.Sprintf("the status %q is not one of the layer's: %s (%s) kept out", w.Status, count(w.Zones, "zone"), km2Text(w.AreaKm2))
	}
	return ws
}

// joinStatuses joins the pieces of each status and returns them as zones, in the order of the file. The warnings tell
// of ground that several zones of one status claimed.
func joinStatuses(pieces []piece, zones []Zone, statuses []Status) ([]Zone, []Warning, error) {
	var all []Zone
	var warnings []Warning
	for _, s := range statuses {
		own := slices.DeleteFunc(slices.Clone(pieces), func(p piece) bool { return p.status != s.ID })
		groups, err := join(outlinesIn(own))
		if err != nil {
			return nil, nil, err
		}
		for _, g := range groups {
			all = append(all, zonesOf(g, own, zones)...)
		}
		w, found, err := doubled(s.ID, own, groups)
		if err != nil {
			return nil, nil, err
		}
		if found {
			warnings = append(warnings, w)
		}
	}
	slices.SortStableFunc(all, func(a, b Zone) int { return a.Feature - b.Feature })
	return all, warnings, nil
}

func zonesOf(j joined, own []piece, zones []Zone) []Zone {
	sources := make([]Zone, len(j.from))
	for i, from := range j.from {
		sources[i] = zones[own[from].zone]
	}
	all := make([]Zone, len(j.polygons))
	for i, p := range j.polygons {
		all[i] = JoinedZone(sources, p)
	}
	return all
}

// JoinedZone is the zone with polygon p that sources, all of one status, were joined to: it counts as of the first of
// their features, and has their properties as Zone says.
func JoinedZone(sources []Zone, p orb.Polygon) Zone {
	sources = slices.Clone(sources)
	slices.SortStableFunc(sources, func(a, b Zone) int { return a.Feature - b.Feature })
	return Zone{Status: sources[0].Status, Polygon: p, Feature: sources[0].Feature, Properties: joinProperties(sources)}
}

// doubled warns of ground that more than one zone of a status covered.
func doubled(status string, own []piece, groups []joined) (Warning, bool, error) {
	zones, excess := 0, 0.0
	for _, g := range groups {
		more, err := g.overlapsByMore(own)
		if err != nil {
			return Warning{}, false, err
		}
		if !more {
			continue
		}
		excess -= TotalM2(g.polygons)
		of := make(map[int]bool) // zones, some of which may be in several pieces
		for _, i := range g.from {
			excess += AreaM2(own[i].polygon)
			of[own[i].zone] = true
		}
		zones += len(of)
	}
	return JoinedWarning(status, zones, excess), zones > 0, nil
}

// JoinedWarning tells that so many zones of a status overlapped, and that their areas add up to so many m² more than
// the ground that they cover.
func JoinedWarning(status string, zones int, excessM2 float64) Warning {
	km2 := excessM2 / 1e6
	return Warning{
		Rule: "overlap-joined", Status: status, Zones: zones, AreaKm2: km2,
		Message: fmt.Sprintf("%d zones of the status %s overlap by %s in all; they were joined, and that ground counts once", zones, status, km2Text(km2)),
	}
}

// overlapsByMore reports whether any of the joined pieces share more ground than rounding can account for.
func (j joined) overlapsByMore(own []piece) (bool, error) {
	for _, pair := range j.overlaps {
		common, err := Intersection(orb.MultiPolygon{own[pair[0]].polygon}, orb.MultiPolygon{own[pair[1]].polygon})
		if err != nil || slices.ContainsFunc(common, mentioned) {
			return err == nil, err
		}
	}
	return false, nil
}

// CheckExtent refuses zones that lie outside all of known, if some of them would meet it with longitude and latitude
// swapped: Unprocessable, with the place of each of those. With no known bounds, or no zones, everything passes.
func CheckExtent(zones []Zone, known []orb.Bound) error {
	var problems []Problem
	for _, z := range zones {
		if len(z.Polygon) == 0 || len(z.Polygon[0]) == 0 {
			continue
		}
		b := z.Polygon.Bound()
		if meetsAny(b, known) {
			return nil
		}
		swapped := orb.Bound{Min: orb.Point{b.Min[1], b.Min[0]}, Max: orb.Point{b.Max[1], b.Max[0]}}
		if meetsAny(swapped, known) {
			problems = append(problems, swappedProblem(z, b.Center(), swapped.Center()))
		}
	}
	return refusal(problems, "write each position as [longitude, latitude]")
}

func swappedProblem(z Zone, at, swapped orb.Point) Problem {
	return Problem{
		Feature: z.Feature, Rule: swappedAxes, Lon: finite(at.Lon()), Lat: finite(at.Lat()),
		Message: fmt.Sprintf("longitude and latitude are swapped: feature %d lies at %s, where the layer has nothing, but at %s it would fit",
			z.Feature, place(at), place(swapped)),
	}
}

func meetsAny(b orb.Bound, known []orb.Bound) bool {
	return slices.ContainsFunc(known, b.Intersects)
}
