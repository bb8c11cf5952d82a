package topo_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

func repeated(n int, statuses []string, p func(i int) orb.Polygon) []geo.Zone {
	zones := make([]geo.Zone, n)
	for i := range zones {
		zones[i] = zone(statuses[i%len(statuses)], i, p(i))
	}
	return zones
}

// Files over which a quadratic algorithm would take minutes. The overlay does for some of them.
func TestNoderEndsWithHostileFiles(t *testing.T) {
	all := []string{"grey", "ru", "ua"}
	square := func(int) orb.Polygon { return rect(34, 51, 35, 52) }
	const teeth = 1000
	comb := orb.Ring{{34, 51}}
	for i := range teeth {
		comb = append(comb, orb.Point{34 + float64(i)/teeth, 51 + float64(1+i%2)/2})
	}
	comb = append(comb, orb.Point{35, 51}, orb.Point{34, 51})
	comb.Reverse()
	for _, tt := range []struct {
		name  string
		file  []geo.Zone
		zones int
	}{
		{"500 identical zones", repeated(500, []string{"ua"}, square), 1},
		{"500 identical zones of three statuses", repeated(500, all, square), 1},
		{"300 zones inside each other", repeated(300, all, func(i int) orb.Polygon {
			d := float64(i) / 1000
			return rect(34+d, 51+d, 35-d, 52-d)
		}), 201},
		{"5,000 zones apart", repeated(5000, all, func(i int) orb.Polygon {
			w, s := 34+float64(i%100)/100, 51+float64(i/100)/100
			return rect(w, s, w+0.005, s+0.005)
		}), 5000},
		{"a comb", []geo.Zone{zone("ua", 0, orb.Polygon{comb})}, 1},
		{"a comb before a square", []geo.Zone{zone("grey", 0, orb.Polygon{comb}), zone("ua", 1, rect(33, 51.6, 36, 51.9))}, 502},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := topo.NewNoder()
			if c := nodedBy(t, n, tt.file); len(c.Zones) != tt.zones || n.TookWayOut() {
				t.Errorf("%d zones, want %d; took the way out: %v", len(c.Zones), tt.zones, n.TookWayOut())
			}
		})
	}
}

func TestNoderRefusesTooManyZonesOverEachOther(t *testing.T) {
	file := repeated(6000, []string{"ua"}, func(int) orb.Polygon { return rect(34, 51, 35, 52) })
	n := topo.NewNoder()
	_, err := n.Cover(file, vocabulary(), false)
	var e *geo.Error
	if !errors.As(err, &e) || e.Kind != geo.Unprocessable {
		t.Error(err)
	}
	if c := nodedBy(t, n, file[:2]); len(c.Zones) != 1 {
		t.Errorf("%d zones afterwards", len(c.Zones))
	}
}

func TestNoderJudgesStarsThatCrossEachOtherEverywhere(t *testing.T) {
	random := newRandom(4)
	var file []geo.Zone
	for i := range 6 {
		file = append(file, zone(vocabulary()[i%3].ID, i, star(random, 150, orb.Point{34 + float64(i)/1e5, 51}, 0.01)))
	}
	checkJudged(t, topo.NewNoder(), file, vocabulary(), allowance{1e-4, 100, 100, 0})
}

// A refused file leaves a Noder as good as new.
func TestNoderAfterARefusal(t *testing.T) {
	random := newRandom(5)
	tangle := make(orb.Ring, 4000)
	for i := range tangle {
		tangle[i] = orb.Point{34 + random.Float64(), 51 + random.Float64()}
	}
	n := topo.NewNoder()
	if _, err := n.Cover([]geo.Zone{zone("ua", 0, orb.Polygon{append(tangle, tangle[0])})}, vocabulary(), false); err == nil {
		t.Fatal("a tangle is not refused")
	}
	file := []geo.Zone{
		zone("ua", 0, orb.Polygon{{tangle[0], tangle[1], {33, 50}, tangle[0]}}),
		zone("grey", 1, orb.Polygon{{tangle[2000], tangle[2001], {36, 53}, tangle[2000]}}),
		zone("grey", 2, orb.Polygon{{tangle[3998], tangle[3999], {33, 53}, tangle[3998]}}),
	}
	want := fmt.Sprint(nodedBy(t, topo.NewNoder(), file))
	if got := fmt.Sprint(nodedBy(t, n, file)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestNoderIsAsStrictAsTheJudge(t *testing.T) {
	bowTie := orb.Polygon{{{34, 51}, {35, 52}, {35, 51}, {34, 52}, {34, 51}}}
	for _, tt := range []struct {
		name string
		p    orb.Polygon
	}{
		{"a sound one", rect(34, 51, 35, 52)},
		{"a bow-tie", bowTie},
		{"an unclosed ring", orb.Polygon{{{34, 51}, {35, 51}, {35, 52}}}},
		{"a hole outside", withHole(rect(34, 51, 35, 52), rect(36, 51, 37, 52))},
		{"a hole that touches in one vertex", withHole(rect(34, 51, 35, 52), orb.Polygon{{{34, 51}, {34.5, 51.2}, {34.2, 51.5}, {34, 51}}})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := []geo.Zone{zone("ua", 3, tt.p)}
			want, wantErr := geo.Cover(file, vocabulary(), true)
			got, err := topo.NewNoder().Cover(file, vocabulary(), true)
			if fmt.Sprint(err) != fmt.Sprint(wantErr) || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%v, %v; want %v, %v", got, err, want, wantErr)
			}
		})
	}
}

// FuzzNoderCover takes bytes as vertices on a grid, so that rings meet, repeat and run along each other. The judge leaves
// zones apart that rounding has moved off each other; so areas are compared, not zones.
func FuzzNoderCover(f *testing.F) {
	f.Add([]byte{0, 0, 4, 4, 4, 0, 0, 4}, []byte{1, 1, 2, 1, 2, 2}, []byte{0, 0, 9, 0, 9, 9})
	f.Add([]byte{0, 0, 4, 0, 4, 4, 0, 4}, []byte{2, 0, 4, 2, 2, 4, 0, 2}, []byte{0, 0, 4, 0, 4, 4})
	f.Add([]byte{0, 0, 9, 0, 9, 9, 0, 9}, []byte{2, 2, 7, 2, 7, 7, 2, 7}, []byte{4, 2, 7, 4, 4, 7, 2, 4})
	f.Fuzz(func(t *testing.T, a, b, c []byte) {
		file := []geo.Zone{zone("grey", 0, orb.Polygon{gridRing(a)}), zone("ua", 1, orb.Polygon{gridRing(b)}), zone("ru", 2, orb.Polygon{gridRing(c)}), zone("ua", 3, orb.Polygon{gridRing(c)})}
		want, wantErr := geo.Cover(file, vocabulary(), false)
		got, err := topo.NewNoder().Cover(file, vocabulary(), false)
		if fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("%v, want %v", err, wantErr)
		}
		checkAreas(t, straightAreas(got.Zones), straightAreas(want.Zones), 1e-9, 1e-12)
		checkCoverage(t, got.Zones)
	})
}

func gridRing(coordinates []byte) orb.Ring {
	var ring orb.Ring
	for i := 0; i+1 < min(len(coordinates), 40); i += 2 {
		ring = append(ring, orb.Point{34 + float64(coordinates[i])/7000, 51 + float64(coordinates[i+1])/7000})
	}
	return ring
}
