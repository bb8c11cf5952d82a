package api_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/server/api"
)

func TestStrictRefusesWhatWouldBeRepaired(t *testing.T) {
	s := newSite(t, api.Options{})
	shell := box(35.0, 51.0, 35.4, 51.4)
	for rule, rings := range map[string]string{
		"unclosed-ring":         "[[35,51],[35.4,51],[35.4,51.4],[35,51.4]]",
		"repeated-vertex":       "[[35,51],[35.4,51],[35.4,51],[35.4,51.4],[35,51.4],[35,51]]",
		"self-crossing":         "[[35,51],[35.4,51.4],[35.4,51],[35,51.4],[35,51]]",
		"self-touching":         "[[35,51],[35.4,51],[35.4,51.4],[35,51.4],[35,51],[35.1,51.2],[35.2,51.1],[35,51]]",
		"crossing-rings":        shell + "," + box(35.2, 51.1, 35.6, 51.2),
		"hole-outside-shell":    shell + "," + box(35.5, 51.1, 35.6, 51.2),
		"nested-holes":          shell + "," + box(35.1, 51.1, 35.3, 51.3) + "," + box(35.15, 51.15, 35.2, 51.2),
		"interior-disconnected": shell + ",[[35,51.2],[35.2,51.1],[35.4,51.2],[35.2,51.3],[35,51.2]]",
	} {
		t.Run(rule, func(t *testing.T) {
			const at = snapshots + "?datetime=2025-07-10&dry_run=true"
			body := day(zone("ua", box(34.0, 51.0, 34.4, 51.4)), zone("ua", rings))
			refusal := wantProblem(t, s.upload(at+"&strict=true", body), 422, "strict")
			if len(refusal.Errors) != 1 || refusal.Errors[0].Rule != rule || refusal.Errors[0].Feature != 1 || refusal.Errors[0].Lon < 35 {
				t.Errorf("errors = %+v", refusal.Errors)
			}
			var report geo.Report
			decode(t, s.upload(at, body), &report)
			if len(report.Repairs) != 1 || report.Repairs[0].Problem != refusal.Errors[0] || report.Repairs[0].AreaAfterKm2 <= 0 {
				t.Errorf("repairs = %+v, refused for %+v", report.Repairs, refusal.Errors)
			}
		})
	}
}

func TestRealInvalidPolygonsAreReportedWithTheirAreas(t *testing.T) {
	s := newSite(t, api.Options{})
	for name, want := range map[string][]float64{
		"1648989208.geojson": {3533.7298},
		"1650128815.geojson": {3533.7298, 4659.0288, 44518.3436},
	} {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "real", "deepstate_raw", name))
			if os.IsNotExist(err) {
				t.Skip("the real snapshots are not here")
			}
			contents, contentType := form(t, "file", name, string(body))
			headers := s.editor()
			headers["Content-Type"] = contentType
			w := s.do(call{method: "POST", url: "/api/v1/layers/deepstate/snapshots?create_layer=true&dry_run=true", body: strings.NewReader(contents), header: headers})
			var report geo.Report
			decode(t, w, &report)
			var got []float64
			for _, r := range report.Repairs {
				got = append(got, r.AreaAfterKm2)
			}
			slices.Sort(got)
			got = slices.Compact(got) // one polygon may break a rule in several places
			if !slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b) <= 1e-6*b }) {
				t.Errorf("%d: repaired to %v km², want %v", w.Code, got, want)
			}
		})
	}
}
