package geo

import "encoding/json"

// DataSet is what a database can start with: layers and all that is shown and measured in them.
type DataSet struct {
	Layers      []Layer           // the days are those of the first one of kind control
	Regions     []Region          // measured
	Border      []json.RawMessage // the GeoJSON features of the reference layer "border", as they are written
	Days        []Reading         // by valid time
	Settlements []Settlement
	Events      []Event // each names its settlement by ID
	Claims      []Claim
}
