package preview

import (
	"strings"

	"greyzone/geo"
)

// Caption returns in words what the picture of a scene tells: the day with the layer's name, and the numbers. It needs
// neither zones nor ground.
func Caption(s Scene) (title, text string) {
	d := card{nil, s, writerIn(s.Language)}
	parts := []string{brand}
	if name := d.layerName(); name != "" {
		if d.Against != nil {
			name += " / " + d.nameOf(d.Against.Layer)
		}
		parts = append([]string{name}, parts...)
	}
	if days := d.days(); days != "" {
		parts = append([]string{days}, parts...)
	}
	return strings.Join(parts, " · "), strings.Join(d.sentences(), " ")
}

// Summary is what the page's smallest card tells of a scene: that of a map in a frame of another page.
type Summary struct {
	Layer     string // its name; empty: there is none
	Days      string // the day that is shown, or both; empty: there is none
	Paired    bool   // Days are two
	Notes     []string
	Rows      []SummaryRow
	Unit      string
	Explained string // how two days are told, where that needs words
}

// SummaryRow is one party's ground, or that of a status that nobody holds for certain.
type SummaryRow struct {
	Status geo.Status // whose look it has
	Name   string
	Km2    string // empty: not known, or of two days
}

// Summarise returns the summary of a scene, which needs neither zones nor ground.
func Summarise(s Scene) Summary {
	s.Against = nil // what it says is fetched by the page
	d := card{nil, s, writerIn(s.Language)}
	if s.Layer.ID == "" {
		return Summary{}
	}
	summary := Summary{Layer: d.layerName(), Days: d.days(), Notes: d.notes(), Unit: d.words.km2}
	if s.Mode != OneDay && !s.From.Date.IsZero() {
		summary.Paired = true
		summary.Days = d.shortDay(s.From.Date) + " → " + d.shortDay(s.Day.Date)
	}
	if s.Mode == Change {
		summary.Explained = d.change
	}
	for _, r := range d.rows(s.Layer) {
		row := SummaryRow{Status: r.statuses[0], Name: r.name}
		if s.Day.Measured != nil && !summary.Paired {
			least, _ := r.km2(s.Day.Measured)
			row.Km2 = d.area(least)
		}
		summary.Rows = append(summary.Rows, row)
	}
	return summary
}

// days are the day that is shown, or both.
func (d card) days() string {
	switch {
	case d.Day.Date.IsZero():
		return ""
	case d.Mode == OneDay || d.From.Date.IsZero():
		return d.day(d.Day.Date)
	}
	return d.day(d.From.Date) + " – " + d.day(d.Day.Date)
}

// sentences say what is missing, what was measured, and how well.
func (d card) sentences() []string {
	sentences := d.notes()
	if d.Day.Measured == nil {
		return sentences
	}
	if d.Within != "" {
		sentences = append(sentences, d.Within+".")
	}
	for _, r := range d.rows(d.Layer) {
		sentences = append(sentences, d.sentence(r))
	}
	return append(sentences, capitalised(d.exactness(d.Layer.Accuracy))+".")
}

// sentence has the numbers of a row, and how they differ from the earlier day's.
func (d card) sentence(r row) string {
	name := r.name
	if r.where != "" {
		name += ", " + r.where
	}
	least, most := r.km2(d.Day.Measured)
	text := name + ": " + d.area(least) + " " + d.words.km2
	if d.Mode != OneDay && d.From.Measured != nil {
		before, _ := r.km2(d.From.Measured)
		return text + " (" + d.difference(least-before) + ")."
	}
	if upper := d.area(most); most >= 1 && upper != d.area(least) {
		text += ", " + filled(d.upto, "area", upper)
	}
	return text + "."
}
