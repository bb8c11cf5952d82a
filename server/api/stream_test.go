package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"greyzone/server/api"
)

// startListened serves a site as the command does, but with less patience for what takes long.
func startListened(t *testing.T, s site, patience time.Duration) string {
	t.Helper()
	server := httptest.NewUnstartedServer(s.handler)
	server.Listener = api.WholeAnswers(server.Listener)
	server.Config.ConnContext = api.ConnContext
	server.Config.ReadTimeout, server.Config.WriteTimeout = patience, patience
	server.Start()
	t.Cleanup(func() {
		s.handler.(*api.Handler).EndStreams()
		server.Close()
	})
	return server.URL + "/api/v1/stream"
}

// heard is an event as a browser has it.
type heard struct{ id, event, data string }

// reader reads a stream.
type reader struct {
	t     *testing.T
	lines *bufio.Scanner
	leave func()
	head  http.Header
}

func listenTo(t *testing.T, url, lastEventID string) reader {
	t.Helper()
	ctx, leave := context.WithCancel(t.Context())
	t.Cleanup(leave)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lastEventID != "" {
		r.Header.Set("Last-Event-ID", lastEventID)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", url, response.Status)
	}
	return reader{t, bufio.NewScanner(response.Body), leave, response.Header}
}

// next returns the next event, or what has no data but an id.
func (r reader) next() heard {
	r.t.Helper()
	var e heard
	for r.lines.Scan() {
		name, value, _ := strings.Cut(r.lines.Text(), ": ")
		switch {
		case name == "id":
			e.id = value
		case name == "event":
			e.event = value
		case name == "data":
			e.data = value
		case name == "" && e != heard{}:
			return e
		}
	}
	r.t.Fatalf("the stream ended: %v", r.lines.Err())
	return e
}

type publishedEvent struct {
	Layer    string
	Snapshot struct {
		ID         string
		ValidAt    string `json:"valid_at"`
		RecordedAt string `json:"recorded_at"`
		Revision   int
	}
	Withdrawn bool
}

func (r reader) published() (e publishedEvent, id string) {
	r.t.Helper()
	got := r.next()
	if err := json.Unmarshal([]byte(got.data), &e); err != nil || got.event != "snapshot" {
		r.t.Fatalf("%+v: %v", got, err)
	}
	return e, got.id
}

func (s site) publishOn(day string, east float64) {
	s.t.Helper()
	w := s.upload(snapshots+"?allow_large_change=true&datetime="+day, dayOf(east))
	if w.Code != http.StatusCreated {
		s.t.Fatalf("%d %s", w.Code, w.Body)
	}
}

func dayOf(east float64) string { return day(zone("ua", box(35, 51, east, 51.2))) }

func TestListenersHearWhatIsPublished(t *testing.T) {
	s := newSite(t, api.Options{})
	url := startListened(t, s, time.Minute)
	one, other, since := listenTo(t, url, ""), listenTo(t, url+"?layer=kursk-sumy", ""), listenTo(t, url+"?since=2000-01-01", "")
	if h := one.head; h.Get("Content-Type") != "text/event-stream" || h.Get("Cache-Control") != "no-store" || h.Get("Content-Encoding") != "" || h.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("headers are %v", h)
	}
	begun := one.next()
	if begun.id == "" || begun.data != "" || other.next() != begun {
		t.Errorf("a stream begins with %+v", begun)
	}
	since.next()
	if first, _ := since.published(); first.Snapshot.ValidAt != "2024-08-05T00:00:00Z" {
		t.Errorf("who asks for everything since 2000 gets first %+v", first)
	}
	s.publishOn("2025-07-11", 35.1)
	first, id := one.published()
	if first.Layer != "kursk-sumy" || first.Snapshot.ValidAt != "2025-07-11T00:00:00Z" || first.Snapshot.Revision != 1 || first.Withdrawn || first.Snapshot.RecordedAt != id {
		t.Errorf("published: %+v, id %s", first, id)
	}
	if same, _ := other.published(); same != first {
		t.Errorf("another listener hears %+v", same)
	}
	if w := s.upload(snapshots+"/"+first.Snapshot.ID+"/revert", ""); w.Code != http.StatusCreated {
		t.Fatal(w.Body)
	}
	reverted, _ := one.published()
	if !reverted.Withdrawn || reverted.Snapshot.Revision != 2 {
		t.Errorf("reverted: %+v", reverted)
	}
	// Who was away hears the same, and nothing twice.
	again := listenTo(t, url, begun.id)
	again.next()
	for _, want := range []publishedEvent{first, reverted} {
		if got, _ := again.published(); got != want {
			t.Errorf("after coming back: %+v, not %+v", got, want)
		}
	}
	back := listenTo(t, url+"?since=2000-01-01", id)
	back.next()
	if got, _ := back.published(); got != reverted {
		t.Errorf("coming back with the last id: %+v, not %+v", got, reverted)
	}
}

