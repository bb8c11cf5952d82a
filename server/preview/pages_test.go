package preview

import (
	"fmt"
	"image/color"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// page is a file of the front end.
func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../static/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestColoursAreThoseOfThePage(t *testing.T) {
	light, _, _ := strings.Cut(page(t, "css/tokens.css"), `:root[data-theme="dark"]`)
	tokens := make(map[string]string)
	for _, m := range regexp.MustCompile(`--gz-([\w-]+): *(#[0-9a-f]+);`).FindAllStringSubmatch(light, -1) {
		tokens[m[1]] = m[2]
	}
	ours := map[string]color.NRGBA{
		"surface": surface, "line": line, "ink": ink, "ink-2": ink2, "note": note, "note-bg": noteBg,
		"land": land, "land-out": landOut, "graticule": graticule, "border": border, "border-band": borderBand, "oblast": oblast,
		"label": label, "label-2": label2, "label-area": labelArea, "halo": halo, "contact": contact, "contact-case": contactCase,
	}
	for id, l := range looks {
		ours[id+"-fill"], ours[id+"-tick"], ours[id+"-ink"] = l.fill, l.tick, l.ink
	}
	for name, c := range ours {
		text := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
		if c.A != 255 {
			text += fmt.Sprintf("%02x", c.A)
		}
		if tokens[name] != text {
			t.Errorf("%s is %s here and %q in tokens.css", name, text, tokens[name])
		}
	}
}

func TestWordsAreThoseOfThePage(t *testing.T) {
	for language, w := range languages {
		text := page(t, "js/words/"+language+".js")
		for key, ours := range map[string]string{
			"panel": w.panel, "held-by": w.heldBy, "held-by.ua": w.held["ua"], "held-by.ru": w.held["ru"],
			"on.ua": w.on["ua"], "on.ru": w.on["ru"], "country.RU": w.country["RU"], "country.UA": w.country["UA"],
			"party.ua": w.party["ua"], "party.ru": w.party["ru"], "area.upto": w.upto, "area.small": w.small, "unit.km2": w.km2,
			"accuracy": w.accuracy, "accuracy.unknown": w.accuracyUnknown, "age.none": w.ageNone, "age.begins": w.ageBegins,
			"age.empty": w.empty, "measure.age": w.mapOf, "measure.view": w.inView,
			"measure.drawn": w.drawnArea, "change.gained": w.gained, "change.lost": w.lost, "change.what": w.changed, "unmarked": w.unmarked,
			"accord.key": w.against, "accord.agree": w.agree, "accord.disagree": w.disagree, "accord.unsaid": w.unsaid,
			"accord.begins": w.againstBegins, "accord.empty": w.againstEmpty,
		} {
			if !strings.Contains(text, "'"+key+"': '"+ours+"',") {
				t.Errorf("%s: the page does not say %q for %s", language, ours, key)
			}
		}
		for _, form := range slices.Concat(slices.Collect(maps.Values(w.ageShown)), slices.Collect(maps.Values(w.againstEarlier))) {
			if !strings.Contains(text, "'"+form+"'") {
				t.Errorf("%s: the page has no %q", language, form)
			}
		}
	}
}

func TestEveryLanguageHasEveryWord(t *testing.T) {
	for language, w := range languages {
		for form := range 60 {
			if plural := (writer{w, language}).plural(form); w.ageShown[plural] == "" || w.againstEarlier[plural] == "" {
				t.Errorf("%s: nothing for %d days", language, form)
			}
		}
		if len(w.months) != 12 || len(w.shortMonths) != 12 {
			t.Errorf("%s: %d and %d months", language, len(w.months), len(w.shortMonths))
		}
		for _, text := range []string{w.differenceHead, w.change, w.rear, w.rears["ua"], w.rears["ru"]} {
			if text == "" {
				t.Errorf("%s: a word is missing", language)
			}
		}
	}
}

func TestFontsHaveEveryLetter(t *testing.T) {
	letters := "0123456789 .,:–—−+<±²«»“”‘’…/()©" + strings.Repeat(" ", 1)
	for _, w := range languages {
		letters += strings.Join(w.months, "") + w.panel + w.change + w.empty + w.ageNone + w.accuracy
	}
	letters += "АБВГҐДЕЄЁЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюяŠžčćłńęąőűßéèêëöäüçñ"
	for _, f := range []*face{sans, sansSemi, sansBold, serif} {
		missing := slices.DeleteFunc([]rune(letters), func(r rune) bool { return f.glyphOf(r).index != 0 })
		if len(missing) > 0 {
			t.Errorf("no %q", string(missing))
		}
	}
}
