package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/store"
)

func TestOpen(t *testing.T) {
	ctx := t.Context()
	t.Run("makes a file whose name has odd characters, and opens it again", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a b?c=%41#ü.db")
		publish(t, openStore(t, path), upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.1))))
		if _, err := os.Stat(path); err != nil {
			t.Fatal(err)
		}
		if _, err := openStore(t, path).Layer(ctx, "map", time.Time{}); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("refuses a database that a newer program wrote, and leaves it alone", func(t *testing.T) {
		s, path := emptyStore(t)
		publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.1))))
		raw := openRaw(t, path)
		defer raw.Close()
		if _, err := raw.Exec(`PRAGMA user_version = 1000`); err != nil {
			t.Fatal(err)
		}
		before := dump(t, path)
		_, err := store.Open(ctx, path, standing)
		refused(t, err, geo.Conflict, "schema 1000", "newer program")
		sameDump(t, before, dump(t, path))
	})
	t.Run("refuses a file that is no database", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "notes.txt")
		if err := os.WriteFile(path, make([]byte, 5000), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := store.Open(ctx, path, standing)
		refused(t, err, geo.Invalid, "not a Greyzone database")
	})
	t.Run("refuses a file in a folder that there is not", func(t *testing.T) {
		_, err := store.Open(ctx, filepath.Join(t.TempDir(), "none", "greyzone.db"), standing)
		refused(t, err, geo.Invalid, "folder")
	})
	t.Run("refuses a database in memory", func(t *testing.T) {
		_, err := store.Open(ctx, ":memory:", standing)
		refused(t, err, geo.Invalid, "must be a file")
	})
	t.Run("is ready once open", func(t *testing.T) {
		s, _ := emptyStore(t)
		if err := s.Ready(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

func sameDump(t testing.TB, before, after map[string]string) {
	t.Helper()
	if len(after) == 0 || len(after) != len(before) {
		t.Errorf("%d tables, before %d", len(after), len(before))
	}
	for table, rows := range after {
		if rows != before[table] {
			t.Errorf("table %s: %s, before %s", table, rows, before[table])
		}
	}
}
