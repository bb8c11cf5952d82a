package store_test

import (
	"math"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/server/store"
)

func areas(t testing.TB, s *store.Store, q geo.AreaQuery) geo.AreaAnswer {
	t.Helper()
	answer, err := s.Measure(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func on(t testing.TB, s *store.Store, text, region string) map[string]float64 {
	t.Helper()
	m := day(t, text)
	km2 := make(map[string]float64)
	for _, a := range areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m, Region: region}).Results[0].Areas {
		km2[a.Status] = a.AreaKm2
	}
	return km2
}

func TestMeasureReferenceDays(t *testing.T) {
	s, _ := defaultStore(t)
	for _, tt := range []struct {
		day                                                string
		ua, ru, grey, uaKursk, greyKursk, greySumy, ruSumy float64
	}{
		{"2024-08-10", 380.908940, 0, 282.101050, 380.908344, 257.347881, 0.000225, 0},
		{"2024-08-20", 928.757857, 0, 311.470105, 928.757132, 311.469987, 0.000087, 0},
		{"2025-03-12", 125.938412, 0, 154.360873, 125.937771, 93.243022, 61.117883, 0},
		{"2025-06-22", 0, 217.010340, 247.036297, 0, 105.125394, 141.910905, 217.009592},
	} {
		t.Run(tt.day, func(t *testing.T) {
			whole, kursk, sumy := on(t, s, tt.day, ""), on(t, s, tt.day, "kursk"), on(t, s, tt.day, "sumy")
			near(t, "ua", whole["ua"], tt.ua)
			near(t, "ru", whole["ru"], tt.ru)
			near(t, "grey", whole["grey"], tt.grey)
			near(t, "ua in kursk", kursk["ua"], tt.uaKursk)
			near(t, "grey in kursk", kursk["grey"], tt.greyKursk)
			near(t, "grey in sumy", sumy["grey"], tt.greySumy)
			near(t, "ru in sumy", sumy["ru"], tt.ruSumy)
		})
	}
	for id, want := range map[string]float64{
		"kursk": 29775.977790, "sumy": 23801.395673, "russian-territory": 33285.501041, "ukrainian-territory": 36598.774080,
	} {
		near(t, id, areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", Region: id}).Region.AreaKm2, want)
	}
}

func TestMeasureControlled(t *testing.T) {
	s, _ := defaultStore(t)
	m := day(t, "2024-08-20")
	t.Run("beyond a party's own side, with the grey zone as the upper bound", func(t *testing.T) {
		controlled := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m, Region: "kursk"}).Results[0].Controlled
		if len(controlled) != 2 || controlled[0].Party != "ua" || *controlled[0].On != "russian-territory" ||
			controlled[1].Party != "ru" || *controlled[1].On != "ukrainian-territory" {
			t.Fatalf("%+v", controlled)
		}
		near(t, "ua at least", controlled[0].MinKm2, 928.757132)
		near(t, "ua at most", controlled[0].MaxKm2, 1240.227119)
	})
	t.Run("a region wholly on one side holds exactly nothing of the other", func(t *testing.T) {
		for region, party := range map[string]int{"kursk": 1, "sumy": 0} {
			got := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m, Region: region}).Results[0].Controlled[party]
			if got.MinKm2 != 0 || got.MaxKm2 != 0 {
				t.Errorf("%s: %+v", region, got)
			}
		}
	})
	t.Run("everywhere in a layer without sides", func(t *testing.T) {
		publish(t, s, upload(t, "sideless", "2024-08-10", file(square("ua", 35, 51, 0.1), square("grey", 35.1, 51, 0.1))))
		result := areas(t, s, geo.AreaQuery{Layer: "sideless"}).Results[0]
		ua := result.Controlled[0]
		if ua.On != nil || ua.MinKm2 != result.Areas[0].AreaKm2 || ua.MaxKm2 != result.Areas[0].AreaKm2+result.Areas[2].AreaKm2 {
			t.Errorf("%+v of %+v", ua, result.Areas)
		}
	})
}

// series asks for the results of an interval, one a step unless every is empty.
func series(t testing.TB, interval, every string) geo.AreaQuery {
	t.Helper()
	within, err := geo.ParseInterval(interval)
	if err != nil {
		t.Fatal(err)
	}
	q := geo.AreaQuery{Layer: "kursk-sumy", Within: &within}
	if every == "" {
		return q
	}
	step, err := geo.ParseStep(every)
	if err != nil {
		t.Fatal(err)
	}
	q.Every = &step
	return q
}

