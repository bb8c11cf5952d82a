package geo_test

import (
	"errors"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// shownAt makes what snapshots show at a place of lines such as "2024-08-06 grey"; a time alone is no zone.
func shownAt(t *testing.T, lines ...string) []geo.Shown {
	t.Helper()
	shown := make([]geo.Shown, len(lines))
	for i, line := range lines {
		at, status, _ := strings.Cut(line, " ")
		m, err := geo.ParseMoment(at)
		if err != nil {
			t.Fatal(err)
		}
		shown[i] = geo.Shown{Snapshot: geo.Ref{ID: at, ValidAt: m.From}, Status: status}
	}
	return shown
}

// told writes an interval as the tests below expect it: status or (side), from, to, the snapshot, and whether it is a gap.
func told(i geo.PlaceInterval) string {
	short := func(t time.Time) string { return strings.TrimSuffix(t.Format(time.RFC3339), "T00:00:00Z") }
	who, to, gap := "()", "..", ""
	switch {
	case i.Status != nil:
		who = *i.Status
	case i.Side != nil:
		who = "(" + *i.Side + ")"
	}
	if i.To != nil {
		to = short(*i.To)
	}
	if i.Gap {
		gap = " gap"
	}
	return fmt.Sprintf("%s %s/%s by %s%s", who, short(i.From), to, i.Snapshot.ID, gap)
}

func TestIntervals(t *testing.T) {
	for _, tt := range []struct {
		name  string
		shown []string
		days  int
		want  []string
	}{
		{"nothing", nil, 7, nil},
		{"one snapshot", []string{"2024-08-06 grey"}, 7, []string{"grey 2024-08-06/.. by 2024-08-06"}},
		{"the same all the time", []string{"2024-08-06", "2024-08-07", "2024-08-08"}, 7, []string{"(rear) 2024-08-06/.. by 2024-08-06"}},
		{"turns", []string{"2024-08-06", "2024-08-07 grey", "2024-08-08 grey", "2024-08-09 ua", "2024-08-10"}, 7,
			[]string{"(rear) 2024-08-06/2024-08-07 by 2024-08-06", "grey 2024-08-07/2024-08-09 by 2024-08-07", "ua 2024-08-09/2024-08-10 by 2024-08-09", "(rear) 2024-08-10/.. by 2024-08-10"}},
		{"as many days as are no gap", []string{"2024-08-06 ua", "2024-08-13 ua"}, 7, []string{"ua 2024-08-06/.. by 2024-08-06"}},
		{"a day more", []string{"2024-08-06 ua", "2024-08-14 ua"}, 7,
			[]string{"ua 2024-08-06/2024-08-07 by 2024-08-06", "ua 2024-08-07/2024-08-14 by 2024-08-06 gap", "ua 2024-08-14/.. by 2024-08-14"}},
		{"a gap after a snapshot that was no turn", []string{"2024-08-06 ua", "2024-08-07 ua", "2024-08-20 grey"}, 7,
			[]string{"ua 2024-08-06/2024-08-08 by 2024-08-06", "ua 2024-08-08/2024-08-20 by 2024-08-07 gap", "grey 2024-08-20/.. by 2024-08-20"}},
		{"a gap on unmarked ground", []string{"2024-08-06", "2024-08-20"}, 7,
			[]string{"(rear) 2024-08-06/2024-08-07 by 2024-08-06", "(rear) 2024-08-07/2024-08-20 by 2024-08-06 gap", "(rear) 2024-08-20/.. by 2024-08-20"}},
		{"a gap from the last snapshot of a day, to the hour of the next", []string{"2024-08-06T03:00:00Z ua", "2024-08-06T18:00:00Z grey", "2024-08-14T12:00:00Z ua"}, 7,
			[]string{"ua 2024-08-06T03:00:00Z/2024-08-06T18:00:00Z by 2024-08-06T03:00:00Z", "grey 2024-08-06T18:00:00Z/2024-08-07 by 2024-08-06T18:00:00Z",
				"grey 2024-08-07/2024-08-14T12:00:00Z by 2024-08-06T18:00:00Z gap", "ua 2024-08-14T12:00:00Z/.. by 2024-08-14T12:00:00Z"}},
		{"days are counted, not hours", []string{"2024-08-06T00:00:00Z ua", "2024-08-13T23:59:59Z ua"}, 7, []string{"ua 2024-08-06/.. by 2024-08-06T00:00:00Z"}},
		{"at midnight the day has just begun", []string{"2024-08-06T23:59:59.999999Z ua", "2024-08-14T00:00:00Z ua"}, 7,
			[]string{"ua 2024-08-06T23:59:59Z/2024-08-07 by 2024-08-06T23:59:59.999999Z", "ua 2024-08-07/2024-08-14 by 2024-08-06T23:59:59.999999Z gap", "ua 2024-08-14/.. by 2024-08-14T00:00:00Z"}},
		{"the shortest gap", []string{"2024-08-06 ua", "2024-08-07 ua", "2024-08-09 ua"}, 1,
			[]string{"ua 2024-08-06/2024-08-08 by 2024-08-06", "ua 2024-08-08/2024-08-09 by 2024-08-07 gap", "ua 2024-08-09/.. by 2024-08-09"}},
		{"centuries", []string{"0001-01-02 ua", "9999-12-31 ua"}, geo.MaxGapDays,
			[]string{"ua 0001-01-02/0001-01-03 by 0001-01-02", "ua 0001-01-03/9999-12-31 by 0001-01-02 gap", "ua 9999-12-31/.. by 9999-12-31"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rear := "rear"
			var got []string
			for _, i := range geo.Intervals(shownAt(t, tt.shown...), &rear, tt.days) {
				got = append(got, told(i))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// Whatever was shown: intervals follow each other without a hole, none is empty, only the last has no end, and each
// snapshot lies in an interval with its status.
func TestIntervalsCoverTheTime(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for range 2000 {
		at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
		var shown []geo.Shown
		for range 1 + random.Intn(8) {
			at = at.Add(time.Duration(1+random.Intn(24*12)) * time.Hour)
			shown = append(shown, geo.Shown{Snapshot: geo.Ref{ValidAt: at}, Status: []string{"", "ua", "grey"}[random.Intn(3)]})
		}
		days := 1 + random.Intn(9)
		all := geo.Intervals(shown, nil, days)
		for i, interval := range all {
			if last := i == len(all)-1; (interval.To == nil) != last {
				t.Fatalf("%d of %d ends at %v", i, len(all), interval.To)
			} else if !last && (!interval.To.After(interval.From) || !all[i+1].From.Equal(*interval.To)) {
				t.Fatalf("%s, then %s", told(interval), told(all[i+1]))
			}
			if interval.Gap && interval.To.Sub(interval.From) < time.Duration(days-1)*24*time.Hour {
				t.Fatalf("a gap of more than %d days: %s", days, told(interval))
			}
		}
		for _, s := range shown {
			i := slices.IndexFunc(all, func(i geo.PlaceInterval) bool {
				return !i.Gap && !s.Snapshot.ValidAt.Before(i.From) && (i.To == nil || s.Snapshot.ValidAt.Before(*i.To))
			})
			if i < 0 || (all[i].Status == nil) != (s.Status == "") || all[i].Status != nil && *all[i].Status != s.Status {
				t.Fatalf("%+v is in none of its status: %+v", s, all)
			}
		}
	}
}

func TestPlaceQueriesThatAreRefused(t *testing.T) {
	p := orb.Point{35, 51}
	for _, tt := range []struct {
		name string
		q    geo.PlaceQuery
		says string
	}{
		{"no place", geo.PlaceQuery{}, "lon and lat, or settlement, or region"},
		{"two places", geo.PlaceQuery{Place: geo.Place{Point: &p, Region: "kursk"}}, "2 ways"},
		{"three places", geo.PlaceQuery{Place: geo.Place{Point: &p, Settlement: "sudzha", Region: "kursk"}}, "3 ways"},
		{"gaps of a region", geo.PlaceQuery{Place: geo.Place{Region: "kursk"}, GapDays: 7}, "each snapshot"},
		{"days that are negative", geo.PlaceQuery{Place: geo.Place{Point: &p}, GapDays: -1}, "1 to 36500"},
		{"days beyond measure", geo.PlaceQuery{Place: geo.Place{Point: &p}, GapDays: 36_501}, "1 to 36500"},
	} {
		t.Run(tt.name, func(t *testing.T) { wantInvalid(t, tt.q.Check(), tt.says) })
	}
	for _, place := range []geo.Place{{Point: &p}, {Settlement: "sudzha"}, {Region: "kursk"}} {
		if err := (geo.PlaceQuery{Place: place}).Check(); err != nil {
			t.Errorf("%+v: %v", place, err)
		}
	}
}

func wantInvalid(t *testing.T, err error, says string) {
	t.Helper()
	var told *geo.Error
	if !errors.As(err, &told) || told.Kind != geo.Invalid || !strings.Contains(told.Message, says) {
		t.Errorf("%v, want %q", err, says)
	}
}

func TestParsePoint(t *testing.T) {
	for _, tt := range []struct {
		lon, lat string
		want     orb.Point
	}{
		{"35.271", "51.191", orb.Point{35.271, 51.191}},
		{"-180", "-90", orb.Point{-180, -90}},
		{"180", "90", orb.Point{180, 90}},
		{"3.5e1", "+51", orb.Point{35, 51}},
	} {
		if got, err := geo.ParsePoint(tt.lon, tt.lat); err != nil || got != tt.want {
			t.Errorf("%s %s: %v, %v", tt.lon, tt.lat, got, err)
		}
	}
	for _, tt := range []struct{ lon, lat, says string }{
		{"35", "", "both"},
		{"", "51", "both"},
		{"181", "51", `lon "181"`},
		{"35", "-90.0001", `lat "-90.0001"`},
		{"NaN", "51", `lon "NaN"`},
		{"35", "-Inf", `lat "-Inf"`},
		{"1e400", "51", "lon"},
		{"35,271", "51", "lon"},
		{"35°", "51", "lon"},
		{" 35", "51", "lon"},
		{"3_5", "51", `lon "3_5"`},
		{"0x1p5", "51", `lon "0x1p5"`},
		{"35", "0x_3", `lat "0x_3"`},
		{"51.191", "135.271", "lat"},
	} {
		t.Run(tt.lon+" "+tt.lat, func(t *testing.T) {
			_, err := geo.ParsePoint(tt.lon, tt.lat)
			wantInvalid(t, err, tt.says)
		})
	}
}

func TestRegionContains(t *testing.T) {
	ring := func(w, s, e, n float64) orb.Ring { return orb.Ring{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}} }
	r := geo.Region{Geometry: orb.MultiPolygon{{ring(34, 51, 36, 53), ring(35, 52, 35.5, 52.5)}, {ring(38, 51, 39, 52)}}}
	for _, tt := range []struct {
		name string
		p    orb.Point
		want bool
	}{
		{"inside", orb.Point{34.5, 51.5}, true},
		{"in the hole", orb.Point{35.2, 52.2}, false},
		{"in the other part", orb.Point{38.5, 51.5}, true},
		{"between the parts", orb.Point{37, 51.5}, false},
		{"on the western edge", orb.Point{34, 52}, true},
		{"on the eastern edge", orb.Point{36, 52}, false},
		{"on the southern edge", orb.Point{34.5, 51}, true},
		{"on the northern edge", orb.Point{34.5, 53}, false},
		{"at a pole", orb.Point{0, 90}, false},
	} {
		if got := geo.Contains(r.Geometry, tt.p); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestSharesArePartsOfTheRegion(t *testing.T) {
	statuses := []geo.Status{{ID: "ua"}, {ID: "ru"}, {ID: "grey"}}
	got := geo.Shares(statuses, geo.Sums{"ua": 25e6, "grey": 100.00001e6}, 100)
	want := []geo.StatusShare{{"ua", 25, 0.25}, {"ru", 0, 0}, {"grey", 100.00001, 1}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}
