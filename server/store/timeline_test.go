package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
	"greyzone/server/store"
)

// timelineOf returns the timeline of a layer within an interval, and the version it is of.
func timelineOf(t *testing.T, s *store.Store, layer, within string) (topo.Timeline, string) {
	t.Helper()
	interval, err := geo.ParseInterval(within)
	if err != nil {
		t.Fatal(err)
	}
	line, err := s.Timeline(context.Background(), layer, interval, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	version, err := s.TimelineVersion(context.Background(), layer, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return line, version
}

// wantTimeline checks that line has the coverage of each of these snapshots, and no others.
func wantTimeline(t *testing.T, s *store.Store, line topo.Timeline, ids ...string) {
	t.Helper()
	var got []string
	for i, snapshot := range line.Snapshots {
		got = append(got, snapshot.ID)
		zones, err := s.Coverage(context.Background(), snapshot.ID)
		if err != nil {
			t.Fatal(err)
		}
		object := line.Objects[i]
		if object.Name != topo.ObjectName(snapshot.ValidAt) || len(object.Zones) != len(zones) {
			t.Fatalf("%s: object %s with %d zones, want %d", snapshot.ID, object.Name, len(object.Zones), len(zones))
		}
		for k, zone := range zones {
			back := line.Polygon(object.Zones[k])
			if object.Zones[k].Status != zone.Status || !slices.EqualFunc(back, zone.Polygon, samePoints) {
				t.Errorf("%s: zone %d is %v of %s, want %v of %s", object.Name, k, back, object.Zones[k].Status, zone.Polygon, zone.Status)
			}
		}
	}
	if !slices.Equal(got, ids) {
		t.Errorf("snapshots %v, want %v", got, ids)
	}
}

// samePoints reports whether two closed rings have the same positions; where they start is left open.
func samePoints(a, b orb.Ring) bool {
	if len(a) != len(b) {
		return false
	}
	for start := range len(a) - 1 {
		if slices.Equal(a[:len(a)-1], slices.Concat(b[start:len(b)-1], b[:start])) {
			return true
		}
	}
	return false
}

func TestTimelineHasTheNewestRevisionOfEachDay(t *testing.T) {
	s, _ := emptyStore(t)
	first := publish(t, s, upload(t, "line", "2024-08-01", file(square("ua", 35, 51, 0.5), square("ru", 35.5, 51, 0.5))))
	second := publish(t, s, upload(t, "line", "2024-08-02", file(square("ua", 35, 51, 0.5), square("grey", 35, 51.5, 0.5))))
	whole, before := timelineOf(t, s, "line", "../..")
	wantTimeline(t, s, whole, *first.Snapshot.ID, *second.Snapshot.ID)
	if whole.Layer.ID != "line" {
		t.Errorf("of layer %q", whole.Layer.ID)
	}
	one, _ := timelineOf(t, s, "line", "2024-08-02")
	wantTimeline(t, s, one, *second.Snapshot.ID)
	none, _ := timelineOf(t, s, "line", "2024-08-03/..")
	wantTimeline(t, s, none)

	corrected := publish(t, s, upload(t, "line", "2024-08-01", file(square("ua", 35, 51, 0.6))))
	line, after := timelineOf(t, s, "line", "../..")
	wantTimeline(t, s, line, *corrected.Snapshot.ID, *second.Snapshot.ID)
	if before == after {
		t.Errorf("the version is %s before and after a correction", after)
	}
	if _, err := s.Revert(context.Background(), "line", *second.Snapshot.ID, ""); err != nil {
		t.Fatal(err)
	}
	line, reverted := timelineOf(t, s, "line", "../..")
	wantTimeline(t, s, line, *corrected.Snapshot.ID)
	publish(t, s, upload(t, "other", "2024-08-01", file(square("ua", 35, 51, 0.5))))
	if _, still := timelineOf(t, s, "line", "../.."); reverted == after || still != reverted {
		t.Errorf("versions: %s, reverted %s, with another layer %s", after, reverted, still)
	}
}

func TestTimelineOfWhatHasNone(t *testing.T) {
	s, _ := defaultStore(t)
	for _, layer := range []string{"border", "nowhere"} {
		_, err := s.Timeline(context.Background(), layer, geo.Interval{}, time.Time{})
		refused(t, err, geo.NotFound, layer)
		_, err = s.TimelineVersion(context.Background(), layer, time.Time{})
		refused(t, err, geo.NotFound, layer)
	}
}
