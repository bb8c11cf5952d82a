package preview

import (
	"strings"

	"greyzone/geo"
)

// words are the texts of a picture in one language, those of the page (static/js/words). Names in braces are replaced.
type words struct {
	panel, heldBy             string
	held, on, country, party  map[string]string
	upto, small, km2          string
	accuracy, accuracyUnknown string
	ageNone, ageBegins, empty string
	ageShown                  map[string]string // by plural
	mapOf, differenceHead     string
	inView, drawnArea         string
	licence                   string
	gained, lost, changed     string
	change, rear, unmarked    string
	against                   string // how two layers are told
	againstBegins             string
	againstEmpty              string
	againstEarlier            map[string]string // by plural
	agree, disagree, unsaid   string
	rears                     map[string]string // by party
	months, shortMonths       []string
}

var languages = map[string]words{
	"en": {
		panel: "Who held what", heldBy: "Held by {party}",
		held:    map[string]string{"ru": "Held by Russia", "ua": "Held by Ukraine"},
		on:      map[string]string{"ru": "on Russian territory", "ua": "on Ukrainian territory"},
		country: map[string]string{"RU": "Russia", "UA": "Ukraine"},
		party:   map[string]string{"ru": "Russia", "ua": "Ukraine"},
		upto:    "up to {area}", small: "< 1", km2: "km²",
		accuracy: "approximate ±{km} km", accuracyUnknown: "accuracy not stated",
		ageNone: "No map for this day.", ageBegins: "The record starts on {date}", empty: "There is no map in this layer yet.",
		ageShown: map[string]string{"one": "Shown: {date}, {count} day earlier.", "other": "Shown: {date}, {count} days earlier."},
		mapOf:    "Map of {date}.", differenceHead: "Difference",
		inView: "What is in view", drawnArea: "Drawn area",
		licence: "licence {licence}",
		gained:  "Gained", lost: "Lost", changed: "What changed",
		change:        "The ground shows what it is now, stripes whose it was.",
		rear:          "Rear of {party}",
		rears:         map[string]string{"ru": "Russian rear", "ua": "Ukrainian rear"},
		unmarked:      "Unmarked",
		against:       "The ground shows what {first} says, stripes what {other} says where the two disagree.",
		againstBegins: "{layer} has no map of this day: its record starts on {date}.",
		againstEmpty:  "{layer} has no map yet.",
		againstEarlier: map[string]string{
			"one":   "{layer}: map of {date}, {count} day earlier",
			"other": "{layer}: map of {date}, {count} days earlier",
		},
		agree: "Both say the same", disagree: "They disagree", unsaid: "Only one says anything",
		months:      strings.Fields("January February March April May June July August September October November December"),
		shortMonths: strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
	},
	"uk": {
		panel: "Хто що контролював", heldBy: "Під контролем: {party}",
		held:    map[string]string{"ru": "Під контролем Росії", "ua": "Під контролем України"},
		on:      map[string]string{"ru": "на території Росії", "ua": "на території України"},
		country: map[string]string{"RU": "Росія", "UA": "Україна"},
		party:   map[string]string{"ru": "Росія", "ua": "Україна"},
		upto:    "до {area}", small: "< 1", km2: "км²",
		accuracy: "приблизно, ±{km} км", accuracyUnknown: "точність не вказано",
		ageNone: "На цей день мапи немає.", ageBegins: "Літопис починається {date}", empty: "У цьому шарі ще немає жодної мапи.",
		ageShown: map[string]string{
			"one": "Показано: {date}, на {count} день раніше.", "few": "Показано: {date}, на {count} дні раніше.",
			"many": "Показано: {date}, на {count} днів раніше.",
		},
		mapOf: "Мапа за {date}.", differenceHead: "Різниця",
		inView: "Те, що на екрані", drawnArea: "Окреслена ділянка",
		licence: "ліцензія {licence}",
		gained:  "Здобуто", lost: "Втрачено", changed: "Що змінилося",
		change:        "Земля показує, що тут зараз, смуги — чиєю вона була.",
		rear:          "Тил: {party}",
		rears:         map[string]string{"ru": "Тил Росії", "ua": "Тил України"},
		unmarked:      "Непозначено",
		against:       "Земля показує, що каже {first}, смуги — що каже {other} там, де вони розходяться.",
		againstBegins: "{layer} не має мапи на цей день: літопис починається {date}.",
		againstEmpty:  "{layer} ще не має мап.",
		againstEarlier: map[string]string{
			"one":  "{layer}: мапа за {date}, на {count} день раніше",
			"few":  "{layer}: мапа за {date}, на {count} дні раніше",
			"many": "{layer}: мапа за {date}, на {count} днів раніше",
		},
		agree: "Обидва кажуть те саме", disagree: "Вони розходяться", unsaid: "Щось каже лише один",
		months:      strings.Fields("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
		shortMonths: strings.Fields("січ лют бер квіт трав черв лип серп вер жовт лист груд"),
	},
	"ru": {
		panel: "Кто что контролировал", heldBy: "Под контролем: {party}",
		held:    map[string]string{"ru": "Под контролем России", "ua": "Под контролем Украины"},
		on:      map[string]string{"ru": "на территории России", "ua": "на территории Украины"},
		country: map[string]string{"RU": "Россия", "UA": "Украина"},
		party:   map[string]string{"ru": "Россия", "ua": "Украина"},
		upto:    "до {area}", small: "< 1", km2: "км²",
		accuracy: "приблизительно, ±{km} км", accuracyUnknown: "точность не указана",
		ageNone: "На этот день карты нет.", ageBegins: "Летопись начинается {date}", empty: "В этом слое ещё нет ни одной карты.",
		ageShown: map[string]string{
			"one": "Показано: {date}, на {count} день раньше.", "few": "Показано: {date}, на {count} дня раньше.",
			"many": "Показано: {date}, на {count} дней раньше.",
		},
		mapOf: "Карта за {date}.", differenceHead: "Разница",
		inView: "То, что на экране", drawnArea: "Начерченный участок",
		licence: "лицензия {licence}",
		gained:  "Занято", lost: "Утрачено", changed: "Что изменилось",
		change:        "Земля показывает, что здесь сейчас, полосы — чьей она была.",
		rear:          "Тыл: {party}",
		rears:         map[string]string{"ru": "Тыл России", "ua": "Тыл Украины"},
		unmarked:      "Не отмечено",
		against:       "Земля показывает, что говорит {first}, полосы — что говорит {other} там, где они расходятся.",
		againstBegins: "{layer} не имеет карты на этот день: летопись начинается {date}.",
		againstEmpty:  "{layer} ещё не имеет карт.",
		againstEarlier: map[string]string{
			"one":  "{layer}: карта за {date}, на {count} день раньше",
			"few":  "{layer}: карта за {date}, на {count} дня раньше",
			"many": "{layer}: карта за {date}, на {count} дней раньше",
		},
		agree: "Оба говорят одно и то же", disagree: "Они расходятся", unsaid: "Что-то говорит лишь один",
		months:      strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
		shortMonths: strings.Fields("янв февр мар апр мая июн июл авг сент окт нояб дек"),
	},
}

// NameIn is a name in a language, in English where it has none.
func NameIn(language string, n geo.Names) string {
	name := n.En
	switch language {
	case "uk":
		name = n.Uk
	case "ru":
		name = n.Ru
	}
	if name == "" {
		return n.En
	}
	return name
}

// filled replaces a name in braces.
func filled(text, name, value string) string { return strings.ReplaceAll(text, "{"+name+"}", value) }

func (w words) partyName(party string) string {
	if name, ok := w.party[party]; ok {
		return name
	}
	return party
}

func (w words) heldByParty(party string) string {
	if text, ok := w.held[party]; ok {
		return text
	}
	return filled(w.heldBy, "party", w.partyName(party))
}

// rearOf names the ground behind a party's own lines; of none it is just unmarked.
func (w words) rearOf(party string) string {
	if text, ok := w.rears[party]; ok {
		return text
	}
	if party == "" {
		return w.unmarked
	}
	return filled(w.rear, "party", w.partyName(party))
}

// InView names what is measured in where that is the ground in view.
func InView(language string) string { return writerIn(language).inView }

// DrawnArea names what is measured in where a reader has drawn that.
func DrawnArea(language string) string { return writerIn(language).drawnArea }
