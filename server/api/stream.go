package api

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

const (
	// heartbeat is how long a stream is silent at most: servers in between give up on those that are for a minute.
	heartbeat = 20 * time.Second
	// slowest is how long a listener may take to read what was written to it.
	slowest = 30 * time.Second
	// maxMissed is how many snapshots a listener gets that was away.
	maxMissed = 1000
)

// published is the data of an event.
type published struct {
	Layer     string  `json:"layer"`
	Snapshot  geo.Ref `json:"snapshot"`
	Withdrawn bool    `json:"withdrawn"`
}

var streamDoc = doc{
	summary: "Snapshots as they are published", lasting: true,
	about: "Server-sent events: an event snapshot whenever one is published, reverted or imported, by whatever process. Its data is " +
		`{"layer": "…", "snapshot": {"id", "valid_at", "recorded_at", "revision"}, "withdrawn": false}; its id is the recorded time. ` +
		fmt.Sprintf("Whoever was away sends the last id as Last-Event-ID, as browsers do, and gets what it missed; of more than %d the newest. ", maxMissed) +
		fmt.Sprintf("A comment comes every %.0f seconds. More than %d listeners at once are answered with 503.", heartbeat.Seconds(), maxListeners),
	params: []param{
		{name: "layer", about: "Only the snapshots of this layer.", example: "kursk-sumy"},
		{name: "since", about: "First what was recorded after this time, an instant; without it, and without Last-Event-ID, only what comes.", example: "2026-01-01T00:00:00Z"},
	},
	answers: []answer{{http.StatusOK, "The events.", []media{{mime: "text/event-stream"}}}},
}

func (s *server) stream(c echo.Context) error {
	ctx := c.Request().Context()
	l := listener{to: c.Response(), control: http.NewResponseController(c.Response().Writer), layer: c.QueryParam("layer")}
	var err error
	if l.after, err = s.listensAfter(c); err != nil {
		return err
	}
	if l.layer != "" {
		if _, err := s.store.Layer(ctx, l.layer, time.Time{}); err != nil {
			return err
		}
	}
	leave, ok := s.watcher.join()
	if !ok {
		return geo.Errorf(geo.Unavailable, "%d others are listening, which is as many as this server takes: try again later, or ask for the layers now and then", maxListeners)
	}
	defer leave()
	l.begin()
	if c.Request().Method == http.MethodHead {
		return nil
	}
	if err := s.listen(ctx, &l); err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}

// listensAfter returns the recorded time after which a listener wants to know everything.
func (s *server) listensAfter(c echo.Context) (time.Time, error) {
	for _, asked := range []struct{ name, text string }{
		{"Last-Event-ID", c.Request().Header.Get("Last-Event-ID")},
		{"since", c.QueryParam("since")},
	} {
		if asked.text == "" {
			continue
		}
		m, err := geo.ParseMoment(asked.text)
		if err != nil {
			return time.Time{}, badParam(asked.name, err)
		}
		return m.To, nil
	}
	newest, err := s.store.Recordings(c.Request().Context(), time.Time{}, 1)
	if err != nil || len(newest) == 0 {
		return time.UnixMicro(0), err
	}
	return newest[0].Snapshot.RecordedAt, nil
}

// listen passes on to l what is recorded, until somebody ends that.
func (s *server) listen(ctx context.Context, l *listener) error {
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	if err := l.send(fmt.Sprintf("retry: %d\nid: %s\n\n", comeBack().Milliseconds(), eventID(l.after))); err != nil {
		return nil
	}
	for {
		changed := s.watcher.next()
		recordings, err := s.store.Recordings(ctx, l.after, maxMissed)
		if err != nil {
			return err
		}
		if err := l.pass(recordings); err != nil {
			return nil // it is gone, or too slow
		}
		select {
		case <-changed:
		case <-beat.C:
			if err := l.send(":\n\n"); err != nil {
				return nil
			}
		case <-s.watcher.ended:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}

// comeBack is after how long a listener shall come back that lost its connection: not all at once, when a server starts anew.
func comeBack() time.Duration { return time.Second + rand.N(4*time.Second) }

func eventID(recordedAt time.Time) string { return recordedAt.UTC().Format(time.RFC3339Nano) }

// listener is one who reads a stream.
type listener struct {
	to      *echo.Response
	control *http.ResponseController
	layer   string    // that it wants to know of; empty: all
	after   time.Time // everything that was recorded by then it has been told
}

// begin sends the headers of a stream.
func (l *listener) begin() {
	h := l.to.Header()
	h.Set(echo.HeaderContentType, "text/event-stream")
	h.Set(echo.HeaderCacheControl, "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would hold events back
	l.to.WriteHeader(http.StatusOK)
}

// pass tells the listener what was recorded.
func (l *listener) pass(recordings []geo.Recording) error {
	for _, r := range recordings {
		l.after = r.Snapshot.RecordedAt
		if l.layer != "" && l.layer != r.Layer {
			continue
		}
		data, err := json.Marshal(published{r.Layer, r.Snapshot.Ref(), r.Snapshot.Withdrawn})
		if err != nil {
			return err
		}
		if err := l.send(fmt.Sprintf("id: %s\nevent: snapshot\ndata: %s\n\n", eventID(l.after), data)); err != nil {
			return err
		}
	}
	return nil
}

// send writes text to the listener at once; one that does not read it in time is given up. The server's own limit is one for
// the whole answer, and would end every stream.
func (l *listener) send(text string) error {
	_ = l.control.SetWriteDeadline(time.Now().Add(slowest)) // what is no connection has none
	if _, err := l.to.Write([]byte(text)); err != nil {
		return err
	}
	return l.control.Flush()
}
