package store_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
)

func TestPublish(t *testing.T) {
	s, _ := emptyStore(t)
	ctx := t.Context()
	content := file(square("ua", 35, 51, 0.1), square("grey", 35.1, 51, 0.1))
	first := publish(t, s, upload(t, "map", "2024-08-10", content))
	t.Run("the report of a first snapshot", func(t *testing.T) {
		if first.Snapshot.ID == nil || len(*first.Snapshot.ID) != 16 || first.Snapshot.Revision != 1 || first.Zones != 2 ||
			!first.Snapshot.ValidAt.Equal(day(t, "2024-08-10").From) || first.Change.Against != nil {
			t.Errorf("%+v", first)
		}
		if first.Repairs == nil || first.Warnings == nil || first.Change.Lost == nil || len(first.Areas) != 3 || len(first.Change.Gained) != 2 {
			t.Errorf("%+v", first)
		}
		near(t, "gained", first.Change.Gained[0].AreaKm2, first.Areas[0].AreaKm2)
	})
	t.Run("the layer is made with the format's statuses and unknown terms", func(t *testing.T) {
		layer, err := s.Layer(ctx, "map", time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if layer.Title != "map" || layer.Source.Attribution != "unknown" || layer.Source.Licence != "unknown" ||
			len(layer.Statuses) != 3 || layer.Sides == nil || len(layer.Sides) != 0 || layer.SnapshotCount != 1 ||
			!slices.Equal(layer.BBox, []float64{35, 51, 35.2, 51.1}) {
			t.Errorf("%+v", layer)
		}
	})
	t.Run("zones and bytes come back as they went in", func(t *testing.T) {
		zones, err := s.Coverage(ctx, *first.Snapshot.ID)
		if err != nil || len(zones) != 2 || zones[0].Status != "ua" || zones[1].Feature != 1 || zones[0].Polygon[0][0][0] < 35 {
			t.Fatalf("%+v, %v", zones, err)
		}
		original, err := s.Original(ctx, *first.Snapshot.ID)
		if err != nil || !bytes.Equal(original.Data, content) || original.Name != "2024-08-10.geojson" || original.Format != "geojson" {
			t.Fatalf("%+v, %v", original, err)
		}
	})
	t.Run("the next day is measured against the one before", func(t *testing.T) {
		next := publish(t, s, upload(t, "map", "2024-08-11", file(square("ua", 35, 51, 0.2))))
		if next.Snapshot.Revision != 1 || next.Change.Against == nil || next.Change.Against.ID != *first.Snapshot.ID {
			t.Fatalf("%+v", next)
		}
		if len(next.Change.Gained) != 1 || next.Change.Gained[0].Status != "ua" || len(next.Change.Lost) != 1 || next.Change.Lost[0].Status != "grey" {
			t.Errorf("%+v", next.Change)
		}
	})
	t.Run("the day again is its second revision, measured against the first", func(t *testing.T) {
		again := publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.15))))
		if again.Snapshot.Revision != 2 || again.Change.Against.ID != *first.Snapshot.ID {
			t.Errorf("%+v", again)
		}
	})
}

