package api_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/server/api"
)

// near is within 1e-6 of want, relative, or within 2e-6 km².
func near(got, want float64) bool {
	return math.Abs(got-want) <= max(2e-6, 1e-6*math.Abs(want))
}

func areaOf(t *testing.T, m geo.Measurement, status string) float64 {
	t.Helper()
	for _, a := range m.Areas {
		if a.Status == status {
			return a.AreaKm2
		}
	}
	t.Fatalf("no status %s in %+v", status, m.Areas)
	return 0
}

func TestAreaControlledHasTheReferenceFigures(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, day := range []struct {
		date                                               string
		ua, ru, grey, uaKursk, greyKursk, greySumy, ruSumy float64
	}{
		{"2024-08-10", 380.908940, 0, 282.101050, 380.908344, 257.347881, 0.000225, 0},
		{"2024-08-20", 928.757857, 0, 311.470105, 928.757132, 311.469987, 0.000087, 0},
		{"2025-03-12", 125.938412, 0, 154.360873, 125.937771, 93.243022, 61.117883, 0},
		{"2025-06-22", 0, 217.010340, 247.036297, 0, 105.125394, 141.910905, 217.009592},
	} {
		for _, want := range []struct {
			region, status string
			km2            float64
		}{
			{"", "ua", day.ua}, {"", "ru", day.ru}, {"", "grey", day.grey},
			{"kursk", "ua", day.uaKursk}, {"kursk", "grey", day.greyKursk},
			{"sumy", "grey", day.greySumy}, {"sumy", "ru", day.ruSumy},
		} {
			url := "/api/v1/area-controlled?layer=kursk-sumy&datetime=" + day.date
			if want.region != "" {
				url += "&region=" + want.region
			}
			var got geo.AreaAnswer
			s.read(url, &got)
			if km2 := areaOf(t, got.Results[0], want.status); !near(km2, want.km2) {
				t.Errorf("%s %s in %q: %.6f km², want %.6f", day.date, want.status, want.region, km2, want.km2)
			}
		}
	}
}

func TestAreaControlledSaysWhatItIsMadeFrom(t *testing.T) {
	s := newSite(t, api.Options{})
	var got geo.AreaAnswer
	s.read("/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-31&region=kursk", &got)
	r := got.Results[0]
	if r.Datetime != "2024-08-31" || r.Snapshot.ValidAt.Format("2006-01-02") != "2024-08-29" {
		t.Errorf("a day without a snapshot is %s from %s, want the one of 29 August", r.Datetime, r.Snapshot.ValidAt)
	}
	if r.Snapshot.ID == "" || r.Snapshot.Revision != 1 || r.Snapshot.RecordedAt.IsZero() {
		t.Errorf("snapshot = %+v", r.Snapshot)
	}
	if got.Region == nil || *got.Region.ID != "kursk" || !near(got.Region.AreaKm2, 29775.977790) {
		t.Errorf("region = %+v", got.Region)
	}
	if got.Method == "" || got.Licence != "ODbL-1.0" || !strings.Contains(got.Attribution, "OpenStreetMap") {
		t.Errorf("method %q, licence %q, attribution %q", got.Method, got.Licence, got.Attribution)
	}
}

func TestAreaControlledCountsWhatEachPartyHoldsBeyondItsSide(t *testing.T) {
	s := newSite(t, api.Options{})
	var got geo.AreaAnswer
	s.read("/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-20&region=kursk", &got)
	ua := got.Results[0].Controlled[0]
	if ua.Party != "ua" || *ua.On != "russian-territory" || !near(ua.MinKm2, 928.757132) || !near(ua.MaxKm2, 1240.227119) {
		t.Errorf("controlled[0] = %+v", ua)
	}
}

func TestAreaControlledOverTime(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name, query string
		results     int
		first, last string
	}{
		{"the whole history has every snapshot", "datetime=../..", 114, "2024-08-05T00:00:00Z", "2025-07-04T00:00:00Z"},
		{"an interval has its snapshots, both ends included", "datetime=2024-08-10/2024-08-12", 3, "2024-08-10T00:00:00Z", "2024-08-12T00:00:00Z"},
		{"an interval without a snapshot has none", "datetime=2024-08-30/2024-08-31", 0, "", ""},
		{"steps are named by their last day", "datetime=2024-08-06/2024-08-20&every=P7D", 3, "2024-08-12", "2024-08-20"},
		{"no time is the newest", "", 1, "2025-07-04T00:00:00Z", "2025-07-04T00:00:00Z"},
		{"one status alone", "datetime=2024-08-20&status=grey", 1, "2024-08-20", "2024-08-20"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got geo.AreaAnswer
			s.read("/api/v1/area-controlled?layer=kursk-sumy&"+tt.query, &got)
			if len(got.Results) != tt.results {
				t.Fatalf("%d results, want %d", len(got.Results), tt.results)
			}
			if tt.results == 0 {
				return
			}
			if first, last := got.Results[0].Datetime, got.Results[tt.results-1].Datetime; first != tt.first || last != tt.last {
				t.Errorf("from %s to %s, want %s to %s", first, last, tt.first, tt.last)
			}
		})
	}
}

