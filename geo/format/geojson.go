package format

import (
	"slices"

	"greyzone/geo"
)

// readGeoJSON reads our own GeoJSON: polygons with a status in their properties. One without has the status "".
func readGeoJSON(d document) (geo.Reading, error) {
	if d.Type == "" {
		return geo.Reading{}, unprocessable(`this is not GeoJSON: it has no "type"`)
	}
	if d.hasFill() && !d.hasStatus() {
		return geo.Reading{}, unprocessable("no polygon has a status, only fill colours: try the format %s", deepStateRaw)
	}
	h, err := gather(&d, func(f *feature) string { return text(f.status) })
	if err != nil {
		return geo.Reading{}, err
	}
	return geo.Reading{Zones: h.zones, Statuses: d.geoJSONStatuses(h.zones), Warnings: h.warnings()}, nil
}

// geoJSONStatuses returns what GeoJSON knows, and for a file that this program wrote those further statuses of other
// formats that it uses, so that an export of any layer can be read back.
func (d *document) geoJSONStatuses(zones []geo.Zone) []geo.Status {
	known := statuses("ua", "ru", "grey")
	if d.Snapshot == nil {
		return known
	}
	for _, s := range vocabulary() {
		uses := func(z geo.Zone) bool { return z.Status == s.ID }
		if slices.ContainsFunc(zones, uses) && !slices.ContainsFunc(known, func(k geo.Status) bool { return k.ID == s.ID }) {
			known = append(known, s)
		}
	}
	return known
}
