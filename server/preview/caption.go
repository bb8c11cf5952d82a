package preview

import "strings"

// Caption returns in words what the picture of a scene tells: the day with the layer's name, and the numbers. It needs
// neither zones nor ground.
func Caption(s Scene) (title, text string) {
	d := card{nil, s, writerIn(s.Language)}
	parts := []string{brand}
	if name := d.layerName(); name != "" {
		parts = append([]string{name}, parts...)
	}
	if days := d.days(); days != "" {
		parts = append([]string{days}, parts...)
	}
	return strings.Join(parts, " · "), strings.Join(d.sentences(), " ")
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
