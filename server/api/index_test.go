package api_test

import (
	"encoding/json"
	"html"
	"math"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"greyzone/geo"
	"greyzone/server/api"
)

// realPage is the front end's own index.html, before it is built.
func realPage(t *testing.T) fstest.MapFS {
	t.Helper()
	index, err := os.ReadFile("../../static/index.html")
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{"index.html": {Data: index}}
}

// firstView is what the page finds in its HTML.
type firstView struct {
	Layers   []geo.Layer
	Settings json.RawMessage
	First    *struct {
		Layer    string
		Snapshot geo.Snapshot
		Measured *geo.Measurement
		Zones    *struct {
			Type    string
			Objects map[string]struct {
				Snapshot   geo.Ref
				Geometries []json.RawMessage
			}
		}
	}
}

var (
	firstScript = regexp.MustCompile(`(?s)<script type="application/json" id="first">(.*?)</script>`)
	metaTag     = regexp.MustCompile(`<meta (?:name|property)="([^"]+)" content="([^"]*)">`)
	linkTag     = regexp.MustCompile(`<link rel="alternate" type="application/json\+oembed" href="([^"]+)"`)
)

func firstOf(t *testing.T, page string) (v firstView) {
	t.Helper()
	found := firstScript.FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no first view in %s", page)
	}
	if err := json.Unmarshal([]byte(found[1]), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func metaOf(page string) map[string]string {
	tags := make(map[string]string)
	for _, tag := range metaTag.FindAllStringSubmatch(page, -1) {
		tags[tag[1]] = html.UnescapeString(tag[2])
	}
	return tags
}

func TestPageHasTheFirstNumbersInIt(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t)})
	for _, tt := range []struct {
		query string
		has   bool
	}{
		{"?day=2024-08-31", true},
		{"?day=2024-08-31&mode=change", true},
		{"?day=2024-08-31&region=kursk", false},
		{"?day=2024-08-31&region=view", false},
		{"?day=2024-08-31&area=34,51,35,51,35,51.5", false},
	} {
		first := firstOf(t, s.get("/"+tt.query).Body.String()).First
		if (first.Measured != nil) != tt.has {
			t.Errorf("%s: %+v", tt.query, first.Measured)
		}
		if first.Measured == nil {
			continue
		}
		var asked geo.AreaAnswer
		if err := json.Unmarshal(s.get("/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-31").Body.Bytes(), &asked); err != nil {
			t.Fatal(err)
		}
		for i, a := range asked.Results[0].Areas {
			if got := first.Measured.Areas[i]; got.Status != a.Status || math.Abs(got.AreaKm2-a.AreaKm2) > 0.0005 {
				t.Errorf("%s: %+v, not %+v", tt.query, got, a)
			}
		}
		if id := first.Measured.Snapshot.ID; id != first.Snapshot.ID {
			t.Errorf("%s: the areas are of %s, the zones of %s", tt.query, id, first.Snapshot.ID)
		}
	}
}

func TestFramedPageHasItsCardInIt(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t)})
	const number = `<span class="number-value"><b>1,000</b> <span class="unit">km²</span></span>`
	for _, tt := range []struct {
		name, query string
		has, hasNot []string
	}{
		{"a day", "?day=2024-08-31", []string{`<h1 class="panel-date">31 August 2024</h1>`, "No map for this day.", number, "ground-hatch"}, nil},
		{"what has to be measured first", "?day=2024-08-31&region=view", []string{`<span class="number-value">–</span>`}, []string{number}},
		{"a drawn area", "?day=2024-08-31&area=34,51,35,51,35,51.5", []string{`<span class="number-value">–</span>`}, []string{number}},
		{"two days", "?day=2024-08-31&from=2024-08-10&mode=change", []string{`is-pair">10 Aug 2024 → 31 Aug 2024<`, "stripes whose it was"}, []string{number, "–</span>"}},
		{"a day before the first", "?day=2020-01-01&lang=ru", []string{"Летопись начинается", `<span class="number-value">–</span>`}, []string{number}},
	} {
		page := s.get("/embed" + tt.query).Body.String()
		for _, text := range tt.has {
			if !strings.Contains(page, text) {
				t.Errorf("%s: no %s", tt.name, text)
			}
		}
		for _, text := range tt.hasNot {
			if strings.Contains(page, text) {
				t.Errorf("%s: %s", tt.name, text)
			}
		}
	}
}