func TestAreaControlledAsCSV(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct{ name, query, head, row string }{
		{"areas", "", "datetime,snapshot_valid_at,region,status,party,area_km2", "2024-08-20,2024-08-20T00:00:00Z,kursk,grey,,311.4699"},
		{"controlled", "&table=controlled", "datetime,snapshot_valid_at,region,party,on,min_km2,max_km2", "2024-08-20,2024-08-20T00:00:00Z,kursk,ua,russian-territory,928.7571"},
		{"claims", "&table=claims", "datetime,date,who_says,region,statuses,area_km2,measured_km2,snapshot_valid_at,source_url,note",
			"2024-08-20,2024-08-20,Syrskyi,kursk,ua,1263,928.757"},
		{"by region", "&group_by=region", "datetime,snapshot_valid_at,region,status,party,area_km2", "2024-08-20,2024-08-20T00:00:00Z,russian-territory,ru,ru,0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := s.get("/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-20&region=kursk&format=csv" + tt.query)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/csv; charset=utf-8" {
				t.Fatalf("%d %s", w.Code, w.Header().Get("Content-Type"))
			}
			lines := strings.Split(w.Body.String(), "\r\n")
			if lines[0] != tt.head {
				t.Errorf("header row %q", lines[0])
			}
			if !strings.Contains(w.Body.String(), "\r\n"+tt.row) {
				t.Errorf("no row %s… in %s", tt.row, w.Body)
			}
		})
	}
}

func TestAreaControlledHasRegionsAndClaimsOnlyWhereTheyAreAskedFor(t *testing.T) {
	s := newSite(t, api.Options{})
	const url = "/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-12"
	plain := s.get(url).Body.String()
	for _, member := range []string{`"claims"`, `"kind"`, `"region":{`} {
		if strings.Contains(plain, member) {
			t.Errorf("the plain answer has %s: %s", member, plain)
		}
	}
	if body := s.get(url + "&region=sumy&claims=true").Body.String(); !strings.Contains(body, `"claims":[]`) {
		t.Errorf("no claim is not an empty list: %s", body)
	}
	var got geo.AreaAnswer
	s.read(url+"&group_by=region&claims=true", &got)
	if len(got.Results) != 4 || *got.Results[0].Region.ID != "kursk" || got.Results[2].Region.Kind != "side" {
		t.Fatalf("%+v", got.Results)
	}
	if c := got.Results[0].Claims; len(c) != 2 || c[0].WhoSays != "Syrskyi" || c[0].AreaKm2 != 1000 || !near(*c[0].MeasuredKm2, areaOf(t, got.Results[0], "ua")) {
		t.Errorf("claims of kursk: %+v", c)
	}
}

const around = `{"type":"Polygon","coordinates":[[[34,50],[36.5,50],[36.5,52.4],[34,52.4],[34,50]]]}`

func TestAreaControlledWithinAPostedPolygon(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct{ name, query, body string }{
		{"a polygon", "", around},
		{"a feature", "", `{"type":"Feature","properties":{},"geometry":` + around + `}`},
		{"with the region as well", "&region=kursk", around},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := s.do(call{method: "POST", url: "/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-20" + tt.query, body: strings.NewReader(tt.body)})
			if w.Code != http.StatusOK {
				t.Fatalf("%d: %s", w.Code, w.Body)
			}
			var got geo.AreaAnswer
			decode(t, w, &got)
			if got.Region == nil || got.Region.ID != nil || got.Region.AreaKm2 < 1000 {
				t.Errorf("region = %+v", got.Region)
			}
			// Both cuts go around the zones, whose edges stay whole but for a few along the border.
			if km2 := areaOf(t, got.Results[0], "ua"); math.Abs(km2-928.757) > 0.002 {
				t.Errorf("ua = %.6f km²", km2)
			}
		})
	}
	t.Run("elsewhere there is nothing, which is no failure", func(t *testing.T) {
		w := s.do(call{method: "POST", url: "/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-20",
			body: strings.NewReader(`{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}`)})
		var got geo.AreaAnswer
		decode(t, w, &got)
		if w.Code != http.StatusOK || areaOf(t, got.Results[0], "ua") != 0 {
			t.Errorf("%d: %s", w.Code, w.Body)
		}
	})
}

