package geo

import (
	"encoding/json"

	"github.com/paulmach/orb"
)

// Zone is one polygon with the status of its ground. In a Reading it is as the file has it; in a coverage it is valid,
// its shell counter-clockwise and its holes clockwise, and disjoint from every other zone of the snapshot.
type Zone struct {
	Status  string
	Polygon orb.Polygon
	// Feature is the index, from 0, of the feature in the file that the zone is from; in a coverage, of the first one.
	Feature int
	// Properties are the source's own, a JSON object, or nil. A zone joined from several features has the members on
	// which all agree, and every feature's own properties in the array "joined".
	Properties json.RawMessage
}

// Vertices returns how many vertices zones have in all; one that closes a ring counts again.
func Vertices(zones []Zone) int {
	n := 0
	for _, z := range zones {
		for _, r := range z.Polygon {
			n += len(r)
		}
	}
	return n
}
