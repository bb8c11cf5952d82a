package api

import (
	"context"
	"net/http"
	"runtime"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/singleflight"

	"greyzone/geo"
	"greyzone/server/preview"
)

var previewDoc = doc{
	summary: "The page's map as a picture",
	about: "What the page shows at the address with the same query, 1200 × 630 pixels, for previews of links: the day, the numbers " +
		"and the map. As on the page, whatever makes no sense in the query is left out, so that every link has a picture. Without a map= " +
		"it shows all of the layer's history.",
	any: true,
	params: []param{
		{name: "layer", about: "The layer; the first one, if it is left out or there is none of that id.", example: "kursk-sumy"},
		{name: "day", about: "The UTC day, of two days the later one; the newest map's, if it is left out.", example: "2024-08-20"},
		{name: "from", about: "With mode: the earlier day; if it is left out, a month before day to compare, a week before for a change, or so far that it is another map; where day has the first map, from is the day of that, and day the one of the map after it.", example: "2024-08-10"},
		{name: "mode", about: "Two days: one view parted between them (swipe), the view of each (side), or what changed between them (change).", example: "change"},
		{name: "region", about: "Whose numbers are told: a region's, or those of what is in view (view), which of a change are those of all ground.", example: "kursk"},
		{name: "area", about: "In its place the numbers within a polygon, but not of a change: lon,lat of three corners or more.", example: "35,51,35.5,51,35.5,51.25"},
		{name: "place", about: "A settlement, or lon,lat, to be ringed.", example: "sudzha"},
		{name: "with", about: "A second layer that the first one is shown against on that day, without mode.", example: "kursk-sumy"},
		{name: "lang", about: "en, uk or ru.", example: "uk"},
		{name: "map", about: "What the map shows: zoom/lat/lon.", example: "9.25/51.25/35.1"},
		{name: "hide", about: "What is not drawn: of border, regions and settlements.", example: "settlements"},
	},
	answers: []answer{{http.StatusOK, "The picture.", []media{{mime: pngType}}}},
}

const (
	previewPath = "/preview.png"
	pngType     = "image/png"
)

// preview answers with the picture of an address.
func (s *server) preview(c echo.Context) error {
	picture, err := s.previews.of(c.Request().Context(), ParseAddress(c.QueryParams()))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, picture)
}

const (
	// previewBytes is how much the pictures may take that are kept.
	previewBytes = 16 << 20
	// previewWait is how long a picture may wait for others to be drawn, and take itself.
	previewWait = 10 * time.Second
)

// previews draws pictures, a few at a time, and keeps those that were asked for last.
type previews struct {
	store   Store
	making  singleflight.Group // a link that is posted is fetched by many at once
	drawing chan struct{}      // has something in it for each picture that is being drawn
	kept    *recent[string, keptPreview]
}

// keptPreview is a picture, and the version of the database that it is right for.
type keptPreview struct {
	version int64
	picture content
}

func newPreviews(store Store) *previews {
	return &previews{
		store:   store,
		drawing: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2)), // the other half is for everybody else
		kept:    newRecent[string, keptPreview](previewBytes),
	}
}

// of returns the picture of an address.
func (p *previews) of(ctx context.Context, a Address) (content, error) {
	version, err := p.store.Version(ctx)
	if err != nil {
		return content{}, err
	}
	a = a.pictured()
	query := a.Query()
	if kept, ok := p.kept.find(query); ok && kept.version == version {
		return kept.picture, nil
	}
	// Whoever asked first may leave before the others have their answer.
	ctx = context.WithoutCancel(ctx)
	made, err, _ := p.making.Do(query, func() (any, error) {
		picture, err := p.draw(ctx, a)
		if err == nil {
			p.kept.keep(query, keptPreview{version, picture}, len(picture.body)+keptRoom)
		}
		return picture, err
	})
	picture, _ := made.(content)
	return picture, err
}

// pictured returns the address without what a picture, and a text of it, have nothing of: a second layer is shown on one day only.
func (a Address) pictured() Address {
	a.Theme, a.Range = "", [2]string{}
	if a.Mode != "" {
		a.With = ""
	}
	return a
}

// draw draws a picture when it is its turn.
func (p *previews) draw(ctx context.Context, a Address) (content, error) {
	ctx, cancel := context.WithTimeout(ctx, previewWait)
	defer cancel()
	select {
	case p.drawing <- struct{}{}:
		defer func() { <-p.drawing }()
	case <-ctx.Done():
		return content{}, geo.Errorf(geo.Unavailable, "too many other pictures are being drawn; try again")
	}
	scene, err := p.scene(ctx, a)
	if err != nil {
		return content{}, err
	}
	body, err := preview.PNG(scene)
	picture := content{cache: revalidate, dense: true}
	picture.set(pngType, body)
	return picture, err
}
