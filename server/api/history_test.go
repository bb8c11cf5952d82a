package api_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/server/api"
)

const histories = "/api/v1/history?layer=kursk-sumy&"

func TestHistoryOfASettlement(t *testing.T) {
	s := newSite(t, api.Options{})
	var got geo.PlaceHistory
	s.read(histories+"settlement=sudzha&gap_days=36500", &got)
	if p := got.Place.Settlement; p == nil || p.Name.Uk != "Суджа" || got.Place.Lon != 35.271 || got.Place.Lat != 51.191 {
		t.Errorf("place = %+v", got.Place)
	}
	if len(got.Intervals) != 5 {
		t.Fatalf("intervals = %+v", got.Intervals)
	}
	for i, want := range []struct{ from, status, side string }{
		{"2024-08-05", "", "russian-territory"}, {"2024-08-08", "grey", ""}, {"2024-08-11", "ua", ""}, {"2025-03-12", "grey", ""}, {"2025-03-13", "", "russian-territory"},
	} {
		interval := got.Intervals[i]
		if day := interval.From.Format("2006-01-02"); day != want.from || textOf(interval.Status) != want.status || textOf(interval.Side) != want.side ||
			!interval.Snapshot.ValidAt.Equal(interval.From) || interval.Gap {
			t.Errorf("interval %d is %+v, want %+v", i, interval, want)
		}
	}
	if e := got.Events; len(e) != 7 || e[2].Date != "2024-08-14" || e[2].Kind != "geolocated" || !strings.HasPrefix(e[2].Source.URL, "https://babel.ua/") {
		t.Errorf("events = %+v", e)
	}
	for _, words := range []string{"History of Sudzha (sudzha)", "114 snapshots", "ODbL-1.0", "the zone that the point lies in", got.Permalink} {
		if !strings.Contains(got.Citation, words) {
			t.Errorf("citation %q does not say %q", got.Citation, words)
		}
	}
	if last := got.LastSnapshot.ValidAt.Format("2006-01-02"); last != "2025-07-04" {
		t.Errorf("the last snapshot is of %s", last)
	}
}

func textOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func TestHistoryOfAPointWhereNothingEverWas(t *testing.T) {
	s := newSite(t, api.Options{})
	body := s.get(histories + "lon=-120&lat=-45&gap_days=100").Body.String()
	for _, want := range []string{`"place":{"lon":-120,"lat":-45,"settlement":null}`, `"intervals":[{"status":null,"side":null,"from":"2024-08-05T00:00:00Z","to":null,"gap":false,`, `"events":[]`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %s", want, body)
		}
	}
}

func TestHistoryOfARegion(t *testing.T) {
	s := newSite(t, api.Options{})
	var got geo.RegionHistory
	s.read(histories+"region=kursk", &got)
	if len(got.Series) != 114 || *got.Region.ID != "kursk" || !near(got.Region.AreaKm2, 29775.977790) {
		t.Fatalf("%d snapshots of %+v", len(got.Series), got.Region)
	}
	shares := got.Series[15].Shares
	if len(shares) != 3 || shares[0].Status != "ua" || !near(shares[0].AreaKm2, 928.757132) || !near(shares[0].Share, 928.757132/29775.977790) ||
		shares[1].Status != "ru" || shares[1].Share != 0 {
		t.Errorf("shares = %+v", shares)
	}
	if !strings.Contains(got.Citation, "Share of kursk") || !strings.Contains(got.Citation, "114 snapshots") {
		t.Errorf("citation = %s", got.Citation)
	}
}

func TestHistoryAsCSV(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		query, head string
		rows        int
	}{
		{"settlement=sudzha&gap_days=36500", "status,side,from,to,gap,snapshot_id,snapshot_valid_at", 5},
		{"region=kursk", "snapshot_valid_at,region,status,area_km2,share,snapshot_id", 3 * 114},
	} {
		w := s.get(histories + tt.query + "&format=csv")
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(w.Header().Get("Link"), "as_of=") {
			t.Errorf("%s: %d %v", tt.query, w.Code, w.Header())
		}
		rows, err := csv.NewReader(w.Body).ReadAll()
		if err != nil || strings.Join(rows[0], ",") != tt.head || len(rows) != 1+tt.rows {
			t.Errorf("%s: %d rows, %v, %v", tt.query, len(rows), rows[0], err)
		}
	}
}

