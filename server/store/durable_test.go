package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"greyzone/geo"
	"greyzone/server/store"
)

// copyOf copies the file of a database and its log, as they are on disk now.
func copyOf(t testing.TB, path string) string {
	t.Helper()
	target := filepath.Join(t.TempDir(), "copy.db")
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target+suffix, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return target
}

func TestAnsweredUploadIsOnDisk(t *testing.T) {
	s, path := emptyStore(t)
	report := publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.1))))
	other := openStore(t, copyOf(t, path))
	if zones, err := other.Coverage(t.Context(), *report.Snapshot.ID); err != nil || len(zones) != 1 {
		t.Errorf("%d zones, %v", len(zones), err)
	}
}

func TestUnfinishedWriteLeavesNothing(t *testing.T) {
	s, path := emptyStore(t)
	publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.1))))
	before := dump(t, path)
	raw := openRaw(t, path)
	defer raw.Close()
	// With next to no cache the transaction's pages go to the log before it is committed.
	for _, statement := range []string{
		`PRAGMA cache_size = 1`,
		`BEGIN IMMEDIATE`,
		`INSERT INTO original (sha256, data) VALUES (x'00', randomblob(5000000))`,
	} {
		if _, err := raw.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	target := copyOf(t, path)
	if info, err := os.Stat(target + "-wal"); err != nil || info.Size() < 4_000_000 {
		t.Fatalf("the log has %d bytes, %v", info.Size(), err)
	}
	openStore(t, target)
	sameDump(t, before, dump(t, target))
}

// endless names, for a child process, the database to publish to until it is killed.
const endless = "GREYZONE_TEST_ENDLESS"

func TestPublishUntilKilled(t *testing.T) {
	path := os.Getenv(endless)
	if path == "" {
		t.Skip("only for the child of TestKilled")
	}
	s := openStore(t, path)
	for i := 0; ; i++ {
		report := publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.1+0.001*float64(i%50)))))
		fmt.Println("id", *report.Snapshot.ID)
	}
}

func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greyzone.db")
	child := exec.Command(os.Args[0], "-test.run=^TestPublishUntilKilled$")
	child.Env = append(os.Environ(), endless+"="+path)
	output, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var answered []string
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		var id string
		if _, err := fmt.Sscanf(lines.Text(), "id %s", &id); err == nil {
			answered = append(answered, id)
		}
		if len(answered) == 20 {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait() // killed, as it should be
	if len(answered) < 20 {
		t.Fatalf("%d uploads were answered before the child ended", len(answered))
	}
	s := openStore(t, path)
	for _, id := range answered {
		if _, err := s.Original(t.Context(), id); err != nil {
			t.Error(err)
		}
	}
}

func TestUploadsForOneDayAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greyzone.db")
	stores := []*store.Store{openStore(t, path), openStore(t, path)} // as two processes would
	var mu sync.Mutex
	var revisions []int
	var group sync.WaitGroup
	for i := range 8 {
		u := upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.1+0.001*float64(i))))
		group.Go(func() {
			report, err := stores[i%2].Publish(context.Background(), u)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			revisions = append(revisions, report.Snapshot.Revision)
		})
	}
	group.Wait()
	slices.Sort(revisions)
	if !slices.Equal(revisions, []int{1, 2, 3, 4, 5, 6, 7, 8}) {
		t.Errorf("%v", revisions)
	}
	page, err := stores[0].Snapshots(t.Context(), geo.SnapshotQuery{Layer: "map", AllRevisions: true})
	if err != nil || len(page.Snapshots) != 8 {
		t.Errorf("%d snapshots, %v", len(page.Snapshots), err)
	}
}

func TestFullDisk(t *testing.T) {
	s, path := defaultStore(t)
	ctx := t.Context()
	var pages int
	raw := openRaw(t, path)
	defer raw.Close()
	if err := raw.QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		t.Helper()
		if err := s.SetWriting(ctx, fmt.Sprintf("max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	// White space that cannot be packed to less than the file's last free page.
	content := file(square("ua", 35, 51, 0.2))
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		content = append(content, " \n\r\t"[random.IntN(4)])
	}
	u := upload(t, "map", "2024-08-10", content)
	before := dump(t, path)
	limit(pages)
	t.Run("an upload is refused and nothing is stored", func(t *testing.T) {
		_, err := s.Publish(ctx, u)
		refused(t, err, geo.NoSpace, "disk is full", "nothing was stored")
		sameDump(t, before, dump(t, path))
	})
	t.Run("what is there can be read and measured", func(t *testing.T) {
		near(t, "ua in kursk", on(t, s, "2024-08-20", "kursk")["ua"], 928.757132)
	})
	t.Run("with room again the upload is stored", func(t *testing.T) {
		limit(pages + 1000)
		publish(t, s, u)
	})
}

func TestBusyDatabase(t *testing.T) {
	s, path := emptyStore(t)
	if err := s.SetWriting(t.Context(), "busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	raw := openRaw(t, path)
	defer raw.Close()
	if _, err := raw.Exec(`BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	_, err := s.Publish(t.Context(), upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.2))))
	refused(t, err, geo.Unavailable, "busy", "try again")
	refused(t, s.Ready(t.Context()), geo.Unavailable)
	if _, err := raw.Exec(`ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.2))))
}

func TestCancelledUploadLeavesNothing(t *testing.T) {
	s, path := emptyStore(t)
	before := dump(t, path)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Publish(ctx, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.2)))); err == nil {
		t.Error("published")
	}
	sameDump(t, before, dump(t, path))
}
