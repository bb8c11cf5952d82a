package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"

	"greyzone/geo"
	"greyzone/server/api"
)

// routesOf returns the routes of the server's own document, as "GET /path".
func routesOf(s site) []string {
	s.t.Helper()
	var document struct {
		OpenAPI string
		Paths   map[string]map[string]json.RawMessage
	}
	s.read("/api/openapi.json", &document)
	if document.OpenAPI != "3.1.0" {
		s.t.Fatalf("openapi = %q", document.OpenAPI)
	}
	var routes []string
	for path, methods := range document.Paths {
		for method := range methods {
			routes = append(routes, strings.ToUpper(method)+" "+path)
		}
	}
	return routes
}

func newValidator(s site) validator.Validator {
	s.t.Helper()
	document, err := libopenapi.NewDocument(s.get("/api/openapi.json").Body.Bytes())
	if err != nil {
		s.t.Fatal(err)
	}
	v, errs := validator.NewValidator(document)
	if len(errs) > 0 {
		s.t.Fatal(errs)
	}
	if ok, problems := v.ValidateDocument(); !ok {
		for _, p := range problems {
			s.t.Errorf("%s: %s %v", p.Message, p.Reason, p.SchemaValidationErrors)
		}
	}
	return v
}

// answered is a request, and the route and status that it stands for.
type answered struct {
	route  string
	status int
	call   call
}

