package api_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/api"
)

// sudzha is a plausible day: as much ground as the default layer's newest, some of each status.
var sudzha = day(
	zone("ua", box(35.0, 51.0, 35.3, 51.2)),
	zone("grey", box(35.3, 51.0, 35.5, 51.2)),
)

func TestUploadIsPublishedAndServed(t *testing.T) {
	s := newSite(t, api.Options{PublicURL: "https://map.example.org"})
	w := s.upload(snapshots+"?datetime=2025-07-10&note=by+hand", sudzha)
	if w.Code != http.StatusCreated {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	var report geo.Report
	decode(t, w, &report)
	if want := "https://map.example.org" + snapshots + "/" + *report.Snapshot.ID; w.Header().Get("Location") != want {
		t.Errorf("Location = %s, want %s", w.Header().Get("Location"), want)
	}
	if report.Snapshot.Revision != 1 || report.Zones != 2 || len(report.Areas) != 3 || report.Change.Against == nil {
		t.Errorf("report = %+v", report)
	}
	if w := s.get(snapshots + "/" + *report.Snapshot.ID + "?original=true"); w.Body.String() != sudzha {
		t.Errorf("original = %s", w.Body)
	}
	var list geo.SnapshotPage
	s.read(snapshots+"?datetime=2025-07-10", &list)
	if len(list.Snapshots) != 1 || list.Snapshots[0].Note != "by hand" {
		t.Errorf("list = %+v", list)
	}
	var areas geo.AreaAnswer
	s.read("/api/v1/area-controlled?layer=kursk-sumy", &areas)
	if got, want := areaOf(t, areas.Results[0], "ua"), report.Areas[0].AreaKm2; got != want || got < 400 {
		t.Errorf("ua = %v km², the report says %v", got, want)
	}
}

// What a dry run says would change is what the snapshot's own changes say once it is published, in the same words.
func TestDryRunTellsWhatWouldChangeHands(t *testing.T) {
	s := newSite(t, api.Options{})
	later := day(zone("ua", box(35.0, 51.0, 35.3, 51.2)), zone("ru", box(34.2, 51.2, 34.5, 51.4)))
	for _, tt := range []struct {
		name, url, body string
		first           bool
	}{
		{"after another day", snapshots + "?datetime=2025-07-10", sudzha, false},
		{"in place of one", snapshots + "?datetime=2025-07-10", later, false},
		{"in a new layer", "/api/v1/layers/desk/snapshots?datetime=2025-07-10&create_layer=true", sudzha, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			type change struct {
				Type     string
				From, To any
				geo.ChangeAccount
				Features []any
			}
			var dry struct {
				geo.Report
				Changes *change
			}
			decode(t, s.upload(tt.url+"&dry_run=true&changes=geojson", tt.body), &dry)
			if dry.Changes == nil || len(dry.Changes.Features) == 0 || dry.Changes.Slivers == nil || (dry.Changes.From == nil) != tt.first {
				t.Fatalf("%+v", dry.Changes)
			}
			w := s.upload(tt.url+"&allow_large_change=true", tt.body)
			var report geo.Report
			decode(t, w, &report)
			var stored change
			s.read(strings.SplitN(tt.url, "?", 2)[0]+"/"+*report.Snapshot.ID+"/changes?format=geojson", &stored)
			for what, pair := range map[string][2]any{
				"from": {dry.Changes.From, stored.From}, "account": {dry.Changes.ChangeAccount, stored.ChangeAccount}, "features": {dry.Changes.Features, stored.Features},
			} {
				if !reflect.DeepEqual(pair[0], pair[1]) {
					t.Errorf("%s: the dry run says %+v, the snapshot %+v", what, pair[0], pair[1])
				}
			}
		})
	}
	wantProblem(t, s.upload(snapshots+"?datetime=2025-07-11&changes=geojson", sudzha), 400, "changes", "dry_run=true")
	if w := s.upload(snapshots+"?datetime=2025-07-11&dry_run=true", sudzha); strings.Contains(w.Body.String(), `"changes"`) {
		t.Errorf("it was not asked for: %s", w.Body)
	}
}