func TestPageHasTheFirstMapInIt(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t)})
	for _, tt := range []struct{ name, query, validAt string }{
		{"the newest", "", "2025-07-04"},
		{"the asked day", "?layer=kursk-sumy&day=2024-08-20", "2024-08-20"},
		{"a day without a map", "?day=2024-08-31", "2024-08-29"},
		{"an unknown layer", "?layer=nowhere&day=2024-08-20", "2024-08-20"},
		{"garbage", "?layer=%3Cb%3E&day=x&map=1&area=1,2", "2025-07-04"},
		{"a query that cannot be read", "?day=2024-08-20;x=%zz", "2025-07-04"},
		{"a day before the first", "?day=2020-01-01", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := s.get("/" + tt.query)
			v := firstOf(t, w.Body.String())
			if w.Code != 200 || len(v.Layers) == 0 || !json.Valid(v.Settings) {
				t.Fatalf("%d, %+v", w.Code, v)
			}
			if tt.validAt == "" {
				if v.First != nil {
					t.Errorf("the map of %v", v.First.Snapshot)
				}
				return
			}
			object := v.First.Zones.Objects[tt.validAt+"T00:00:00Z"]
			if v.First.Layer != "kursk-sumy" || v.First.Snapshot.SHA256 == "" || object.Snapshot != v.First.Snapshot.Ref() || len(object.Geometries) == 0 {
				t.Errorf("not the map of %s: %+v", tt.validAt, v.First)
			}
		})
	}
}

func TestPageOfALayerWithoutMaps(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t)})
	s.publishAndRevert("empty")
	page := s.get("/?layer=empty&day=2024-08-20").Body.String()
	if v := firstOf(t, page); v.First != nil || !strings.Contains(metaOf(page)["og:title"], "empty") {
		t.Errorf("%+v, %v", v.First, metaOf(page))
	}
}

func (s site) publishAndRevert(layer string) {
	s.t.Helper()
	var report geo.Report
	at := "/api/v1/layers/" + layer + "/snapshots"
	decode(s.t, s.upload(at+"?create_layer=true&datetime=2024-08-20", dayOf(35.1)), &report)
	if w := s.upload(at+"/"+*report.Snapshot.ID+"/revert", ""); w.Code != 201 {
		s.t.Fatal(w.Body)
	}
}

func TestPageSaysWhatItShows(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t), PublicURL: "https://map.example/news/"})
	for _, tt := range []struct{ name, query, title, description, locale string }{
		{"a day", "day=2024-08-20", "20 August 2024 · ", "Held by Ukraine, on Russian territory: 930 km², up to 1,240. Held by Russia", "en_GB"},
		{"a day without a map, in Ukrainian", "day=2024-08-31&lang=uk", "31 серпня 2024 · ", "Показано: 29\u00a0серп\u00a02024, на 2 дні раніше. ", "uk_UA"},
		{"two days, the earlier one a month before", "day=2024-10-05&mode=swipe", "5 September 2024 – 5 October 2024 · ", "km² (", "en_GB"},
		{"what changed, in the week before", "day=2025-03-12&mode=change", "5 March 2025 – 12 March 2025 · ", "km² (", "en_GB"},
		{"what changed since the map before, in a gap", "day=2025-07-31&mode=change", "22 June 2025 – 31 July 2025 · ", "km² (", "en_GB"},
		{"what changed after the first map", "day=2024-08-05&mode=change", "5 August 2024 – 6 August 2024 · ", "km² (", "en_GB"},
		{"two days at the beginning of the record", "day=2024-08-06&mode=side", "5 August 2024 – 6 August 2024 · ", "km² (", "en_GB"},
		{"two days", "day=2024-08-20&from=2024-08-10&mode=swipe&lang=ru", "10 августа 2024 – 20 августа 2024 · ", "км² (+", "ru_RU"},
		{"a region", "day=2024-08-20&region=kursk", "20 August 2024 · ", "Kursk Oblast. Held by Ukraine", "en_GB"},
		{"a day before the first", "day=2020-01-01", "1 January 2020 · ", "The record starts on 5\u00a0Aug\u00a02024", "en_GB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := s.get("/?" + tt.query).Body.String()
			meta, canonical := metaOf(page), api.ParseAddress(queryOf(t, tt.query)).Query()
			if !strings.HasPrefix(meta["og:title"], tt.title) || !strings.Contains(page, "<title>"+meta["og:title"]+"</title>") || meta["twitter:title"] != meta["og:title"] {
				t.Errorf("title %q", meta["og:title"])
			}
			if !strings.Contains(meta["description"], tt.description) || meta["og:description"] != meta["description"] {
				t.Errorf("description %q", meta["description"])
			}
			const base = "https://map.example/news"
			if meta["og:url"] != base+"/?"+canonical || meta["og:image"] != base+"/preview.png?"+canonical || meta["og:locale"] != tt.locale {
				t.Errorf("%v", meta)
			}
			// The path that a proxy takes off is in no request.
			frame := linkTag.FindStringSubmatch(page)
			if frame == nil || !strings.HasPrefix(html.UnescapeString(frame[1]), base+"/oembed?url=") {
				t.Fatalf("oEmbed: %v", frame)
			}
			if w := s.get(strings.TrimPrefix(html.UnescapeString(frame[1]), base)); w.Code != 200 {
				t.Errorf("%s: %d %s", frame[1], w.Code, w.Body)
			}
		})
	}
}

func queryOf(t *testing.T, text string) url.Values {
	t.Helper()
	query, err := url.ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	return query
}