// everyAnswer has, for each route, a request for every status that its document names, and failures.
func everyAnswer(s site) []answered {
	id := strings.TrimPrefix(s.snapshotOf("2024-08-20"), snapshots+"/")
	send := func(url, body string) call {
		headers := s.editor()
		headers["Content-Type"] = "application/geo+json"
		return call{method: "POST", url: url, body: strings.NewReader(body), header: headers}
	}
	of := func(url string) call { return call{url: url} }
	const list, one = "GET /api/v1/layers/{layer}/snapshots", "GET /api/v1/layers/{layer}/snapshots/{id}"
	const publish, areas = "POST /api/v1/layers/{layer}/snapshots", "GET /api/v1/area-controlled"
	const history, agreement = "GET /api/v1/history", "GET /api/v1/agreement"
	const tile = "GET /api/v1/tiles/{layer}/{id}/{z}/{x}/{y}.mvt"
	bowTie := day(zone("ua", "[[35,51],[35.5,51.4],[35.5,51],[35,51.4],[35,51]]"), zone("blue", box(34, 51, 34.1, 51.1)))
	return []answered{
		{"GET /healthz", 200, of("/healthz")},
		{"GET /readyz", 200, of("/readyz")},
		{"GET /metrics", 200, of("/metrics")},
		{"GET /preview.png", 200, of("/preview.png?day=2024-08-20&lang=uk")},
		{"GET /api/openapi.json", 200, of("/api/openapi.json")},
		{"GET /api/docs", 200, of("/api/docs")},
		{"GET /oembed", 200, of("/oembed?url=http://example.com/?day=2024-08-20")},
		{"GET /oembed", 404, of("/oembed?url=http://elsewhere.example/")},
		{"GET /oembed", 501, of("/oembed?url=http://example.com/&format=xml")},
		{"GET /basemap.pmtiles", 200, of("/basemap.pmtiles")},
		{"GET /basemap.pmtiles", 206, call{url: "/basemap.pmtiles", header: map[string]string{"Range": "bytes=0-6"}}},
		{"GET /api/v1/settings", 200, of("/api/v1/settings")},
		{"GET /api/v1/layers", 200, of("/api/v1/layers")},
		{"GET /api/v1/layers/{layer}", 200, of("/api/v1/layers/kursk-sumy")},
		{"GET /api/v1/layers/{layer}", 404, of("/api/v1/layers/nowhere")},
		{list, 200, of(snapshots + "?limit=3")},
		{list, 200, of(snapshots + "?limit=3&compact=true")},
		{list, 400, of(snapshots + "?datetime=yesterday")},
		{one, 200, of(snapshots + "/" + id)},
		{one, 200, of(snapshots + "/" + id + "?original=true")},
		{one, 302, of(snapshots + "/latest")},
		{one, 404, of(snapshots + "/2020-01-01")},
		{publish, 200, send(snapshots+"?datetime=2025-07-10&dry_run=true", bowTie)},
		{publish, 200, send(snapshots+"?datetime=2025-07-10&dry_run=true&changes=geojson", bowTie)},
		{publish, 201, send(snapshots+"?datetime=2025-07-10", sudzha)},
		{publish, 409, send(snapshots+"?datetime=2025-07-11", day(zone("ua", box(35, 51, 35.01, 51.01))))},
		{publish, 422, send(snapshots+"?datetime=2025-07-11", day(zone("ua", "[[35,51],[35.1,51],[35,51]]")))},
		{"POST /api/v1/layers/{layer}/snapshots/{id}/revert", 201, send(snapshots+"/NEWEST/revert", "")},
		{areas, 200, of("/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-20&region=kursk")},
		{areas, 200, of("/api/v1/area-controlled?layer=kursk-sumy&datetime=../..&format=csv")},
		{areas, 200, of("/api/v1/area-controlled?layer=kursk-sumy&datetime=../..&group_by=region&claims=true")},
		{areas, 200, of("/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-12&claims=true")},
		{areas, 200, of("/api/v1/area-controlled?layer=kursk-sumy&datetime=../..&group_by=region&compact=true")},
		{areas, 400, of("/api/v1/area-controlled?layer=kursk-sumy&every=P1D")},
		{"POST /api/v1/area-controlled", 200, send("/api/v1/area-controlled?layer=kursk-sumy", around)},
		{"GET /api/v1/changes", 200, of("/api/v1/changes?layer=kursk-sumy&from=2024-08-06&to=2024-08-20&region=kursk")},
		{"GET /api/v1/changes", 200, of("/api/v1/changes?layer=kursk-sumy&from=2024-08-06&to=2024-08-20&format=geojson")},
		{"GET /api/v1/changes", 200, of("/api/v1/changes?layer=kursk-sumy&from=2024-08-06&to=2024-08-20&format=csv")},
		{"GET /api/v1/changes", 400, of("/api/v1/changes?layer=kursk-sumy&from=2024-08-20&to=2024-08-06")},
		{"POST /api/v1/changes", 200, send("/api/v1/changes?layer=kursk-sumy&from=2024-08-06&to=2024-08-20&format=geojson", around)},
		{agreement, 200, of("/api/v1/agreement?layer=kursk-sumy&with=kursk-sumy&datetime=2024-08-20&region=kursk")},
		{agreement, 200, of("/api/v1/agreement?layer=kursk-sumy&with=kursk-sumy&datetime=2024-08-20&format=geojson")},
		{agreement, 200, of("/api/v1/agreement?layer=kursk-sumy&with=kursk-sumy&datetime=2024-08-20&format=csv")},
		{agreement, 404, of("/api/v1/agreement?layer=kursk-sumy&with=nowhere&datetime=2024-08-20")},
		{"POST /api/v1/agreement", 200, send("/api/v1/agreement?layer=kursk-sumy&with=kursk-sumy&datetime=2024-08-20", around)},
		{"GET /api/v1/layers/{layer}/snapshots/{id}/changes", 302, of("/api/v1/layers/kursk-sumy/snapshots/latest/changes")},
		{"GET /api/v1/layers/{layer}/snapshots/{id}/changes", 200, of("/api/v1/layers/kursk-sumy/snapshots/" + id + "/changes")},
		{history, 200, of("/api/v1/history?layer=kursk-sumy&settlement=sudzha")},
		{history, 200, of("/api/v1/history?layer=kursk-sumy&lon=-120&lat=-45&gap_days=30")},
		{history, 200, of("/api/v1/history?layer=kursk-sumy&region=kursk")},
		{history, 200, of("/api/v1/history?layer=kursk-sumy&region=kursk&format=csv")},
		{history, 400, of("/api/v1/history?layer=kursk-sumy")},
		{"GET /api/v1/contact", 200, of("/api/v1/contact?layer=kursk-sumy&datetime=2024-08-20")},
		{"GET /api/v1/contact", 200, of("/api/v1/contact?layer=kursk-sumy&datetime=2024-08-05")},
		{"GET /api/v1/contact", 200, of("/api/v1/contact?layer=kursk-sumy&format=geojson")},
		{"GET /api/v1/timeline", 302, of("/api/v1/timeline?layer=kursk-sumy&datetime=2024-08-01/2024-08-31")},
		{"GET /api/v1/timeline", 200, of(s.timelineOf("2024-08-01/2024-08-31"))},
		{"GET /api/v1/tiles/{layer}/tilejson.json", 200, of(tiles + "/tilejson.json?datetime=2024-08-20")},
		{tile, 302, of(tiles + "/latest/8/153/85.mvt")},
		{tile, 200, of(tiles + "/" + id + "/8/153/85.mvt")},
		{tile, 204, of(tiles + "/" + id + "/8/0/0.mvt")},
		{tile, 404, of(tiles + "/" + id + "/14/0/0.mvt")},
		{"GET /api/v1/regions", 200, of("/api/v1/regions")},
		{"GET /api/v1/regions/{region}", 200, of("/api/v1/regions/kursk")},
		{"GET /api/v1/regions/{region}", 404, of("/api/v1/regions/mars")},
		{"GET /api/v1/outlines", 200, of("/api/v1/outlines")},
		{"GET /api/v1/outlines", 200, of("/api/v1/outlines?kind=oblast,raion")},
		{"GET /api/v1/outlines", 400, of("/api/v1/outlines?kind=oblast,")},
		{"GET /api/v1/border", 200, of("/api/v1/border")},
		{"GET /api/v1/settlements", 200, of("/api/v1/settlements?q=sudzha")},
		{"GET /api/v1/events", 200, of("/api/v1/events")},
		{"GET /api/v1/events", 200, of("/api/v1/events?compact=true")},
		{"GET /api/v1/claims", 200, of("/api/v1/claims")},
		{"GET /api/v1/stream", 200, call{url: "/api/v1/stream", leave: true}},
	}
}