// What was answered is answered the same under its permalink, whatever comes later.
func TestHistoryAndContactAreTheSameUnderTheirPermalinks(t *testing.T) {
	s := newSite(t, api.Options{})
	urls := []string{histories + "settlement=sudzha", histories + "lon=35.3&lat=51.2", histories + "region=kursk", "/api/v1/contact?layer=kursk-sumy&datetime=2024-08-20", "/api/v1/contact?layer=kursk-sumy"}
	permalinks, before := make([]string, len(urls)), make([]string, len(urls))
	for i, url := range urls {
		var answer geo.Provenance
		s.read(url, &answer)
		permalinks[i] = strings.TrimPrefix(answer.Permalink, "http://example.com")
		before[i] = s.get(permalinks[i]).Body.String()
		if now := s.get(url).Body.String(); now != before[i] {
			t.Errorf("%s:\n%s\nunder its permalink\n%s", url, now, before[i])
		}
	}
	for _, day := range []string{"2024-08-20", "2025-07-10"} {
		if w := s.upload(snapshots+"?allow_large_change=true&datetime="+day, sudzha); w.Code != http.StatusCreated {
			t.Fatalf("%d: %s", w.Code, w.Body)
		}
	}
	for i, url := range urls {
		if got := s.get(permalinks[i]).Body.String(); got != before[i] {
			t.Errorf("%s is answered otherwise:\n%s\nbefore\n%s", permalinks[i], got, before[i])
		}
		if now := s.get(url).Body.String(); now == before[i] {
			t.Errorf("%s has not changed", url)
		}
	}
}

func TestHistoryRefuses(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name, query string
		status      int
		says        string
	}{
		{"no layer, naming those that there are", "settlement=sudzha", 400, "kursk-sumy"},
		{"no place", "layer=kursk-sumy", 400, "lon and lat, or settlement, or region"},
		{"two places", "layer=kursk-sumy&settlement=sudzha&region=kursk", 400, "2 ways"},
		{"a point and a settlement", "layer=kursk-sumy&settlement=sudzha&lon=35&lat=51", 400, "2 ways"},
		{"lon without lat", "layer=kursk-sumy&lon=35", 400, "both"},
		{"lat without lon", "layer=kursk-sumy&lat=51", 400, "both"},
		{"lon without lat, and a settlement", "layer=kursk-sumy&lat=51&settlement=sudzha", 400, "both"},
		{"an empty lon", "layer=kursk-sumy&lon=&lat=51", 400, `"lon"`},
		{"an empty settlement", "layer=kursk-sumy&settlement=", 400, `"settlement"`},
		{"a repeated lon", "layer=kursk-sumy&lon=35&lon=36&lat=51", 400, `"lon"`},
		{"no number", "layer=kursk-sumy&lon=NaN&lat=51", 400, "lon"},
		{"without end", "layer=kursk-sumy&lon=35&lat=Inf", 400, "lat"},
		{"beyond the Earth", "layer=kursk-sumy&lon=180.5&lat=51", 400, "-180 to 180"},
		{"lat first", "layer=kursk-sumy&lon=51&lat=135", 400, "-90 to 90"},
		{"an unknown layer", "layer=nowhere&settlement=sudzha", 404, "kursk-sumy"},
		{"a layer without snapshots", "layer=border&settlement=sudzha", 404, "border"},
		{"an unknown settlement", "layer=kursk-sumy&settlement=atlantis", 404, "/api/v1/settlements"},
		{"a settlement's name", "layer=kursk-sumy&settlement=Sudzha", 404, "may be sudzha"},
		{"an unknown region", "layer=kursk-sumy&region=atlantis", 404, "kursk"},
		{"gaps of a region", "layer=kursk-sumy&region=kursk&gap_days=7", 400, "gap_days"},
		{"no gap at all", "layer=kursk-sumy&settlement=sudzha&gap_days=0", 400, "gap_days"},
		{"half a day", "layer=kursk-sumy&settlement=sudzha&gap_days=0.5", 400, "gap_days"},
		{"too many days", "layer=kursk-sumy&settlement=sudzha&gap_days=36501", 400, "gap_days"},
		{"an unknown parameter", "layer=kursk-sumy&settlement=sudzha&datetime=2024-08-20", 400, `"datetime"`},
		{"an unknown format", "layer=kursk-sumy&settlement=sudzha&format=xlsx", 400, "csv"},
		{"a time of knowing that is to come", "layer=kursk-sumy&settlement=sudzha&as_of=2999-01-01", 400, "as_of"},
		{"a time before anything was known", "layer=kursk-sumy&settlement=sudzha&as_of=2001-01-01", 404, "recorded"},
		{"a region before anything was known", "layer=kursk-sumy&region=kursk&as_of=2001-01-01", 404, "recorded"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantProblem(t, s.get("/api/v1/history?"+tt.query), tt.status, tt.says)
		})
	}
}
