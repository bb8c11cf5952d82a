package format

import (
	"bytes"
	"encoding/json"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// readOwlMaps reads a day of owlmaps: lists of single rings of [lat, lon], what Russia holds and what Ukraine holds
// inside Russia. A zone's feature is its index in the first list, or after that in the second.
func readOwlMaps(d document) (geo.Reading, error) {
	if d.Type != "" || d.Areas == nil {
		return geo.Reading{}, unprocessable(`this is not %s: that has a list "areas" and no "type"`, owlMaps)
	}
	zones, err := owlMapsZones(&d, nil, d.Areas, "ru")
	if err != nil {
		return geo.Reading{}, err
	}
	if zones, err = owlMapsZones(&d, zones, d.AreasUA, "ua"); err != nil {
		return geo.Reading{}, err
	}
	return geo.Reading{Zones: zones, Statuses: statuses("ru", "ua")}, nil
}

// owlMapsZones appends the rings in text to zones; days before August 2024 have no second list.
func owlMapsZones(d *document, zones []geo.Zone, text json.RawMessage, status string) ([]geo.Zone, error) {
	if text == nil || bytes.Equal(text, []byte("null")) {
		return zones, nil
	}
	rings := len(zones)
	c := coordinates{document: d, text: text, latFirst: true, rings: &rings}
	add := func(r orb.Ring) {
		zones = append(zones, geo.Zone{Status: status, Polygon: orb.Polygon{r}, Feature: len(zones)})
	}
	if s, err := c.cutOut(false); s != nil {
		for _, ring := range s.polygons[0] {
			add(ring)
		}
		return zones, err
	}
	err := c.list("the list of areas", func() error {
		c.feature = len(zones)
		ring, err := c.ring()
		add(ring)
		return err
	})
	return zones, err
}