func TestDryRunReportsAndStoresNothing(t *testing.T) {
	s := newSite(t, api.Options{})
	w := s.upload(snapshots+"?datetime=2025-07-10&dry_run=true", sudzha)
	var report geo.Report
	decode(t, w, &report)
	if w.Code != http.StatusOK || w.Header().Get("Location") != "" || report.Snapshot.ID != nil || report.Zones != 2 {
		t.Errorf("%d %s: %+v", w.Code, w.Header().Get("Location"), report)
	}
	s.wantUnchanged(t)
}

// wantUnchanged checks that there are the snapshots of the default data and no others.
func (s site) wantUnchanged(t *testing.T) {
	t.Helper()
	var page geo.SnapshotPage
	s.read(snapshots+"?revisions=all&limit=1000", &page)
	if len(page.Snapshots) != 114 {
		t.Errorf("%d snapshots, want the 114 of before", len(page.Snapshots))
	}
}

// form is a multipart body with one file in a field.
func form(t *testing.T, field, name, content string) (body, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile(field, name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

func TestTheDayOfAnUpload(t *testing.T) {
	dated := strings.Replace(sudzha, "{", `{"date":"2025-07-12",`, 1)
	for _, tt := range []struct{ name, query, fileName, body, want string }{
		{"the parameter's word counts first", "?datetime=2025-07-11", "20250713.geojson", dated, "2025-07-11T00:00:00Z"},
		{"an instant is that instant", "?datetime=2025-07-11T06:30:00%2B03:00", "x.geojson", sudzha, "2025-07-11T03:30:00Z"},
		{"then the file's own", "", "20250713.geojson", dated, "2025-07-12T00:00:00Z"},
		{"then its name's", "", "20250713.geojson", sudzha, "2025-07-13T00:00:00Z"},
		{"which may be seconds", "", "1752451200.geojson", sudzha, "2025-07-14T00:00:00Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, api.Options{})
			body, contentType := form(t, "file", tt.fileName, tt.body)
			headers := s.editor()
			headers["Content-Type"] = contentType
			w := s.do(call{method: "POST", url: snapshots + tt.query, body: strings.NewReader(body), header: headers})
			var report geo.Report
			decode(t, w, &report)
			if got := report.Snapshot.ValidAt.Format("2006-01-02T15:04:05Z07:00"); w.Code != http.StatusCreated || got != tt.want {
				t.Errorf("%d, valid at %s, want %s: %s", w.Code, got, tt.want, w.Body)
			}
		})
	}
	t.Run("a name may come in Content-Disposition", func(t *testing.T) {
		s := newSite(t, api.Options{})
		headers := s.editor()
		headers["Content-Disposition"] = `attachment; filename="C:\\maps\\2025-07-15.geojson"`
		w := s.do(call{method: "POST", url: snapshots, body: strings.NewReader(sudzha), header: headers})
		if w.Code != http.StatusCreated || !strings.Contains(w.Body.String(), `"valid_at":"2025-07-15T00:00:00Z"`) {
			t.Errorf("%d: %s", w.Code, w.Body)
		}
	})
}

func TestUploadsThatAreRefused(t *testing.T) {
	s := newSite(t, api.Options{})
	const at = snapshots + "?datetime=2025-07-10"
	two := strings.Replace(day(), "{", `{"date":"2025-07-12",`, 1) + "\n" + strings.Replace(day(), "{", `{"date":"2025-07-13",`, 1)
	for _, tt := range []struct {
		name, url, body string
		status          int
		says            string
	}{
		{"no day anywhere", snapshots, sudzha, 400, "datetime"},
		{"30 February", snapshots + "?datetime=2025-02-30", sudzha, 400, "2025-02-30"},
		{"an interval as the day", snapshots + "?datetime=2025-07-01/2025-07-02", sudzha, 400, "datetime"},
		{"an empty day", snapshots + "?datetime=", sudzha, 400, "datetime"},
		{"an unknown parameter", at + "&force=true", sudzha, 400, "force"},
		{"a repeated parameter", at + "&datetime=2025-07-11", sudzha, 400, "datetime"},
		{"a flag that is neither true nor false", at + "&dry_run=1", sudzha, 400, "dry_run"},
		{"an unknown format", at + "&format=shapefile", sudzha, 400, "geojson"},
		{"an unknown layer", "/api/v1/layers/nowhere/snapshots?datetime=2025-07-10", sudzha, 404, "nowhere"},
		{"a name that no layer can have", "/api/v1/layers/No%20Where/snapshots?datetime=2025-07-10&create_layer=true", sudzha, 400, "No Where"},
		{"a layer without snapshots", "/api/v1/layers/border/snapshots?datetime=2025-07-10", sudzha, 404, "border"},
		{"nothing", at, "", 422, "empty"},
		{"no JSON", at, "<kml/>", 422, ""},
		{"a file that is cut off", at, sudzha[:len(sudzha)/2], 422, "cut off"},
		{"a number that is none", at, strings.ReplaceAll(sudzha, "35.3", "NaN"), 422, "JSON"},
		{"a number beyond the Earth", at, strings.ReplaceAll(sudzha, "35.3", "1e308"), 422, ""},
		{"nested ten thousand deep", at, strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), 422, "100"},
		{"several days at once", snapshots + "?format=ndjson", two, 400, "greyzone import"},
		{"longitude and latitude swapped", at, day(zone("ua", box(51.0, 35.0, 51.2, 35.3))), 422, "swap"},
		{"a bow-tie, where nothing may be repaired", at + "&strict=true", day(zone("ua", "[[35,51],[35.5,51.4],[35.5,51],[35,51.4],[35,51]]")), 422, ""},
		{"hardly any ground", at, day(zone("ua", box(35.0, 51.0, 35.01, 51.01))), 409, ""},
		{"no ground at all", at, day(), 409, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantProblem(t, s.upload(tt.url, tt.body), tt.status, tt.says)
		})
	}
	s.wantUnchanged(t)
}

