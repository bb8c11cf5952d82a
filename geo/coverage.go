package geo

import "github.com/paulmach/orb"

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
func Cover(zones []Zone, statuses []Status, strict bool) (Coverage, error) { panic("not built yet") }

// CheckExtent refuses zones that lie outside all of known but would meet it with longitude and latitude swapped:
// Unprocessable. With no known bounds, or no zones, everything passes.
func CheckExtent(zones []Zone, known []orb.Bound) error { panic("not built yet") }

// Compare returns what each status gains and loses from one coverage to another, in the order of statuses and without
// what is 0. Ground that a status holds in both is neither.
func Compare(before, after []Zone, statuses []Status) (gained, lost []StatusKm2, err error) {
	panic("not built yet")
}
