package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/store"
)

// TestManyAtOnce lets two stores work on one file, as two processes would: both publish, correct and take back, one of
// them in batches, while others read from both.
func TestManyAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greyzone.db")
	stores := []*store.Store{openStore(t, path), openStore(t, path)}
	publish(t, stores[0], upload(t, layerUnderTest, "2024-08-01", file(square("ua", 35, 51, 0.1))))
	var writers, readers sync.WaitGroup
	written := make(chan struct{})
	for i, s := range stores {
		writers.Go(func() { publishMany(t, s, uint64(i)) })
		writers.Go(func() { importMany(t, s, uint64(i)) })
		for range 2 {
			readers.Go(func() { readUntil(t, s, written) })
		}
	}
	writers.Wait()
	close(written)
	readers.Wait()
	for _, s := range stores {
		sameAsFresh(t, s, path)
	}
	if found, err := stores[0].Verify(t.Context(), func(string) {}); err != nil || len(found.Faults) > 0 {
		t.Errorf("%v, %v", found.Faults, err)
	}
}

// someUpload is of one of a few layers and days, and now and then brings a status of its own.
func someUpload(t *testing.T, random *rand.Rand) geo.Upload {
	layer := []string{layerUnderTest, "second", "third"}[random.IntN(3)]
	at := fmt.Sprintf("2024-08-%02d", 1+random.IntN(20))
	if random.IntN(8) == 0 {
		return strange(t, layer, at)
	}
	u := upload(t, layer, at, file(square("ua", 35, 51, 0.1+0.0001*float64(random.IntN(1000))), square("grey", 35.1, 51, 0.2)))
	u.AllowLargeChange = true
	u.DryRun = random.IntN(8) == 0
	return u
}

func publishMany(t *testing.T, s *store.Store, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 1))
	for range 20 {
		report, err := s.Publish(context.Background(), someUpload(t, random))
		unlessRefused(t, err)
		if report.Snapshot.ID != nil && random.IntN(3) == 0 {
			_, err := s.Revert(context.Background(), layerUnderTest, *report.Snapshot.ID, "")
			unlessRefused(t, err) // it is of another layer, or somebody was quicker
		}
	}
}

// importMany gives up every third batch.
func importMany(t *testing.T, s *store.Store, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 2))
	givenUp := errors.New("given up")
	for i := range 4 {
		err := s.Batch(context.Background(), func(publish func(geo.Upload) (geo.Report, error)) error {
			for range 6 {
				_, err := publish(someUpload(t, random))
				unlessRefused(t, err)
			}
			if i%3 == 0 {
				return givenUp
			}
			return nil
		})
		if !errors.Is(err, givenUp) {
			unlessRefused(t, err)
		}
	}
}

// readUntil reads everything again and again. What was said of a snapshot once must be said for ever.
func readUntil(t *testing.T, s *store.Store, written <-chan struct{}) {
	ctx := context.Background()
	said := make(map[string]string)
	for {
		select {
		case <-written:
			return
		default:
		}
		layers, err := s.Layers(ctx, time.Time{})
		unlessRefused(t, err)
		for _, layer := range layers {
			line, err := s.Timeline(ctx, layer.ID, geo.Interval{}, time.Time{})
			unlessRefused(t, err)
			for i, snapshot := range line.Snapshots {
				zones, err := s.Coverage(ctx, snapshot.ID)
				unlessRefused(t, err)
				if len(zones) != len(line.Objects[i].Zones) {
					t.Errorf("%s: %d zones, and %d in the timeline", snapshot.ID, len(zones), len(line.Objects[i].Zones))
				}
				text := fmt.Sprint(zones)
				if before, ok := said[snapshot.ID]; ok && before != text {
					t.Errorf("%s: %s, before %s", snapshot.ID, text, before)
				}
				said[snapshot.ID] = text
			}
			_, err = s.Measure(ctx, geo.AreaQuery{Layer: layer.ID, Within: &geo.Interval{}, Polygon: triangle})
			unlessRefused(t, err)
		}
	}
}

func unlessRefused(t *testing.T, err error) {
	t.Helper()
	if err != nil && !errors.As(err, new(*geo.Error)) {
		t.Error(err)
	}
}

// A batch whose transaction has ended does not know it before its next question. What another process stores meanwhile
// gets the places of what the batch has published, and must not be taken for it.
func TestAnotherProcessTakesThePlaceOfABatch(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greyzone.db")
	s, other := openStore(t, path), openStore(t, path)
	publish(t, s, upload(t, layerUnderTest, "2024-08-01", file(square("ua", 35, 51, 0.1))))
	answers(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	var read sync.WaitGroup
	err := s.Batch(ctx, func(publish func(geo.Upload) (geo.Report, error)) error {
		if _, err := publish(strange(t, layerUnderTest, "2024-08-02")); err != nil {
			return err
		}
		cancel()
		report, err := other.Publish(t.Context(), upload(t, layerUnderTest, "2024-08-02", file(square("ru", 35, 51, 0.1))))
		if err != nil {
			return err
		}
		read.Go(func() {
			zones, err := s.Coverage(context.Background(), *report.Snapshot.ID)
			if err != nil || len(zones) != 1 || zones[0].Status != "ru" {
				t.Errorf("%v, %v", zones, err)
			}
		})
		answers(t, other) // meanwhile
		return ctx.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	read.Wait()
	sameAsFresh(t, s, path)
}

// While an upload is judged another process publishes for the same day, at one point after the other.
func TestAnotherProcessIsQuicker(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greyzone.db")
	s, other := openStore(t, path), openStore(t, path)
	publish(t, s, upload(t, layerUnderTest, "2024-01-01", file(square("ua", 35, 51, 0.1))))
	answers(t, s)
	if err := other.SetWriting(t.Context(), "busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	day := time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)
	for looks := 1; looks < 400; looks += 1 + looks/20 {
		at := day.AddDate(0, 0, looks).Format(time.DateOnly)
		mine, theirs := strange(t, layerUnderTest, at), strange(t, layerUnderTest, at)
		theirs.Reading.Original.Data = []byte("theirs")
		quicker := make(chan geo.Report, 1) // the driver looks at contexts in goroutines of its own
		ctx := countdownIn(t.Context(), looks, func() {
			before, _ := other.Publish(t.Context(), theirs) // fails once the upload is being stored
			quicker <- before
		})
		report, err := s.Publish(ctx, mine)
		if err != nil {
			t.Fatalf("%d: %v", looks, err)
		}
		if ctx.left.Load() > 0 {
			continue
		}
		if before := <-quicker; report.Snapshot.Revision == 2 && (before.Snapshot.ID == nil || report.Change.Against.ID != *before.Snapshot.ID) {
			t.Errorf("%d: %+v", looks, report)
		}
	}
	sameAsFresh(t, s, path)
}