func TestLongEveryAnswerIsAsTheDocumentSays(t *testing.T) {
	s := newSite(t, api.Options{BaseMap: openBaseMap(t, baseMapFile(t, goodArchive.bytes(t)), "")})
	v := newValidator(s)
	var seen []string
	newest := ""
	for _, a := range everyAnswer(s) {
		a.call.url = strings.Replace(a.call.url, "NEWEST", newest, 1)
		w := s.do(a.call)
		if w.Code != a.status {
			t.Errorf("%s %s: %d, want %d: %.300s", a.route, a.call.url, w.Code, a.status, w.Body)
			continue
		}
		if w.Code == http.StatusCreated {
			var report geo.Report
			decode(t, w, &report)
			newest = *report.Snapshot.ID
		}
		seen = append(seen, a.route)
		method, _, _ := strings.Cut(a.route, " ")
		r := httptest.NewRequest(method, a.call.url, nil)
		if ok, problems := v.ValidateHttpResponse(r, w.Result()); !ok {
			for _, p := range problems {
				t.Errorf("%s %s: %s: %s", a.route, a.call.url, p.Message, p.Reason)
				for _, e := range p.SchemaValidationErrors {
					t.Errorf("  %s at %s", e.Reason, e.KeywordLocation)
				}
			}
		}
	}
	for _, route := range routesOf(s) {
		if !slices.Contains(seen, route) {
			t.Errorf("no answer of %s was held against the document", route)
		}
	}
}

func TestEveryRouteIsInTheReadmeAndOnTheDocsPage(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, api.Options{})
	docs := s.get("/api/docs").Body.String()
	for _, route := range routesOf(s) {
		if !strings.Contains(string(readme), route) {
			t.Errorf("README.md does not have `%s`", route)
		}
		if _, path, _ := strings.Cut(route, " "); !strings.Contains(docs, path) {
			t.Errorf("/api/docs does not have %s", path)
		}
	}
	if strings.Contains(docs, "<script") || strings.Contains(docs, "src=") {
		t.Error("/api/docs loads something")
	}
}
