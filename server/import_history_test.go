package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"greyzone/geo"
	"greyzone/server/store"
)

// packed is text as one of the ways to compress makes it, told by the ending of name.
func packed(t *testing.T, name, text string) string {
	t.Helper()
	var b bytes.Buffer
	if strings.HasSuffix(name, ".gz") {
		w := gzip.NewWriter(&b)
		fmt.Fprint(w, text)
		w.Close()
		return b.String()
	}
	w, err := zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, text)
	w.Close()
	return b.String()
}

// emptied is a day a line on which nothing is held.
func emptied(day string) string {
	return strings.Replace(noZones, "{", `{"date": "`+day+`", `, 1) + "\n"
}

// manyDays are days of a file that has one a line, from 2024-02-01 on, none like another.
func manyDays(n int) string {
	var b strings.Builder
	for i := range n {
		day := time.Date(2024, 2, 1+i, 0, 0, 0, 0, time.UTC)
		b.WriteString(line(day.Format(time.DateOnly), 2+float64(i%50)/100))
	}
	return b.String()
}

func TestImportOfAFlawedHistory(t *testing.T) {
	emptyDay := line("2024-01-02", 2) + emptied("2024-01-03") + line("2024-01-04", 4)
	for _, tt := range []importCase{
		{
			name:  "a day that is empty by accident is skipped",
			files: map[string]string{"days.ndjson": emptyDay},
			code:  exitRefused,
			says:  []string{"days.ndjson line 2 (2024-01-03): the file holds no zone", "--allow-large-change", "Imported 2 snapshots", "1 of 3 skipped"},
			days:  "2024-01-01 2024-01-02 2024-01-04",
		},
		{
			name:  "a day that is empty and meant",
			files: map[string]string{"days.ndjson": emptyDay},
			flags: "--allow-large-change",
			says:  []string{"Imported 3 snapshots"},
			days:  "2024-01-01 2024-01-02 2024-01-03 2024-01-04",
		},
		{
			name:  "days out of order",
			files: map[string]string{"days.ndjson": line("2024-01-04", 4) + line("2023-12-31", 3) + line("2024-01-02", 2)},
			says:  []string{"Imported 3 snapshots"},
			days:  "2023-12-31 2024-01-01 2024-01-02 2024-01-04",
		},
		{
			name:  "the same day twice in the same words",
			files: map[string]string{"days.ndjson": line("2024-01-02", 2) + line("2024-01-03", 2) + line("2024-01-02", 2)},
			says:  []string{"Imported 2 snapshots, 1 already there."},
			days:  "2024-01-01 2024-01-02 2024-01-03",
		},
		{
			name:  "a folder of compressed files",
			files: map[string]string{"2024-01-02.geojson.gz": packed(t, ".gz", square(2)), "2024-01-03.geojson.zst": packed(t, ".zst", square(3)), "b.ndjson.zst": packed(t, ".zst", line("2024-01-04", 2)+line("2024-01-05", 2))},
			says:  []string{"Imported 4 snapshots"},
			days:  "2024-01-01 2024-01-02 2024-01-03 2024-01-04 2024-01-05",
		},
		{
			name:  "compressed and cut off: what was whole is kept",
			files: map[string]string{"days.ndjson.gz": packed(t, ".gz", line("2024-01-02", 2)+line("2024-01-03", 2)) + packed(t, ".gz", manyDays(300))[:20]},
			code:  exitRefused,
			says:  []string{"days.ndjson.gz line 3: the compressed file is cut off", "1 of 3 skipped"},
			days:  "2024-01-01 2024-01-02 2024-01-03",
		},
		{
			name:  "a single file that is cut off",
			files: map[string]string{"2024-01-02.geojson.zst": packed(t, ".zst", square(2))[:60], "2024-01-03.geojson": square(2)},
			code:  exitRefused,
			says:  []string{"2024-01-02.geojson.zst: the compressed file is cut off", "Imported 1 snapshot"},
			days:  "2024-01-01 2024-01-03",
		},
		{
			name:  "compressed nothing without end",
			files: map[string]string{"days.ndjson.zst": packed(t, ".zst", line("2024-01-02", 2)+line("2024-01-03", 2)+strings.Repeat("\n", 100_000))},
			code:  exitRefused,
			says:  []string{"there is no snapshot in 256 MiB on end", "Imported 2 snapshots"},
			days:  "2024-01-01 2024-01-02 2024-01-03",
		},
		{
			name:  "thousands of broken lines are not all listed",
			files: map[string]string{"days.ndjson": line("2024-01-02", 2) + strings.Repeat("x\n", 1500) + line("2024-01-03", 2)},
			code:  exitRefused,
			says:  []string{"days.ndjson line 1001: ", "Skipped 500 more", "Imported 2 snapshots", "1500 of 1502 skipped"},
			days:  "2024-01-01 2024-01-02 2024-01-03",
		},
	} {
		tt.run(t)
	}
}