func TestPublishRefusals(t *testing.T) {
	s, path := defaultStore(t)
	big, small := file(square("ua", 35, 51, 0.2)), file(square("ua", 35, 51, 0.1))
	existing := publish(t, s, upload(t, "map", "2024-08-10", big))
	known := func(layer, day string, content []byte) geo.Upload {
		u := upload(t, layer, day, content)
		u.Create = nil
		return u
	}
	for _, tt := range []struct {
		name    string
		hostile geo.Upload
		kind    geo.Kind
		typed   string
		words   []string
		twin    geo.Upload // differs in little, and is published
	}{
		{"less than half of the day before", known("map", "2024-08-11", small), geo.Conflict, "large-change",
			[]string{"less than half", "2024-08-10", "allow_large_change=true"}, known("map", "2024-08-11", file(square("ua", 35, 51, 0.15)))},
		{"no zone at all", known("map", "2024-08-12", file()), geo.Conflict, "large-change",
			[]string{"no zone at all"}, known("map", "2024-08-12", file(square("grey", 35, 51, 0.15)))},
		{"no zone at all in a new layer", upload(t, "new", "2024-08-12", file()), geo.Conflict, "large-change",
			[]string{"no zone at all"}, upload(t, "new", "2024-08-12", small)},
		{"only zones of unknown status", known("map", "2024-08-13", file(square("blue", 35, 51, 0.2))), geo.Conflict, "large-change",
			[]string{"no zone at all"}, known("map", "2024-08-13", file(square("blue", 36, 51, 0.2), square("ua", 35, 51, 0.2)))},
		{"the same bytes for the same day", known("map", "2024-08-10", big), geo.Conflict, "existing",
			[]string{*existing.Snapshot.ID, "2024-08-10"}, known("map", "2024-08-14", big)},
		{"longitude and latitude swapped", known("kursk-sumy", "2025-08-10", file(square("ua", 51, 35, 0.2))), geo.Unprocessable, "",
			[]string{"swapped"}, known("kursk-sumy", "2025-08-10", file(square("ua", 35, 51, 0.2)))},
		{"an unknown layer", known("atlantis", "2024-08-10", big), geo.NotFound, "",
			[]string{"atlantis", "kursk-sumy"}, upload(t, "atlantis", "2024-08-10", big)},
		{"a layer of reference", upload(t, "border", "2024-08-10", big), geo.NotFound, "",
			[]string{"border", "reference"}, upload(t, "border-2", "2024-08-10", big)},
		{"a layer whose name would not fit a URL", upload(t, "Моя карта", "2024-08-10", big), geo.Invalid, "",
			[]string{"Моя карта"}, upload(t, "moya-karta", "2024-08-10", big)},
		{"a new layer with a side that is no region", withSide(upload(t, "sided", "2024-08-10", big), "mordor"), geo.NotFound, "",
			[]string{"mordor", "kursk"}, withSide(upload(t, "sided", "2024-08-10", big), "kursk")},
		{"a new layer under another's source", withSource(upload(t, "sourced", "2024-08-10", big), "greyzone"), geo.Conflict, "",
			[]string{"greyzone"}, withSource(upload(t, "sourced", "2024-08-10", big), "other")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := dump(t, path)
			_, err := s.Publish(t.Context(), tt.hostile)
			if told := refused(t, err, tt.kind, tt.words...); told.Type != tt.typed {
				t.Errorf("type %q, want %q", told.Type, tt.typed)
			}
			sameDump(t, before, dump(t, path))
			publish(t, s, tt.twin)
		})
	}
	t.Run("without a time", func(t *testing.T) {
		u := upload(t, "map", "2024-08-10", small)
		u.ValidAt = time.Time{}
		_, err := s.Publish(t.Context(), u)
		refused(t, err, geo.Invalid, "day")
	})
}

func withSide(u geo.Upload, region string) geo.Upload {
	u.Create = &geo.Layer{Sides: []geo.Side{{Region: region, Party: "ru"}}}
	return u
}

func withSource(u geo.Upload, id string) geo.Upload {
	u.Create = &geo.Layer{Source: geo.Source{ID: id}}
	return u
}

func TestPublishLargeChange(t *testing.T) {
	s, path := emptyStore(t)
	publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.2), square("ru", 36, 51, 0.05))))
	small := upload(t, "map", "2024-08-11", file(square("ru", 35, 51, 0.1)))
	before := dump(t, path)
	t.Run("is refused with both figures", func(t *testing.T) {
		_, err := s.Publish(t.Context(), small)
		extra := refused(t, err, geo.Conflict).Extra
		previous, present := extra["previous_km2"].(float64), extra["new_km2"].(float64)
		if previous < 320 || previous > 340 || present < 77 || present > 79 {
			t.Errorf("%v", extra)
		}
	})
	t.Run("is a warning in a dry run, which stores nothing", func(t *testing.T) {
		dry := small
		dry.DryRun = true
		report := publish(t, s, dry)
		if report.Snapshot.ID != nil || report.Snapshot.RecordedAt != nil || report.Snapshot.Revision != 1 || !warns(report, "large-change") {
			t.Errorf("%+v", report)
		}
	})
	sameDump(t, before, dump(t, path))
	t.Run("is published where it is allowed, with a warning for the party that lost", func(t *testing.T) {
		small.AllowLargeChange = true
		if report := publish(t, s, small); !warns(report, "party-halved") {
			t.Errorf("%+v", report.Warnings)
		}
	})
	t.Run("one party's half alone is no more than a warning", func(t *testing.T) {
		publish(t, s, upload(t, "other", "2024-08-10", file(square("ua", 35, 51, 0.2), square("ru", 36, 51, 0.2))))
		report := publish(t, s, upload(t, "other", "2024-08-11", file(square("ua", 35, 51, 0.2), square("grey", 36, 51, 0.2))))
		if !warns(report, "party-halved") || warns(report, "large-change") {
			t.Errorf("%+v", report.Warnings)
		}
	})
	t.Run("a withdrawn day counts as none: the day before is what a new one is measured against", func(t *testing.T) {
		report := publish(t, s, upload(t, "third", "2024-08-10", file(square("ua", 35, 51, 0.1))))
		wrong := publish(t, s, upload(t, "third", "2024-08-11", file(square("ua", 35, 51, 1))))
		if _, err := s.Revert(t.Context(), "third", *wrong.Snapshot.ID, ""); err != nil {
			t.Fatal(err)
		}
		next := publish(t, s, upload(t, "third", "2024-08-11", file(square("ua", 35, 51, 0.11))))
		if next.Snapshot.Revision != 3 || next.Change.Against.ID != *report.Snapshot.ID {
			t.Errorf("%+v", next)
		}
	})
}