// post measures within a body, which must be possible.
func (s site) post(query, body string) geo.AreaAnswer {
	s.t.Helper()
	w := s.do(call{method: "POST", url: "/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-20" + query, body: strings.NewReader(body)})
	if w.Code != http.StatusOK {
		s.t.Fatalf("%d: %.300s", w.Code, w.Body)
	}
	var got geo.AreaAnswer
	decode(s.t, w, &got)
	return got
}

// The areas of the cap and of the strip are GeographicLib's, whose edges are geodesics.
func TestAreaControlledWithinPolygonsAroundTheEarth(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name, coordinates string
		region, ua        float64
	}{
		{"the northern half, cut at the meridian and open along the pole",
			"[[[-180,0],[-90,0],[0,0],[90,0],[180,0],[180,90],[90,90],[0,90],[-90,90],[-180,90],[-180,0]]]", 255032810.862, 928.757857},
		{"a cap around the pole", "[[[-180,89],[-90,89],[0,89],[90,89],[180,89],[180,90],[90,90],[0,90],[-90,90],[-180,90],[-180,89]]]", 24952.305678, 0},
		{"a strip across the 180th meridian, cut there",
			"[[[179,51],[180,51],[180,52],[179,52],[179,51]]],[[[-180,51],[-179,51],[-179,52],[-180,52],[-180,51]]]", 2 * 7725.5, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			polygon := `{"type":"Polygon","coordinates":` + tt.coordinates + `}`
			if strings.Contains(tt.coordinates, "]]],[[[") {
				polygon = `{"type":"MultiPolygon","coordinates":[` + tt.coordinates + `]}`
			}
			got := s.post("", polygon)
			if km2 := got.Region.AreaKm2; math.Abs(km2-tt.region) > 1e-4*tt.region {
				t.Errorf("the region has %f km², want %f", km2, tt.region)
			}
			if km2 := areaOf(t, got.Results[0], "ua"); !near(km2, tt.ua) {
				t.Errorf("ua = %f km², want %f", km2, tt.ua)
			}
		})
	}
}

func TestAreaControlledWithinARegionThatIsSentIsThatOfTheRegion(t *testing.T) {
	s := newSite(t, api.Options{})
	var regions struct {
		Features []struct{ Geometry json.RawMessage }
	}
	s.read("/api/v1/regions", &regions)
	got := s.post("", string(regions.Features[0].Geometry))
	var want geo.AreaAnswer
	s.read("/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-20&region=kursk", &want)
	if !near(got.Region.AreaKm2, want.Region.AreaKm2) {
		t.Errorf("region %f km², want %f", got.Region.AreaKm2, want.Region.AreaKm2)
	}
	for i, area := range want.Results[0].Areas {
		if km2 := got.Results[0].Areas[i].AreaKm2; math.Abs(km2-area.AreaKm2) > 1e-9*max(1, area.AreaKm2) {
			t.Errorf("%s = %.9f km², want %.9f", area.Status, km2, area.AreaKm2)
		}
	}
}

func TestLongAreaControlledTakesTwentyThousandVertices(t *testing.T) {
	s := newSite(t, api.Options{})
	if got := s.post("", manyVertices(20_000)); areaOf(t, got.Results[0], "ua") < 200 {
		t.Errorf("%+v", got.Results)
	}
	// Its teeth lie aslant, so that the bounds of nearly all edges meet. Held against itself it takes longer than a server may.
	var teeth strings.Builder
	for i := range 9_997 {
		fmt.Fprintf(&teeth, "[%.6f,51.5],[%.6f,50.91],", 36.3-float64(i)*1.3/9_997, 35.8-(float64(i)+0.5)*1.3/9_997)
	}
	comb := `{"type":"Polygon","coordinates":[[[34.5,50.9],[35.8,50.9],` + teeth.String() + `[34.5,50.9]]]}`
	got := s.post("", comb)
	if km2 := areaOf(t, got.Results[0], "ua"); km2 < 300 || km2 > 600 { // about half of what it lies on
		t.Errorf("ua = %f km² within a comb", km2)
	}
}

