package api

import (
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
)

// Address is what the query of the page asks for: of /, of /embed, and of the pictures of them. What is zero is left to
// the page.
type Address struct {
	Layer  string
	Day    string   // YYYY-MM-DD; where two days are shown, the later one
	From   string   // the earlier one; only with a mode
	Mode   string   // swipe, side or change; empty: one day
	Region string   // the ID of one, or "view", what is in view; empty with an area
	Area   orb.Ring // drawn by the reader, closed
	Place  Place
	With   string // another layer, shown against Layer on the same day
	Lang   string // en, uk or ru
	Theme  string // light or dark
	View   *View
	Hide   []string  // of hideable, in that order
	Range  [2]string // the days that the chart is zoomed to; both empty: all
}

// Place is a settlement or a point.
type Place struct {
	Settlement string
	Point      *orb.Point
}

// View is where the map looks, as Leaflet has it.
type View struct{ Zoom, Lat, Lon float64 }

// hideable is what may be hidden on the map.
var hideable = []string{"border", "regions", "settlements", "events", "base"}

// ParseAddress reads an address as the page does (static/js/url.js; both are held to static/js/addresses.json). A link
// may be old, cut off or mistyped, and still has to open the map: what makes no sense in it is left out.
func ParseAddress(query url.Values) Address {
	a := Address{
		Layer:  parseName(query.Get("layer")),
		Day:    parseDay(query.Get("day")),
		Mode:   oneOf(query.Get("mode"), "swipe", "side", "change"),
		Region: parseName(query.Get("region")),
		Area:   parseArea(query.Get("area")),
		Place:  parsePlace(query.Get("place")),
		With:   parseName(query.Get("with")),
		Lang:   oneOf(query.Get("lang"), "en", "uk", "ru"),
		Theme:  oneOf(query.Get("theme"), "light", "dark"),
		View:   parseView(query.Get("map")),
		Hide:   parseHidden(query.Get("hide")),
		Range:  parseRange(query.Get("range")),
	}
	if a.Mode != "" {
		a.From = parseDay(query.Get("from"))
	}
	if a.Day != "" && a.From > a.Day {
		a.From, a.Day = a.Day, a.From // two days mean the same either way round
	}
	if a.Area != nil {
		a.Region = ""
	}
	if a.With == a.Layer {
		a.With = ""
	}
	return a
}

// Query writes the address, always in the same way. Nothing in it needs an escape, so that it can be read.
func (a Address) Query() string {
	var parts []string
	for _, p := range []struct{ name, value string }{
		{"layer", a.Layer}, {"day", a.Day}, {"from", a.From}, {"mode", a.Mode}, {"region", a.Region},
		{"area", formatArea(a.Area)}, {"place", a.Place.format()}, {"with", a.With}, {"lang", a.Lang}, {"theme", a.Theme},
		{"hide", strings.Join(a.Hide, ",")}, {"range", formatRange(a.Range)}, {"map", a.View.format()},
	} {
		if p.value != "" {
			parts = append(parts, p.name+"="+p.value)
		}
	}
	return strings.Join(parts, "&")
}

func oneOf(text string, known ...string) string {
	if slices.Contains(known, text) {
		return text
	}
	return ""
}

// namePattern is what IDs look like; a number alone is none, but the half of a point.
var namePattern = regexp.MustCompile(`^[\w.-]{1,100}$`)

func parseName(text string) string {
	if namePattern.MatchString(text) && !decimalPattern.MatchString(text) {
		return text
	}
	return ""
}

func parseDay(text string) string {
	if day, err := time.Parse(time.DateOnly, text); err == nil && day.Year() > 0 {
		return text
	}
	return ""
}

// decimalPattern leaves out what only programs write, such as 1e3, Inf and 0x1p2.
var decimalPattern = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

// parseNumbers reads numbers between separators; nil: not all are some.
func parseNumbers(text, separator string) []float64 {
	parts := strings.Split(text, separator)
	numbers := make([]float64, len(parts))
	for i, part := range parts {
		if !decimalPattern.MatchString(part) {
			return nil
		}
		numbers[i], _ = strconv.ParseFloat(part, 64) // the pattern lets only numbers through; the largest are infinite
	}
	return numbers
}

// rounded is n to decimals, halves up, and never -0.
func rounded(n float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Floor(float64(n*scale)+0.5) / scale // the conversion keeps the two steps two on every machine
}

// parsePoints reads lon,lat,lon,lat,… to about a metre; nil: not all are places that the map can show.
func parsePoints(text string) []orb.Point {
	numbers := parseNumbers(text, ",")
	if len(numbers)%2 != 0 {
		return nil
	}
	var points []orb.Point
	for pair := range slices.Chunk(numbers, 2) {
		if pair[0] < -180 || pair[0] > 180 || pair[1] < -maxLat || pair[1] > maxLat {
			return nil
		}
		points = append(points, orb.Point{rounded(pair[0], 5), rounded(pair[1], 5)})
	}
	return points
}

// maxCorners is as many as the page draws (static/js/url.js).
const maxCorners = 500

// parseArea reads the corners of a polygon, of which the last may be the first again.
func parseArea(text string) orb.Ring {
	corners := slices.Compact(parsePoints(text))
	if len(corners) > 1 && corners[0] == corners[len(corners)-1] {
		corners = corners[:len(corners)-1]
	}
	if len(corners) < 3 || len(corners) > maxCorners {
		return nil
	}
	return append(orb.Ring(corners), corners[0])
}

func formatArea(area orb.Ring) string {
	if area == nil {
		return ""
	}
	corners := make([]string, len(area)-1)
	for i := range corners {
		corners[i] = formatPoint(area[i])
	}
	return strings.Join(corners, ",")
}

func formatPoint(p orb.Point) string {
	return formatNumber(p.Lon(), -1) + "," + formatNumber(p.Lat(), -1)
}

func parsePlace(text string) Place {
	if points := parsePoints(text); len(points) == 1 {
		return Place{Point: &points[0]}
	}
	return Place{Settlement: parseName(text)}
}

func (p Place) format() string {
	if p.Point != nil {
		return formatPoint(*p.Point)
	}
	return p.Settlement
}

// What Leaflet can show.
const (
	maxZoom = 24
	maxLat  = 85
)

// parseView reads zoom/lat/lon.
func parseView(text string) *View {
	n := parseNumbers(text, "/")
	if len(n) != 3 || n[0] < 0 || n[0] > maxZoom || n[1] < -maxLat || n[1] > maxLat || n[2] < -180 || n[2] > 180 {
		return nil
	}
	return &View{Zoom: rounded(n[0], 3), Lat: rounded(n[1], 4), Lon: rounded(n[2], 4)}
}

func (v *View) format() string {
	if v == nil {
		return ""
	}
	return formatNumber(v.Zoom, -1) + "/" + formatNumber(v.Lat, 4) + "/" + formatNumber(v.Lon, 4)
}

func formatNumber(n float64, decimals int) string { return strconv.FormatFloat(n, 'f', decimals, 64) }

func parseHidden(text string) []string {
	named := strings.Split(text, ",")
	var hidden []string
	for _, name := range hideable {
		if slices.Contains(named, name) {
			hidden = append(hidden, name)
		}
	}
	return hidden
}

func parseRange(text string) [2]string {
	from, to, _ := strings.Cut(text, "/")
	if from, to = parseDay(from), parseDay(to); from == "" || from >= to {
		return [2]string{}
	}
	return [2]string{from, to}
}

func formatRange(days [2]string) string {
	if days[0] == "" {
		return ""
	}
	return days[0] + "/" + days[1]
}
