package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/server/store"
)

// answers is all that a store says of its layers.
func answers(t testing.TB, s *store.Store) []string {
	t.Helper()
	var all []string
	say := func(v any, err error) {
		t.Helper()
		all = append(all, said(t, v, err))
	}
	ctx := context.Background()
	layers, err := s.Layers(ctx, time.Time{})
	say(layers, err)
	for _, layer := range layers {
		page, err := s.Snapshots(ctx, geo.SnapshotQuery{Layer: layer.ID, AllRevisions: true, Limit: 1000})
		say(page, err)
		for _, snapshot := range page.Snapshots {
			zones, err := s.Coverage(ctx, snapshot.ID)
			say(zones, err)
			original, err := s.Original(ctx, snapshot.ID)
			say(original, err)
		}
		line, err := s.Timeline(ctx, layer.ID, geo.Interval{}, time.Time{})
		say(line, err)
		say(s.TimelineVersion(ctx, layer.ID, time.Time{}))
		say(s.Measure(ctx, geo.AreaQuery{Layer: layer.ID, Within: &geo.Interval{}}))
		say(s.Measure(ctx, geo.AreaQuery{Layer: layer.ID, Within: &geo.Interval{}, Polygon: triangle}))
	}
	return all
}

// said is an answer as text, which may be a refusal.
func said(t testing.TB, v any, err error) string {
	t.Helper()
	if err != nil && !errors.As(err, new(*geo.Error)) {
		t.Fatal(err)
	}
	text, marshalErr := json.Marshal(v)
	if marshalErr != nil {
		t.Fatal(marshalErr)
	}
	return fmt.Sprintf("%s %v", text, err)
}

// triangle cuts through the squares that the tests publish.
var triangle = orb.MultiPolygon{{{{34.9, 50.9}, {35.15, 50.95}, {35.05, 51.3}, {34.9, 50.9}}}}

