package preview

import (
	"testing"
	"time"
)

func TestAreasAreNeverFinerThanTheData(t *testing.T) {
	en, uk := writerIn("en"), writerIn("uk")
	for _, tt := range []struct {
		got, want string
	}{
		{en.area(0), "0"},
		{en.area(0.2), "< 1"},
		{en.area(1.4), "1"},
		{en.area(99.4), "99"},
		{en.area(99.6), "100"},
		{en.area(104.9), "100"},
		{en.area(1036.2), "1,040"},
		{uk.area(1036.2), "1\u202f040"},
		{en.area(603_628.4), "603,630"},
		{en.difference(-966.3), "−970"},
		{en.difference(73.2), "+73"},
		{en.difference(0), "0"},
		{en.difference(-0.3), "< 1"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, not %q", tt.got, tt.want)
		}
	}
}

func TestDaysInThreeLanguages(t *testing.T) {
	day := time.Date(2024, 8, 29, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct{ language, day, short, earlier string }{
		{"en", "29 August 2024", "29\u00a0Aug\u00a02024", "Shown: 29\u00a0Aug\u00a02024, 2 days earlier."},
		{"uk", "29 серпня 2024", "29\u00a0серп\u00a02024", "Показано: 29\u00a0серп\u00a02024, на 2 дні раніше."},
		{"ru", "29 августа 2024", "29\u00a0авг\u00a02024", "Показано: 29\u00a0авг\u00a02024, на 2 дня раньше."},
		{"de", "29 August 2024", "29\u00a0Aug\u00a02024", "Shown: 29\u00a0Aug\u00a02024, 2 days earlier."},
	} {
		w := writerIn(tt.language)
		if got := w.day(day); got != tt.day {
			t.Errorf("%s: %q, not %q", tt.language, got, tt.day)
		}
		if got := w.shortDay(day); got != tt.short {
			t.Errorf("%s: %q, not %q", tt.language, got, tt.short)
		}
		if got := w.earlier(day, 2); got != tt.earlier {
			t.Errorf("%s: %q, not %q", tt.language, got, tt.earlier)
		}
	}
}

func TestPlurals(t *testing.T) {
	for n, want := range map[int]string{0: "many", 1: "one", 2: "few", 4: "few", 5: "many", 11: "many", 12: "many", 21: "one", 22: "few", 25: "many", 111: "many", 121: "one"} {
		for _, language := range []string{"uk", "ru"} {
			if got := writerIn(language).plural(n); got != want {
				t.Errorf("%s: %d is %s, not %s", language, n, got, want)
			}
		}
	}
	if en := writerIn("en"); en.plural(1) != "one" || en.plural(2) != "other" || en.plural(21) != "other" {
		t.Error("English has one and other")
	}
}

func TestAccuracyInItsCommonForm(t *testing.T) {
	common, own := "approximate, ±2–3 km", "by eye"
	for _, tt := range []struct {
		accuracy       *string
		language, want string
	}{
		{&common, "en", "approximate ±2–3 km"},
		{&common, "uk", "приблизно, ±2–3 км"},
		{&own, "uk", "by eye"},
		{nil, "ru", "точность не указана"},
	} {
		if got := writerIn(tt.language).exactness(tt.accuracy); got != tt.want {
			t.Errorf("%q, not %q", got, tt.want)
		}
	}
}
