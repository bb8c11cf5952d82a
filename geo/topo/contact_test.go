package topo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// meeting says which statuses of a vocabulary meet.
func meeting(statuses []geo.Status) func(status, other string) bool {
	byID := make(map[string]geo.Status)
	for _, s := range statuses {
		byID[s.ID] = s
	}
	return func(status, other string) bool { return byID[status].Meets(byID[other]) }
}

var meets = meeting(vocabulary())

// eastward is the edge between two points, whichever comes first.
func eastward(p, q orb.Point) geo.Segment {
	if geo.Before(q, p) {
		p, q = q, p
	}
	return geo.Segment{A: p, B: q}
}

// edgesOfContact are the edges that two zones share whose statuses meet, looked for zone by zone.
func edgesOfContact(zones []geo.Zone, meets func(status, other string) bool) map[geo.Segment]bool {
	users := make(map[geo.Segment][]string)
	for _, z := range zones {
		for _, r := range z.Polygon {
			for i := range len(r) - 1 {
				s := eastward(r[i], r[i+1])
				users[s] = append(users[s], z.Status)
			}
		}
	}
	edges := make(map[geo.Segment]bool)
	for s, statuses := range users {
		if len(statuses) == 2 && meets(statuses[0], statuses[1]) {
			edges[s] = true
		}
	}
	return edges
}

// checkContact holds the line of contact of a snapshot to its zones, and to what a line is.
func checkContact(t *testing.T, h *topo.History, n int, zones []geo.Zone, meets func(status, other string) bool) {
	t.Helper()
	want := edgesOfContact(zones, meets)
	lines := h.ContactLine(n, meets)
	if lines == nil {
		t.Fatalf("snapshot %d: nil", n)
	}
	length := 0.0
	for s := range want {
		length += geo.DistanceM(s.A, s.B)
	}
	if got := geo.LengthM(lines); math.Abs(got-length) > 1e-9*length {
		t.Errorf("snapshot %d: %v m, want %v", n, got, length)
	}
	ends := make(map[orb.Point]int) // how many edges come together at a point
	for s := range want {
		ends[s.A]++
		ends[s.B]++
	}
	seen := make(map[geo.Segment]bool)
	for _, line := range lines {
		for i := range len(line) - 1 {
			s := eastward(line[i], line[i+1])
			if !want[s] || seen[s] {
				t.Fatalf("snapshot %d: edge %v is no contact, or comes twice", n, s)
			}
			seen[s] = true
			if i > 0 && ends[line[i]] != 2 {
				t.Errorf("snapshot %d: a line passes %v, where %d edges meet", n, line[i], ends[line[i]])
			}
		}
		first, last := line[0], line[len(line)-1]
		if first != last && (ends[first] == 2 || ends[last] == 2) {
			t.Errorf("snapshot %d: a line from %v to %v goes on", n, first, last)
		}
	}
	if len(seen) != len(want) {
		t.Errorf("snapshot %d: %d edges, want %d", n, len(seen), len(want))
	}
}

func TestContactLineIsWhatZonesThatMeetShare(t *testing.T) {
	t.Run("on default days", func(t *testing.T) {
		days := nodedDays(t, defaultDays())
		h := historyOf(t, days)
		for n, zones := range days {
			checkContact(t, h, n, zones, meets)
		}
	})
	t.Run("on random days", func(t *testing.T) {
		for seed := range int64(20) {
			days := randomDays(t, seed, 10)
			h := historyOf(t, days)
			for n, zones := range days {
				checkContact(t, h, n, zones, meets)
			}
		}
	})
	t.Run("on real days", func(t *testing.T) {
		noder := topo.NewNoder()
		for _, file := range realFiles(t, "deepstate_raw/*.geojson") {
			c, err := noder.Cover(file.Zones, file.Statuses, false)
			if err != nil {
				t.Fatal(err)
			}
			checkContact(t, historyOf(t, [][]geo.Zone{c.Zones}), 0, c.Zones, meeting(file.Statuses))
		}
	})
}

func TestContactLineOfShapes(t *testing.T) {
	ua, ru, grey := rect(34, 51, 35, 52), rect(35, 51, 36, 52), rect(34, 52, 36, 53)
	for _, tt := range []struct {
		name  string
		zones []geo.Zone
		want  orb.MultiLineString
	}{
		{"no zone", nil, orb.MultiLineString{}},
		{"held ground beside none", []geo.Zone{zone("ua", 0, ua)}, orb.MultiLineString{}},
		{"held by two", []geo.Zone{zone("ua", 0, ua), zone("ru", 1, ru)}, orb.MultiLineString{{{35, 51}, {35, 52}}}},
		{"grey beside held", []geo.Zone{zone("grey", 0, ua), zone("ru", 1, ru)}, orb.MultiLineString{{{35, 51}, {35, 52}}}},
		{"touching in a point", []geo.Zone{zone("grey", 0, ua), zone("ru", 1, rect(35, 52, 36, 53))}, orb.MultiLineString{}},
		{"three that meet in a point", []geo.Zone{zone("ua", 0, ua), zone("ru", 1, ru), zone("grey", 2, grey)},
			orb.MultiLineString{{{34, 52}, {35, 52}}, {{35, 51}, {35, 52}}, {{35, 52}, {36, 52}}}},
		{"around an island", []geo.Zone{zone("grey", 0, withHole(rect(33, 50, 37, 53), ua)), zone("ua", 1, ua)},
			orb.MultiLineString{{{34, 51}, {34, 52}, {35, 52}, {35, 51}, {34, 51}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			days := nodedDays(t, [][]geo.Zone{tt.zones})
			if got := historyOf(t, days).ContactLine(0, meets); !got.Equal(tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

// The line of a snapshot shows neither what came before it nor what came after.
func TestContactLineDependsOnItsSnapshotAlone(t *testing.T) {
	days := nodedDays(t, defaultDays())
	h := historyOf(t, days)
	for n := 0; n < len(days); n += 20 {
		want := historyOf(t, days[n:n+1]).ContactLine(0, meets)
		if got := h.ContactLine(n, meets); !got.Equal(want) {
			t.Errorf("snapshot %d: %d lines, alone %d, or others", n, len(got), len(want))
		}
	}
}
