package api_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"greyzone/geo"
)

// TestLongWhatWasAnsweredAsOfATimeIsAnsweredSoForEver tells a server all sorts of things, asks it as of all sorts of times,
// and holds the answers against a plain list of what it was told. Each answer is asked again after everything else, and
// by a server that has just opened the database; it must have the same bytes.
func TestLongWhatWasAnsweredAsOfATimeIsAnsweredSoForEver(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, seed)
			for range 100 {
				w.change()
				for range 3 {
					w.ask()
				}
				if w.random.IntN(20) == 0 {
					w.askAgain(20)
				}
			}
			w.askAgain(len(w.answers))
			w.reopen()
			w.askAgain(len(w.answers))
		})
	}
}

// world is a server, another process's view of its database, and what they were told and have answered.
type world struct {
	*testing.T
	random  *rand.Rand
	clock   *clock
	path    string
	sites   [2]site
	history history
	regions []geo.Region
	answers map[string]reply // by URL
}

func newWorld(t *testing.T, seed uint64) *world {
	w := &world{
		T: t, random: rand.New(rand.NewPCG(seed, 4)), clock: newClock("2026-03-01T10:00:00Z"),
		path: filepath.Join(t.TempDir(), "greyzone.db"), answers: make(map[string]reply),
	}
	w.open()
	w.upload("first", w.someTime())
	return w
}

func (w *world) open() {
	for i := range w.sites {
		w.sites[i] = w.clock.site(w.T, w.path)
	}
}

// reopen lets the database be opened anew, so that nothing is in memory.
func (w *world) reopen() {
	for _, s := range w.sites {
		if err := s.store.Close(); err != nil {
			w.Fatal(err)
		}
	}
	w.open()
}

func (w *world) site() site { return w.sites[w.random.IntN(len(w.sites))] }

func (w *world) oneOf(texts ...string) string { return texts[w.random.IntN(len(texts))] }

// change tells the server something, or several things at once, or lets time pass.
func (w *world) change() {
	// Also back: recorded times increase all the same.
	w.clock.move([]time.Duration{0, geo.Tick, time.Second, time.Hour, 50 * time.Hour, -20 * time.Minute}[w.random.IntN(6)])
	switch w.random.IntN(10) {
	case 0, 1, 2:
		w.upload(w.oneOf("first", "first", "second"), w.someTime())
	case 3:
		w.upload(w.oneOf("first", "second"), w.history[len(w.history)-1].ValidAt)
	case 4, 5:
		w.revert(w.history[w.random.IntN(len(w.history))])
	case 6:
		w.revert(w.history[len(w.history)-1])
	case 7:
		w.uploadBatch()
	case 8:
		w.addRegion()
	}
}

func (w *world) someTime() time.Time {
	at := time.Date(2024, 8, 1+w.random.IntN(25), 0, 0, 0, 0, time.UTC)
	if w.random.IntN(6) == 0 {
		at = at.Add(time.Duration(w.random.IntN(86400)) * time.Second)
	}
	return at
}

// vocabularies are of formats that know more and more statuses.
var vocabularies = [][]string{{"ua", "grey"}, {"ua", "grey", "ru"}, {"ua", "grey", "ru", "liberated"}, {"grey", "odd"}}

// proposal is something to upload, and what the history has of it then.
func (w *world) proposal(layer string, validAt time.Time) (geo.Upload, recording) {
	format := vocabularies[min(w.random.IntN(1+len(w.history)/10), len(vocabularies)-1)]
	r := recording{layer: layer, held: someHeld(w.random, format)}
	u := geo.Upload{Layer: layer, ValidAt: validAt, AllowLargeChange: true, Create: &geo.Layer{Source: geo.Source{Redistributable: true}}}
	u.Reading.Original.Data = fmt.Appendf(nil, "%d", w.random.Uint64())
	for _, id := range format {
		u.Reading.Statuses = append(u.Reading.Statuses, geo.Status{ID: id, Held: id != "grey", Colour: "#123456", Texture: "plain"})
	}
	for _, c := range slices.Sorted(maps.Keys(r.held)) {
		u.Reading.Zones = append(u.Reading.Zones, geo.Zone{Status: r.held[c], Polygon: c.polygon()})
	}
	return u, r
}

// told puts a recording at the end of the history, as the server reports it.
func (w *world) told(r recording, report geo.Report, format []geo.Status) {
	s := report.Snapshot
	r.Snapshot = geo.Snapshot{ID: *s.ID, ValidAt: s.ValidAt, RecordedAt: *s.RecordedAt, Revision: s.Revision, Withdrawn: r.held == nil}
	before := w.history.asOf(r.layer, s.RecordedAt.AddDate(1, 0, 0))
	for _, status := range format {
		occurs := slices.Contains(slices.Collect(maps.Values(r.held)), status.ID)
		if len(before) == 0 || occurs && !slices.Contains(before.statuses(), status.ID) {
			r.brand = append(r.brand, status.ID)
		}
	}
	if n := len(w.history); n > 0 && !r.RecordedAt.After(w.history[n-1].RecordedAt) {
		w.Errorf("recorded at %s, after %s", r.RecordedAt, w.history[n-1].RecordedAt)
	}
	w.history = append(w.history, r)
}

