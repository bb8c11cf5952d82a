package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// importProcess imports file in a process of its own that is killed after a while, or with 0 is left to end.
func importProcess(t *testing.T, db, file string, killAfter time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "import", "--db", db, "--layer", "small", file)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if killAfter > 0 {
		timer := time.AfterFunc(killAfter, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
	}
	if err := cmd.Wait(); err != nil && killAfter == 0 {
		t.Fatalf("%v: %s", err, said.String())
	}
}

// A kill may come at any moment: before the database is made, within a group, between two, while the log is folded in.
func TestAnImportThatIsKilledIsResumed(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs many processes")
	}
	const days, kills = 120, 7
	// Two days have a second line later on.
	text := manyDays(days) + line("2024-02-10", 9) + line("2024-03-10", 9)
	file := write(t, t.TempDir(), "days.ndjson.zst", packed(t, ".zst", text))
	undisturbed := newDatabase(t)
	begun := time.Now()
	importProcess(t, undisturbed, file, 0)
	whole := time.Since(begun)
	want := contentOf(t, undisturbed, "small")
	if n := strings.Count(want, "\n"); n != days+2 {
		t.Fatalf("undisturbed it is %d snapshots", n)
	}
	midway := 0
	for i := range kills {
		db := newDatabase(t)
		after := time.Duration(float64(whole) * (float64(i) + rand.Float64()) / kills)
		importProcess(t, db, file, max(after, time.Millisecond))
		if n := countSnapshots(t, db); n > 0 && n < days+2 {
			midway++
		}
		importProcess(t, db, file, 0)
		if got := contentOf(t, db, "small"); got != want {
			t.Errorf("killed after %v of %v: %d snapshots of %d, or others", after, whole, strings.Count(got, "\n"), days+2)
		}
		checkSound(t, db)
	}
	t.Logf("undisturbed in %v; of %d kills %d came when some snapshots were stored and some not", whole, kills, midway)
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
