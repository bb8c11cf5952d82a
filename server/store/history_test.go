package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/store"
)

// plainHistory is what a store should hold, as a list in memory.
type plainHistory []entry

type entry struct {
	id                  string
	validAt, recordedAt time.Time
	revision            int
	content             string // the file; empty: withdrawn
}

// newest returns the newest revision of a valid time, as known at asOf.
func (h plainHistory) newest(validAt, asOf time.Time) (found entry) {
	for _, e := range h {
		if e.validAt.Equal(validAt) && !e.recordedAt.After(asOf) {
			found = e
		}
	}
	return found
}

// at returns the newest entry at or before at that is not withdrawn, as known at asOf.
func (h plainHistory) at(at, asOf time.Time) (found entry) {
	for _, e := range h {
		n := h.newest(e.validAt, asOf)
		if n.content != "" && !e.validAt.After(at) && !n.validAt.Before(found.validAt) {
			found = n
		}
	}
	return found
}

// answer is what was once said, and must be said for ever.
type answer struct {
	at, asOf time.Time
	id       string
}

func TestLongHistoryAgainstAPlainList(t *testing.T) {
	for seed := range uint64(5) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			s, _ := emptyStore(t)
			random := rand.New(rand.NewPCG(seed, 1))
			var history plainHistory
			var said []answer
			for range 60 {
				if len(history) > 0 && random.IntN(3) == 0 {
					history = revertRandomly(t, s, random, history)
				} else {
					history = publishRandomly(t, s, random, history)
				}
				said = append(said, askRandomly(t, s, random, history))
			}
			for _, a := range said {
				if got := answerOf(t, s, a.at, a.asOf); got != a.id {
					t.Errorf("at %s as of %s: %q, and once %q", a.at, a.asOf, got, a.id)
				}
			}
			compareLists(t, s, history)
		})
	}
}

func randomDay(random *rand.Rand) time.Time {
	return time.Date(2024, 8, 1+random.IntN(6), 0, 0, 0, 0, time.UTC)
}

func publishRandomly(t *testing.T, s *store.Store, random *rand.Rand, history plainHistory) plainHistory {
	t.Helper()
	validAt := randomDay(random)
	content := file(square("ua", 35, 51, 0.1*float64(1+random.IntN(4))))
	u := upload(t, layerUnderTest, validAt.Format(time.DateOnly), content)
	u.AllowLargeChange = true
	before := history.newest(validAt, standing().Add(time.Hour))
	report, err := s.Publish(t.Context(), u)
	if before.content == string(content) {
		refused(t, err, geo.Conflict, before.id)
		return history
	}
	if err != nil {
		t.Fatal(err)
	}
	return history.add(t, report, string(content), before)
}

func revertRandomly(t *testing.T, s *store.Store, random *rand.Rand, history plainHistory) plainHistory {
	t.Helper()
	target := history[random.IntN(len(history))]
	newest := history.newest(target.validAt, standing().Add(time.Hour))
	report, err := s.Revert(t.Context(), layerUnderTest, target.id, "")
	if target.id != newest.id {
		refused(t, err, geo.Conflict, newest.id)
		return history
	}
	if err != nil {
		t.Fatal(err)
	}
	restored := ""
	for _, e := range history {
		if e.validAt.Equal(target.validAt) && e.revision == target.revision-1 {
			restored = e.content
		}
	}
	return history.add(t, report, restored, newest)
}

// add appends what a report says, after checking it against the revision before.
func (h plainHistory) add(t *testing.T, report geo.Report, content string, before entry) plainHistory {
	t.Helper()
	is := report.Snapshot
	if is.Revision != before.revision+1 || is.Withdrawn != (content == "") {
		t.Fatalf("%+v after revision %d", is, before.revision)
	}
	if len(h) > 0 && !is.RecordedAt.After(h[len(h)-1].recordedAt) {
		t.Fatalf("recorded at %s, not after %s", is.RecordedAt, h[len(h)-1].recordedAt)
	}
	return append(h, entry{*is.ID, is.ValidAt, *is.RecordedAt, is.Revision, content})
}

func askRandomly(t *testing.T, s *store.Store, random *rand.Rand, history plainHistory) answer {
	t.Helper()
	a := answer{at: randomDay(random), asOf: history[random.IntN(len(history))].recordedAt}
	a.id = answerOf(t, s, a.at, a.asOf)
	if want := history.at(a.at, a.asOf); a.id != want.id {
		t.Errorf("at %s as of %s: %q, want %q", a.at, a.asOf, a.id, want.id)
	}
	return a
}

// answerOf returns the ID of a snapshot whose bytes and zones are there, or nothing.
func answerOf(t *testing.T, s *store.Store, at, asOf time.Time) string {
	t.Helper()
	snapshot, err := s.SnapshotAt(t.Context(), layerUnderTest, at, asOf)
	if err != nil {
		refused(t, err, geo.NotFound)
		return ""
	}
	if _, err := s.Original(t.Context(), snapshot.ID); err != nil {
		t.Error(err)
	}
	if zones, err := s.Coverage(t.Context(), snapshot.ID); err != nil || len(zones) != 1 {
		t.Errorf("%d zones, %v", len(zones), err)
	}
	return snapshot.ID
}

func compareLists(t *testing.T, s *store.Store, history plainHistory) {
	t.Helper()
	all, err := s.Snapshots(t.Context(), geo.SnapshotQuery{Layer: layerUnderTest, AllRevisions: true, Limit: 1000})
	if err != nil || len(all.Snapshots) != len(history) {
		t.Fatalf("%d snapshots, want %d; %v", len(all.Snapshots), len(history), err)
	}
	current := 0
	for _, snapshot := range all.Snapshots {
		e := history.newest(snapshot.ValidAt, snapshot.RecordedAt)
		if e.id != snapshot.ID || e.revision != snapshot.Revision || snapshot.Withdrawn != (e.content == "") {
			t.Errorf("%+v, want %+v", snapshot, e)
		}
		if n := history.newest(snapshot.ValidAt, standing().Add(time.Hour)); n.id == e.id && e.content != "" {
			current++
		}
	}
	layer, err := s.Layer(t.Context(), layerUnderTest, time.Time{})
	if err != nil || layer.SnapshotCount != current {
		t.Errorf("%d snapshots count, want %d; %v", layer.SnapshotCount, current, err)
	}
}
