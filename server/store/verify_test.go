package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"greyzone/server/store"
)

// verified returns what Verify finds wrong with the database at path, or that it cannot even be opened.
func verified(t testing.TB, path string) []string {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, path, standing)
	if err != nil {
		return []string{err.Error()}
	}
	defer s.Close()
	found, err := s.Verify(ctx, func(string) {})
	if err != nil {
		return []string{err.Error()}
	}
	return found.Faults
}

// someDays is a database with a few days of two layers, a correction, a withdrawal and tokens, and its bytes.
func someDays(t testing.TB) (path string, content []byte) {
	t.Helper()
	s, path := emptyStore(t)
	for i, day := range []string{"2024-08-10", "2024-08-11", "2024-08-12", "2024-08-11"} {
		publish(t, s, upload(t, "map", day, file(square("ua", 35, 51, 0.2+0.01*float64(i)), square("grey", 35.3, 51, 0.1))))
	}
	last := publish(t, s, upload(t, "other", "2024-08-10", file(square("ru", 36, 51, 0.2))))
	if _, err := s.Revert(t.Context(), "other", *last.Snapshot.ID, "a mistake"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CreateToken(t.Context(), "desk"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, content
}

func TestVerifyOfWhatIsSound(t *testing.T) {
	s, _ := defaultStore(t)
	found, err := s.Verify(t.Context(), func(string) {})
	if err != nil || len(found.Faults) > 0 || found.Snapshots != 114 || found.Originals != 114 || found.Layers != 1 {
		t.Errorf("%+v, %v", found, err)
	}
	path, _ := someDays(t)
	if faults := verified(t, path); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestVerifyNamesWhatIsDamaged(t *testing.T) {
	for _, tt := range []struct{ name, damage, says string }{
		{"a snapshot's form", `UPDATE coverage SET form = substr(form, 1, length(form) - 1) WHERE snapshot = 2`, "2024-08-11, revision 1): snapshot 1: its stored form is damaged"},
		{"those that need it", `UPDATE coverage SET form = x'' WHERE snapshot = 2`, "the 2 snapshots recorded after that need it"},
		{"its area", `UPDATE coverage SET area_m2 = area_m2 + 1 WHERE snapshot = 3`, "2024-08-12, revision 1): its row is not what was written"},
		{"its hash", `UPDATE coverage SET sha256 = zeroblob(32) WHERE snapshot = 3`, "its zones do not have their SHA-256"},
		{"its note", `UPDATE snapshot SET note = 'x' WHERE serial = 1`, "2024-08-10, revision 1): its row is not what was written"},
		{"an original", `UPDATE original SET data = substr(data, 1, length(data) - 1) WHERE rowid = 2`, "of layer map (2024-08-11, revision 1): "},
		{"an original's size", `UPDATE original SET size = 1 WHERE rowid = 3`, "do not have their SHA-256"},
		{"a token", `UPDATE token SET name = 'x'`, "table token is not what was written"},
		{"a status", `UPDATE status SET colour = '#000000' WHERE id = 'ru'`, "table status is not what was written"},
		{"a snapshot that is gone", `PRAGMA foreign_keys = off; DELETE FROM snapshot WHERE serial = 3`, "refers to a missing row of snapshot"},
		{"a coverage that is gone", `DELETE FROM coverage WHERE snapshot = 4`, "2024-08-11, revision 2): its row is not what was written"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path, _ := someDays(t)
			db := openRaw(t, path)
			if _, err := db.Exec(tt.damage); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if faults := strings.Join(verified(t, path), "\n"); !strings.Contains(faults, tt.says) {
				t.Errorf("%q does not say %q", faults, tt.says)
			}
		})
	}
}

// A flipped byte is found, or it is one that means nothing, such as in room that is not used: then every row is as it was.
func TestLongVerifyFindsAFlippedByte(t *testing.T) {
	path, content := someDays(t)
	before := dump(t, path)
	random := rand.New(rand.NewPCG(7, 3))
	const flips = 100
	found := 0
	for range flips {
		at := random.IntN(len(content))
		for content[at] == 0 { // mostly room that is not used
			at = random.IntN(len(content))
		}
		damaged := append([]byte(nil), content...)
		damaged[at] ^= 1 << random.IntN(8)
		copied := filepath.Join(t.TempDir(), "damaged.db")
		if err := os.WriteFile(copied, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if len(verified(t, copied)) > 0 {
			found++
			continue
		}
		for table, rows := range dump(t, copied) {
			if rows != before[table] {
				t.Errorf("the flip of byte %d was not found: %s has %s, before %s", at, table, rows, before[table])
			}
		}
	}
	if found < flips/2 {
		t.Errorf("only %d of %d flips were found", found, flips)
	}
}

func TestVerifyWhileSomebodyPublishes(t *testing.T) {
	s, _ := emptyStore(t)
	days := 0
	found, err := s.Verify(t.Context(), func(string) {
		days++
		publish(t, s, upload(t, "map", fmt.Sprintf("2024-08-%02d", days), file(square("ua", 35, 51, 0.1+0.01*float64(days)))))
	})
	if err != nil || len(found.Faults) > 0 || found.Originals != found.Snapshots {
		t.Errorf("%+v, %v", found, err)
	}
}
