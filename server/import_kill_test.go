package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/store"
)

// killedImport imports file in a process of its own that is killed as soon as it is enough, unless it ends before.
func killedImport(t *testing.T, db, file string, enough func() bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "import", "--db", db, "--layer", "small", file)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	for looks := time.Tick(5 * time.Millisecond); !enough(); {
		select {
		case <-looks:
		case <-ended:
			return
		}
	}
	_ = cmd.Process.Kill()
	<-ended
}

// A kill may come at any moment: before the database is made, within a group, between two, while the log is folded in.
func TestLongAnImportThatIsKilledIsResumed(t *testing.T) {
	// More than a group, and enough after it that a kill comes before the end. Two days have a second line later on.
	const all = groupSize + 16
	text := manyDays(all-2) + line("2024-02-10", 9) + line("2024-03-10", 9)
	file := write(t, t.TempDir(), "days.ndjson.zst", packed(t, ".zst", text))
	undisturbed := newDatabase(t)
	begun := time.Now()
	must(t, "import", "--db", undisturbed, "--layer", "small", file)
	whole := time.Since(begun)
	want := contentOf(t, undisturbed, "small")
	if n := strings.Count(want, "\n"); n != all {
		t.Fatalf("undisturbed it is %d snapshots", n)
	}
	for _, tt := range []struct {
		name        string
		watch       func(t *testing.T, db string) (enough func() bool)
		least, most int // snapshots that are stored then
	}{
		{"soon", within(whole / 5), 0, all},
		{"at any time", within(whole), 0, all},
		{"when some are stored", stored(1), 1, all - 1},
		{"when all are stored", stored(all), all, all},
	} {
		t.Run(tt.name, func(t *testing.T) {
			db := newDatabase(t)
			killedImport(t, db, file, tt.watch(t, db))
			n := countSnapshots(t, db)
			if t.Logf("%d of %d stored", n, all); n < tt.least || n > tt.most {
				t.Errorf("%d snapshots are stored when it is killed", n)
			}
			must(t, "import", "--db", db, "--layer", "small", file)
			if got := contentOf(t, db, "small"); got != want {
				t.Errorf("of %d snapshots, %d when it was killed, there are %d, or others", all, n, strings.Count(got, "\n"))
			}
			checkSound(t, db)
		})
	}
}

// within is enough at a random time, at most so long after the beginning.
func within(most time.Duration) func(*testing.T, string) func() bool {
	return func(*testing.T, string) func() bool {
		end := time.Now().Add(rand.N(most))
		return func() bool { return time.Now().After(end) }
	}
}

// stored is enough as soon as a server that runs beside it would see so many snapshots.
func stored(least int) func(*testing.T, string) func() bool {
	return func(t *testing.T, db string) func() bool {
		s, err := store.Open(t.Context(), db, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return func() bool {
			// Until the layer is made there is no page.
			page, _ := s.Snapshots(t.Context(), geo.SnapshotQuery{Layer: "small", AllRevisions: true, Limit: 1000})
			return len(page.Snapshots) >= least
		}
	}
}

// countSnapshots counts what is there before the import goes on, of a layer that may not be there.
func countSnapshots(t *testing.T, db string) int {
	t.Helper()
	if r := greyzone(t, "export", "--db", db, "--layer", "small", "--output", os.DevNull); r.code != exitDone {
		return 0
	}
	return strings.Count(contentOf(t, db, "small"), "\n")
}

// checkSound lets verify look through the database.
func checkSound(t *testing.T, db string) {
	t.Helper()
	if r := greyzone(t, "verify", "--db", db); r.code != exitDone {
		t.Errorf("the database is damaged: %s%s", r.stdout, r.stderr)
	}
}
