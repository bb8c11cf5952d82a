package geo

// RegionHistory is how much of a region had which status when.
type RegionHistory struct {
	Layer  string         `json:"layer"`
	Region RegionArea     `json:"region"`
	Series []RegionShares `json:"series"` // by valid time
	Provenance
}

// RegionShares is how a snapshot divides a region.
type RegionShares struct {
	Snapshot Ref           `json:"snapshot"`
	Shares   []StatusShare `json:"shares"` // of every status of the layer
}

// StatusShare is the area of a region that has a status, and which part of the region that is, from 0 to 1.
type StatusShare struct {
	Status  string  `json:"status"`
	AreaKm2 float64 `json:"area_km2"`
	Share   float64 `json:"share"`
}

// Shares lists what sums holds for every status of the vocabulary, in its order, zero included, as parts of a whole of
// wholeKm2.
func Shares(statuses []Status, sums Sums, wholeKm2 float64) []StatusShare {
	shares := make([]StatusShare, len(statuses))
	for i, s := range statuses {
		km2 := sums[s.ID] / 1e6
		// A cut divides geodesic edges, so that the parts of a region can be a millionth more than the whole.
		shares[i] = StatusShare{Status: s.ID, AreaKm2: km2, Share: min(1, km2/wholeKm2)}
	}
	return shares
}

// Snapshots returns those that the series is from, in its order.
func (h RegionHistory) Snapshots() []Ref {
	refs := make([]Ref, len(h.Series))
	for i, s := range h.Series {
		refs[i] = s.Snapshot
	}
	return refs
}

// Title says in a citation what was asked.
func (h RegionHistory) Title() string { return "Share of " + *h.Region.ID + " by status, over time" }