func TestListenersOfOneLayerHearNothingOfAnother(t *testing.T) {
	s := newSite(t, api.Options{})
	url := startListened(t, s, time.Minute)
	ours := listenTo(t, url+"?layer=kursk-sumy", "")
	ours.next()
	if w := s.upload("/api/v1/layers/other/snapshots?create_layer=true&datetime=2025-07-11", dayOf(35.2)); w.Code != http.StatusCreated {
		t.Fatal(w.Body)
	}
	s.publishOn("2025-07-11", 35.1)
	if e, _ := ours.published(); e.Layer != "kursk-sumy" {
		t.Errorf("heard of %+v", e)
	}
}

func TestStreamOutlastsTheServersPatience(t *testing.T) {
	s := newSite(t, api.Options{})
	const patience = 100 * time.Millisecond
	listening := listenTo(t, startListened(t, s, patience), "")
	listening.next()
	east := 35.1
	for begun := time.Now(); time.Since(begun) < 3*patience; east += 0.01 {
		s.publishOn("2025-07-11", east)
		listening.published()
	}
}

func TestListenersThatDoNotReadHoldNobodyUp(t *testing.T) {
	s := newSite(t, api.Options{})
	url := startListened(t, s, time.Minute)
	stuck := stuckWriter{httptest.NewRecorder(), make(chan struct{}), make(chan struct{})}
	gone := make(chan struct{})
	go func() {
		s.handler.ServeHTTP(stuck, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/stream", nil))
		close(gone)
	}()
	<-stuck.writing
	listening := listenTo(t, url, "")
	listening.next()
	s.publishOn("2025-07-11", 35.1)
	listening.published()
	close(stuck.free)
	s.handler.(*api.Handler).EndStreams()
	<-gone
}

// stuckWriter writes nothing until it is free.
type stuckWriter struct {
	*httptest.ResponseRecorder
	writing, free chan struct{}
}

func (w stuckWriter) Write(p []byte) (int, error) {
	select {
	case <-w.free:
	default:
		close(w.writing)
		<-w.free
	}
	return w.ResponseRecorder.Write(p)
}

func TestStreamsAreRefusedWithAReason(t *testing.T) {
	s := newSite(t, api.Options{})
	const stream = "/api/v1/stream"
	wantProblem(t, s.get(stream+"?layer=nowhere"), 404, "nowhere", "kursk-sumy")
	wantProblem(t, s.get(stream+"?since=yesterday"), 400, "since", "yesterday")
	wantProblem(t, s.get(stream+"?day=1"), 400, `"day"`, "since")
	wantProblem(t, s.do(call{url: stream, header: map[string]string{"Last-Event-ID": "42"}}), 400, "Last-Event-ID")
	if w := s.do(call{method: "HEAD", url: stream}); w.Code != 200 || w.Body.Len() != 0 || w.Header().Get("Content-Type") != "text/event-stream" {
		t.Errorf("HEAD: %d %v", w.Code, w.Header())
	}
}

func TestTooManyListenersAreAskedToComeBack(t *testing.T) {
	s := newSite(t, api.Options{})
	ctx, leave := context.WithCancel(t.Context())
	const most = 5_000
	ended := make(chan struct{})
	for range most {
		begun := make(chan struct{})
		go func() {
			r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1/stream", nil)
			s.handler.ServeHTTP(flushed{httptest.NewRecorder(), begun}, r)
			ended <- struct{}{}
		}()
		<-begun
	}
	w := s.get("/api/v1/stream")
	wantProblem(t, w, 503, fmt.Sprint(most))
	if w.Header().Get("Retry-After") == "" {
		t.Error("nothing says when to come back")
	}
	leave()
	for range most {
		<-ended
	}
	listenTo(t, startListened(t, s, time.Minute), "").next()
}

// flushed closes begun when the first of an answer has come.
type flushed struct {
	*httptest.ResponseRecorder
	begun chan struct{}
}

func (f flushed) Flush() {
	if f.Flushed {
		return
	}
	f.ResponseRecorder.Flush()
	close(f.begun)
}

func TestEndOfTheServerEndsStreams(t *testing.T) {
	s := newSite(t, api.Options{})
	url := startListened(t, s, time.Minute)
	listening := listenTo(t, url, "")
	listening.next()
	s.handler.(*api.Handler).EndStreams()
	if listening.lines.Scan(); listening.lines.Text() != "" || listening.lines.Err() != nil {
		t.Errorf("after the end: %q, %v", listening.lines.Text(), listening.lines.Err())
	}
}