func warns(report geo.Report, rule string) bool {
	return slices.ContainsFunc(report.Warnings, func(w geo.Warning) bool { return w.Rule == rule })
}

func TestPublishVocabulary(t *testing.T) {
	s, _ := emptyStore(t)
	owlmaps := []byte(`{"areas":[[[51,35],[51,35.2],[51.2,35.2],[51.2,35],[51,35]]],"areas_ua":[],"frontline":[],"units":[],"geos":[]}`)
	publish(t, s, uploadAs(t, "map", "20240810.json", "owlmaps", owlmaps))
	statuses := func() []string {
		layer, err := s.Layer(t.Context(), "map", time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, status := range layer.Statuses {
			ids = append(ids, status.ID)
		}
		return ids
	}
	made := statuses()
	if slices.Contains(made, "grey") {
		t.Fatalf("made with %v", made)
	}
	t.Run("a status that the format knows and the file lacks is not added", func(t *testing.T) {
		report := publish(t, s, upload(t, "map", "2024-08-11", file(square("ru", 35, 51, 0.2))))
		if got := statuses(); warns(report, "status-added") || len(got) != len(made) {
			t.Errorf("%v, %+v", got, report.Warnings)
		}
	})
	t.Run("a dry run reports the status that it would add, and adds none", func(t *testing.T) {
		u := upload(t, "map", "2024-08-12", file(square("ru", 35, 51, 0.2), square("grey", 36, 51, 0.1)))
		u.DryRun = true
		report := publish(t, s, u)
		if !strings.Contains(report.Warnings[0].Message, "so it would be added") {
			t.Errorf("%+v", report.Warnings)
		}
		if got := statuses(); !warns(report, "status-added") || len(report.Areas) != len(made)+1 || len(got) != len(made) {
			t.Errorf("%v, %+v", got, report)
		}
	})
	t.Run("a status that is in the file is added at the end, and said", func(t *testing.T) {
		report := publish(t, s, upload(t, "map", "2024-08-12", file(square("ru", 35, 51, 0.2), square("grey", 36, 51, 0.1))))
		if !strings.Contains(report.Warnings[0].Message, "so it was added") {
			t.Errorf("%+v", report.Warnings)
		}
		if got := statuses(); !warns(report, "status-added") || !slices.Equal(got, append(made, "grey")) {
			t.Errorf("%v, %+v", got, report.Warnings)
		}
	})
	t.Run("a status that the format does not know is kept out, and said", func(t *testing.T) {
		report := publish(t, s, upload(t, "map", "2024-08-13", file(square("ru", 35, 51, 0.2), square("blue", 36, 51, 0.1))))
		if report.Zones != 1 || !warns(report, "unknown-status") {
			t.Errorf("%+v", report)
		}
	})
}

func TestPublishOfUnknownStatusesOnlySaysSo(t *testing.T) {
	s, _ := emptyStore(t)
	publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.2))))
	_, err := s.Publish(t.Context(), upload(t, "map", "2024-08-11", file(square("martian", 35, 51, 0.2))))
	refused(t, err, geo.Conflict, "no zone at all", `the status "martian" is not one of the layer's`)
}