func TestRefusalSaysWhere(t *testing.T) {
	s := newSite(t, api.Options{})
	body := day(zone("ua", box(35.0, 51.0, 35.3, 51.2)), zone("ua", "[[35,51],[35.1,51],[35,51]]"))
	p := wantProblem(t, s.upload(snapshots+"?datetime=2025-07-10", body), 422)
	if len(p.Errors) != 1 || p.Errors[0].Feature != 1 || p.Errors[0].Rule == "" {
		t.Errorf("errors = %+v", p.Errors)
	}
}

func TestLargeChangeIsRefusedUntilAllowed(t *testing.T) {
	s := newSite(t, api.Options{PublicURL: "https://map.example.org"})
	small := day(zone("ua", box(35.0, 51.0, 35.01, 51.01)))
	p := wantProblem(t, s.upload(snapshots+"?datetime=2025-07-10", small), 409, "allow_large_change")
	if p.Type != "https://map.example.org/problems/large-change" || p.PreviousKm2 < 100 || p.NewKm2 <= 0 || p.NewKm2 > 1 {
		t.Errorf("problem = %+v", p)
	}
	if w := s.upload(snapshots+"?datetime=2025-07-10&dry_run=true", small); w.Code != 200 || !strings.Contains(w.Body.String(), "large-change") {
		t.Errorf("dry run: %d %s", w.Code, w.Body)
	}
	if w := s.upload(snapshots+"?datetime=2025-07-10&allow_large_change=true", small); w.Code != 201 {
		t.Errorf("allowed: %d %s", w.Code, w.Body)
	}
}

