package format_test

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/lucasb-eyer/go-colorful"

	"greyzone/geo"
	"greyzone/geo/format"
)

// The simulations of Machado, Oliveira and Fernandes, A physiologically-based model for simulation of color vision
// deficiency (2009), at full severity, on linear RGB; and normal sight.
var sights = map[string][9]float64{
	"normal":       {1, 0, 0, 0, 1, 0, 0, 0, 1},
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
	"tritanopia":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
}

func seen(t *testing.T, hex string, m [9]float64) colorful.Color {
	t.Helper()
	c, err := colorful.Hex(hex)
	if err != nil {
		t.Fatal(err)
	}
	r, g, b := c.LinearRgb()
	row := func(i int) float64 { return math.Max(0, math.Min(1, m[i]*r+m[i+1]*g+m[i+2]*b)) }
	return colorful.LinearRgb(row(0), row(3), row(6))
}

// vocabulary returns every status; DeepState's own files know them all.
func vocabulary(t *testing.T) []geo.Status {
	t.Helper()
	all := readOne(t, collection(), "", "deepstate-raw").Statuses
	if len(all) != 5 {
		t.Fatalf("%d statuses", len(all))
	}
	return all
}

func TestStatusesOfOneTextureDifferInColourForEveryReader(t *testing.T) {
	const apart = 20 // CIELAB
	all := vocabulary(t)
	for sight, m := range sights {
		for i, a := range all {
			for _, b := range all[:i] {
				distance := 100 * seen(t, a.Colour, m).DistanceLab(seen(t, b.Colour, m))
				t.Logf("%s %s %s: %.1f", sight, a.ID, b.ID, distance)
				if a.Texture == b.Texture && distance < apart {
					t.Errorf("%s and %s are both %s, and %.1f apart with %s", a.ID, b.ID, a.Texture, distance, sight)
				}
			}
		}
	}
}

func TestLabelsStayLegibleOnEveryStatus(t *testing.T) {
	ink := colour(t, "#26241f")
	for _, s := range vocabulary(t) {
		if c := contrast(ink, colour(t, s.Colour)); c < 4.8 {
			t.Errorf("labels on %s have a contrast of only %.1f", s.ID, c)
		}
	}
}

func colour(t *testing.T, hex string) colorful.Color {
	t.Helper()
	return seen(t, hex, sights["normal"])
}

// contrast is WCAG's.
func contrast(a, b colorful.Color) float64 {
	luminance := func(c colorful.Color) float64 {
		r, g, b := c.LinearRgb()
		return 0.2126*r + 0.7152*g + 0.0722*b
	}
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func TestEveryStatusIsNamedInThreeLanguages(t *testing.T) {
	textures := []string{"plain", "dots", "hatch", "grid"}
	for _, s := range vocabulary(t) {
		if s.Name.En == "" || s.Name.Uk == "" || s.Name.Ru == "" {
			t.Errorf("%s lacks a name: %+v", s.ID, s.Name)
		}
		if !slices.Contains(textures, s.Texture) {
			t.Errorf("%s has the texture %q", s.ID, s.Texture)
		}
	}
}

func TestTheDefaultLayerHasTheStatusesOfTheFormat(t *testing.T) {
	text, err := os.ReadFile("../../data/layer.json")
	if err != nil {
		t.Fatal(err)
	}
	var data struct{ Layers []geo.Layer }
	if err := json.Unmarshal(text, &data); err != nil {
		t.Fatal(err)
	}
	known := asJSON(t, readOne(t, `{"type":"FeatureCollection","features":[]}`, "", format.Auto).Statuses)
	if got := asJSON(t, data.Layers[0].Statuses); got != known {
		t.Errorf("the default layer has\n%s\nand GeoJSON knows\n%s", got, known)
	}
}