func TestMeasureWhen(t *testing.T) {
	s, _ := defaultStore(t)
	for _, tt := range []struct {
		name, from, to, every string
		days                  []string // of the results
		valid                 []string // of their snapshots
	}{
		{"an interval has a result for each snapshot in it", "2024-08-26", "2024-09-02", "",
			[]string{"2024-08-26T00:00:00Z", "2024-08-28T00:00:00Z", "2024-08-29T00:00:00Z", "2024-09-02T00:00:00Z"},
			[]string{"2024-08-26", "2024-08-28", "2024-08-29", "2024-09-02"}},
		{"an interval between two snapshots has none", "2024-08-30", "2024-09-01", "", nil, nil},
		{"every day has the state at its end", "2024-08-26", "2024-08-29", "P1D",
			[]string{"2024-08-26", "2024-08-27", "2024-08-28", "2024-08-29"},
			[]string{"2024-08-26", "2024-08-26", "2024-08-28", "2024-08-29"}},
		{"the last step ends with the interval", "2024-08-26", "2024-08-29", "P3D",
			[]string{"2024-08-28", "2024-08-29"}, []string{"2024-08-28", "2024-08-29"}},
		{"steps before the first snapshot are left out", "2024-06-01", "2024-08-31", "P1M",
			[]string{"2024-08-31"}, []string{"2024-08-29"}},
		{"an open end goes on to the day of the last snapshot", "2025-06-22", "..", "P7D",
			[]string{"2025-06-28", "2025-07-04"}, []string{"2025-06-22", "2025-07-04"}},
		{"an open start begins with the day of the first snapshot", "..", "2024-08-06", "P1D",
			[]string{"2024-08-05", "2024-08-06"}, []string{"2024-08-05", "2024-08-06"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			results := areas(t, s, series(t, tt.from+"/"+tt.to, tt.every)).Results
			if results == nil || len(results) != len(tt.days) {
				t.Fatalf("%d results, want %d", len(results), len(tt.days))
			}
			for i, result := range results {
				if result.Datetime != tt.days[i] || result.Snapshot.ValidAt.Format("2006-01-02") != tt.valid[i] {
					t.Errorf("result %d is %s of %s", i, result.Datetime, result.Snapshot.ValidAt)
				}
			}
		})
	}
	t.Run("without a time it is the newest", func(t *testing.T) {
		if got := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy"}).Results[0].Datetime; got != "2025-07-04T00:00:00Z" {
			t.Error(got)
		}
	})
	t.Run("a moment is named as it was asked", func(t *testing.T) {
		m := day(t, "2024-08-31")
		result := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m}).Results[0]
		if result.Datetime != "2024-08-31" || result.Snapshot.ValidAt != day(t, "2024-08-29").From {
			t.Errorf("%s of %s", result.Datetime, result.Snapshot.ValidAt)
		}
	})
}

