package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
)

// claimsIn lists the claims beside each result, as "date who km²".
func claimsIn(answer geo.AreaAnswer) [][]string {
	all := make([][]string, len(answer.Results))
	for i, r := range answer.Results {
		for _, c := range r.Claims {
			who, _, _ := strings.Cut(c.WhoSays, " ")
			all[i] = append(all[i], fmt.Sprintf("%s %s %g", c.Date[5:], who, c.AreaKm2))
		}
	}
	return all
}

func TestClaimsStandBesideTheResultOfTheirDay(t *testing.T) {
	s, _ := defaultStore(t)
	at := func(text string) geo.AreaQuery {
		m := day(t, text)
		return geo.AreaQuery{Layer: "kursk-sumy", At: &m}
	}
	for _, tt := range []struct {
		name string
		q    geo.AreaQuery
		want string
	}{
		{"a day has its own", at("2024-08-12"), "[[08-12 Syrskyi 1000 08-12 acting 480]]"},
		{"so has an instant in it", at("2024-08-12T17:00:00Z"), "[[08-12 Syrskyi 1000 08-12 acting 480]]"},
		{"a day without any has none", at("2024-08-14"), "[[]]"},
		{"no time is the newest snapshot's day", geo.AreaQuery{Layer: "kursk-sumy"}, "[[]]"},
		{"an interval has them day by day", series(t, "2024-08-10/2024-08-12", ""),
			"[[08-10 RBC-Ukraine 100] [08-11 Agentstvo 720] [08-12 Syrskyi 1000 08-12 acting 480]]"},
		{"those of a day without a snapshot stand beside the one that answers for it", series(t, "2024-08-29/2024-09-15", ""),
			"[[08-31 DeepState 900 08-31 DeepState 330 08-31 ISW 1160] [] [] [] [] [] [] []]"},
		{"those before the first snapshot of the interval beside that", series(t, "2024-08-31/2024-09-06", ""),
			"[[08-31 DeepState 900 08-31 DeepState 330 08-31 ISW 1160] []]"},
		{"a step has those of its days", series(t, "2024-08-10/2024-08-13", "P2D"),
			"[[08-10 RBC-Ukraine 100 08-11 Agentstvo 720] [08-12 Syrskyi 1000 08-12 acting 480 08-13 AFP 800 08-13 Syrskyi 1040]]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.q.Claims = true
			answer := areas(t, s, tt.q)
			if got := fmt.Sprint(claimsIn(answer)); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
	t.Run("of the whole history each is there once", func(t *testing.T) {
		q := series(t, "../..", "")
		q.Claims = true
		all, err := s.Claims(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Concat(claimsIn(areas(t, s, q))...); len(got) != len(all) {
			t.Errorf("%d of %d claims: %v", len(got), len(all), got)
		}
	})
	t.Run("nobody asked", func(t *testing.T) {
		if r := areas(t, s, at("2024-08-12")).Results[0]; r.Claims != nil {
			t.Errorf("%+v", r.Claims)
		}
	})
}

func TestClaimsAreOfTheAskedRegionAndStatuses(t *testing.T) {
	s, _ := defaultStore(t)
	ask := func(q geo.AreaQuery) string {
		q.Claims = true
		return fmt.Sprint(claimsIn(areas(t, s, q)))
	}
	one := func(change func(*geo.AreaQuery)) geo.AreaQuery {
		m := day(t, "2024-08-31")
		q := geo.AreaQuery{Layer: "kursk-sumy", At: &m}
		change(&q)
		return q
	}
	for _, tt := range []struct {
		name   string
		change func(*geo.AreaQuery)
		want   string
	}{
		{"of another region there are none", func(q *geo.AreaQuery) { q.Region = "sumy" }, "[[]]"},
		{"those that speak of other statuses as well are left out", func(q *geo.AreaQuery) { q.Statuses = []string{"ua"} }, "[[08-31 DeepState 900]]"},
		{"grouped they are with their region", func(q *geo.AreaQuery) { q.ByRegion, q.Statuses = true, []string{"grey", "ua"} },
			"[[08-31 DeepState 900 08-31 DeepState 330 08-31 ISW 1160] [] [] []]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := ask(one(tt.change)); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestClaimsAreComparedWithTheMapOfTheirOwnDay(t *testing.T) {
	s, _ := defaultStore(t)
	q := series(t, "2024-08-10/2024-08-31", "P1M")
	q.Claims = true
	for _, c := range areas(t, s, q).Results[0].Claims {
		on := on(t, s, c.Date, c.Region)
		var want float64
		for _, status := range c.Statuses {
			want += on[status]
		}
		if c.MeasuredKm2 == nil || c.Snapshot == nil {
			t.Fatalf("%+v is not measured", c)
		}
		near(t, c.Date+" "+c.WhoSays, *c.MeasuredKm2, want)
		if c.Snapshot.ValidAt.Format(time.DateOnly) > c.Date {
			t.Errorf("the claim of %s is held against %s", c.Date, c.Snapshot.ValidAt)
		}
	}
	near(t, "ua in kursk", *areas(t, s, q).Results[0].Claims[0].MeasuredKm2, 380.908344)
}

func TestClaimsThatALayerCannotTellOfAreNotMeasured(t *testing.T) {
	s, _ := defaultStore(t)
	publish(t, s, uploadAs(t, "plain", "2024-08-20.json", "owlmaps", []byte(`{"areas":[[[51,35],[51,36],[52,36]]]}`)))
	q := geo.AreaQuery{Layer: "plain", Within: &geo.Interval{}, Claims: true}
	claims := areas(t, s, q).Results[0].Claims
	if len(claims) == 0 || claims[0].Date != "2024-08-20" {
		t.Fatalf("of days before the first snapshot there are %+v", claims)
	}
	for _, c := range claims {
		if told := c.MeasuredKm2 != nil; told != !slices.Contains(c.Statuses, "grey") || told != (c.Snapshot != nil) {
			t.Errorf("%s, %v: measured %v", c.Date, c.Statuses, told)
		}
	}
}