func TestTheSameBytesAreThereAlready(t *testing.T) {
	s := newSite(t, api.Options{})
	first := s.upload(snapshots+"?datetime=2025-07-10", sudzha)
	var report geo.Report
	decode(t, first, &report)
	p := wantProblem(t, s.upload(snapshots+"?datetime=2025-07-10", sudzha), 409)
	if want := report.Snapshot.ValidAt.Format(time.RFC3339); p.ValidAt != want {
		t.Errorf("valid_at = %q, want %s", p.ValidAt, want)
	}
	if p.Existing != *report.Snapshot.ID {
		t.Errorf("existing = %q, want %s", p.Existing, *report.Snapshot.ID)
	}
	if w := s.upload(snapshots+"?datetime=2025-07-11", sudzha); w.Code != 201 {
		t.Errorf("another day: %d %s", w.Code, w.Body)
	}
}

func TestTwoUploadsForOneDayAtTheSameMoment(t *testing.T) {
	s := newSite(t, api.Options{})
	var group sync.WaitGroup
	codes := make([]int, 4)
	for i := range codes {
		group.Go(func() {
			body := day(zone("ua", "["+box(35.0, 51.0, 35.4+float64(i)/100, 51.3)[1:]))
			codes[i] = s.upload(snapshots+"?datetime=2025-07-10", body).Code
		})
	}
	group.Wait()
	for i, code := range codes {
		if code != http.StatusCreated {
			t.Errorf("upload %d: %d", i, code)
		}
	}
	var page geo.SnapshotPage
	s.read(snapshots+"?datetime=2025-07-10&revisions=all", &page)
	for i, snapshot := range page.Snapshots {
		if snapshot.Revision != i+1 {
			t.Errorf("revision %d is numbered %d", i+1, snapshot.Revision)
		}
	}
	if len(page.Snapshots) != len(codes) {
		t.Errorf("%d revisions, want %d", len(page.Snapshots), len(codes))
	}
}

func TestUploadMakesALayerIfAsked(t *testing.T) {
	s := newSite(t, api.Options{})
	wantProblem(t, s.upload("/api/v1/layers/mine/snapshots?datetime=2025-07-10", sudzha), 404, "mine")
	if w := s.upload("/api/v1/layers/mine/snapshots?datetime=2025-07-10&create_layer=true", sudzha); w.Code != 201 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	var layer geo.Layer
	s.read("/api/v1/layers/mine", &layer)
	if layer.Title != "mine" || layer.Source.Attribution != "unknown" || layer.Source.Licence != "unknown" || len(layer.Sides) != 0 {
		t.Errorf("layer = %+v", layer)
	}
	if w := s.get("/api/v1/layers/mine/snapshots/latest"); w.Code != http.StatusFound {
		t.Errorf("latest: %d %s", w.Code, w.Body)
	}
}

func TestLongARealFileOfAnotherMapIsTaken(t *testing.T) {
	matches, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "real", "deepstate_raw", "*.geojson"))
	if len(matches) == 0 {
		t.Skip("the real snapshots are not here")
	}
	s := newSite(t, api.Options{})
	for _, path := range matches {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		contents, contentType := form(t, "file", filepath.Base(path), string(body))
		headers := s.editor()
		headers["Content-Type"] = contentType
		w := s.do(call{method: "POST", url: "/api/v1/layers/deepstate/snapshots?create_layer=true&allow_large_change=true", body: strings.NewReader(contents), header: headers})
		if w.Code != http.StatusCreated {
			t.Errorf("%s: %d %s", filepath.Base(path), w.Code, w.Body)
			continue
		}
		if got := s.get(w.Header().Get("Location") + "?original=true"); got.Body.String() != string(body) {
			t.Errorf("%s comes back as %d bytes, not %d", filepath.Base(path), got.Body.Len(), len(body))
		}
	}
}

func TestLongTwoHundredThousandVerticesAreTaken(t *testing.T) {
	s := newSite(t, api.Options{})
	body := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"status":"ua"},"geometry":` + manyVertices(200_000) + `}]}`
	if w := s.upload(snapshots+"?datetime=2025-07-10", body); w.Code != http.StatusCreated {
		t.Errorf("%d: %.300s", w.Code, w.Body)
	}
}
