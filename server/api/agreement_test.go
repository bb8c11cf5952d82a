package api_test

import (
	"encoding/csv"
	"math"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/server/api"
)

const compared = "/api/v1/agreement?layer=kursk-sumy&with=other&datetime=2024-08-20"

// withOther adds a layer "other" to compare with, which has Sudzha in a grey zone.
func (s site) withOther() {
	s.t.Helper()
	body := day(zone("grey", box(35.2, 51.15, 35.35, 51.25)))
	if w := s.upload("/api/v1/layers/other/snapshots?datetime=2024-08-19&create_layer=true", body); w.Code != http.StatusCreated {
		s.t.Fatalf("%d: %s", w.Code, w.Body)
	}
}

func TestLongAgreementIsGivenInThreeFormats(t *testing.T) {
	s := newSite(t, api.Options{})
	s.withOther()
	var plain, shown struct {
		geo.AgreementAnswer
		Features []struct {
			Properties geo.AgreementPair
			Geometry   struct{ Coordinates orb.Polygon }
		}
	}
	s.read(compared, &plain)
	s.read(compared+"&format=geojson", &shown)
	rows, err := csv.NewReader(s.get(compared + "&format=csv").Body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(plain.Pairs) < 3 || len(plain.Pairs) != len(shown.Pairs) || len(rows) != 1+len(plain.Pairs) || plain.Slivers != nil || plain.Features != nil {
		t.Fatalf("JSON %+v\nCSV %q", plain, rows)
	}
	for i, p := range plain.Pairs {
		if row := rows[1+i]; row[0] != "2024-08-20" || row[2] != "2024-08-20T00:00:00Z" || row[4] != "2024-08-19T00:00:00Z" || row[12] != string(p.Kind) {
			t.Errorf("row %q of %+v", row, p)
		}
	}
	sum := shown.Slivers.LeftOutKm2
	for _, f := range shown.Features {
		sum += f.Properties.AreaKm2
		if m2 := geo.AreaM2(f.Geometry.Coordinates); !near(m2/1e6, f.Properties.AreaKm2) {
			t.Errorf("a polygon of %v m² is told as %+v", m2, f.Properties)
		}
	}
	if all := shown.AgreeKm2 + shown.DisagreeKm2 + shown.UnsaidKm2; all < 500 || math.Abs(sum-all) > 1e-3 { // cut edges bend otherwise than whole ones
		t.Errorf("polygons and slivers have %v km², the sums %v", sum, all)
	}
	for _, says := range []string{"kursk-sumy: ", "other: ", ";"} {
		if !strings.Contains(plain.Attribution, says) || !strings.Contains(plain.Licence, says) {
			t.Errorf("attribution %q and licence %q do not say %q", plain.Attribution, plain.Licence, says)
		}
	}
}

func TestAgreementCanBeCitedAndAskedAgain(t *testing.T) {
	s := newSite(t, api.Options{PublicURL: "https://map.example.org"})
	s.withOther()
	w := s.get(compared + "&region=kursk")
	var before geo.AgreementAnswer
	decode(t, w, &before)
	for _, says := range []string{"kursk-sumy and other agree in kursk, 2024-08-20", "(kursk-sumy)", "(other)", before.Snapshot.ID, before.WithSnapshot.ID, before.Permalink} {
		if !strings.Contains(before.Citation, says) {
			t.Errorf("%q does not say %q", before.Citation, says)
		}
	}
	if h := w.Header(); h.Get("Link") != "<"+before.Permalink+`>; rel="cite-as"` || h.Get("Cache-Control") != "no-cache" || h.Get("ETag") == "" {
		t.Errorf("headers %v", h)
	}
	if w := s.upload("/api/v1/layers/other/snapshots?datetime=2024-08-20", sudzha); w.Code != http.StatusCreated {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	u, err := url.Parse(before.Permalink)
	if err != nil {
		t.Fatal(err)
	}
	if again := s.get(u.RequestURI()); again.Body.String() != w.Body.String() {
		t.Errorf("after another day the permalink gives\n%.2000s\nwant\n%.2000s", again.Body, w.Body)
	}
	var after geo.AgreementAnswer
	s.read(compared+"&region=kursk", &after)
	if after.WithSnapshot == before.WithSnapshot || after.AgreeKm2 == before.AgreeKm2 {
		t.Errorf("after another day it is the same: %+v", after)
	}
}

func TestAgreementWithinAPolygonThatIsSent(t *testing.T) {
	s := newSite(t, api.Options{})
	s.withOther()
	first := s.postPolygon(compared, around)
	var got geo.AgreementAnswer
	decode(t, first, &got)
	var whole geo.AgreementAnswer
	s.read(compared, &whole)
	if got.Region.ID != nil || got.AgreeKm2+got.DisagreeKm2+got.UnsaidKm2 >= whole.AgreeKm2+whole.DisagreeKm2+whole.UnsaidKm2 || got.DisagreeKm2 <= 0 {
		t.Errorf("within a polygon %+v, everywhere %+v", got, whole)
	}
	if again := s.postPolygon(got.Permalink, around); again.Body.String() != first.Body.String() {
		t.Errorf("the permalink gives\n%s\nwant\n%s", again.Body, first.Body)
	}
	wantProblem(t, s.get(got.Permalink), 400, "POST the polygon")
	// What is kept of one route is no answer of the other.
	w := s.postPolygon(strings.Replace(compared, "agreement?layer=kursk-sumy&with=other", "area-controlled?layer=kursk-sumy", 1), around)
	if w.Code != 200 || !strings.Contains(w.Body.String(), "controlled") {
		t.Errorf("areas: %d %s", w.Code, w.Body)
	}
}

func TestAgreementThatIsAskedForWrongly(t *testing.T) {
	s := newSite(t, api.Options{})
	s.withOther()
	for _, tt := range []struct {
		name, query string
		status      int
		words       []string
	}{
		{"no layer", "with=other&datetime=2024-08-20", 400, []string{`"layer"`, "kursk-sumy, other"}},
		{"no other layer", "layer=other&datetime=2024-08-20", 400, []string{`"with"`, "kursk-sumy, other"}},
		{"no time", "layer=kursk-sumy&with=other", 400, []string{"datetime"}},
		{"an interval", "layer=kursk-sumy&with=other&datetime=2024-08-19/2024-08-20", 400, []string{"datetime"}},
		{"before the second layer begins", "layer=kursk-sumy&with=other&datetime=2024-08-18", 404, []string{"other", "2024-08-19"}},
		{"before the first layer begins", "layer=other&with=kursk-sumy&datetime=2024-08-18", 404, []string{"other", "2024-08-19"}},
		{"an unknown layer", "layer=kursk-sumy&with=nobody&datetime=2024-08-20", 404, []string{"nobody", "other"}},
		{"an unknown region", "layer=kursk-sumy&with=other&datetime=2024-08-20&region=atlantis", 404, []string{"atlantis", "kursk"}},
		{"a table", "layer=kursk-sumy&with=other&datetime=2024-08-20&table=pairs", 400, []string{"table"}},
		{"known in the future", "layer=kursk-sumy&with=other&datetime=2024-08-20&as_of=2999-01-01", 400, []string{"as_of"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantProblem(t, s.get("/api/v1/agreement?"+tt.query), tt.status, tt.words...)
		})
	}
}

func TestComparedGroundThatMayNotBePassedOnIsForThePageAlone(t *testing.T) {
	s := newSite(t, api.Options{})
	s.withRestricted()
	page := map[string]string{"Sec-Fetch-Site": "same-origin"}
	for _, layers := range []string{"layer=restricted&with=kursk-sumy", "layer=kursk-sumy&with=restricted"} {
		url := "/api/v1/agreement?datetime=2025-07-10&" + layers
		for range 2 { // the second time nothing that was kept may be sent
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				ask := call{method: method, url: url + "&format=geojson", header: page}
				if method == http.MethodPost {
					ask.body = strings.NewReader(around)
				}
				if w := s.do(ask); w.Code != 200 || !strings.HasPrefix(w.Header().Get("Cache-Control"), "private") {
					t.Errorf("the page gets %d, %v", w.Code, w.Header())
				}
			}
			wantProblem(t, s.get(url+"&format=geojson"), 403, "licence")
			wantProblem(t, s.postPolygon(url+"&format=geojson", around), 403, "licence")
		}
		if w := s.get(url); w.Code != 200 {
			t.Errorf("figures: %d %s", w.Code, w.Body)
		}
	}
}
