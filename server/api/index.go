package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/topo"
	"greyzone/server/preview"
)

const (
	indexPath = "/"
	embedPath = "/embed"
)

// index is what index.html, a template, says of an address.
type index struct {
	Language, Locale            string
	Theme                       string // empty: the reader's system has it
	Embedded                    bool   // in a frame of another page
	Title, Description          string
	Card                        preview.Summary // in a frame; its zero value: nothing is known
	URL, Picture, OEmbed        string          // absolute
	PictureWidth, PictureHeight int
	First                       template.JS // JSON without a < in it; empty: the page has to ask for everything

	layer geo.Layer // that is shown; none of it where there is none
}

// locales is what Open Graph calls the languages of the page.
var locales = map[string]string{"en": "en_GB", "uk": "uk_UA", "ru": "ru_RU"}

// firstView is what the page needs to draw the asked day without another request.
type firstView struct {
	Layers   []geo.Layer `json:"layers"`
	Settings settings    `json:"settings"`
	First    *firstMap   `json:"first"` // nil: there is no map of then
}

// firstMap is the map of a layer on the asked day, as a timeline of one snapshot, and its areas on all ground; no zones where these
// are not passed on, and no areas where others are asked for.
type firstMap struct {
	Layer    string              `json:"layer"`
	Snapshot geo.Snapshot        `json:"snapshot"`
	Zones    json.RawMessage     `json:"zones"`
	Measured *compactMeasurement `json:"measured,omitempty"`
}

// addIndex registers the page itself, at / and for frames of other pages at /embed.
func (s *server) addIndex(e *echo.Echo, source string) error {
	page, err := template.New("index.html").Parse(source)
	if err != nil {
		return fmt.Errorf("front end: %w", err)
	}
	for _, p := range []struct {
		path, ancestors string
	}{{indexPath, "'self'"}, {embedPath, "*"}} {
		serve := inTime(http.MethodGet, s.kept.keepAddress(func(c echo.Context) error {
			s.limit(c, p.ancestors)
			return s.sendIndex(c, page, p.path == embedPath)
		}))
		e.GET(p.path, serve)
		e.HEAD(p.path, serve)
	}
	return nil
}

// sendIndex answers with the page for an address. A page that has to ask for everything itself is better than none.
func (s *server) sendIndex(c echo.Context, page *template.Template, embedded bool) error {
	a := ParseAddress(c.QueryParams())
	answer, err := s.versioned(c)
	view := s.index(c.Request(), a, embedded)
	if err == nil {
		err = s.fill(c.Request().Context(), a, &view)
	}
	if err != nil {
		s.log.Error("page without its first view", "query", a.Query(), "error", err)
		answer = content{cache: revalidate}
	} else {
		s.expect(c.Request(), view.layer, answer.version)
	}
	answer.packing = wordy
	var body bytes.Buffer
	if err := page.Execute(&body, view); err != nil {
		return fmt.Errorf("index.html: %w", err)
	}
	answer.set(echo.MIMETextHTMLCharsetUTF8, body.Bytes())
	return send(c, http.StatusOK, answer)
}

// index is the page of an address before anything is known of its layer.
func (s *server) index(r *http.Request, a Address, embedded bool) index {
	base := s.base(r)
	at := addressAt(base+indexPath, a)
	language := cmp.Or(a.Lang, "en")
	return index{
		Language: language, Locale: locales[language], Theme: a.Theme, Embedded: embedded, Title: "Greyzone",
		URL: at, Picture: addressAt(base+previewPath, a), OEmbed: base + oEmbedPath + "?url=" + url.QueryEscape(at),
		PictureWidth: preview.Width, PictureHeight: preview.Height,
	}
}

// addressAt is an address as the query of a URL.
func addressAt(path string, a Address) string {
	if query := a.Query(); query != "" {
		return path + "?" + query
	}
	return path
}

// fill adds what the database says of an address.
func (s *server) fill(ctx context.Context, a Address, view *index) error {
	scene, err := s.previews.numbers(ctx, a)
	if err != nil {
		return err
	}
	view.layer = scene.Layer
	view.Title, view.Description = preview.Caption(scene)
	if view.Embedded {
		view.Card = preview.Summarise(scene)
	}
	if isMeasuredLater := a.Region == "view" || a.Area != nil; isMeasuredLater {
		for i := range view.Card.Rows {
			view.Card.Rows[i].Km2 = ""
		}
	}
	first := firstView{Settings: s.settings()}
	if first.Layers, err = s.store.Layers(ctx, time.Time{}); err != nil {
		return err
	}
	if measured := scene.Day.Measured; measured != nil {
		if first.First, err = s.firstMap(ctx, scene.Layer, measured.Snapshot.ID); err != nil {
			return err
		}
		if isOfAll := a.Region == "" && a.Area == nil; isOfAll && first.First != nil {
			areas := compactMeasurementOf(*measured)
			first.First.Measured = &areas
		}
	}
	text, err := json.Marshal(first)
	view.First = template.JS(text)
	return err
}

func (s *server) firstMap(ctx context.Context, layer geo.Layer, id string) (*firstMap, error) {
	snapshot, err := s.store.Snapshot(ctx, layer.ID, id, time.Time{})
	if err != nil || !layer.Source.Redistributable {
		return &firstMap{Layer: layer.ID, Snapshot: snapshot}, err
	}
	at := geo.Interval{From: snapshot.ValidAt, To: snapshot.ValidAt}
	line, err := s.store.Timeline(ctx, layer.ID, at, time.Time{})
	if err != nil || len(line.Snapshots) == 0 || line.Snapshots[0].ID != id { // it was corrected meanwhile
		return nil, err
	}
	var zones bytes.Buffer
	err = topo.WriteTopoJSON(&zones, line)
	return &firstMap{Layer: layer.ID, Snapshot: snapshot, Zones: zones.Bytes()}, err
}

// keepAddress is keep for the page: its answers are kept under the one way in which its address is written, so that nobody
// pushes others out by adding to it.
func (k *kept) keepAddress(next echo.HandlerFunc) echo.HandlerFunc {
	keep := k.keep(next)
	return func(c echo.Context) error {
		written, err := url.ParseQuery(ParseAddress(c.QueryParams()).Query())
		if err != nil || written.Encode() != c.QueryParams().Encode() {
			return next(c)
		}
		return keep(c)
	}
}