func TestPagesNamedWithHTMLAreText(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t), TilesURL: "https://t.example/{z}/{x}/{y}.png", TilesAttribution: `</script><script>alert(1)</script>`})
	const name = `</script><img src=x onerror=alert(1)>"'&`
	s.withLayer("html", geo.Layer{Title: name})
	page := s.get("/?layer=html").Body.String()
	if strings.Count(page, "</script>") != strings.Count(page, "<script") || strings.Contains(page, "<img") {
		t.Errorf("it breaks out: %s", page)
	}
	if meta := metaOf(page); !strings.Contains(meta["og:title"], name) {
		t.Errorf("title %q", meta["og:title"])
	}
	for _, l := range firstOf(t, page).Layers {
		if l.ID == "html" && l.Title != name {
			t.Errorf("the layer is %q", l.Title)
		}
	}
}

func TestPageHasTheThemeOfItsAddress(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t)})
	for query, want := range map[string]string{
		"theme=dark": `<html lang="en" data-theme="dark">`, "theme=light&lang=uk": `<html lang="uk" data-theme="light">`, "theme=blue": `<html lang="en">`,
	} {
		if page := s.get("/?" + query).Body.String(); !strings.Contains(page, want) {
			t.Errorf("?%s: no %s", query, want)
		}
	}
}

func TestPageMayBeFramedAtEmbedAlone(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t)})
	page, embed := s.get("/?day=2024-08-20"), s.get("/embed?day=2024-08-20")
	if !strings.Contains(page.Header().Get("Content-Security-Policy"), "frame-ancestors 'self'") || strings.Contains(page.Body.String(), "data-embed") {
		t.Errorf("/: %v", page.Header())
	}
	if !strings.HasSuffix(embed.Header().Get("Content-Security-Policy"), "frame-ancestors *") || !strings.Contains(embed.Body.String(), `<html lang="en" data-embed>`) {
		t.Errorf("/embed: %v", embed.Header())
	}
	card := regexp.MustCompile(`(?s)<div class="opening">.*?<noscript>`)
	own := regexp.MustCompile(` data-embed|\n<link rel="stylesheet" href="css/embed[^>]*>`)
	if own.ReplaceAllString(card.ReplaceAllString(embed.Body.String(), ""), "") != card.ReplaceAllString(page.Body.String(), "") {
		t.Error("they differ otherwise")
	}
}

func TestPageIsRightAsLongAsNothingIsPublished(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t)})
	first := s.get("/")
	tag := first.Header().Get("ETag")
	again := s.do(call{url: "/", header: map[string]string{"If-None-Match": tag}})
	if tag == "" || again.Code != 304 || first.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("%d, %v", again.Code, first.Header())
	}
	s.publishOn("2025-07-11", 35.1)
	if v := firstOf(t, s.get("/").Body.String()); v.First.Snapshot.ValidAt.Day() != 11 {
		t.Errorf("after another: %v", v.First.Snapshot)
	}
}

func TestPageHasNoZonesThatAreNotPassedOn(t *testing.T) {
	s := newSite(t, api.Options{Static: realPage(t)})
	s.withRestricted()
	v := firstOf(t, s.get("/?layer=restricted").Body.String())
	if v.First == nil || v.First.Layer != "restricted" || v.First.Zones != nil {
		t.Errorf("%+v", v.First)
	}
}

func TestOEmbedGivesTheFrame(t *testing.T) {
	s := newSite(t, api.Options{})
	var frame struct {
		Version, Type, Title, HTML string
		Width, Height              int
		ThumbnailURL               string `json:"thumbnail_url"`
	}
	s.read("/oembed?url=http%3A%2F%2Fexample.com%2F%3Fday%3D2024-08-20%26x%3D%2522&maxwidth=500&dnt=1", &frame)
	const src = `<iframe src="http://example.com/embed?day=2024-08-20" title="20 August 2024 · `
	if frame.Version != "1.0" || frame.Type != "rich" || !strings.HasPrefix(frame.HTML, src) || frame.Width != 500 || frame.Height != 480 || frame.ThumbnailURL != "" {
		t.Errorf("%+v", frame)
	}
	s.read("/oembed?url=http://EXAMPLE.com/embed%3Fday%3D2024-08-20&format=json", &frame)
	if frame.Width != 640 || frame.ThumbnailURL != "http://example.com/preview.png?day=2024-08-20" {
		t.Errorf("%+v", frame)
	}
	wantProblem(t, s.get("/oembed"), 400, "url")
	wantProblem(t, s.get("/oembed?url=http://example.com/&maxwidth=wide"), 400, "maxwidth")
	wantProblem(t, s.get("/oembed?url=http://example.com.evil.example/"), 404, "evil")
	wantProblem(t, s.get("/oembed?url=http://example.com/api/docs"), 404, "/api/docs")
	wantProblem(t, s.get("/oembed?url=http://example.com/&format=xml"), 501, "xml")
}
