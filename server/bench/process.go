package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func (b *bench) database() string { return filepath.Join(b.dir, "history.db") }

// spent is what a process took.
type spent struct {
	time time.Duration
	peak int64 // of resident memory, in bytes
}

// importInto imports a history into a new database. What is skipped is no failure.
func (b *bench) importInto(ctx context.Context, db string, h history) (spent, error) {
	cmd := exec.CommandContext(ctx, b.program, "import", "--db", db, "--layer", layer, "--allow-large-change", h.path)
	var said bytes.Buffer
	cmd.Stderr = &said
	start := time.Now()
	err := cmd.Run()
	s := spent{time: time.Since(start)}
	if err != nil {
		return s, fmt.Errorf("import: %w: %s", err, lastLine(said.String()))
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.peak = usage.Maxrss << 10 // Linux counts in KiB
	}
	return s, nil
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

func (b *bench) load(ctx context.Context, h history) ([]figure, error) {
	s, err := b.importInto(ctx, b.database(), h)
	if err != nil {
		return nil, err
	}
	return []figure{{value: s.time.Seconds(), goal: 7, unit: "s"}, {value: float64(s.peak) / 1e6, goal: 400, unit: "MB"}}, nil
}

// size measures the file as it is, and a copy without the originals. SQL is the store's alone, so the copy is made by
// SQLite's own shell.
func (b *bench) size(ctx context.Context) ([]figure, error) {
	whole, err := megabytes(b.database())
	if err != nil {
		return nil, err
	}
	figures := []figure{{value: whole, goal: 3, unit: "MB"}}
	copied := filepath.Join(b.dir, "without.db")
	steps := "VACUUM INTO '" + copied + "';"
	if err := exec.CommandContext(ctx, "sqlite3", b.database(), steps).Run(); err != nil {
		return figures, nil // without the shell there is one figure
	}
	if err := exec.CommandContext(ctx, "sqlite3", copied, withoutOriginals).Run(); err != nil {
		return nil, fmt.Errorf("originals: %w", err)
	}
	rest, err := megabytes(copied)
	return append(figures, figure{value: rest, goal: 1, unit: "MB"}), err
}

// withoutOriginals deletes what the store keeps of the uploaded bytes.
const withoutOriginals = "PRAGMA foreign_keys = off; DELETE FROM original; VACUUM;"

// megabytes is the size of a database with what is still in its log.
func megabytes(db string) (float64, error) {
	info, err := os.Stat(db)
	if err != nil {
		return 0, err
	}
	size := info.Size()
	if log, err := os.Stat(db + "-wal"); err == nil {
		size += log.Size()
	}
	return float64(size) / 1e6, nil
}

// served is a server that runs. The zero value is none.
type served struct {
	cmd   *exec.Cmd
	url   string
	token string
	ready time.Duration // from its start
}

var errNoServer = errors.New("no server")

// serve starts a server and waits until it is ready.
func (b *bench) serve(ctx context.Context, db string) (*served, error) {
	token, err := exec.CommandContext(ctx, b.program, "token", "create", "--db", db, "--name", "bench").Output()
	if err != nil {
		return nil, fmt.Errorf("token: %w", err)
	}
	log, err := os.Create(filepath.Join(b.dir, "serve.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	s := &served{token: strings.TrimSpace(string(token)), cmd: exec.CommandContext(ctx, b.program, "serve", "--db", db, "--addr", "127.0.0.1:0")}
	s.cmd.Stderr = log
	start := time.Now()
	if s.url, err = startAndReadURL(s.cmd); err != nil {
		return nil, err
	}
	err = s.waitUntilReady(ctx)
	s.ready = time.Since(start)
	return s, err
}

var printedURL = regexp.MustCompile(`http://\S+`)

// startAndReadURL starts a server and returns the URL that it prints.
func startAndReadURL(cmd *exec.Cmd) (string, error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if url := printedURL.FindString(lines.Text()); url != "" {
			return url, nil
		}
	}
	return "", fmt.Errorf("%s printed no URL: %w", cmd.Path, cmd.Wait())
}

func (s *served) waitUntilReady(ctx context.Context) error {
	for ctx.Err() == nil {
		a, err := get(ctx, s.url+"/readyz", "")
		if err == nil && a.status == http.StatusOK {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
	return ctx.Err()
}

// stop ends the server, if there is one.
func (s *served) stop() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
}

// start measures the start, five times, and leaves the last server in s.
func (b *bench) start(ctx context.Context, s *served) ([]figure, error) {
	var times []time.Duration
	for range 5 {
		s.stop()
		next, err := b.serve(ctx, b.database())
		if err != nil {
			return nil, err
		}
		*s = *next
		times = append(times, s.ready)
	}
	return []figure{{value: median(times).Seconds(), goal: 0.5, unit: "s"}}, nil
}

// memory is what the server holds now, and has held at most.
func (s *served) memory() ([]figure, error) {
	if s.cmd == nil {
		return nil, errNoServer
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return nil, errNotMeasured
	}
	now, peak := statusKiB(string(status), "VmRSS:"), statusKiB(string(status), "VmHWM:")
	return []figure{{value: now * 1024 / 1e6, goal: 120, unit: "MB"}, {value: peak * 1024 / 1e6, goal: 120, unit: "MB"}}, nil
}

func statusKiB(status, name string) float64 {
	_, rest, _ := strings.Cut(status, name)
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	n, _ := strconv.ParseFloat(fields[0], 64)
	return n
}
