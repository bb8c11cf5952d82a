package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestVerify(t *testing.T) {
	db := filepath.Join(t.TempDir(), "greyzone.db")
	file := filepath.Join(t.TempDir(), "2024-08-10.geojson")
	content := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"status":"ua"},"geometry":` +
		`{"type":"Polygon","coordinates":[[[35,51],[35.2,51],[35.2,51.2],[35.1,51.25],[35,51.2],[35,51]]]}}]}`
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := greyzone(t, "import", "--db", db, "--layer", "map", file); r.code != exitDone {
		t.Fatal(r.stderr)
	}
	r := greyzone(t, "verify", "--db", db)
	if r.code != exitDone || !strings.Contains(r.stdout, "is sound: 1 snapshot of 1 layer, 1 original.") {
		t.Errorf("%d: %s%s", r.code, r.stdout, r.stderr)
	}
	flipByteOf(t, db, "2024-08-10.geojson")
	r = greyzone(t, "verify", "--db", db)
	if r.code != exitRefused || !strings.Contains(r.stdout, "layer map (2024-08-10, revision 1): its row is not what was written") {
		t.Errorf("%d: %s%s", r.code, r.stdout, r.stderr)
	}
	if r := greyzone(t, "verify", "--db", db+".not"); r.code != exitRefused || !strings.Contains(r.stderr, "there is no database") {
		t.Errorf("%d: %s", r.code, r.stderr)
	}
}

// flipByteOf changes a bit of text where it stands in a file.
func flipByteOf(t *testing.T, path, text string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(content), text)
	if at < 0 {
		t.Fatalf("%s has no %q", path, text)
	}
	content[at] ^= 1
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