func (w *world) upload(layer string, validAt time.Time) {
	u, r := w.proposal(layer, validAt)
	report, err := w.site().store.Publish(w.Context(), u)
	if err != nil {
		w.Fatal(err)
	}
	w.told(r, report, u.Reading.Statuses)
}

func (w *world) uploadBatch() {
	err := w.site().store.Batch(w.Context(), func(publish func(geo.Upload) (geo.Report, error)) error {
		for range 4 {
			u, r := w.proposal("second", w.someTime())
			report, err := publish(u)
			if err != nil {
				return err
			}
			w.told(r, report, u.Reading.Statuses)
			w.clock.move(time.Millisecond)
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
}

// addRegion adds a region of some cells.
func (w *world) addRegion() {
	region := geo.Region{ID: fmt.Sprint("region-", len(w.regions)), Kind: "oblast"}
	for c := range cell(1 + w.random.IntN(cells)) {
		region.Geometry = append(region.Geometry, c.polygon())
	}
	region.AreaM2 = geo.TotalM2(region.Geometry)
	s := w.site().store
	if _, _, err := s.AddRegions(w.Context(), []geo.Region{region}, false); err != nil {
		w.Fatal(err)
	}
	all, err := s.Regions(w.Context(), time.Time{})
	if err != nil {
		w.Fatal(err)
	}
	w.regions = all
}

// revert reverts the newest revision of the time of some recording.
func (w *world) revert(some recording) {
	revisions := w.history.asOf(some.layer, w.latest()).within(geo.Interval{From: some.ValidAt, To: some.ValidAt}).sorted()
	r := recording{layer: some.layer}
	if n := len(revisions); n > 1 {
		r.held = revisions[n-2].held
	}
	report, err := w.site().store.Revert(w.Context(), some.layer, revisions[len(revisions)-1].ID, "a mistake")
	if err != nil {
		w.Fatal(err)
	}
	w.told(r, report, nil)
}

// latest is the last time that can be asked for.
func (w *world) latest() time.Time {
	latest := w.clock.now()
	if last := w.history[len(w.history)-1].RecordedAt; last.After(latest) {
		latest = last
	}
	if n := len(w.regions); n > 0 && w.regions[n-1].RecordedAt.After(latest) {
		latest = w.regions[n-1].RecordedAt
	}
	return latest
}

// someAsOf is a time to ask for, and how: just when something was recorded, or before or after that, or now, or some time
// ago, or the end of a day.
func (w *world) someAsOf() (t time.Time, text string) {
	r := w.history[w.random.IntN(len(w.history))]
	t = r.RecordedAt.Add(time.Duration(w.random.IntN(3)-1) * geo.Tick)
	switch w.random.IntN(6) {
	case 0:
		t = w.clock.now()
	case 1:
		t = w.clock.now().Add(-time.Duration(w.random.IntN(1000)) * time.Minute)
	case 2:
		end := t.Truncate(24 * time.Hour).Add(24*time.Hour - geo.Tick)
		if !end.After(w.clock.now()) {
			return end, t.Format(time.DateOnly)
		}
	}
	if t.After(w.latest()) {
		t = w.latest()
	}
	return t, t.Format(time.RFC3339Nano)
}

// reply is all of an answer that must stay. Of what there is not it is the status alone, as the words may say what there is.
type reply struct {
	status    int
	way, body string // the redirects, and what is at their end
}

func (r reply) String() string { return fmt.Sprintf("%d %s%.300s", r.status, r.way, r.body) }

func (s site) reply(at string) reply {
	s.t.Helper()
	var r reply
	w := s.get(at)
	for ; w.Code == http.StatusFound; w = s.get(w.Header().Get("Location")) {
		r.way += w.Header().Get("Location") + " "
	}
	if r.status = w.Code; w.Code == http.StatusNotFound {
		return r
	}
	r.body = w.Body.String()
	return r
}

// answer asks for something as of a time, and keeps what is said; not ok: there is nothing.
func (w *world) answer(path string, query url.Values, asOf string) (r reply, ok bool) {
	w.Helper()
	query.Set("as_of", asOf)
	at := path + "?" + query.Encode()
	r = w.site().reply(at)
	if before, ok := w.answers[at]; ok && before != r {
		w.Errorf("%s: %v\nbefore: %v", at, r, before)
	}
	w.answers[at] = r
	if !slices.Contains([]int{http.StatusOK, http.StatusNoContent, http.StatusNotFound}, r.status) {
		w.Errorf("%s: %v", at, r)
	}
	return r, r.status == http.StatusOK
}

// askAgain asks for n of what was answered before.
func (w *world) askAgain(n int) {
	all := slices.Sorted(maps.Keys(w.answers))
	w.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, at := range all[:min(n, len(all))] {
		if again := w.site().reply(at); again != w.answers[at] {
			w.Fatalf("%s: %v\nbefore: %v", at, again, w.answers[at])
		}
	}
}
