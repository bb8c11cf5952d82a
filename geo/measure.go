package geo

// PartyArea is what a party holds beyond its own side: certain as the lower bound, with the grey zone there as the upper.
type PartyArea struct {
	Party  string  `json:"party"`
	On     *string `json:"on"` // the region that is the other party's side; nil where the layer has no sides
	MinKm2 float64 `json:"min_km2"`
	MaxKm2 float64 `json:"max_km2"`
}

// Measurement is the area by status and by party at one time.
type Measurement struct {
	Datetime   string       `json:"datetime"` // as asked for: a date, an instant, or the last day of a step
	Snapshot   Ref          `json:"snapshot"`
	Areas      []StatusArea `json:"areas"`
	Controlled []PartyArea  `json:"controlled"`
}

// RegionArea names the region that was measured within; ID is nil for a polygon that the caller sent.
type RegionArea struct {
	ID      *string `json:"id"`
	AreaKm2 float64 `json:"area_km2"`
}

// AreaAnswer is the whole answer to "how much did whom control, where, when".
type AreaAnswer struct {
	Layer       string        `json:"layer"`
	Region      *RegionArea   `json:"region"` // nil: all mapped ground
	Results     []Measurement `json:"results"`
	Method      string        `json:"method"`
	Attribution string        `json:"attribution"`
	Licence     string        `json:"licence"`
}
