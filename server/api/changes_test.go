package api_test

import (
	"encoding/csv"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/server/api"
)

const fortnight = "/api/v1/changes?layer=kursk-sumy&from=2024-08-06&to=2024-08-20"

func TestChangesAreGivenInThreeFormats(t *testing.T) {
	s := newSite(t, api.Options{PublicURL: "https://map.example.org"})
	var plain, shown struct {
		geo.ChangeAnswer
		Features []struct {
			Properties geo.ChangeTotal
			Geometry   struct{ Coordinates orb.Polygon }
		}
	}
	s.read(fortnight, &plain)
	s.read(fortnight+"&format=geojson", &shown)
	rows, err := csv.NewReader(s.get(fortnight + "&format=csv").Body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	largest, last := rows[1], len(rows[1])-1
	km2, err := strconv.ParseFloat(largest[last], 64)
	if len(rows) != 1+len(plain.Totals) || err != nil || !near(km2, 798.982214102) || strings.Join(largest[:last], " ") !=
		"2024-08-06 2024-08-06T00:00:00Z 2024-08-20 2024-08-20T00:00:00Z   russian-territory ua  movement" {
		t.Errorf("CSV: %q", rows[:2])
	}
	if len(plain.Totals) != len(shown.Totals) || plain.Slivers != nil || len(plain.Features) > 0 {
		t.Errorf("JSON %+v", plain)
	}
	sum, all := shown.Slivers.LeftOutKm2, 0.0
	for _, f := range shown.Features {
		sum += f.Properties.AreaKm2
		if m2 := geo.AreaM2(f.Geometry.Coordinates); !near(m2/1e6, f.Properties.AreaKm2) {
			t.Errorf("a polygon of %v m² is told as %+v", m2, f.Properties)
		}
	}
	for _, row := range shown.Totals {
		all += row.AreaKm2
	}
	if shown.Slivers.LeftOut == 0 || math.Abs(sum-all) > 1e-3 { // cut edges bend otherwise than whole ones
		t.Errorf("polygons and slivers have %v km², the totals %v; %+v", sum, all, shown.Slivers)
	}
}

func TestChangesCanBeCitedAndAskedAgain(t *testing.T) {
	s := newSite(t, api.Options{PublicURL: "https://map.example.org"})
	w := s.get(fortnight)
	var before geo.ChangeAnswer
	decode(t, w, &before)
	link := before.Permalink
	if !strings.HasPrefix(link, "https://map.example.org/api/v1/changes?as_of=") || w.Header().Get("Link") != "<"+link+`>; rel="cite-as"` ||
		!strings.Contains(before.Citation, link) || !strings.Contains(before.Citation, before.To.Snapshot.ID) {
		t.Errorf("permalink %s, Link %s, citation %s", link, w.Header().Get("Link"), before.Citation)
	}
	if w := s.upload(snapshots+"?datetime=2024-08-20&allow_large_change=true", sudzha); w.Code != http.StatusCreated {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	if again := s.get(u.RequestURI()); again.Body.String() != w.Body.String() {
		t.Errorf("after a correction the permalink gives\n%.2000s\nwant\n%.2000s", again.Body, w.Body)
	}
	var after geo.ChangeAnswer
	s.read(fortnight, &after)
	if after.To.FirstKnown == nil || after.To.FirstKnown.ID != before.To.Snapshot.ID {
		t.Errorf("after a correction it is from %+v to %+v", after.From, after.To)
	}
}

func TestChangesWithinAPolygonThatIsSent(t *testing.T) {
	s := newSite(t, api.Options{PublicURL: "https://map.example.org"})
	const corner = `{"type":"Polygon","coordinates":[[[35.1,51.1],[35.4,51.1],[35.4,51.3],[35.1,51.3],[35.1,51.1]]]}`
	first := s.postPolygon(fortnight, corner)
	var whole, part, boxed geo.ChangeAnswer
	decode(t, first, &part)
	s.read(fortnight, &whole)
	s.read(fortnight+"&bbox=35.1,51.1,35.4,51.3", &boxed)
	if part.Region == nil || part.Region.ID != nil || !near(part.Region.AreaKm2, boxed.Region.AreaKm2) || len(part.Totals) == 0 ||
		part.Totals[0].AreaKm2 >= whole.Totals[0].AreaKm2 || len(part.Settlements) == 0 || len(part.Settlements) >= len(whole.Settlements) {
		t.Errorf("within a polygon %+v, everywhere %+v", part, whole)
	}
	for i, total := range part.Totals {
		if !near(total.AreaKm2, boxed.Totals[i].AreaKm2) {
			t.Errorf("%+v within a polygon, %+v within the bounds that it is", total, boxed.Totals[i])
		}
	}
	if again := s.postPolygon(strings.TrimPrefix(part.Permalink, "https://map.example.org"), corner); again.Body.String() != first.Body.String() {
		t.Errorf("the permalink gives\n%s\nwant\n%s", again.Body, first.Body)
	}
	wantProblem(t, s.get(strings.TrimPrefix(part.Permalink, "https://map.example.org")), 400, "POST the polygon")
	if !strings.Contains(part.Citation, "within the polygon with the SHA-256") || !strings.Contains(boxed.Citation, "within 35.1,51.1,35.4,51.3") || first.Header().Get("Link") != "" {
		t.Errorf("citations %q and %q, Link %q", part.Citation, boxed.Citation, first.Header().Get("Link"))
	}
}

func TestChangesWithinAPolygonAreGivenInThreeFormats(t *testing.T) {
	s := newSite(t, api.Options{})
	var shown struct {
		geo.ChangeAnswer
		Features []struct {
			Properties geo.ChangeTotal
			Geometry   struct{ Coordinates orb.Polygon }
		}
	}
	const triangle = `{"type":"Polygon","coordinates":[[[35.1,51.1],[35.4,51.1],[35.25,51.3],[35.1,51.1]]]}`
	decode(t, s.postPolygon(fortnight+"&format=geojson", triangle), &shown)
	sum, all := shown.Slivers.LeftOutKm2, 0.0
	for _, f := range shown.Features {
		sum += f.Properties.AreaKm2
		for _, p := range f.Geometry.Coordinates[0] {
			if p.Lon() < 35.1 || p.Lon() > 35.4 || p.Lat() < 51.099 || p.Lat() > 51.3 {
				t.Errorf("a polygon reaches out to %v", p)
			}
		}
	}
	for _, row := range shown.Totals {
		all += row.AreaKm2
	}
	if len(shown.Features) == 0 || math.Abs(sum-all) > 1e-2 { // cut edges bend otherwise than whole ones
		t.Errorf("polygons and slivers have %v km², the totals %v", sum, all)
	}
	for table, want := range map[string]int{"totals": len(shown.Totals), "settlements": len(shown.Settlements)} {
		rows, err := csv.NewReader(s.postPolygon(fortnight+"&format=csv&table="+table, triangle).Body).ReadAll()
		if err != nil || want == 0 || len(rows) != 1+want {
			t.Errorf("%s: %d rows, want %d: %v", table, len(rows), 1+want, err)
		}
	}
}

func TestChangesOfARevisionNeverChange(t *testing.T) {
	s := newSite(t, api.Options{})
	path := s.snapshotOf("2024-08-20") + "/changes"
	w := s.get(path)
	var a geo.ChangeAnswer
	decode(t, w, &a)
	if w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || w.Header().Get("ETag") == "" {
		t.Errorf("headers %v", w.Header())
	}
	if a.From.Snapshot.ValidAt.Format("2006-01-02") != "2024-08-19" || len(a.Totals) == 0 || a.Totals[0].Kind != geo.Movement {
		t.Errorf("it is from %+v, %v", a.From, a.Totals)
	}
	wantProblem(t, s.get(snapshots+"/0123456789abcdef/changes"), 404, "0123456789abcdef")
}

func TestChangesThatAreAskedForWrongly(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name, query string
		status      int
		words       []string
	}{
		{"no layer", "from=2024-08-06&to=2024-08-20", 400, []string{"layer", "kursk-sumy"}},
		{"no from", "layer=kursk-sumy&to=2024-08-20", 400, []string{"from"}},
		{"no to", "layer=kursk-sumy&from=2024-08-20", 400, []string{`"to"`}},
		{"an empty from", "layer=kursk-sumy&from=&to=2024-08-20", 400, []string{"from", "empty"}},
		{"from twice", "layer=kursk-sumy&from=2024-08-06&from=2024-08-07&to=2024-08-20", 400, []string{"from", "2 times"}},
		{"no time", "layer=kursk-sumy&from=NaN&to=2024-08-20", 400, []string{"from", "NaN"}},
		{"an interval", "layer=kursk-sumy&from=2024-08-06/2024-08-07&to=2024-08-20", 400, []string{"from", "2024-08-06/2024-08-07"}},
		{"backwards", "layer=kursk-sumy&from=2024-08-20&to=2024-08-06", 400, []string{"2024-08-20", "2024-08-06"}},
		{"before the first snapshot", "layer=kursk-sumy&from=2024-08-04&to=2024-08-06", 404, []string{"2024-08-05"}},
		{"known in the future", "layer=kursk-sumy&from=2024-08-06&to=2024-08-20&as_of=2999-01-01", 400, []string{"as_of"}},
		{"known before anything was", "layer=kursk-sumy&from=2024-08-06&to=2024-08-20&as_of=2001-01-01", 404, []string{"recorded"}},
		{"an unknown region", "layer=kursk-sumy&from=2024-08-06&to=2024-08-20&region=atlantis", 404, []string{"atlantis", "kursk"}},
		{"bounds turned around", "layer=kursk-sumy&from=2024-08-06&to=2024-08-20&bbox=36,50,34,52", 400, []string{"bbox", "west"}},
		{"an unknown parameter", "layer=kursk-sumy&from=2024-08-06&to=2024-08-20&until=2024-08-21", 400, []string{"until"}},
		{"a table of JSON", "layer=kursk-sumy&from=2024-08-06&to=2024-08-20&table=settlements", 400, []string{"table", "csv"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantProblem(t, s.get("/api/v1/changes?"+tt.query), tt.status, tt.words...)
		})
	}
}

func TestChangedGroundThatMayNotBePassedOnIsForThePageAlone(t *testing.T) {
	s := newSite(t, api.Options{})
	url := s.withRestricted() + "/changes"
	page := map[string]string{"Sec-Fetch-Site": "same-origin"}
	for range 2 { // the second time nothing that was kept may be sent
		if w := s.do(call{url: url + "?format=geojson", header: page}); w.Code != 200 || strings.Contains(w.Header().Get("Cache-Control"), "public") {
			t.Errorf("the page gets %d, %v", w.Code, w.Header())
		}
		wantProblem(t, s.get(url+"?format=geojson"), 403, "licence")
		wantProblem(t, s.get("/api/v1/changes?layer=restricted&from=2025-07-10&to=2025-07-10&format=geojson"), 403, "licence")
	}
	const within = "/api/v1/changes?layer=restricted&from=2025-07-10&to=2025-07-10&format=geojson"
	for range 2 {
		if w := s.do(call{method: http.MethodPost, url: within, body: strings.NewReader(around), header: page}); w.Code != 200 || strings.Contains(w.Header().Get("Cache-Control"), "public") {
			t.Errorf("within a polygon the page gets %d, %v", w.Code, w.Header())
		}
		wantProblem(t, s.postPolygon(within, around), 403, "licence")
	}
	if w := s.get(url); w.Code != 200 {
		t.Errorf("figures: %d", w.Code)
	}
}
