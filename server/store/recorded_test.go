package store_test

import (
	"fmt"
	"testing"
	"time"

	"greyzone/geo"
)

// A layer and a status are recorded with the snapshot that brings them, so that who knows it knows them, and nobody else.
func TestWhatAnUploadBringsIsRecordedWithIt(t *testing.T) {
	s, path := emptyStore(t)
	first := publish(t, s, upload(t, layerUnderTest, "2024-08-01", file(square("ua", 35, 51, 0.1))))
	second := publish(t, s, strange(t, layerUnderTest, "2024-08-02"))
	raw := openRaw(t, path)
	defer raw.Close()
	for table, want := range map[string]geo.Report{
		"layer": first, "status WHERE id = 'ua'": first, "status WHERE id = 'grey'": first, "status WHERE id = 'odd'": second,
	} {
		got := columnOf(t, raw, `SELECT recorded_at FROM `+table)
		if len(got) != 1 || got[0] != fmt.Sprint(want.Snapshot.RecordedAt.UnixMicro()) {
			t.Errorf("%s: recorded at %s, want %d", table, got, want.Snapshot.RecordedAt.UnixMicro())
		}
	}
}

func TestRegionsAreRecordedWhenTheyAreLoaded(t *testing.T) {
	s, _ := defaultStore(t)
	regions, err := s.Regions(t.Context(), time.Time{})
	if err != nil || len(regions) == 0 {
		t.Fatalf("%d regions, %v", len(regions), err)
	}
	for _, region := range regions {
		if !region.RecordedAt.Equal(standing()) {
			t.Errorf("%s: recorded at %s", region.ID, region.RecordedAt)
		}
	}
}

// A region that came later is not among those of before, and still good to measure within.
func TestRegionsAsOf(t *testing.T) {
	s, path := defaultStore(t)
	all, err := s.Regions(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	raw := openRaw(t, path)
	defer raw.Close()
	later := standing().Add(geo.Tick).UnixMicro()
	if _, err := raw.Exec(`
		INSERT INTO region
		SELECT 'later', (SELECT count(*) FROM region), name, kind, party, country, wkb, area_m2, ?
		FROM region
		WHERE id = 'kursk'`, later); err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec(`UPDATE seal SET sha256 = x'00' WHERE of = 'region'`); err != nil {
		t.Fatal(err)
	}
	before, err := s.Regions(t.Context(), standing())
	if err != nil || len(before) != len(all) {
		t.Errorf("before: %d regions, %v", len(before), err)
	}
	after, err := s.Regions(t.Context(), time.UnixMicro(later))
	if err != nil || len(after) != len(all)+1 || after[len(all)].ID != "later" {
		t.Errorf("after: %d regions, %v", len(after), err)
	}
	areas := make(map[string]float64)
	for _, region := range []string{"kursk", "later"} {
		answer, err := s.Measure(t.Context(), geo.AreaQuery{Layer: "kursk-sumy", Region: region, AsOf: standing()})
		if err != nil {
			t.Fatal(err)
		}
		areas[region] = answer.Region.AreaKm2 + answer.Results[0].Areas[0].AreaKm2
	}
	if areas["kursk"] != areas["later"] {
		t.Errorf("%v", areas)
	}
	_, err = s.Regions(t.Context(), standing().Add(-geo.Tick))
	refused(t, err, geo.NotFound, "first", "2026-01-02T03:04:05Z")
}