func TestImportOfAllOrNothing(t *testing.T) {
	for _, tt := range []importCase{
		{
			name:  "nothing is wrong",
			files: map[string]string{"2024-01-01.geojson": square(2), "days.ndjson": line("2024-01-02", 2) + line("2024-01-03", 2)},
			says:  []string{"Imported 2 snapshots, 1 already there."},
			days:  "2024-01-01 2024-01-02 2024-01-03",
		},
		{
			name:  "a day is empty by accident",
			files: map[string]string{"days.ndjson": line("2024-01-02", 2) + emptied("2024-01-03") + line("2024-01-04", 2)},
			code:  exitRefused,
			says:  []string{"days.ndjson line 2 (2024-01-03): ", "Imported 0 snapshots", "2 snapshots that could have been imported were not stored", "1 of 3 skipped"},
			days:  "2024-01-01",
		},
		{
			name:  "a line is broken",
			files: map[string]string{"days.ndjson": line("2024-01-02", 2) + "{\n" + line("2024-01-04", 2)},
			code:  exitRefused,
			says:  []string{"days.ndjson line 2: ", "Imported 0 snapshots", "2 snapshots that"},
			days:  "2024-01-01",
		},
		{
			name:  "the last line is cut off",
			files: map[string]string{"days.ndjson.zst": packed(t, ".zst", line("2024-01-02", 2)) + packed(t, ".zst", manyDays(100))[:20]},
			code:  exitRefused,
			says:  []string{"the compressed file is cut off", "Imported 0 snapshots"},
			days:  "2024-01-01",
		},
		{
			name:  "a file of many is none",
			files: map[string]string{"2024-01-02.geojson": square(2), "README.md": "# Days"},
			code:  exitRefused,
			says:  []string{"README.md: ", "1 snapshot that could have been imported was not stored"},
			days:  "2024-01-01",
		},
		{
			name:  "a dry run",
			files: map[string]string{"days.ndjson": line("2024-01-02", 2) + line("2024-01-03", 2)},
			flags: "--dry-run",
			says:  []string{"Would import 2 snapshots"},
			days:  "2024-01-01",
		},
	} {
		tt.flags += " --all-or-nothing"
		tt.run(t)
	}
}

func TestImportOfAllOrNothingMakesNoLayer(t *testing.T) {
	db, file := newDatabase(t), write(t, t.TempDir(), "days.ndjson", line("2024-01-02", 2)+"{\n")
	r := greyzone(t, "import", "--db", db, "--layer", "desk", "--all-or-nothing", file)
	if r.code != exitRefused || strings.Contains(r.stderr, "Made the layer") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
	if r := greyzone(t, "export", "--db", db, "--layer", "desk"); !strings.Contains(r.stderr, "no layer") {
		t.Errorf("there is something: %q", r.stderr)
	}
}

func TestImportOfADayTwiceIsARevision(t *testing.T) {
	db, file := smallDatabase(t), write(t, t.TempDir(), "days.ndjson", line("2024-01-02", 2)+line("2024-01-02", 3)+line("2024-01-03", 3))
	for i, says := range []string{"Imported 3 snapshots, 0 already there.", "Imported 0 snapshots, 3 already there."} {
		if r := greyzone(t, "import", "--db", db, "--layer", "small", file); r.code != exitDone || !strings.Contains(r.stderr, says) {
			t.Errorf("import %d: exit %d, %s", i+1, r.code, r.stderr)
		}
	}
	if got := contentOf(t, db, "small"); strings.Count(got, "2024-01-02 ") != 2 || !strings.Contains(got, "2024-01-02 2 ") {
		t.Errorf("the layer has\n%s", got)
	}
	// A single file says what is so now, even what was so before.
	old := write(t, t.TempDir(), "old.geojson", strings.TrimSuffix(line("2024-01-02", 2), "\n"))
	if r := greyzone(t, "import", "--db", db, "--layer", "small", old); !strings.Contains(r.stderr, "Imported 1 snapshot,") {
		t.Errorf("a single file: exit %d, %s", r.code, r.stderr)
	}
}

// contentOf is all that a layer's snapshots are, but for their identity and when they were recorded.
func contentOf(t *testing.T, db, layer string) string {
	t.Helper()
	s, err := store.Open(t.Context(), db, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var b strings.Builder
	for q := (geo.SnapshotQuery{Layer: layer, AllRevisions: true, Limit: 1000}); ; {
		page, err := s.Snapshots(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, snapshot := range page.Snapshots {
			zones, err := s.Coverage(t.Context(), snapshot.ID)
			if err != nil {
				t.Fatal(err)
			}
			original, err := s.Original(t.Context(), snapshot.ID)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s %d %s %v %s\n", snapshot.ValidAt.Format(time.DateOnly), snapshot.Revision, snapshot.SHA256, zones, original.Data)
		}
		if page.NextCursor == nil {
			return b.String()
		}
		q.Cursor = *page.NextCursor
	}
}

func TestImportOfAPathThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "2024-01-02.geojson", square(2))
	if err := os.Symlink(filepath.Join(dir, "gone"), filepath.Join(dir, "2024-01-03.geojson")); err != nil {
		t.Fatal(err)
	}
	r := greyzone(t, "import", "--db", newDatabase(t), "--layer", "desk", dir)
	if r.code != exitRefused || !strings.Contains(r.stderr, "2024-01-03.geojson: no such file") || !strings.Contains(r.stderr, "Imported 1 snapshot") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
}