// sameAsFresh checks that s says what a store does that has just been opened on its file.
func sameAsFresh(t testing.TB, s *store.Store, path string) {
	t.Helper()
	fresh, err := store.Open(context.Background(), path, standing)
	if err != nil {
		t.Fatal(err)
	}
	got, want := answers(t, s), answers(t, fresh)
	if err := fresh.Close(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Fatalf("the store says\n%s\nand a fresh one\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// sameNext checks that s stores u as a store does that has just been opened on a copy of its file.
func sameNext(t testing.TB, s *store.Store, path string, u geo.Upload) {
	t.Helper()
	target := copyOf(t, path)
	report, err := s.Publish(t.Context(), u)
	wantReport, wantErr := openStore(t, target).Publish(t.Context(), u)
	if got, want := said(t, report, err), said(t, wantReport, wantErr); got != want {
		t.Fatalf("the store says\n%s\nand a fresh one\n%s", got, want)
	}
	sameDump(t, dump(t, target), dump(t, path))
}

// countdown is a context in which something happens when it has been looked at so many times.
type countdown struct {
	context.Context
	left atomic.Int64
	then func()
}

// cancelledAfter is a context that is cancelled when it has been looked at so many times.
func cancelledAfter(looks int) (*countdown, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	return countdownIn(ctx, looks, cancel), cancel
}

func countdownIn(ctx context.Context, looks int, then func()) *countdown {
	c := &countdown{Context: ctx, then: then}
	c.left.Store(int64(looks))
	return c
}

func (c *countdown) look() {
	if c.left.Add(-1) == 0 {
		c.then()
	}
}

func (c *countdown) Done() <-chan struct{} { c.look(); return c.Context.Done() }
func (c *countdown) Err() error            { c.look(); return c.Context.Err() }

// strange is an upload of zones and statuses that nothing else in a test has, far from everything.
func strange(t testing.TB, layer, day string) geo.Upload {
	t.Helper()
	u := upload(t, layer, day, file(square("ua", 60, 10, 1), square("grey", 35, 51, 0.1)))
	u.AllowLargeChange = true
	u.Reading.Zones[1].Status = "odd"
	u.Reading.Statuses = append(u.Reading.Statuses, geo.Status{ID: "odd", Colour: "#123456"})
	return u
}

func TestAfterFailuresMemoryIsWhatIsStored(t *testing.T) {
	for name, fail := range map[string]func(t *testing.T, s *store.Store, path string) error{
		"a dry run":        tryOut,
		"the disk is full": fillDisk,
		"the disk is full in a batch that goes on": fillDiskInABatch,
		"the database is busy":                     keepBusy,
		"a batch of several layers is given up":    giveUpBatch,
		"a layer is refused for its source":        refuseSource,
	} {
		t.Run(name, func(t *testing.T) {
			s, path := emptyStore(t)
			for i := range 3 {
				publish(t, s, upload(t, "map", fmt.Sprintf("2024-08-1%d", i), file(square("ua", 35, 51, 0.1+0.01*float64(i)))))
			}
			answers(t, s) // so that all of it is in memory
			before := dump(t, path)
			if err := fail(t, s, path); err == nil {
				t.Fatal("it did not fail")
			}
			sameDump(t, before, dump(t, path))
			sameAsFresh(t, s, path)
			// Has its axes swapped for those who believe that the strange one was stored.
			sameNext(t, s, path, upload(t, "map", "2024-08-19", file(square("ua", 10, 60, 0.5))))
			sameNext(t, s, path, strange(t, "new", "2024-08-15"))
			sameNext(t, s, path, upload(t, "map", "2024-08-20", file(square("ua", 35, 51, 0.3), square("grey", 35.3, 51, 0.1))))
			sameAsFresh(t, s, path)
		})
	}
}

func tryOut(t *testing.T, s *store.Store, _ string) error {
	u := strange(t, "map", "2024-08-15")
	u.DryRun = true
	if _, err := s.Publish(t.Context(), u); err != nil {
		t.Error(err)
	}
	return errors.New("nothing was to be stored")
}

func fillDisk(t *testing.T, s *store.Store, _ string) error {
	return withFullDisk(t, s, func() error {
		u := strange(t, "map", "2024-08-15")
		u.Reading.Original.Data = noise(300_000)
		_, err := s.Publish(t.Context(), u)
		return err
	})
}

func fillDiskInABatch(t *testing.T, s *store.Store, _ string) error {
	return withFullDisk(t, s, func() error {
		return s.Batch(t.Context(), func(publish func(geo.Upload) (geo.Report, error)) error {
			for i, size := range []int{100, 300_000, 100} {
				u := strange(t, fmt.Sprint("map", i), "2024-08-15")
				u.Reading.Original.Data = noise(size)
				_, _ = publish(u)
			}
			return nil
		})
	})
}

func keepBusy(t *testing.T, s *store.Store, path string) error {
	raw := openRaw(t, path)
	defer raw.Close()
	if _, err := raw.Exec(`BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	if err := s.SetWriting(t.Context(), "busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Publish(t.Context(), strange(t, "map", "2024-08-15"))
	if _, err := raw.Exec(`ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	return err
}

func giveUpBatch(t *testing.T, s *store.Store, _ string) error {
	return s.Batch(t.Context(), func(publish func(geo.Upload) (geo.Report, error)) error {
		for _, u := range []geo.Upload{
			strange(t, "map", "2024-08-15"), strange(t, "new", "2024-08-15"), strange(t, "map", "2024-08-16"),
			upload(t, "map", "2024-08-15", file(square("ru", 35, 51, 0.2))), strange(t, "newer", "2024-08-15"),
		} {
			if _, err := publish(u); err != nil {
				return err
			}
		}
		return errors.New("given up")
	})
}

func refuseSource(t *testing.T, s *store.Store, _ string) error {
	u := strange(t, "new", "2024-08-15")
	u.Create = &geo.Layer{Source: geo.Source{ID: "map", Name: "another"}}
	_, err := s.Publish(t.Context(), u)
	return err
}

// noise cannot be packed.
func noise(size int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	data := make([]byte, size)
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	return data
}

// withFullDisk does work while the database may not grow.
func withFullDisk(t testing.TB, s *store.Store, work func() error) error {
	t.Helper()
	if err := s.SetWriting(t.Context(), "max_page_count = 1"); err != nil { // as few as there are
		t.Fatal(err)
	}
	err := work()
	return errors.Join(err, s.SetWriting(t.Context(), "max_page_count = 1000000"))
}

func TestCancelledAnywhere(t *testing.T) {
	s, path := emptyStore(t)
	publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.1))))
	second := publish(t, s, upload(t, "map", "2024-08-10", file(square("ua", 35, 51, 0.2))))
	answers(t, s)
	for _, tt := range []struct {
		name string
		do   func(ctx context.Context) error
	}{
		{"an upload", func(ctx context.Context) error {
			_, err := s.Publish(ctx, strange(t, "map", "2024-08-15"))
			return err
		}},
		{"a revert", func(ctx context.Context) error {
			_, err := s.Revert(ctx, "map", *second.Snapshot.ID, "")
			return err
		}},
		{"a batch", func(ctx context.Context) error {
			return s.Batch(ctx, func(publish func(geo.Upload) (geo.Report, error)) error {
				for _, layer := range []string{"map", "new"} {
					if _, err := publish(strange(t, layer, "2024-08-16")); err != nil {
						return err
					}
				}
				return nil
			})
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := dump(t, path)
			for looks := 1; ; looks += 1 + looks/12 {
				ctx, cancel := cancelledAfter(looks)
				err := tt.do(ctx)
				cancel()
				if err == nil {
					break
				}
				sameDump(t, before, dump(t, path))
				sameAsFresh(t, s, path)
			}
			sameAsFresh(t, s, path)
		})
	}
}