func TestMeasureWhere(t *testing.T) {
	s, _ := defaultStore(t)
	m := day(t, "2024-08-20")
	box := orb.Bound{Min: orb.Point{34.9, 51.1}, Max: orb.Point{35.3, 51.3}}
	within := func(q geo.AreaQuery) geo.AreaAnswer {
		q.Layer, q.At = "kursk-sumy", &m
		return areas(t, s, q)
	}
	t.Run("a bound and the polygon of its corners are the same ground", func(t *testing.T) {
		a := within(geo.AreaQuery{Bound: &box})
		b := within(geo.AreaQuery{Polygon: orb.MultiPolygon{box.ToPolygon()}})
		if a.Region.ID != nil || a.Region.AreaKm2 != b.Region.AreaKm2 || a.Results[0].Areas[0].AreaKm2 != b.Results[0].Areas[0].AreaKm2 ||
			a.Results[0].Areas[0].AreaKm2 < 100 {
			t.Errorf("%+v, %+v", a.Results[0].Areas, b.Results[0].Areas)
		}
	})
	t.Run("a bound and its complement make up the whole", func(t *testing.T) {
		west := orb.Bound{Min: orb.Point{30, 50}, Max: orb.Point{35, 53}}
		east := orb.Bound{Min: orb.Point{35, 50}, Max: orb.Point{40, 53}}
		a, b := within(geo.AreaQuery{Bound: &west}), within(geo.AreaQuery{Bound: &east})
		whole := within(geo.AreaQuery{}).Results[0]
		for i, area := range whole.Areas {
			sum := a.Results[0].Areas[i].AreaKm2 + b.Results[0].Areas[i].AreaKm2
			if math.Abs(sum-area.AreaKm2) > 1e-4*area.AreaKm2 { // the cut adds vertices to geodesics
				t.Errorf("%s: %f, want %f", area.Status, sum, area.AreaKm2)
			}
		}
	})
	t.Run("region, bound and polygon together are what they have in common", func(t *testing.T) {
		far := orb.Bound{Min: orb.Point{36, 51}, Max: orb.Point{36.1, 51.1}}
		answer := within(geo.AreaQuery{Region: "kursk", Bound: &far, Polygon: orb.MultiPolygon{box.ToPolygon()}})
		if answer.Region.AreaKm2 != 0 || answer.Results[0].Areas[0].AreaKm2 != 0 {
			t.Errorf("%+v", answer)
		}
	})
	t.Run("bounds around the Earth are not measured as if they went the other way", func(t *testing.T) {
		const earth = 510_065_621.724
		for _, tt := range []struct{ south, km2 float64 }{{0, earth / 2}, {-90, earth}} {
			wide := orb.Bound{Min: orb.Point{-180, tt.south}, Max: orb.Point{180, 90}}
			answer := within(geo.AreaQuery{Bound: &wide})
			if got := answer.Region.AreaKm2; math.Abs(got-tt.km2) > 1e-3 {
				t.Errorf("%f km², want %f", got, tt.km2)
			}
			if got, want := answer.Results[0].Areas[0].AreaKm2, within(geo.AreaQuery{}).Results[0].Areas[0].AreaKm2; math.Abs(got-want) > 1e-12*want || got == 0 {
				t.Errorf("%f km² from %g to 90, %f in all", got, tt.south, want)
			}
		}
	})
	t.Run("ground elsewhere holds nothing and is no error", func(t *testing.T) {
		far := orb.Bound{Min: orb.Point{-10, 10}, Max: orb.Point{-9, 11}}
		if got := within(geo.AreaQuery{Bound: &far}).Results[0].Areas[0].AreaKm2; got != 0 {
			t.Error(got)
		}
	})
	t.Run("asked again the answer is the same to the last digit", func(t *testing.T) {
		q := geo.AreaQuery{Region: "sumy"}
		if a, b := within(q).Results[0].Areas, within(q).Results[0].Areas; a[2] != b[2] {
			t.Errorf("%v, then %v", a, b)
		}
	})
}

func TestMeasureRefusals(t *testing.T) {
	s, _ := defaultStore(t)
	early := day(t, "2024-08-04")
	for _, tt := range []struct {
		name  string
		q     geo.AreaQuery
		kind  geo.Kind
		words []string
	}{
		{"an unknown layer", geo.AreaQuery{Layer: "atlantis"}, geo.NotFound, []string{"atlantis", "kursk-sumy"}},
		{"a layer without snapshots", geo.AreaQuery{Layer: "border"}, geo.NotFound, []string{"border", "reference"}},
		{"an unknown region", geo.AreaQuery{Layer: "kursk-sumy", Region: "mordor"}, geo.NotFound, []string{"mordor", "kursk, sumy"}},
		{"an unknown status", geo.AreaQuery{Layer: "kursk-sumy", Statuses: []string{"ua", "blue"}},
			geo.Invalid, []string{"blue", "ua, ru, grey"}},
		{"a day before the first", geo.AreaQuery{Layer: "kursk-sumy", At: &early}, geo.NotFound, []string{"2024-08-04", "2024-08-05"}},
		{"an interval that ends before the first", series(t, "../2024-08-04", ""), geo.NotFound, []string{"2024-08-05"}},
		{"as known before anything was recorded", geo.AreaQuery{Layer: "kursk-sumy", AsOf: early.To},
			geo.NotFound, []string{"recorded", "2026-01-02T03:04:05Z"}},
		{"a hundred years of days", series(t, "2024-01-01/2124-01-01", "P1D"), geo.Invalid, []string{"20000 rows", "every="}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.Measure(t.Context(), tt.q)
			refused(t, err, tt.kind, tt.words...)
		})
	}
	t.Run("but five years of days are answered", func(t *testing.T) {
		q := series(t, "../2030-01-01", "P1D")
		q.Statuses = []string{"ua"}
		if got := len(areas(t, s, q).Results); got != 1976 {
			t.Errorf("%d days", got)
		}
	})
}

func TestMeasureFirstQuestionsAtOnce(t *testing.T) {
	s, _ := defaultStore(t)
	m := day(t, "2024-08-20")
	var answers [4]geo.AreaAnswer
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			var err error
			if answers[i], err = s.Measure(t.Context(), geo.AreaQuery{Layer: "kursk-sumy", At: &m, Region: "kursk"}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if t.Failed() {
		return
	}
	for _, answer := range answers {
		near(t, "ua in kursk", answer.Results[0].Areas[0].AreaKm2, 928.757132)
	}
}
