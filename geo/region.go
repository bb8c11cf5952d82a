package geo

import "github.com/paulmach/orb"

// Region is a named polygon to measure within.
type Region struct {
	ID       string
	Name     Names
	Kind     string  // oblast, side …
	Party    *string // of a side: whose rear unmarked ground there is
	Country  *string // ISO 3166-1 alpha-2
	Geometry orb.MultiPolygon
	AreaM2   float64
}
