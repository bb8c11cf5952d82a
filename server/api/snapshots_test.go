package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"time"

	"greyzone/data"
	"greyzone/geo"
	"greyzone/server/api"
)

func TestLayers(t *testing.T) {
	s := newSite(t, api.Options{})
	var all struct {
		Layers []geo.Layer `json:"layers"`
	}
	s.read("/api/v1/layers", &all)
	if len(all.Layers) != 5 || all.Layers[0].ID != "kursk-sumy" {
		t.Fatalf("layers = %+v", all.Layers)
	}
	var one geo.Layer
	s.read("/api/v1/layers/kursk-sumy", &one)
	if one.Kind != "control" || one.SnapshotCount != 114 || len(one.Statuses) != 3 || len(one.Sides) != 2 || len(one.BBox) != 4 {
		t.Errorf("layer = %+v", one)
	}
	if one.Accuracy == nil || *one.Accuracy != "approximate, ±2–3 km" || one.Source.Licence != "ODbL-1.0" {
		t.Errorf("accuracy %v, source %+v", one.Accuracy, one.Source)
	}
	if first := one.FirstValidAt.Format(time.DateOnly); first != "2024-08-05" {
		t.Errorf("first_valid_at = %s", first)
	}
	wantProblem(t, s.get("/api/v1/layers/nowhere"), 404, "nowhere", "kursk-sumy")
}

func TestSnapshotsAreListedPageByPage(t *testing.T) {
	s := newSite(t, api.Options{})
	var seen []geo.Snapshot
	url := snapshots + "?limit=50"
	for range 3 {
		var page geo.SnapshotPage
		s.read(url, &page)
		seen = append(seen, page.Snapshots...)
		if page.NextCursor == nil {
			break
		}
		url = snapshots + "?limit=50&cursor=" + *page.NextCursor
	}
	if len(seen) != 114 {
		t.Fatalf("%d snapshots, want 114", len(seen))
	}
	for i := 1; i < len(seen); i++ {
		if !seen[i-1].ValidAt.Before(seen[i].ValidAt) {
			t.Fatalf("%s comes before %s", seen[i-1].ValidAt, seen[i].ValidAt)
		}
	}
	if first := seen[0]; len(first.SHA256) != 64 || first.Revision != 1 || first.Withdrawn {
		t.Errorf("first = %+v", first)
	}
}

func TestSnapshotsOfAStretchOfTime(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name, query string
		count       int
	}{
		{"an interval has both its ends", "?datetime=2024-08-10/2024-08-12", 3},
		{"a bare date is that day alone", "?datetime=2024-08-10", 1},
		{"a day without a snapshot has none", "?datetime=2024-08-31", 0},
		{"an open end", "?datetime=2025-06-22/..", 2},
		{"what is known now", "?as_of=" + time.Now().UTC().Format(time.RFC3339Nano), 100},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var page geo.SnapshotPage
			s.read(snapshots+tt.query, &page)
			if len(page.Snapshots) != tt.count {
				t.Errorf("%d snapshots, want %d", len(page.Snapshots), tt.count)
			}
		})
	}
}

func TestSnapshotRequestsThatAreRefused(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct {
		name, url string
		status    int
		says      string
	}{
		{"a limit of nothing", snapshots + "?limit=0", 400, "limit"},
		{"a limit too high", snapshots + "?limit=1001", 400, "1000"},
		{"a limit that is no number", snapshots + "?limit=ten", 400, "limit"},
		{"a cursor that nobody gave", snapshots + "?cursor=!", 400, "cursor"},
		{"revisions of another kind", snapshots + "?revisions=some", 400, "all"},
		{"30 February", snapshots + "?datetime=2025-02-30/..", 400, "2025-02-30"},
		{"a time of knowing that is to come", snapshots + "?as_of=2999-01-01T00:00:00Z", 400, "as_of"},
		{"a time before anything was known", snapshots + "?as_of=2001-01-01", 404, "recorded"},
		{"an unknown layer", "/api/v1/layers/nowhere/snapshots", 404, "nowhere"},
		{"before the first snapshot", snapshots + "/2020-01-01", 404, "2024-08-05"},
		{"not a time", snapshots + "/yesterday", 400, "yesterday"},
		{"30 February as a snapshot", snapshots + "/2025-02-30", 400, "2025-02-30"},
		{"an id that there is not", snapshots + "/0123456789abcdef", 404, "0123456789abcdef"},
		{"original that is neither true nor false", snapshots + "/2024-08-20?original=yes", 400, "original"},
		{"latest of what was known before anything was", snapshots + "/latest?as_of=2001-01-01", 404, "recorded"},
		{"latest of a layer without snapshots", "/api/v1/layers/border/snapshots/latest", 404, "border"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantProblem(t, s.get(tt.url), tt.status, tt.says)
		})
	}
}

