package preview_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/server/preview"
)

// scene is a made-up day: one square of ground, and all that may stand around it.
func scene() preview.Scene {
	ua, country := "ua", "UA"
	first := time.Date(2024, 8, 5, 0, 0, 0, 0, time.UTC)
	square := orb.Polygon{{{35, 51}, {35.5, 51}, {35.5, 51.3}, {35, 51.3}, {35, 51}}}
	return preview.Scene{
		Language: "en",
		Layer: geo.Layer{
			ID: "made-up", Title: "Made up", BBox: []float64{34.5, 50.8, 36, 51.6}, SnapshotCount: 1, FirstValidAt: &first, LastValidAt: &first,
			Statuses: []geo.Status{{
				ID: "ua", Party: &ua, Held: true, Colour: "#7fabdc", Texture: "plain",
				Name: geo.Names{En: "Held by Ukraine", Uk: "Під контролем України", Ru: "Под контролем Украины"},
			}},
		},
		Day: preview.Day{Date: first, Measured: &geo.Measurement{
			Snapshot: geo.Ref{ValidAt: first}, Controlled: []geo.PartyArea{{Party: "ua", MinKm2: 1157, MaxKm2: 1157}},
		}, Zones: []geo.Zone{{Status: "ua", Polygon: square}}},
		Ground: preview.Ground{
			Border:      orb.MultiLineString{{{34, 51}, {37, 51}}},
			Regions:     []geo.Region{{ID: "r", Name: geo.Names{En: "Region"}, Country: &country, Geometry: orb.MultiPolygon{{{{33, 50}, {38, 50}, {38, 53}, {33, 53}, {33, 50}}}}}},
			Settlements: []geo.Settlement{{ID: "s", Name: geo.Names{En: "Sudzha"}, Rank: 2, Lon: 35.27, Lat: 51.19}},
		},
		Credits: []string{"Nobody"},
	}
}

func draw(t *testing.T, s preview.Scene) image.Image {
	t.Helper()
	file, err := preview.PNG(s)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size != image.Pt(preview.Width, preview.Height) {
		t.Fatalf("the picture is %v", size)
	}
	return picture
}

// like reports whether two colours can hardly be told apart.
func like(a, b color.Color) bool {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	off := func(a, b uint32) float64 { return math.Abs(float64(a)-float64(b)) / 257 }
	return max(off(ar, br), off(ag, bg), off(ab, bb)) <= 6
}

var (
	surface = color.RGBA{0xfd, 0xfc, 0xf9, 0xff}
	land    = color.RGBA{0xf6, 0xf3, 0xec, 0xff}
	blue    = color.RGBA{0x7f, 0xab, 0xdc, 0xff}
)

func TestAViewIsInTheMiddleOfWhatTheCardLeavesFree(t *testing.T) {
	s := scene()
	s.View = &preview.View{Zoom: 10, Lat: 51.15, Lon: 35.05} // 0.05 degrees are 36 pixels there
	s.Ground, s.Layer.Statuses[0].Name = preview.Ground{}, geo.Names{}
	picture := draw(t, s)
	const middle = 410 + (1200-410)/2
	if at := picture.At(middle+20, 315); !like(at, blue) {
		t.Errorf("in the middle is %v", at)
	}
	if at := picture.At(middle-36-20, 315); like(at, blue) {
		t.Errorf("west of the zone is %v", at)
	}
	if at := picture.At(middle-36+8, 315); !like(at, blue) {
		t.Errorf("the zone begins later than at 35 degrees: %v", at)
	}
}

func TestFreeBoundIsWhatIsShown(t *testing.T) {
	b := preview.FreeBound(preview.OneDay, geo.Layer{}, &preview.View{Zoom: 10, Lat: 51, Lon: 35})
	wide := 790.0 / (256 * 1024) * 360
	if math.Abs(b.Max[0]-b.Min[0]-wide) > 1e-9 || math.Abs(b.Center()[0]-35) > 1e-9 || !b.Contains(orb.Point{35, 51}) {
		t.Errorf("%v", b)
	}
	whole := scene().Layer
	if b := preview.FreeBound(preview.OneDay, whole, nil); !b.Contains(orb.Point{34.5, 50.8}) || !b.Contains(orb.Point{36, 51.6}) {
		t.Errorf("the history is not all in view: %v", b)
	}
}

