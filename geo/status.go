package geo

// Names is a name in the three languages of the page.
type Names struct {
	En string `json:"en"`
	Uk string `json:"uk"`
	Ru string `json:"ru"`
}

// Status says who holds a zone, or that nobody does for certain. Vocabularies of statuses are data: they come with a
// layer or with the format of a file.
type Status struct {
	ID      string  `json:"id"`
	Party   *string `json:"party"` // "ua", "ru", or nil: nobody's
	Held    bool    `json:"held"`  // counts as held for certain
	Name    Names   `json:"name"`
	Colour  string  `json:"colour"`  // #rrggbb
	Texture string  `json:"texture"` // plain, dots, hatch or grid
}

// Side is a region that is a party's own ground: what lies there in no zone is that party's rear.
type Side struct {
	Region string `json:"region"`
	Party  string `json:"party"`
}
