package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/paulmach/orb/encoding/wkb"

	"greyzone/geo"
)

// firstSchema is a database as the first version of the program left it, with some days of the default layer.
func firstSchema(t *testing.T, days []geo.Reading, zones [][]geo.Zone) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "first.db")
	db := openRaw(t, path)
	defer db.Close()
	exec := func(statement string, values ...any) {
		t.Helper()
		if _, err := db.Exec(statement, values...); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := os.ReadFile("migrations/0001_initial.sql")
	if err != nil {
		t.Fatal(err)
	}
	exec(string(schema))
	exec(`PRAGMA user_version = 1`)
	exec(`INSERT INTO source VALUES ('s', 's', '', 'a', 'l', 1)`)
	exec(`INSERT INTO layer VALUES ('map', 0, 'control', 'map', NULL, 's', NULL)`)
	exec(`INSERT INTO layer VALUES ('border', 1, 'reference', 'border', NULL, 's', NULL)`)
	shape, err := wkb.Marshal(triangle)
	if err != nil {
		t.Fatal(err)
	}
	exec(`INSERT INTO region VALUES ('three', 0, '{}', 'oblast', NULL, NULL, ?, 1)`, shape)
	for i, status := range []string{"ua", "ru", "grey"} {
		exec(`INSERT INTO status VALUES ('map', ?, ?, NULL, 1, '{}', '#000000', 'plain')`, i, status)
	}
	polygon := 0
	for i, day := range days {
		sum := sha256.Sum256(day.Original.Data)
		exec(`INSERT INTO original VALUES (?, ?)`, sum[:], day.Original.Data)
		exec(`INSERT INTO snapshot VALUES (?, ?, 'map', ?, 1, ?, 0, '', ?, ?, 'geojson', NULL, NULL, NULL, NULL)`,
			i+1, fmt.Sprintf("%016x", i+1), day.ValidAt.UnixMicro(), 1_000_000+i, sum[:], day.Original.Name)
		for k, z := range zones[i] {
			polygon++
			shape, err := wkb.Marshal(z.Polygon)
			if err != nil {
				t.Fatal(err)
			}
			exec(`INSERT INTO polygon VALUES (?, ?, ?, ?, 0, 0, 0, 0)`, polygon, fmt.Appendf(nil, "%032d", polygon), shape, geo.AreaM2(z.Polygon))
			exec(`INSERT INTO zone VALUES (?, ?, ?, ?, ?, ?)`, i+1, k, z.Status, polygon, z.Feature, string(z.Properties))
		}
	}
	return path
}

func TestDatabaseOfTheFirstSchemaIsConverted(t *testing.T) {
	set, err := defaultData()
	if err != nil {
		t.Fatal(err)
	}
	days := set.Days[5:15]
	var zones [][]geo.Zone
	for _, day := range days {
		c, err := geo.Cover(day.Zones, set.Layers[0].Statuses, false)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, c.Zones)
	}
	path := firstSchema(t, days, zones)
	s := openStore(t, path)
	for i, day := range days {
		snapshot, err := s.SnapshotAt(t.Context(), "map", day.ValidAt, standing())
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Coverage(t.Context(), snapshot.ID)
		if err != nil || snapshot.ID != fmt.Sprintf("%016x", i+1) || !reflect.DeepEqual(got, zones[i]) {
			t.Errorf("%s: zones differ, %v", day.ValidAt, err)
		}
		original, err := s.Original(t.Context(), snapshot.ID)
		sum := sha256.Sum256(day.Original.Data)
		if err != nil || !bytes.Equal(original.Data, day.Original.Data) || original.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: the original differs, %v", day.ValidAt, err)
		}
	}
	found, err := s.Verify(t.Context(), func(string) {})
	for _, fault := range found.Faults {
		if want := "its id is not that of what it says"; !bytes.Contains([]byte(fault), []byte(want)) { // those here are made up
			t.Error(fault)
		}
	}
	if err != nil || found.Snapshots != len(days) {
		t.Errorf("%+v, %v", found, err)
	}
	raw := openRaw(t, path)
	defer raw.Close()
	for _, table := range []string{"layer", "status", "region"} {
		for _, at := range columnOf(t, raw, `SELECT recorded_at FROM `+table) {
			if at != "1000000" {
				t.Errorf("%s: recorded at %s, and the first snapshot at 1000000", table, at)
			}
		}
	}
	u := upload(t, "map", "2025-08-10", file(square("ua", 35, 51, 0.2)))
	u.AllowLargeChange = true
	publish(t, s, u)
}
