package format

import (
	"fmt"
	"math"
	"strings"

	"greyzone/geo"
)

// farAway is the fill of territories that are claimed elsewhere, such as Karelia and the Kurils: no part of this war's
// map, and as large as a country.
const farAway = "#ff5252"

// fillStatus is what DeepState's fills mean. The names of its features are no guide: what Ukraine holds inside Russia
// is named "Liberated".
func fillStatus(fill string) string {
	switch fill {
	case "#a52714":
		return "ru"
	case "#880e4f", "#000000":
		return "ru-2014"
	case "#0f9d58", "#0288d1":
		return "liberated"
	case "#01579b":
		return "ua"
	case "#bcaaa4", "#bdbdbd":
		return "grey"
	}
	return fill
}

// readDeepStateRaw reads DeepState's own files: the status is told by the fill colour only. A fill that is not known
// is the zone's status.
func readDeepStateRaw(d document) (geo.Reading, error) {
	if len(d.features) > 0 && !d.hasFill() {
		return geo.Reading{}, unprocessable("this is not %s: no polygon has a fill in its properties", deepStateRaw)
	}
	h, err := gather(&d, func(f *feature) string { return fillStatus(strings.ToLower(text(f.fill))) })
	if err != nil {
		return geo.Reading{}, err
	}
	zones, left := withoutFarAway(h.zones)
	return geo.Reading{
		Zones:    zones,
		Statuses: statuses("ru", "ru-2014", "ua", "liberated", "grey"),
		Warnings: append(left, h.warnings()...),
	}, nil
}

// withoutFarAway leaves out what is farAway and says so.
func withoutFarAway(all []geo.Zone) ([]geo.Zone, []geo.Warning) {
	var kept []geo.Zone
	left := geo.Warning{Rule: "left-out", Status: farAway}
	for _, z := range all {
		if z.Status != farAway {
			kept = append(kept, z)
			continue
		}
		left.Zones++
		// Nobody checks the coordinates of what is left out.
		if m2 := geo.AreaM2(z.Polygon); !math.IsNaN(m2) && !math.IsInf(m2, 0) {
			left.AreaKm2 += m2 / 1e6
		}
	}
	if left.Zones == 0 {
		return kept, nil
	}
	left.Message = fmt.Sprintf("%s of claimed territories far away (fill %s) left out: %.0f km²",
		number(left.Zones, "1 zone", "%d zones"), farAway, left.AreaKm2)
	return kept, []geo.Warning{left}
}
