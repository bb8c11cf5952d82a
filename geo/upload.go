package geo

import "time"

// Reading is one snapshot as a file tells it: nothing is checked or repaired yet.
type Reading struct {
	Format string
	// ValidAt is the file's own time, else its name's, else zero.
	ValidAt time.Time
	Zones   []Zone
	// Statuses is the whole vocabulary that the format knows.
	Statuses []Status
	// Warnings tell what the reader kept out (points, far-away territories), and of a name that tells another day.
	Warnings []Warning
	Original Original
}

// Warning is something about an upload that its editor should know, and that did not stop it.
type Warning struct {
	Rule    string  `json:"rule"`
	Status  string  `json:"status"` // empty where it concerns none in particular
	Zones   int     `json:"zones"`
	AreaKm2 float64 `json:"area_km2"`
	Message string  `json:"message"`
}

// Repair is a polygon that was invalid, and what became of it.
type Repair struct {
	Problem
	AreaBeforeKm2 float64 `json:"area_before_km2"`
	AreaAfterKm2  float64 `json:"area_after_km2"`
}

// StatusArea is the ground of one status.
type StatusArea struct {
	Status  string  `json:"status"`
	Party   *string `json:"party"`
	AreaKm2 float64 `json:"area_km2"`
}

// StatusKm2 is an amount of ground gained or lost by a status.
type StatusKm2 struct {
	Status  string  `json:"status"`
	AreaKm2 float64 `json:"area_km2"`
}

// Change is what a snapshot gains and loses for each status against another one; both lists leave out what is 0.
type Change struct {
	Against *Ref        `json:"against"` // nil for a layer's first snapshot
	Gained  []StatusKm2 `json:"gained"`
	Lost    []StatusKm2 `json:"lost"`
}

// Report is what became of an upload, or would become of it: then Snapshot.ID is nil and nothing is stored.
type Report struct {
	Snapshot ReportRef    `json:"snapshot"`
	Zones    int          `json:"zones"` // of the coverage
	Repairs  []Repair     `json:"repairs"`
	Warnings []Warning    `json:"warnings"`
	Areas    []StatusArea `json:"areas"` // every status of the layer's vocabulary
	Change   Change       `json:"change"`
	// Changes is what would change hands; nil unless it was asked for.
	Changes *ProposedChange `json:"-"`
}

// ReportRef is a Ref whose ID and RecordedAt are nil in a dry run.
type ReportRef struct {
	ID         *string    `json:"id"`
	ValidAt    time.Time  `json:"valid_at"`
	RecordedAt *time.Time `json:"recorded_at"`
	Revision   int        `json:"revision"`
	Withdrawn  bool       `json:"withdrawn"`
}

// Upload is a request to publish a reading as a snapshot of a layer.
type Upload struct {
	Layer            string
	Reading          Reading
	ValidAt          time.Time
	Note             string
	DryRun           bool
	Changes          bool // in a dry run: tell what would change hands, with polygons
	Strict           bool // refuse what would have to be repaired
	AllowLargeChange bool
	// Create, where not nil, describes the layer to make if there is none of that ID; its statuses are the reading's.
	Create *Layer
}
