package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// square is a file with one zone held by ru that is more or less wide.
func square(width float64) string {
	return fmt.Sprintf(`{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"status": "ru"},
		"geometry": {"type": "Polygon", "coordinates": [[[34, 51], [%[1]g, 51], [%[1]g, 51.2], [34, 51.2], [34, 51]]]}}]}`, 34+width/10)
}

// smallDatabase returns a database with the layer "small", which has one snapshot, and no default data.
func smallDatabase(t *testing.T) string {
	t.Helper()
	db := newDatabase(t)
	must(t, "import", "--db", db, "--layer", "small", write(t, t.TempDir(), "2024-01-01.geojson", square(2)))
	return db
}

// testServer is a server of the command, in this process or another.
type testServer struct {
	url   string
	token string // that it printed, or empty
	// end asks it to end; the exit code comes from ended.
	end   func()
	ended chan int
}

var (
	printedURL   = regexp.MustCompile(`http://\S+`)
	printedToken = regexp.MustCompile(`gz_\S+`)
)

// start serves db from this process.
func start(t *testing.T, db string, args ...string) *testServer {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, stdout := io.Pipe()
	s := &testServer{end: cancel, ended: make(chan int, 1)}
	go func() {
		code := run(ctx, append([]string{"serve", "--db", db, "--addr", "127.0.0.1:0"}, args...), stdout, t.Output())
		stdout.Close()
		s.ended <- code
	}()
	t.Cleanup(func() {
		cancel()
		s.stop()
	})
	s.readGreeting(t, out)
	return s
}

// startProcess serves db from a process of its own.
func startProcess(t *testing.T, db string) (*testServer, *os.Process) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "serve", "--db", db, "--addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), asCommand+"=1")
	cmd.Stderr = t.Output()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &testServer{ended: make(chan int, 1)}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	s.readGreeting(t, out)
	go func() {
		_ = cmd.Wait()
		s.ended <- cmd.ProcessState.ExitCode()
	}()
	return s, cmd.Process
}

// stop waits for the end and returns the exit code.
func (s *testServer) stop() int {
	code := <-s.ended
	s.ended <- code
	return code
}

// readGreeting reads the token, if one is printed, and the URL.
func (s *testServer) readGreeting(t *testing.T, out io.Reader) {
	t.Helper()
	lines := bufio.NewScanner(out)
	for s.url == "" && lines.Scan() {
		s.url = printedURL.FindString(lines.Text())
		if token := printedToken.FindString(lines.Text()); token != "" {
			s.token = token
		}
	}
	if s.url == "" {
		t.Fatal("the server printed no URL")
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
}

// answer is a response, read.
type answer struct {
	status int
	body   string
}

func (s *testServer) upload(t *testing.T, token, day, file string) answer {
	t.Helper()
	a, err := s.tryUpload(t.Context(), token, day, strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (s *testServer) tryUpload(ctx context.Context, token, day string, file io.Reader) (answer, error) {
	url := s.url + "/api/v1/layers/small/snapshots?datetime=" + day
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, file)
	if err != nil {
		return answer{}, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Expect", "100-continue")
	transport := &http.Transport{ExpectContinueTimeout: time.Minute}
	defer transport.CloseIdleConnections()
	response, err := transport.RoundTrip(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return answer{status: response.StatusCode, body: string(body)}, err
}

func (s *testServer) get(t *testing.T, path string) answer {
	t.Helper()
	response, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{status: response.StatusCode, body: string(body)}
}
