package store_test

import (
	"math"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// What is kept of one question must not answer another one, be its ground made of the same polygons.
func TestMeasuresDoNotDependOnWhatWasAskedBefore(t *testing.T) {
	m := day(t, "2024-08-20")
	asked := func(before ...geo.AreaQuery) geo.AreaAnswer {
		s, _ := defaultStore(t)
		regions, err := s.Regions(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range before {
			areas(t, s, q)
		}
		sumy := regions[1]
		if sumy.ID != "sumy" {
			t.Fatalf("the second region is %s", sumy.ID)
		}
		return areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m, Region: "kursk", Polygon: sumy.Geometry})
	}
	first, later := asked(), asked(geo.AreaQuery{Layer: "kursk-sumy", At: &m, Region: "kursk", ByRegion: true})
	for i, a := range first.Results[0].Areas {
		if b := later.Results[0].Areas[i]; a.AreaKm2 != b.AreaKm2 {
			t.Errorf("%s: %v km², after another question %v", a.Status, a.AreaKm2, b.AreaKm2)
		}
	}
}

func TestLongMeasureByRegion(t *testing.T) {
	s, _ := defaultStore(t)
	regions, err := s.Regions(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("each result is there once for each region, as the region alone has it", func(t *testing.T) {
		q := series(t, "2024-08-10/2024-08-12", "")
		q.ByRegion = true
		got := areas(t, s, q)
		if got.Region != nil || len(got.Results) != 3*len(regions) || len(got.Snapshots()) != 3 {
			t.Fatalf("%d results from %d snapshots in %+v", len(got.Results), len(got.Snapshots()), got.Region)
		}
		for i, region := range regions {
			alone := series(t, "2024-08-10/2024-08-12", "")
			alone.Region = region.ID
			for n, want := range areas(t, s, alone).Results {
				sameMeasure(t, got.Results[n*len(regions)+i], want, region)
			}
		}
	})
	box := orb.Bound{Min: orb.Point{34.9, 51.1}, Max: orb.Point{35.3, 51.3}}
	t.Run("with bounds it is what each region has in common with them", func(t *testing.T) {
		m := day(t, "2024-08-20")
		got := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m, ByRegion: true, Bound: &box})
		for i, region := range regions {
			want := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m, Region: region.ID, Bound: &box})
			r := got.Results[i]
			near(t, region.ID, r.Region.AreaKm2, want.Region.AreaKm2)
			for j, area := range want.Results[0].Areas {
				near(t, region.ID+" "+area.Status, r.Areas[j].AreaKm2, area.AreaKm2)
			}
		}
	})
	t.Run("with a region it is what each has in common with that", func(t *testing.T) {
		results := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", ByRegion: true, Region: "kursk"}).Results
		for i, want := range []float64{29775.977790, 0, 20488.644544, 0} { // a side ends where the map does
			near(t, *results[i].Region.ID, results[i].Region.AreaKm2, want)
		}
	})
	t.Run("more rows than are given out are refused, saying how to ask", func(t *testing.T) {
		q := series(t, "../2030-01-01", "P1D")
		q.ByRegion = true
		_, err := s.Measure(t.Context(), q)
		refused(t, err, geo.Invalid, "20000 rows", "region=", "every=")
	})
}

// sameMeasure holds a result of an answer by region against that of the region alone.
func sameMeasure(t *testing.T, got, want geo.Measurement, region geo.Region) {
	t.Helper()
	if got.Region == nil || *got.Region.ID != region.ID || got.Region.Kind != region.Kind || got.Region.AreaKm2 != region.AreaM2/1e6 {
		t.Errorf("region %+v, want %s", got.Region, region.ID)
	}
	if want.Region != nil || got.Datetime != want.Datetime || got.Snapshot != want.Snapshot {
		t.Errorf("%s of %s, want %s of %s", got.Datetime, got.Snapshot.ID, want.Datetime, want.Snapshot.ID)
	}
	for i, area := range want.Areas {
		if got.Areas[i] != area {
			t.Errorf("%s: %+v, want %+v", region.ID, got.Areas[i], area)
		}
	}
	for i, c := range want.Controlled {
		if g := got.Controlled[i]; g.MinKm2 != c.MinKm2 || g.MaxKm2 != c.MaxKm2 {
			t.Errorf("%s: %+v, want %+v", region.ID, g, c)
		}
	}
}

