package preview

import (
	"math"
	"regexp"
	"strconv"
	"time"
)

// writer writes days and areas in a language, as the page does.
type writer struct {
	words
	language string
}

// writerIn writes English for a language that there is not.
func writerIn(language string) writer {
	if _, ok := languages[language]; !ok {
		language = "en"
	}
	return writer{languages[language], language}
}

// longDay is "10 August", without the year.
func (w writer) longDay(day time.Time) string {
	return strconv.Itoa(day.Day()) + " " + w.months[day.Month()-1]
}

func (w writer) day(day time.Time) string { return w.longDay(day) + " " + year(day) }

func year(day time.Time) string { return strconv.Itoa(day.Year()) }

// shortDay is "10 Aug 2024", which no line breaks.
func (w writer) shortDay(day time.Time) string {
	const space = "\u00a0"
	return strconv.Itoa(day.Day()) + space + w.shortMonths[day.Month()-1] + space + year(day)
}

// area writes km², never finer than the data: from 100 on to the nearest 10, under that to 1, what is under 1 as such.
func (w writer) area(km2 float64) string {
	if km2 > 0 && km2 < 1 {
		return w.small
	}
	if km2 < 100 {
		return strconv.Itoa(int(math.Round(km2)))
	}
	return w.grouped(int(math.Round(km2/10)) * 10)
}

// grouped writes a whole number with its digits in threes.
func (w writer) grouped(n int) string {
	separator := string(narrowSpace)
	if w.language == "en" {
		separator = ","
	}
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + separator + digits[i:]
	}
	return digits
}

// difference writes the exact difference of two areas, rounded as areas are, with its sign unless it is next to nothing.
func (w writer) difference(km2 float64) string {
	switch {
	case km2 >= 1:
		return "+" + w.area(km2)
	case km2 <= -1:
		return "−" + w.area(-km2)
	}
	return w.area(math.Abs(km2))
}

// earlier says which day is shown instead, and how much earlier it is.
func (w writer) earlier(shown time.Time, days int) string {
	text := filled(w.ageShown[w.plural(days)], "date", w.shortDay(shown))
	return filled(text, "count", w.grouped(days))
}

// plural is the form that a whole number takes, in the words of Unicode.
func (w writer) plural(n int) string {
	if w.language == "en" {
		if n == 1 {
			return "one"
		}
		return "other"
	}
	switch tens, ones := n%100/10, n%10; {
	case ones == 1 && tens != 1:
		return "one"
	case ones >= 2 && ones <= 4 && tens != 1:
		return "few"
	}
	return "many"
}

var commonAccuracy = regexp.MustCompile(`^approximate,? ±(.+) km$`)

// exactness is what a layer says of its accuracy, in the language where it is of the common form.
func (w writer) exactness(accuracy *string) string {
	if accuracy == nil || *accuracy == "" {
		return w.accuracyUnknown
	}
	if common := commonAccuracy.FindStringSubmatch(*accuracy); common != nil {
		return filled(w.accuracy, "km", common[1])
	}
	return *accuracy
}