func TestTimesRedirectToTheSnapshotThatAnswers(t *testing.T) {
	for _, tt := range []struct{ name, public, path, to string }{
		{"a day, keeping the query", "", "/2024-08-31?original=true", "?original=true"},
		{"an instant", "", "/2024-08-20T06:00:00Z", ""},
		{"an instant, encoded", "", "/2024-08-20T06%3A00%3A00Z", ""},
		{"the newest", "", "/latest", ""},
		{"to where the server is reached from outside", "https://map.example.org/", "/latest?original=false", "?original=false"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, api.Options{PublicURL: tt.public})
			w := s.get(snapshots + tt.path)
			if w.Code != http.StatusFound || w.Header().Get("Cache-Control") != "no-cache" {
				t.Fatalf("%d %s", w.Code, w.Header())
			}
			to := w.Header().Get("Location")
			path, ok := strings.CutPrefix(to, strings.TrimSuffix(tt.public, "/")+snapshots+"/")
			if !ok || len(strings.TrimSuffix(path, tt.to)) != 16 || !strings.HasSuffix(path, tt.to) {
				t.Errorf("Location = %s", to)
			}
		})
	}
}

// snapshotOf follows the redirect of a day.
func (s site) snapshotOf(day string) string {
	s.t.Helper()
	to := s.get(snapshots + "/" + day).Header().Get("Location")
	if to == "" {
		s.t.Fatalf("no snapshot for %s", day)
	}
	return to
}

func TestSnapshotIsGeoJSONThatNeverChanges(t *testing.T) {
	s := newSite(t, api.Options{})
	url := s.snapshotOf("2024-08-20")
	w := s.get(url)
	if got := w.Header().Get("Content-Type"); got != "application/geo+json" {
		t.Errorf("Content-Type = %s", got)
	}
	if got := w.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("Cache-Control = %s", got)
	}
	var zones struct {
		Type                 string
		Snapshot             geo.Ref
		Attribution, Licence string
		Features             []struct{ Properties struct{ Status string } }
	}
	decode(t, w, &zones)
	if zones.Type != "FeatureCollection" || len(zones.Features) == 0 || !strings.HasSuffix(url, zones.Snapshot.ID) {
		t.Errorf("%s of %d features, snapshot %+v", zones.Type, len(zones.Features), zones.Snapshot)
	}
	if zones.Attribution == "" || zones.Licence != "ODbL-1.0" {
		t.Errorf("attribution %q, licence %q", zones.Attribution, zones.Licence)
	}
	tag := w.Header().Get("ETag")
	for _, have := range []string{tag, "W/" + tag, `"other", ` + tag, strings.TrimSuffix(tag, `"`) + `-br"`} {
		again := s.do(call{url: url, header: map[string]string{"If-None-Match": have}})
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("ETag") == "" {
			t.Errorf("If-None-Match %s: %d with %d bytes", have, again.Code, again.Body.Len())
		}
		if again.Header().Get("Vary") != w.Header().Get("Vary") {
			t.Errorf("If-None-Match %s: Vary %q, and without it %q", have, again.Header().Get("Vary"), w.Header().Get("Vary"))
		}
	}
	if again := s.do(call{url: url, header: map[string]string{"If-None-Match": `"other"`}}); again.Code != http.StatusOK {
		t.Errorf("another tag: %d", again.Code)
	}
}

func TestOriginalIsTheUploadByteForByte(t *testing.T) {
	s := newSite(t, api.Options{})
	want, err := fs.ReadFile(data.Files, "control/2024-08-20.geojson")
	if err != nil {
		t.Fatal(err)
	}
	w := s.get(s.snapshotOf("2024-08-20") + "?original=true")
	if w.Body.String() != string(want) {
		t.Errorf("%d bytes, want the %d of the file", w.Body.Len(), len(want))
	}
	sum := sha256.Sum256(want)
	if got := w.Header().Get("ETag"); got != `"`+hex.EncodeToString(sum[:])+`"` {
		t.Errorf("ETag = %s", got)
	}
	if got := w.Header().Get("Content-Disposition"); !strings.Contains(got, "2024-08-20.geojson") {
		t.Errorf("Content-Disposition = %q", got)
	}
	if got := w.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("Content-Type = %q", got)
	}
}

func TestSnapshotWithoutZonesIsAnEmptyCollection(t *testing.T) {
	s := newSite(t, api.Options{})
	w := s.get(s.snapshotOf("2024-08-05"))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"features":[]`) {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}
