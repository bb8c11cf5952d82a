package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/store"
)

// clock is a time that moves only when it is told to.
type clock struct{ micros atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.micros.Store(standing().UnixMicro())
	return c
}

func (c *clock) now() time.Time { return time.UnixMicro(c.micros.Load()).UTC() }

// move moves the clock by d, back if it is negative, and returns the time that it shows then.
func (c *clock) move(d time.Duration) time.Time {
	c.micros.Add(d.Microseconds())
	return c.now()
}

func (c *clock) open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, c.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// seenAsOf is what a store says about layerUnderTest as known at asOf.
func seenAsOf(t testing.TB, s *store.Store, asOf time.Time) string {
	t.Helper()
	var all strings.Builder
	say := func(v any, err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintln(&all, said(t, v, err))
	}
	layer, err := s.Layer(t.Context(), layerUnderTest, asOf)
	say(layer, err)
	page, err := s.Snapshots(t.Context(), geo.SnapshotQuery{Layer: layerUnderTest, AsOf: asOf, AllRevisions: true})
	say(page, err)
	areas, err := s.Measure(t.Context(), geo.AreaQuery{Layer: layerUnderTest, AsOf: asOf, Within: &geo.Interval{}})
	say(areas, err)
	return all.String()
}

func TestAsOfWhileSomebodyStoresABatch(t *testing.T) {
	path, c := filepath.Join(t.TempDir(), "greyzone.db"), newClock()
	s, other := c.open(t, path), c.open(t, path)
	if err := s.SetWriting(t.Context(), "busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	publish(t, s, upload(t, layerUnderTest, "2024-08-01", file(square("ua", 35, 51, 0.1))))
	settled := c.move(time.Second)
	before := seenAsOf(t, s, settled)
	var during time.Time
	err := other.Batch(t.Context(), func(publish func(geo.Upload) (geo.Report, error)) error {
		c.move(time.Second)
		if _, err := publish(strange(t, layerUnderTest, "2024-08-02")); err != nil {
			return err
		}
		during = c.move(time.Second)
		for _, ask := range []func() error{
			func() error { _, err := s.Layer(t.Context(), layerUnderTest, during); return err },
			func() error { _, err := s.Layers(t.Context(), during); return err },
			func() error { _, err := s.SnapshotAt(t.Context(), layerUnderTest, time.Time{}, during); return err },
			func() error {
				_, err := s.Measure(t.Context(), geo.AreaQuery{Layer: layerUnderTest, AsOf: during})
				return err
			},
			func() error { _, err := s.TimelineVersion(t.Context(), layerUnderTest, during); return err },
		} {
			refused(t, ask(), geo.Unavailable, "import", during.Format(time.RFC3339Nano), settled.Format(time.RFC3339Nano))
		}
		if again := seenAsOf(t, s, settled); again != before {
			t.Errorf("as of before the batch: %.500s\nbefore: %.500s", again, before)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Snapshots(t.Context(), geo.SnapshotQuery{Layer: layerUnderTest, AsOf: during})
	if err != nil || len(page.Snapshots) != 2 || !page.Snapshots[1].RecordedAt.Before(during) {
		t.Errorf("as of during the batch, after it: %+v, %v", page.Snapshots, err)
	}
	if again := seenAsOf(t, s, settled); again != before {
		t.Errorf("as of before the batch: %.500s\nbefore: %.500s", again, before)
	}
}

// In the same process it is the connection that has to be waited for.
func TestAsOfWhileTheStoreItselfStoresABatch(t *testing.T) {
	c := newClock()
	s := c.open(t, filepath.Join(t.TempDir(), "greyzone.db"))
	known := publish(t, s, upload(t, layerUnderTest, "2024-08-01", file(square("ua", 35, 51, 0.1)))).Snapshot.RecordedAt
	givenUp := errors.New("given up")
	err := s.Batch(t.Context(), func(publish func(geo.Upload) (geo.Report, error)) error {
		if _, err := publish(strange(t, layerUnderTest, "2024-08-02")); err != nil {
			return err
		}
		soon, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		_, err := s.Layer(soon, layerUnderTest, c.move(time.Second))
		refused(t, err, geo.Unavailable, "import")
		if layer, err := s.Layer(t.Context(), layerUnderTest, *known); err != nil || layer.SnapshotCount != 1 {
			t.Errorf("what is certain: %d snapshots, %v", layer.SnapshotCount, err)
		}
		return givenUp
	})
	if !errors.Is(err, givenUp) {
		t.Fatal(err)
	}
	if layer, err := s.Layer(t.Context(), layerUnderTest, c.now()); err != nil || layer.SnapshotCount != 1 {
		t.Errorf("after the batch was given up: %d snapshots, %v", layer.SnapshotCount, err)
	}
}

// A question as of a time may be answered in the very microsecond of that time, and the clock may be set back after it.
func TestWhatIsRecordedAfterAQuestionHasALaterTime(t *testing.T) {
	path, c := filepath.Join(t.TempDir(), "greyzone.db"), newClock()
	s, other := c.open(t, path), c.open(t, path)
	publish(t, s, upload(t, layerUnderTest, "2024-08-01", file(square("ua", 35, 51, 0.1))))
	asked := c.move(time.Hour)
	before := seenAsOf(t, s, asked)
	for i, back := range []time.Duration{0, -time.Minute, -24 * time.Hour} {
		c.move(back)
		report := publish(t, other, upload(t, layerUnderTest, fmt.Sprintf("2024-08-%02d", 2+i), file(square("ua", 35, 51, 0.2))))
		if !report.Snapshot.RecordedAt.After(asked) {
			t.Errorf("recorded at %s, after an answer as of %s", report.Snapshot.RecordedAt, asked)
		}
		if again := seenAsOf(t, s, asked); again != before {
			t.Errorf("%.500s\nbefore: %.500s", again, before)
		}
		// The newest can be asked for, whatever the clock says.
		layer, err := s.Layer(t.Context(), layerUnderTest, *report.Snapshot.RecordedAt)
		if err != nil || layer.SnapshotCount != i+2 {
			t.Errorf("%d snapshots, %v", layer.SnapshotCount, err)
		}
	}
	_, err := s.Layer(t.Context(), layerUnderTest, asked.Add(time.Hour))
	refused(t, err, geo.Invalid, "as_of", "not over yet")
}

func TestAQuestionAsOfATimeChangesNothingElse(t *testing.T) {
	c, path := newClock(), filepath.Join(t.TempDir(), "greyzone.db")
	s := c.open(t, path)
	publish(t, s, upload(t, layerUnderTest, "2024-08-01", file(square("ua", 35, 51, 0.1))))
	version, err := s.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rows := dump(t, path)
	seenAsOf(t, s, c.move(time.Second))
	for table, now := range dump(t, path) {
		if changed := now != rows[table]; changed != (table == "horizon" || table == "seal") {
			t.Errorf("table %s: changed %v", table, changed)
		}
	}
	if now, err := s.Version(t.Context()); err != nil || now != version {
		t.Errorf("version %d, before %d, %v", now, version, err)
	}
	if found, err := s.Verify(t.Context(), func(string) {}); err != nil || len(found.Faults) > 0 {
		t.Errorf("%v, %v", found.Faults, err)
	}
	publish(t, s, upload(t, layerUnderTest, "2024-08-02", file(square("ua", 35, 51, 0.1))))
	if now, err := s.Version(t.Context()); err != nil || now == version {
		t.Errorf("after an upload the version is still %d, %v", now, err)
	}
}

// TestAsOfNowWhileManyPublish publishes from two stores on one file, as two processes would, while others ask what is known now
// and write down the answers; in the end all of them must still be so.
func TestAsOfNowWhileManyPublish(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greyzone.db")
	var stores []*store.Store
	for range 2 {
		s, err := store.Open(t.Context(), path, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		stores = append(stores, s)
	}
	publish(t, stores[0], upload(t, layerUnderTest, "2024-08-01", file(square("ua", 35, 51, 0.1))))
	var writers, readers sync.WaitGroup
	written := make(chan struct{})
	answers := make([]map[time.Time]string, len(stores))
	for i, s := range stores {
		writers.Go(func() { publishMany(t, s, uint64(i)) })
		writers.Go(func() { importMany(t, s, uint64(i)) })
		readers.Go(func() { answers[i] = askAsOfNow(t, s, written) })
	}
	writers.Wait()
	close(written)
	readers.Wait()
	for i := range answers {
		if len(answers[i]) < 10 {
			t.Errorf("only %d answers", len(answers[i]))
		}
		for asOf, before := range answers[i] {
			if again := seenAsOf(t, stores[1-i], asOf); again != before {
				t.Errorf("as of %s: %.500s\nbefore: %.500s", asOf, again, before)
			}
		}
	}
}

func askAsOfNow(t *testing.T, s *store.Store, written <-chan struct{}) map[time.Time]string {
	answers, random := make(map[time.Time]string), rand.New(rand.NewPCG(5, 5))
	for {
		select {
		case <-written:
			return answers
		case <-time.After(time.Duration(random.IntN(5)) * time.Millisecond):
			asOf := time.Now().Truncate(geo.Tick)
			answers[asOf] = seenAsOf(t, s, asOf)
		}
	}
}
