package store_test

import (
	"fmt"
	"testing"

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
	regions, err := s.Regions(t.Context())
	if err != nil || len(regions) == 0 {
		t.Fatalf("%d regions, %v", len(regions), err)
	}
	for _, region := range regions {
		if !region.RecordedAt.Equal(standing()) {
			t.Errorf("%s: recorded at %s", region.ID, region.RecordedAt)
		}
	}
}
