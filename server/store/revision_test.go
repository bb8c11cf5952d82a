package store_test

import (
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/store"
)

const layerUnderTest = "map"

func revert(t testing.TB, s *store.Store, id string) geo.Report {
	t.Helper()
	report, err := s.Revert(t.Context(), layerUnderTest, id, "mistaken")
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestRevert(t *testing.T) {
	s, path := emptyStore(t)
	ctx := t.Context()
	small, big := file(square("ua", 35, 51, 0.1)), file(square("ua", 35, 51, 0.2))
	first := publish(t, s, upload(t, layerUnderTest, "2024-08-10", small))
	second := publish(t, s, upload(t, layerUnderTest, "2024-08-10", big))
	at := func(asOf time.Time) geo.Snapshot {
		t.Helper()
		snapshot, err := s.SnapshotAt(ctx, layerUnderTest, day(t, "2024-08-10").To, asOf)
		if err != nil {
			t.Fatal(err)
		}
		return snapshot
	}

	third := revert(t, s, *second.Snapshot.ID)
	t.Run("a second revision gives way to a third that is as the first", func(t *testing.T) {
		now := at(time.Time{})
		if third.Snapshot.Revision != 3 || now.ID != *third.Snapshot.ID || now.Note != "mistaken" ||
			third.Areas[0].AreaKm2 != first.Areas[0].AreaKm2 || third.Change.Against.ID != *second.Snapshot.ID || len(third.Change.Lost) != 1 {
			t.Errorf("%+v", third)
		}
		original, err := s.Original(ctx, now.ID)
		if err != nil || string(original.Data) != string(small) || original.Name != "2024-08-10.geojson" {
			t.Errorf("%+v, %v", original, err)
		}
	})
	t.Run("only the newest revision can be reverted", func(t *testing.T) {
		before := dump(t, path)
		_, err := s.Revert(ctx, layerUnderTest, *second.Snapshot.ID, "")
		refused(t, err, geo.Conflict, "revision 2", *third.Snapshot.ID)
		_, err = s.Revert(ctx, layerUnderTest, "0123456789abcdef", "")
		refused(t, err, geo.NotFound)
		sameDump(t, before, dump(t, path))
	})
	t.Run("each recorded time answers with what was known then", func(t *testing.T) {
		for _, report := range []geo.Report{first, second, third} {
			if got := at(*report.Snapshot.RecordedAt); got.ID != *report.Snapshot.ID {
				t.Errorf("as of %s: revision %d, want %d", report.Snapshot.RecordedAt, got.Revision, report.Snapshot.Revision)
			}
		}
	})
}

func TestWithdraw(t *testing.T) {
	s, _ := emptyStore(t)
	ctx := t.Context()
	earlier := publish(t, s, upload(t, layerUnderTest, "2024-08-09", file(square("grey", 35, 51, 0.1))))
	later := publish(t, s, upload(t, layerUnderTest, "2024-08-10", file(square("ua", 35, 51, 0.1))))
	withdrawal := revert(t, s, *earlier.Snapshot.ID)
	t.Run("a first revision is withdrawn: the valid time answers as if it had none", func(t *testing.T) {
		if !withdrawal.Snapshot.Withdrawn || withdrawal.Snapshot.Revision != 2 || withdrawal.Zones != 0 || withdrawal.Areas[2].AreaKm2 != 0 {
			t.Errorf("%+v", withdrawal)
		}
		_, err := s.SnapshotAt(ctx, layerUnderTest, day(t, "2024-08-09").To, time.Time{})
		refused(t, err, geo.NotFound, "2024-08-09", "2024-08-10")
		_, err = s.Coverage(ctx, *withdrawal.Snapshot.ID)
		refused(t, err, geo.NotFound, "withdraws 2024-08-09")
		_, err = s.Original(ctx, *withdrawal.Snapshot.ID)
		refused(t, err, geo.NotFound)
	})
	t.Run("but as known before, it is there", func(t *testing.T) {
		known, err := s.SnapshotAt(ctx, layerUnderTest, day(t, "2024-08-09").To, *later.Snapshot.RecordedAt)
		if err != nil || known.ID != *earlier.Snapshot.ID {
			t.Errorf("%+v, %v", known, err)
		}
	})
	t.Run("nothing is known before the first recording, and it says so", func(t *testing.T) {
		_, err := s.SnapshotAt(ctx, layerUnderTest, time.Time{}, earlier.Snapshot.RecordedAt.Add(-geo.Tick))
		refused(t, err, geo.NotFound, "recorded", "2026-01-02T03:04:05Z")
	})
	t.Run("reverting the withdrawal restores the day", func(t *testing.T) {
		restored := revert(t, s, *withdrawal.Snapshot.ID)
		got, err := s.SnapshotAt(ctx, layerUnderTest, day(t, "2024-08-09").To, time.Time{})
		if err != nil || got.ID != *restored.Snapshot.ID || got.Revision != 3 || restored.Areas[2].AreaKm2 != earlier.Areas[2].AreaKm2 {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestSnapshotOfAnotherLayer(t *testing.T) {
	s, _ := emptyStore(t)
	content := file(square("ua", 35, 51, 0.1))
	here := publish(t, s, upload(t, "here", "2024-08-10", content))
	publish(t, s, upload(t, "there", "2024-08-10", content))
	if _, err := s.Snapshot(t.Context(), "here", *here.Snapshot.ID, time.Time{}); err != nil {
		t.Error(err)
	}
	_, err := s.Snapshot(t.Context(), "there", *here.Snapshot.ID, time.Time{})
	refused(t, err, geo.NotFound, "there")
	_, err = s.Revert(t.Context(), "there", *here.Snapshot.ID, "")
	refused(t, err, geo.NotFound, "there")
	_, err = s.Snapshot(t.Context(), "nowhere", *here.Snapshot.ID, time.Time{})
	refused(t, err, geo.NotFound, "here, there")
}

// pages reads the pages of a list and returns the day and the revision of each snapshot in it.
func pages(t testing.TB, s *store.Store, q geo.SnapshotQuery) []string {
	t.Helper()
	q.Layer = layerUnderTest
	seen := []string{}
	for range 10 {
		page, err := s.Snapshots(t.Context(), q)
		if err != nil || len(page.Snapshots) > q.Limit {
			t.Fatalf("%d snapshots, %v", len(page.Snapshots), err)
		}
		for _, snapshot := range page.Snapshots {
			seen = append(seen, snapshot.ValidAt.Format("02.")+string(rune('0'+snapshot.Revision)))
		}
		if page.NextCursor == nil {
			return seen
		}
		q.Cursor = *page.NextCursor
	}
	t.Fatal("pages without end")
	return nil
}

func TestSnapshotsInPages(t *testing.T) {
	s, _ := emptyStore(t)
	ctx := t.Context()
	for i, date := range []string{"2024-08-12", "2024-08-10", "2024-08-11", "2024-08-10"} {
		publish(t, s, upload(t, layerUnderTest, date, file(square("ua", 35, 51, 0.1+0.01*float64(i)))))
	}
	newest, err := s.SnapshotAt(ctx, layerUnderTest, time.Time{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	revert(t, s, newest.ID)
	eleventh := day(t, "2024-08-11")
	for _, tt := range []struct {
		name string
		q    geo.SnapshotQuery
		want []string
	}{
		{"the newest revision of each valid time that is not withdrawn", geo.SnapshotQuery{Limit: 1}, []string{"10.2", "11.1"}},
		{"all revisions", geo.SnapshotQuery{Limit: 2, AllRevisions: true}, []string{"10.1", "10.2", "11.1", "12.1", "12.2"}},
		{"as known before the withdrawal", geo.SnapshotQuery{Limit: 5, AsOf: newest.RecordedAt.Add(3 * geo.Tick)}, []string{"10.2", "11.1", "12.1"}},
		{"within a day, both ends included", geo.SnapshotQuery{Limit: 5, Within: geo.Interval{From: eleventh.From, To: eleventh.From}}, []string{"11.1"}},
		{"within nothing", geo.SnapshotQuery{Limit: 5, Within: geo.Interval{From: eleventh.From.Add(geo.Tick), To: eleventh.To}}, []string{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := pages(t, s, tt.q)
			if len(got) != len(tt.want) {
				t.Fatalf("%v, want %v", got, tt.want)
			}
			for i := range got {
				if got[i] != tt.want[i] {
					t.Errorf("%v, want %v", got, tt.want)
				}
			}
		})
	}
	t.Run("a made-up cursor is refused", func(t *testing.T) {
		for _, cursor := range []string{"x", "MSAy!", "MSAyIDM"} {
			_, err := s.Snapshots(ctx, geo.SnapshotQuery{Layer: layerUnderTest, Limit: 5, Cursor: cursor})
			refused(t, err, geo.Invalid, "cursor")
		}
	})
}
