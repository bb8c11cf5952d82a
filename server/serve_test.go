package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"greyzone/server/store"
)

func TestFirstStartLoadsTheDataAndMakesAToken(t *testing.T) {
	db := newDatabase(t)
	first := start(t, db)
	var layer struct {
		SnapshotCount int `json:"snapshot_count"`
	}
	if err := json.Unmarshal([]byte(first.get(t, "/api/v1/layers/kursk-sumy").body), &layer); err != nil || layer.SnapshotCount != 114 {
		t.Errorf("the default layer has %d snapshots, not 114 (%v)", layer.SnapshotCount, err)
	}
	if got := first.get(t, "/readyz"); got.status != http.StatusOK {
		t.Errorf("ready: %d %s", got.status, got.body)
	}
	if list := must(t, "token", "list", "--db", db); first.token == "" || strings.Count(list, "\n") != 2 {
		t.Errorf("token %q printed, of\n%s", first.token, list)
	}
	const snapshots = "/api/v1/layers/kursk-sumy/snapshots?revisions=all&limit=1000"
	before := first.get(t, snapshots).body
	first.end()
	if code := first.stop(); code != exitDone {
		t.Fatalf("the first server ended with %d", code)
	}
	second := start(t, db)
	if second.token != "" {
		t.Errorf("a second start made the token %q", second.token)
	}
	if after := second.get(t, snapshots).body; after != before {
		t.Errorf("a second start changed the snapshots to\n%s", after)
	}
}

func TestUploadUnderWayIsFinishedWhenTheServerEnds(t *testing.T) {
	db := smallDatabase(t)
	server := start(t, db)
	body, writer := io.Pipe()
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{Got100Continue: func() {
		server.end()
		go func() {
			_, err := io.WriteString(writer, square(3))
			writer.CloseWithError(err)
		}()
	}})
	got, err := server.tryUpload(ctx, server.token, "2024-01-02", body)
	if err != nil || got.status != http.StatusCreated {
		t.Fatalf("the upload: %v, %d %s", err, got.status, got.body)
	}
	if code := server.stop(); code != exitDone {
		t.Errorf("the server ended with %d", code)
	}
	if exported := must(t, "export", "--db", db, "--layer", "small", "--format", "original"); exported != square(3) {
		t.Errorf("the newest snapshot is\n%s", exported)
	}
}

func TestTerminatedProcessClosesTheDatabase(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			db := smallDatabase(t)
			server, process := startProcess(t, db)
			if err := process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if code := server.stop(); code != exitDone {
				t.Errorf("it ended with %d", code)
			}
			if _, err := os.Stat(db + "-wal"); err == nil {
				t.Error("the database was not closed")
			}
		})
	}
}

func TestKilledServerKeepsWhatItAnswered(t *testing.T) {
	db := smallDatabase(t)
	server, process := startProcess(t, db)
	stored := make(chan string)
	var uploads sync.WaitGroup
	for year := 2001; year <= 2004; year++ {
		uploads.Go(func() { uploadUntilKilled(t, server, year, stored) })
	}
	go func() {
		uploads.Wait()
		close(stored)
	}()
	var ids []string
	for id := range stored {
		if ids = append(ids, id); len(ids) == 20 {
			if err := process.Kill(); err != nil {
				t.Error(err)
			}
		}
	}
	if len(ids) < 20 {
		t.Fatalf("%d uploads were answered before the server ended", len(ids))
	}
	s, err := store.Open(t.Context(), db, time.Now)
	if err != nil {
		t.Fatalf("the database does not open: %v", err)
	}
	defer s.Close()
	for _, id := range ids {
		if _, err := s.Original(t.Context(), id); err != nil {
			t.Errorf("%s was answered 201: %v", id, err)
		}
	}
}

// uploadUntilKilled uploads one day after another until the server is gone, and passes on the IDs that it answered.
func uploadUntilKilled(t *testing.T, server *testServer, year int, stored chan<- string) {
	day := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	for ; ; day = day.AddDate(0, 0, 1) {
		got, err := server.tryUpload(t.Context(), server.token, day.Format(time.DateOnly), strings.NewReader(square(2)))
		if err != nil {
			return
		}
		var report struct{ Snapshot struct{ ID string } }
		if err := json.Unmarshal([]byte(got.body), &report); err != nil || got.status != http.StatusCreated {
			t.Errorf("%d %s", got.status, got.body)
			return
		}
		stored <- report.Snapshot.ID
	}
}

func TestAddressInUseIsSaidInOneLine(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	db := newDatabase(t)
	r := greyzone(t, "serve", "--db", db, "--addr", listener.Addr().String())
	if r.code != exitRefused || strings.Count(r.stderr, "\n") != 1 || !strings.Contains(r.stderr, "--addr") {
		t.Errorf("exit %d, %q", r.code, r.stderr)
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("a server that could not start made a database")
	}
}

func TestHealthFollowsTheServer(t *testing.T) {
	server := start(t, smallDatabase(t))
	addr := strings.TrimPrefix(server.url, "http://")
	must(t, "health", "--addr", addr)
	server.end()
	server.stop()
	if r := greyzone(t, "health", "--addr", addr); r.code != exitRefused {
		t.Errorf("of a server that ended: exit %d, %q", r.code, r.stderr)
	}
}

func TestPrintedAddressCanBeReached(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:80": "http://127.0.0.1:80",
		"0.0.0.0:80":   "http://localhost:80",
		"[::]:8080":    "http://localhost:8080",
		"[::1]:8080":   "http://[::1]:8080",
	} {
		resolved, err := net.ResolveTCPAddr("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := reachedAt(resolved); got != want {
			t.Errorf("%s is reached at %s, not %s", addr, got, want)
		}
	}
}

func TestBaseMapIsCheckedAtTheStart(t *testing.T) {
	db := newDatabase(t)
	file := write(t, t.TempDir(), "map.pmtiles", strings.Repeat("SQLite", 100))
	t.Setenv("GREYZONE_PMTILES", file)
	r := greyzone(t, "serve", "--db", db, "--addr", "127.0.0.1:0")
	if r.code != exitUsage || strings.Count(r.stderr, "\n") != 1 || !strings.Contains(r.stderr, file) {
		t.Errorf("exit %d, %q", r.code, r.stderr)
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("a server that could not start made a database")
	}
	t.Setenv("GREYZONE_PMTILES", "")
	if r := greyzone(t, "serve", "--db", db, "--pmtiles-attribution", "Makers"); r.code != exitUsage || !strings.Contains(r.stderr, "--pmtiles") {
		t.Errorf("an attribution of nothing: exit %d, %q", r.code, r.stderr)
	}
}
