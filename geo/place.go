package geo

// Settlement is a place on the map. Rank runs from 1 (oblast centre) to 4.
type Settlement struct {
	ID          string  `json:"id"`
	Name        Names   `json:"name"`
	Rank        int     `json:"rank"`
	Oblast      string  `json:"oblast"`
	Raion       string  `json:"raion"`
	Lon         float64 `json:"lon"`
	Lat         float64 `json:"lat"`
	CoordSource string  `json:"coord_source"`
}

// Citation is a page that says so; URL is empty for general knowledge.
type Citation struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// Event is a dated statement that a settlement came to have a status.
type Event struct {
	Date       string   `json:"date"`       // YYYY-MM-DD
	Settlement string   `json:"settlement"` // its ID
	Status     string   `json:"status"`
	Kind       string   `json:"kind"` // claimed, reported, geolocated or confirmed
	Source     Citation `json:"source"`
	Note       string   `json:"note"`
}

// Claim is a published figure: who said how many km² of a region, when.
type Claim struct {
	Date      string   `json:"date"` // YYYY-MM-DD
	WhoSays   string   `json:"who_says"`
	Region    string   `json:"region"`
	Statuses  []string `json:"statuses"` // taken together
	AreaKm2   float64  `json:"area_km2"`
	SourceURL string   `json:"source_url"`
	Note      string   `json:"note"`
}
