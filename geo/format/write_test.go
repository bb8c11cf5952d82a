package format_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/format"
)

func write(t *testing.T, zones []geo.Zone) []byte {
	t.Helper()
	layer := geo.Layer{Source: geo.Source{Attribution: "© <somebody> & others", Licence: "ODbL-1.0"}}
	snapshot := geo.Snapshot{
		ID: "s1", Revision: 2,
		ValidAt:    time.Date(2024, 8, 10, 6, 0, 0, 0, time.UTC),
		RecordedAt: time.Date(2024, 8, 11, 0, 0, 0, 123456000, time.UTC),
	}
	var out bytes.Buffer
	if err := format.WriteGeoJSON(&out, layer, snapshot, zones); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWriteGeoJSONCarriesSnapshotAttributionAndLicence(t *testing.T) {
	for name, zones := range map[string][]geo.Zone{"no zones": nil, "two zones": {{Status: "ua"}, {Status: "ru"}}} {
		t.Run(name, func(t *testing.T) {
			var got struct {
				Type, Attribution, Licence string
				Snapshot                   map[string]any
				Features                   []any
			}
			if err := json.Unmarshal(write(t, zones), &got); err != nil {
				t.Fatal(err)
			}
			if got.Type != "FeatureCollection" || got.Attribution != "© <somebody> & others" || got.Licence != "ODbL-1.0" {
				t.Errorf("%+v", got)
			}
			if want := `{"id":"s1","recorded_at":"2024-08-11T00:00:00.123456Z","revision":2,"valid_at":"2024-08-10T06:00:00Z"}`; asJSON(t, got.Snapshot) != want {
				t.Errorf("snapshot %s, want %s", asJSON(t, got.Snapshot), want)
			}
			if got.Features == nil || len(got.Features) != len(zones) {
				t.Errorf("features %v", got.Features)
			}
		})
	}
}

func TestWriteGeoJSONKeepsPropertiesAndLetsOurStatusWin(t *testing.T) {
	for _, tt := range []struct{ name, own, want string }{
		{"none", ``, `{"status":"ua"}`},
		{"null", `null`, `{"status":"ua"}`},
		{"empty", `{ }`, `{"status":"ua"}`},
		{"others, in their order and as written", `{"z":1.50,"a":"<b>"}`, `{"status":"ua","z":1.50,"a":"<b>"}`},
		{"the same status, untouched", `{"z":1.50,"status":"ua","a":"<b>"}`, `{"z":1.50,"status":"ua","a":"<b>"}`},
		{"another status", `{"z":1.50,"status":"ru","a":"<b>"}`, `{"a":"<b>","status":"ua","z":1.50}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got struct {
				Features []struct{ Properties json.RawMessage }
			}
			if err := json.Unmarshal(write(t, []geo.Zone{{Status: "ua", Properties: json.RawMessage(tt.own)}}), &got); err != nil {
				t.Fatal(err)
			}
			if p := string(got.Features[0].Properties); p != tt.want {
				t.Errorf("properties %s, want %s", p, tt.want)
			}
		})
	}
}

func TestWrittenThenReadIsTheSame(t *testing.T) {
	zones := []geo.Zone{
		{Status: "ua", Feature: 0, Polygon: orb.Polygon{
			{{34.123456789012345, 51}, {35, 51}, {35, 52}, {34.123456789012345, 51}},
			{{34.8, 51.2}, {34.9, 51.3}, {34.9, 51.2}, {34.8, 51.2}},
		}, Properties: json.RawMessage(`{"status":"ua","fill":"#01579b"}`)},
		{Status: "ru-2014", Feature: 1, Polygon: orb.Polygon{{{1e-7, -0.1}, {1, 0}, {1, 1}, {1e-7, -0.1}}}, Properties: json.RawMessage(`{"status":"ru-2014"}`)},
	}
	r := readOne(t, string(write(t, zones)), "19990101.geojson", format.Auto)
	if want := time.Date(2024, 8, 10, 6, 0, 0, 0, time.UTC); !r.ValidAt.Equal(want) {
		t.Errorf("valid at %v, want %v", r.ValidAt, want)
	}
	if got, want := asJSON(t, r.Zones), asJSON(t, zones); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !slices.ContainsFunc(r.Statuses, func(s geo.Status) bool { return s.ID == "ru-2014" }) {
		t.Error("the reading does not know a status of its own layer")
	}
}

func TestAreasAsCSV(t *testing.T) {
	ua, on, kursk, measured := "ua", "russian-territory", "kursk", 380.9083436
	snapshot := geo.Ref{ValidAt: time.Date(2024, 8, 20, 0, 0, 0, 0, time.UTC)}
	answer := geo.AreaAnswer{
		Region: &geo.RegionArea{ID: &kursk},
		Results: []geo.Measurement{{
			Datetime:   "2024-08-20",
			Snapshot:   snapshot,
			Areas:      []geo.StatusArea{{Status: "ua", Party: &ua, AreaKm2: 928.7571320000001}, {Status: "grey, contested", AreaKm2: 1e-9}},
			Controlled: []geo.PartyArea{{Party: "ua", On: &on, MaxKm2: 1e21}, {Party: "ru"}},
			Claims: []geo.MeasuredClaim{
				{Claim: geo.Claim{Date: "2024-08-10", WhoSays: `RBC, "unofficial"`, Region: "kursk", Statuses: []string{"ua", "grey"},
					AreaKm2: 100, SourceURL: "https://a.example", Note: "about 28–35\nkm"}, MeasuredKm2: &measured, Snapshot: &snapshot},
				{Claim: geo.Claim{Date: "2024-08-11", Region: "sumy", Statuses: []string{"ru"}}},
			},
		}},
	}
	grouped := answer
	grouped.Region = nil
	grouped.Results = slices.Clone(answer.Results)
	grouped.Results[0].Region = &geo.RegionArea{ID: &kursk, Kind: "oblast"}
	for _, tt := range []struct {
		name, table string
		answer      geo.AreaAnswer
		want        []string
	}{
		{"by status", "areas", answer, []string{
			"datetime,snapshot_valid_at,region,status,party,area_km2",
			"2024-08-20,2024-08-20T00:00:00Z,kursk,ua,ua,928.7571320000001",
			`2024-08-20,2024-08-20T00:00:00Z,kursk,"grey, contested",,0.000000001`,
		}},
		{"by party", "controlled", answer, []string{
			"datetime,snapshot_valid_at,region,party,on,min_km2,max_km2",
			"2024-08-20,2024-08-20T00:00:00Z,kursk,ua,russian-territory,0,1000000000000000000000",
			"2024-08-20,2024-08-20T00:00:00Z,kursk,ru,,0,0",
		}},
		{"by party and region", "controlled", grouped, []string{
			"datetime,snapshot_valid_at,region,party,on,min_km2,max_km2",
			"2024-08-20,2024-08-20T00:00:00Z,kursk,ua,russian-territory,0,1000000000000000000000",
			"2024-08-20,2024-08-20T00:00:00Z,kursk,ru,,0,0",
		}},
		{"claims", "claims", answer, []string{
			"datetime,date,who_says,region,statuses,area_km2,measured_km2,snapshot_valid_at,source_url,note",
			`2024-08-20,2024-08-10,"RBC, ""unofficial""",kursk,ua+grey,100,380.9083436,2024-08-20T00:00:00Z,https://a.example,"about 28–35` + "\r\n" + `km"`,
			"2024-08-20,2024-08-11,,sumy,ru,0,,,,",
		}},
		{"no region and no result", "", geo.AreaAnswer{}, []string{
			"datetime,snapshot_valid_at,region,status,party,area_km2",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := format.WriteAreasCSV(&out, tt.answer, tt.table); err != nil {
				t.Fatal(err)
			}
			if want := strings.Join(tt.want, "\r\n") + "\r\n"; out.String() != want {
				t.Errorf("got\n%s\nwant\n%s", out.String(), want)
			}
		})
	}
}
