package format

import "greyzone/geo"

// readDeepStateDaily reads the daily files made from DeepState's map: what Russia holds inside Ukraine, and no word more.
func readDeepStateDaily(d document) (geo.Reading, error) {
	if d.Type == "" || d.hasStatus() || d.hasFill() {
		return geo.Reading{}, unprocessable("this is not %s: that is GeoJSON whose polygons have neither status nor fill", deepStateDaily)
	}
	h, err := gather(&d, func(*feature) string { return "ru" })
	if err != nil {
		return geo.Reading{}, err
	}
	return geo.Reading{Zones: h.zones, Statuses: statuses("ru"), Warnings: h.warnings()}, nil
}
