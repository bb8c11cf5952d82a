package api

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/server/preview"
)

const oEmbedPath = "/oembed"

// What a frame measures in pixels, if whoever asks has room for it.
const frameWidth, frameHeight = 640, 480

// oEmbed is an answer of type rich, as oembed.com has it.
type oEmbed struct {
	Version         string `json:"version"`
	Type            string `json:"type"`
	ProviderName    string `json:"provider_name"`
	ProviderURL     string `json:"provider_url"`
	Title           string `json:"title"`
	HTML            string `json:"html"`
	Width           int    `json:"width"`
	Height          int    `json:"height"`
	ThumbnailURL    string `json:"thumbnail_url,omitempty"` // a thumbnail has to fit as well
	ThumbnailWidth  int    `json:"thumbnail_width,omitempty"`
	ThumbnailHeight int    `json:"thumbnail_height,omitempty"`
}

var (
	frameMaxWidth  = param{name: "maxwidth", about: "The room there is, in pixels.", limits: []int{1, 1_000_000}}
	frameMaxHeight = param{name: "maxheight", about: "The room there is, in pixels.", limits: []int{1, 1_000_000}}
)

var oEmbedDoc = doc{
	summary: "How to show an address of the page in another page", any: true,
	about: "As oembed.com describes it, for editors that turn a pasted link into the map. Parameters that there are not are let pass, " +
		"as that asks for. An address that is not the page of this server is 404, a format other than json 501.",
	params: []param{
		{name: "url", about: "The address of the page.", required: true, example: "https://map.example.org/?day=2024-08-20"},
		frameMaxWidth, frameMaxHeight,
		{name: "format", about: "json."},
	},
	answers: []answer{jsonAnswer("The code of a frame, and a picture.", oEmbed{})},
}

func (s *server) getOEmbed(c echo.Context) error {
	q := s.query(c)
	if format := q.text("format"); format != "" && format != "json" {
		return echo.NewHTTPError(http.StatusNotImplemented, fmt.Sprintf("format=%s: this is answered in json alone", format))
	}
	width, err := room(q, frameMaxWidth, frameWidth)
	if err != nil {
		return err
	}
	height, err := room(q, frameMaxHeight, frameHeight)
	if err != nil {
		return err
	}
	a, err := s.ownAddress(c.Request(), q.text("url"))
	if err != nil {
		return err
	}
	scene, err := s.previews.numbers(c.Request().Context(), a)
	if err != nil {
		return err
	}
	base := s.base(c.Request())
	answer := oEmbed{Version: "1.0", Type: "rich", ProviderName: "Greyzone", ProviderURL: base + indexPath, Width: width, Height: height}
	answer.Title, _ = preview.Caption(scene)
	answer.HTML = frame(addressAt(base+embedPath, a), answer.Title, width, height)
	if fits(q, frameMaxWidth, preview.Width) && fits(q, frameMaxHeight, preview.Height) {
		answer.ThumbnailURL, answer.ThumbnailWidth, answer.ThumbnailHeight = addressAt(base+previewPath, a), preview.Width, preview.Height
	}
	return sendJSON(c, answer)
}

// room is how many pixels the frame takes of those that there are.
func room(q *query, p param, wanted int) (int, error) {
	if !q.values.Has(p.name) {
		return wanted, nil
	}
	return min(wanted, q.number(p.name)), p.check(q.text(p.name))
}

// fits reports whether there is room for that many pixels.
func fits(q *query, p param, pixels int) bool {
	return !q.values.Has(p.name) || pixels <= q.number(p.name)
}

// ownAddress reads the address of the page of this server.
func (s *server) ownAddress(r *http.Request, text string) (Address, error) {
	if text == "" {
		return Address{}, geo.Errorf(geo.Invalid, `the parameter "url" is missing: give the address of the page`)
	}
	asked, err := url.Parse(text)
	if err != nil {
		return Address{}, badParam("url", err)
	}
	base, err := url.Parse(s.base(r))
	if err != nil {
		return Address{}, fmt.Errorf("own address: %w", err)
	}
	path, ours := strings.CutPrefix(asked.Path, base.Path)
	if !ours || !strings.EqualFold(asked.Host, base.Host) || (path != "" && path != indexPath && path != embedPath) {
		return Address{}, geo.Errorf(geo.NotFound, "%s is not the page of this server, which is at %s%s", text, base, indexPath)
	}
	return ParseAddress(asked.Query()), nil
}

// frame is the code that shows a page in another.
func frame(at, title string, width, height int) string {
	return `<iframe src="` + html.EscapeString(at) + `" title="` + html.EscapeString(title) + `" width="` + strconv.Itoa(width) +
		`" height="` + strconv.Itoa(height) + `" style="border:0" loading="lazy" allowfullscreen></iframe>`
}