// outside is what a bound leaves of everything without kursk and sumy.
func outside(t *testing.T, regions []geo.Region) orb.MultiPolygon {
	t.Helper()
	rest := orb.MultiPolygon{orb.Bound{Min: orb.Point{30, 48}, Max: orb.Point{40, 55}}.ToPolygon()}
	for _, region := range regions[:2] {
		var err error
		if rest, err = geo.Difference(rest, region.Geometry); err != nil {
			t.Fatal(err)
		}
	}
	return rest
}

func TestPartsMakeUpTheWholeOnEveryDay(t *testing.T) {
	s, _ := defaultStore(t)
	regions, err := s.Regions(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(change func(*geo.AreaQuery)) []geo.Measurement {
		q := series(t, "../..", "")
		change(&q)
		return areas(t, s, q).Results
	}
	whole := ask(func(*geo.AreaQuery) {})
	parts := [][]geo.Measurement{
		ask(func(q *geo.AreaQuery) { q.Region = "kursk" }),
		ask(func(q *geo.AreaQuery) { q.Region = "sumy" }),
		ask(func(q *geo.AreaQuery) { q.Polygon = outside(t, regions) }),
	}
	for n, day := range whole {
		for i, area := range day.Areas {
			sum := 0.0
			for _, part := range parts {
				sum += part[n].Areas[i].AreaKm2
			}
			// A cut divides a geodesic edge, whose halves bend less.
			if math.Abs(sum-area.AreaKm2) > max(1e-6, 1e-6*area.AreaKm2) {
				t.Errorf("%s %s: %f km² in all parts, %f in all", day.Datetime, area.Status, sum, area.AreaKm2)
			}
		}
	}
}

func TestPartsMakeUpWhatIsCutWhereTheyMeet(t *testing.T) {
	s, _ := emptyStore(t)
	addRegions(t, s, regionOf("west", 34, 51), regionOf("east", 35, 51))
	// Both zones have vertices on the line between the regions; one has an edge along it.
	const zones = `{"type":"Feature","properties":{"status":"ua"},"geometry":{"type":"Polygon","coordinates":[[[34.5,51.1],[35,51.2],[35.5,51.1],[35.4,51.6],[35,51.5],[34.6,51.7],[34.5,51.1]]]}},
		{"type":"Feature","properties":{"status":"grey"},"geometry":{"type":"Polygon","coordinates":[[[35,51.7],[35.2,51.7],[35.2,51.9],[35,51.9],[35,51.7]]]}}`
	publish(t, s, upload(t, "small", "2024-08-10", file(zones)))
	results := areas(t, s, geo.AreaQuery{Layer: "small", ByRegion: true}).Results
	for i, area := range areas(t, s, geo.AreaQuery{Layer: "small"}).Results[0].Areas {
		west, east := results[0].Areas[i].AreaKm2, results[1].Areas[i].AreaKm2
		if sum := west + east; math.Abs(sum-area.AreaKm2) > 1e-9*area.AreaKm2 {
			t.Errorf("%s: %.9f km² in both, %.9f in all", area.Status, sum, area.AreaKm2)
		}
		if area.Status == "grey" && west != 0 {
			t.Errorf("%f km² of ground on the line counts in the west", west)
		}
	}
}

func TestMeasureWithinOnePolygonAtOnce(t *testing.T) {
	s, _ := defaultStore(t)
	box := orb.Bound{Min: orb.Point{34.9, 51.1}, Max: orb.Point{35.3, 51.3}}
	want := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", Within: &geo.Interval{}, Region: "kursk", Bound: &box}).Results
	other := orb.Bound{Min: box.Min, Max: orb.Point{35.3, 51.30001}} // nobody has asked within it yet
	var group sync.WaitGroup
	for i := range 6 {
		group.Go(func() {
			at := geo.Moment{From: want[i*7].Snapshot.ValidAt, To: want[i*7].Snapshot.ValidAt}
			got, err := s.Measure(t.Context(), geo.AreaQuery{Layer: "kursk-sumy", At: &at, Region: "kursk", Bound: &other})
			if err != nil {
				t.Error(err)
				return
			}
			for j, area := range got.Results[0].Areas {
				if km2 := want[i*7].Areas[j].AreaKm2; math.Abs(area.AreaKm2-km2) > 0.1 { // a strip of a metre
					t.Errorf("%s: %s has %f km², want about %f", want[i*7].Datetime, area.Status, area.AreaKm2, km2)
				}
			}
		})
	}
	group.Wait()
}