func TestAreaControlledRefuses(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name, query string
		status      int
		says        string
	}{
		{"no layer, naming those that there are", "", 400, "kursk-sumy"},
		{"an unknown layer", "layer=nowhere", 404, "kursk-sumy"},
		{"a layer without snapshots", "layer=border", 404, "border"},
		{"an unknown region", "layer=kursk-sumy&region=atlantis", 404, "kursk"},
		{"an unknown status", "layer=kursk-sumy&status=ua,blue", 400, "blue"},
		{"an unknown parameter", "layer=kursk-sumy&when=2024-08-20", 400, `"when"`},
		{"grouped by what it cannot be", "layer=kursk-sumy&group_by=oblast", 400, "group_by"},
		{"claims that are neither wanted nor not", "layer=kursk-sumy&claims=yes", 400, "claims"},
		{"a table of JSON, of claims", "layer=kursk-sumy&claims=true&table=claims", 400, "table"},
		{"a repeated parameter", "layer=kursk-sumy&region=kursk&region=sumy", 400, `"region"`},
		{"an empty parameter", "layer=kursk-sumy&region=", 400, `"region"`},
		{"a day that does not exist", "layer=kursk-sumy&datetime=2025-02-30", 400, "datetime"},
		{"an interval from late to early", "layer=kursk-sumy&datetime=2024-09-01/2024-08-01", 400, "datetime"},
		{"a time before the first snapshot", "layer=kursk-sumy&datetime=2020-01-01", 404, "2024-08-05"},
		{"an interval before the first snapshot", "layer=kursk-sumy&datetime=2020-01-01/2020-02-01", 404, "2024-08-05"},
		{"steps without an interval", "layer=kursk-sumy&datetime=2024-08-20&every=P1D", 400, "every"},
		{"steps of a second", "layer=kursk-sumy&datetime=2024-08-01/2024-08-20&every=PT1S", 400, "every"},
		{"more rows than are given out", "layer=kursk-sumy&datetime=2024-08-06/2094-08-06&every=P1D", 400, "20000"},
		{"not a number in the bounds", "layer=kursk-sumy&bbox=NaN,50,36,52", 400, "bbox"},
		{"bounds without end", "layer=kursk-sumy&bbox=-Inf,50,36,52", 400, "bbox"},
		{"three bounds", "layer=kursk-sumy&bbox=34,50,36", 400, "bbox"},
		{"bounds from east to west", "layer=kursk-sumy&bbox=36,50,34,52", 400, "bbox"},
		{"bounds with latitude first", "layer=kursk-sumy&bbox=50,134,52,136", 400, "bbox"},
		{"an unknown format", "layer=kursk-sumy&format=xlsx", 400, "csv"},
		{"a table of JSON", "layer=kursk-sumy&table=controlled", 400, "table"},
		{"a time of knowing that is to come", "layer=kursk-sumy&as_of=2999-01-01", 400, "as_of"},
		{"a time before anything was known", "layer=kursk-sumy&as_of=2001-01-01", 404, "recorded"},
		{"a query that is not encoded", "layer=kursk-sumy&region=%zz", 400, "query"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantProblem(t, s.get("/api/v1/area-controlled?"+tt.query), tt.status, tt.says)
		})
	}
}

func TestAreaControlledRefusesAPolygon(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name, body string
		status     int
		says       string
	}{
		{"nothing", "", 422, "empty"},
		{"no JSON", "POLYGON((0 0))", 422, "JSON"},
		{"a point", `{"type":"Point","coordinates":[35,51]}`, 422, ""},
		{"nested ten thousand deep", strings.Repeat("[", 10_000), 422, "100"},
		{"a number that is none", `{"type":"Polygon","coordinates":[[[34,50],[NaN,50],[36,52],[34,50]]]}`, 422, "JSON"},
		{"a number beyond the Earth", `{"type":"Polygon","coordinates":[[[34,50],[1e308,50],[36,52],[34,50]]]}`, 422, ""},
		{"too many vertices", manyVertices(20_001), 413, "20001 vertices; at most 20000"},
		{"crossing itself", `{"type":"Polygon","coordinates":[[[34,51],[35,52],[35,51],[34,52],[34,51]]]}`, 422, "crosses itself at 34.5 51.5"},
		{"an empty ring", `{"type":"Polygon","coordinates":[[]]}`, 422, "no positions"},
		{"no ring", `{"type":"Polygon","coordinates":[]}`, 422, "no polygon"},
		{"across the 180th meridian without a cut", `{"type":"Polygon","coordinates":[[[179,51],[-179,51],[-179,52],[179,52],[179,51]]]}`, 422, "cut it at the 180th meridian"},
		{"around the pole without a cut", `{"type":"Polygon","coordinates":[[[0,89],[90,89],[180,89],[-90,89],[0,89]]]}`, 422, "cut it at the 180th meridian"},
		{"beyond the 180th meridian", `{"type":"Polygon","coordinates":[[[179,51],[181,51],[181,52],[179,52],[179,51]]]}`, 422, "longitude runs from -180 to 180"},
		{"too many bytes", strings.Repeat(" ", 9<<20), 413, "8 MiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := s.do(call{method: "POST", url: "/api/v1/area-controlled?layer=kursk-sumy", body: strings.NewReader(tt.body)})
			wantProblem(t, w, tt.status, tt.says)
		})
	}
}
