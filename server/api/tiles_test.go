package api_test

import (
	"bytes"
	"net/http"
	"path"
	"strings"
	"testing"

	"github.com/paulmach/orb/encoding/mvt"

	"greyzone/geo"
	"greyzone/server/api"
)

const tiles = "/api/v1/tiles/kursk-sumy"

func TestTileIsImmutableById(t *testing.T) {
	s := newSite(t, api.Options{PublicURL: "https://map.example.org"})
	id := path.Base(s.snapshotOf("2024-08-20"))
	url := tiles + "/" + id + "/8/153/85.mvt"
	if early := s.get(tiles + "/2024-08-20/8/153/85.mvt?as_of=2020-01-01"); early.Code != http.StatusNotFound {
		t.Errorf("before it was recorded: %d", early.Code)
	}
	moved := s.get(tiles + "/2024-08-20/8/153/85.mvt")
	if got := moved.Header().Get("Location"); moved.Code != http.StatusFound || got != "https://map.example.org"+url || moved.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("%d to %s", moved.Code, got)
	}
	w := s.get(url)
	layers, err := mvt.Unmarshal(w.Body.Bytes())
	if err != nil || len(layers) != 1 || layers[0].Name != "zones" || len(layers[0].Features) < 2 {
		t.Fatalf("%d layers, %v", len(layers), err)
	}
	for _, feature := range layers[0].Features {
		if p := feature.Properties; p["status"] == nil || p["held"] != (p["status"] != "grey") || (p["party"] == nil) != (p["status"] == "grey") {
			t.Errorf("properties: %v", p)
		}
	}
	h := w.Header()
	if h.Get("Content-Type") != "application/vnd.mapbox-vector-tile" || h.Get("Cache-Control") != "public, max-age=31536000, immutable" || h.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("headers: %v", h)
	}
	if again := s.do(call{url: url, header: map[string]string{"If-None-Match": h.Get("ETag")}}); again.Code != http.StatusNotModified {
		t.Errorf("again: %d", again.Code)
	}
	if again := s.get(url); !bytes.Equal(again.Body.Bytes(), w.Body.Bytes()) {
		t.Error("another tile when it is asked for again")
	}
	for range 2 {
		empty := s.get(tiles + "/" + id + "/8/0/0.mvt")
		if empty.Code != http.StatusNoContent || empty.Body.Len() != 0 || empty.Header().Get("Cache-Control") != h.Get("Cache-Control") {
			t.Errorf("an empty tile: %d with %d bytes, %v", empty.Code, empty.Body.Len(), empty.Header())
		}
	}
}

func TestTilesThatThereAreNot(t *testing.T) {
	s := newSite(t, api.Options{})
	id := path.Base(s.snapshotOf("2024-08-20"))
	restricted := path.Base(s.withRestricted())
	for _, tt := range []struct {
		name, url string
		status    int
		words     string
	}{
		{"too deep", tiles + "/" + id + "/14/0/0.mvt", 404, "from 0 to 13"},
		{"a negative zoom", tiles + "/" + id + "/-1/0/0.mvt", 404, "from 0 to 13"},
		{"a column too far", tiles + "/" + id + "/3/8/0.mvt", 404, "from 0 to 7"},
		{"a negative row", tiles + "/" + id + "/3/0/-1.mvt", 404, "from 0 to 7"},
		{"a huge number", tiles + "/" + id + "/3/99999999999999999999/0.mvt", 400, "whole number"},
		{"no number", tiles + "/" + id + "/3/x/0.mvt", 400, "x=x"},
		{"half a number", tiles + "/" + id + "/3/1.5/0.mvt", 400, "x=1.5"},
		{"another format", tiles + "/" + id + "/3/0/0.png", 404, ".mvt"},
		{"an unknown snapshot", tiles + "/0123456789abcdef/3/4/2.mvt", 404, "0123456789abcdef"},
		{"a snapshot of another layer", tiles + "/" + restricted + "/3/4/2.mvt", 404, restricted},
		{"no time", tiles + "/yesterday/3/4/2.mvt", 400, "yesterday"},
		{"before the first", tiles + "/2020-01-01/3/4/2.mvt", 404, "the first is of"},
		{"an unknown layer", "/api/v1/tiles/nowhere/latest/3/4/2.mvt", 404, "nowhere"},
		{"a licence that does not allow it", "/api/v1/tiles/restricted/" + restricted + "/3/4/2.mvt", 403, "licence"},
		{"a parameter that there is not", tiles + "/" + id + "/3/4/2.mvt?key=1", 400, "key"},
		{"the description of an unknown layer", "/api/v1/tiles/nowhere/tilejson.json", 404, "nowhere"},
		{"the description before the first", tiles + "/tilejson.json?datetime=2020-01-01", 404, "the first is of"},
	} {
		t.Run(tt.name, func(t *testing.T) { wantProblem(t, s.get(tt.url), tt.status, tt.words) })
	}
	page := map[string]string{"Sec-Fetch-Site": "same-origin"}
	w := s.do(call{url: "/api/v1/tiles/restricted/" + restricted + "/3/4/2.mvt", header: page})
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Cache-Control"), "private") {
		t.Errorf("the page: %d, %v", w.Code, w.Header())
	}
	wantProblem(t, s.get(tiles+"/"+restricted+"/3/4/2.mvt"), 404, restricted)
}

func TestTileOfAWithdrawalIsEmpty(t *testing.T) {
	s := newSite(t, api.Options{})
	w := s.upload(s.snapshotOf("2024-08-20")+"/revert", "")
	var report geo.Report
	decode(t, w, &report)
	if w := s.get(tiles + "/" + *report.Snapshot.ID + "/8/153/85.mvt"); w.Code != http.StatusNoContent {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}

func TestTileJSONLeadsToTiles(t *testing.T) {
	s := newSite(t, api.Options{})
	type description struct {
		TileJSON, Name, Attribution, Licence string
		Snapshot                             geo.Ref
		Tiles                                []string
		MinZoom, MaxZoom                     int
		Bounds                               [4]float64
		VectorLayers                         []struct {
			ID     string
			Fields map[string]string
		} `json:"vector_layers"`
	}
	var newest, asked description
	s.read(tiles+"/tilejson.json", &newest)
	s.read(tiles+"/tilejson.json?datetime=2024-08-20", &asked)
	if newest.TileJSON != "3.0.0" || newest.Name == "" || newest.Attribution == "" || newest.Licence == "" || newest.MaxZoom != 13 || newest.Bounds[0] < 30 {
		t.Errorf("%+v", newest)
	}
	if l := newest.VectorLayers; len(l) != 1 || l[0].ID != "zones" || l[0].Fields["status"] != "String" {
		t.Errorf("%+v", l)
	}
	if newest.Snapshot.ID == asked.Snapshot.ID || asked.Snapshot.ValidAt.Format("2006-01-02") != "2024-08-20" {
		t.Errorf("%+v, %+v", newest.Snapshot, asked.Snapshot)
	}
	template, ok := strings.CutPrefix(asked.Tiles[0], "http://example.com")
	url := strings.NewReplacer("{z}", "8", "{x}", "153", "{y}", "85").Replace(template)
	if w := s.get(url); !ok || w.Code != http.StatusOK {
		t.Errorf("%s: %d", asked.Tiles, w.Code)
	}
	s = newSite(t, api.Options{PublicURL: "https://map.example.org/"})
	s.read(tiles+"/tilejson.json", &newest)
	if !strings.HasPrefix(newest.Tiles[0], "https://map.example.org/api/v1/tiles/kursk-sumy/") {
		t.Errorf("tiles at %s", newest.Tiles)
	}
}