// Names come from anybody: they are drawn as they are, never beyond the card, and break nothing.
func TestNamesOfAnyKind(t *testing.T) {
	for _, name := range []string{
		"",
		"<b onmouseover=alert(1)>bold</b> & <script>",
		strings.Repeat("Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", 20),
		strings.Repeat("Кордон Курщини й Сумщини ", 40),
		"👩‍👩‍👧‍👦 🇺🇦 e\u0301\u0301\u0301 \u202e\u200f\u0000\x1b[31m\ufeff",
		"\xff\xfe not UTF-8 \xc3",
		"كورسك سومي 苏梅 सूमी",
		"a\nb\tc\u00a0d\u202fe",
	} {
		t.Run(name[:min(12, len(name))], func(t *testing.T) {
			for _, mode := range []preview.Mode{preview.OneDay, preview.Swipe, preview.Side, preview.Change} {
				s := scene()
				s.Mode, s.From = mode, s.Day
				names := geo.Names{En: name}
				s.Layer.Title, s.Layer.Name, s.Layer.Accuracy, s.Within = name, &names, &name, name
				s.Layer.Statuses[0].Name, s.Ground.Regions[0].Name, s.Ground.Settlements[0].Name = names, names, names
				s.Ground.Regions[0].Country, s.Credits, s.Layer.Statuses[0].Party = &name, []string{name}, &name
				s.Change.Parties = []geo.PartyGain{{Party: name}}
				s.Against = &preview.Against{Layer: s.Layer, Agreement: &geo.AgreementAnswer{}}
				s.Change.Totals = []geo.ChangeTotal{{FromStatus: &s.Layer.Statuses[0].ID, AreaKm2: 5}}
				picture := draw(t, s)
				for y := range preview.Height {
					if at := picture.At(395, y); !like(at, surface) {
						t.Fatalf("%d: at the card's edge, %d down, is %v", mode, y, at)
					}
				}
			}
		})
	}
}

func TestScenesWithNextToNothing(t *testing.T) {
	for name, s := range map[string]preview.Scene{
		"nothing":          {},
		"a layer":          {Layer: geo.Layer{ID: "empty", Title: "Empty"}},
		"far away":         {View: &preview.View{Zoom: 24, Lat: 85, Lon: 180}},
		"the whole world":  {View: &preview.View{Zoom: 0, Lat: -85, Lon: -180}},
		"a point":          {Layer: geo.Layer{BBox: []float64{35, 51, 35, 51}}},
		"two days of none": {Mode: preview.Swipe},
		"two maps of none": {Mode: preview.Side},
		"a change of none": {Mode: preview.Change},
		"against none":     {Against: &preview.Against{}},
		"against a layer":  {Against: &preview.Against{Layer: scene().Layer, Agreement: &geo.AgreementAnswer{}}},
		"empty zones":      {Layer: scene().Layer, Day: preview.Day{Zones: []geo.Zone{{Status: "ua"}, {Status: "ua", Polygon: orb.Polygon{{}}}, {Status: "gone"}}}},
		"an outline":       {Outline: []orb.Polygon{{{{35, 51}, {35, 51}}}}},
		"a place":          {Place: &orb.Point{35, 51}},
	} {
		t.Run(name, func(t *testing.T) { draw(t, s) })
	}
}

func TestHolesStayEmpty(t *testing.T) {
	s := scene()
	hole := orb.Ring{{35.1, 51.1}, {35.4, 51.1}, {35.4, 51.2}, {35.1, 51.2}, {35.1, 51.1}}
	for _, r := range []orb.Ring{hole, reversed(hole)} {
		s.Ground.Settlements, s.Ground.Border = nil, nil
		s.Day.Zones[0].Polygon = orb.Polygon{s.Day.Zones[0].Polygon[0], r}
		s.View = &preview.View{Zoom: 11, Lat: 51.15, Lon: 35.25}
		s.Layer.Statuses[0].Name = geo.Names{}
		if at := draw(t, s).At(410+395, 315-20); !like(at, land) {
			t.Errorf("in the hole is %v", at)
		}
	}
}

func reversed(r orb.Ring) orb.Ring {
	r = r.Clone()
	r.Reverse()
	return r
}
