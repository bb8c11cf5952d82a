// Package preview draws the picture that a link to the page shows in a chat: a card with the day and the numbers, and the
// map of that day beside it, always in the light colours. It knows neither HTTP nor the database.
package preview

import (
	"bytes"
	"image"
	"image/png"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// The size of a picture in pixels, which is what chats and networks ask for.
const Width, Height = 1200, 630

const (
	cardWidth = 410
	// labelScale is how much larger the labels are than on the page, since a preview is seen small.
	labelScale = 1.35
)

// Mode is what the picture tells.
type Mode int

// The modes of the page. Swipe parts one view between the maps of both days, Side has it twice.
const (
	OneDay Mode = iota
	Swipe
	Side
	Change
)

// Scene is what a picture is made of.
type Scene struct {
	Language string // en, uk or ru
	Mode     Mode
	Layer    geo.Layer // without an ID: there is none
	Day      Day       // of two days the later one
	From     Day       // the earlier one
	Within   string    // the name of what is measured in, where that is not everything
	Outline  []orb.Polygon
	Change   geo.ChangeAnswer // with its polygons, in Change
	Against  *Against         // nil: the layer is shown by itself. Only in OneDay
	Ground   Ground
	View     *View // nil: all of the layer's history
	Place    *orb.Point
	Credits  []string // who made what is shown
	Licences []string // of what is shown
}

// Day is a UTC day and the map that answers for it.
type Day struct {
	Date     time.Time        // zero: there is none
	Measured *geo.Measurement // nil: there is no map of then or before
	Zones    []geo.Zone
	Contact  orb.MultiLineString
}

// Against is a second layer that the first one is shown against.
type Against struct {
	Layer     geo.Layer
	Agreement *geo.AgreementAnswer // with its polygons; nil: one of the two has no map of then or before
}

// Ground is what lies under the zones, and over them.
type Ground struct {
	Border      orb.MultiLineString
	Regions     []geo.Region // of geo.LandKind; all others are only measured in
	Settlements []geo.Settlement
	Reported    []orb.Point // where something was reported on some day
}

// PNG draws a scene.
func PNG(s Scene) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, Draw(s))
	return b.Bytes(), err
}

// Draw draws a scene.
func Draw(s Scene) *image.Paletted {
	c := newCanvas(Width, Height)
	drawMap(c, s)
	drawCard(c, s)
	return withPalette(c.picture)
}

// FreeBound is what of the world the map of a scene shows beside the card.
func FreeBound(mode Mode, layer geo.Layer, view *View) orb.Bound {
	box := freeBox
	if mode == Side {
		box = leftBox
	}
	return projectionIn(box, layer, view).bound(box)
}

// isCompared reports whether two maps are shown.
func (s Scene) isCompared() bool { return s.Mode == Swipe || s.Mode == Side }

// shownDay is the day of the map that is shown.
func (d Day) shownDay() time.Time { return dayOf(d.Measured.Snapshot.ValidAt) }

// age is by how many days the map is older than the day.
func (d Day) age() int {
	if d.Measured == nil {
		return 0
	}
	return daysBetween(d.shownDay(), d.Date)
}

func daysBetween(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }
