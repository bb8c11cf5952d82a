package store_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
	"greyzone/server/store"
)

func agreement(t *testing.T, s *store.Store, q geo.AgreementQuery) geo.AgreementAnswer {
	t.Helper()
	a, err := s.Agreement(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// rawFile is a file as DeepState's editors see it: squares, each told by its fill.
func rawFile(fills map[string][2]float64) []byte {
	var features []string
	for fill, at := range fills {
		features = append(features, strings.Replace(squareAt("", at), `"status":""`, `"name":"a /// b","fill":"`+fill+`"`, 1))
	}
	return file(features...)
}

// pairsOf writes pairs as lines such as "ua (ua) / grey: disagree", with their areas. A side is in brackets, and so is the
// party of a status.
func pairsOf(a geo.AgreementAnswer) map[string]float64 {
	says := func(status, side, party *string) string {
		return strings.TrimSpace(statusOf(status) + statusOf(side) + " (" + statusOf(party) + ")")
	}
	all := make(map[string]float64)
	for _, p := range a.Pairs {
		all[says(p.Status, p.Side, p.Party)+" / "+says(p.WithStatus, p.WithSide, p.WithParty)+": "+string(p.Kind)] += p.AreaKm2
	}
	return all
}

func samePairs(t *testing.T, a geo.AgreementAnswer, want map[string]float64) {
	t.Helper()
	got := pairsOf(a)
	sums := make(map[string]float64)
	for pair, m2 := range want {
		if math.Abs(got[pair]-m2/1e6) > 1e-6 {
			t.Errorf("%s: %v km², want %v", pair, got[pair], m2/1e6)
		}
		sums[pair[strings.LastIndex(pair, " ")+1:]] += m2 / 1e6
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for kind, km2 := range map[string]float64{"agree": a.AgreeKm2, "disagree": a.DisagreeKm2, "unsaid": a.UnsaidKm2} {
		if math.Abs(km2-sums[kind]) > 1e-6 {
			t.Errorf("they %s on %v km², want %v", kind, km2, sums[kind])
		}
	}
}

// Places for squares besides those of changes_test.go.
var (
	further = [2]float64{35.6, 51.4}
	atLast  = [2]float64{35.7, 51.4}
)

func TestLongAgreementOfTwoVocabulariesOneOfThemWithSides(t *testing.T) {
	s, publishDesk := sided(t)
	publishDesk("2024-08-06", squareAt("ua", inKursk), squareAt("grey", besideIt), squareAt("ua", beyond), squareAt("ru", inSumy), squareAt("grey", further))
	publish(t, s, uploadAs(t, "raw", "1723075200.geojson", "deepstate-raw", rawFile(map[string][2]float64{
		"#0f9d58": inKursk, "#bcaaa4": besideIt, "#a52714": beyond, "#880e4f": inSumy, "#bdbdbd": atLast,
	})))
	q := geo.AgreementQuery{Layer: "desk", With: "raw", At: day(t, "2024-08-08")}
	a := agreement(t, s, q)
	samePairs(t, a, map[string]float64{
		"ua (ua) / liberated (ua): agree":            m2At(inKursk),
		"grey () / grey (): agree":                   m2At(besideIt),
		"ua (ua) / ru (ru): disagree":                m2At(beyond),
		"ru (ru) / ru-2014 (ru): agree":              m2At(inSumy),
		"grey () / (): unsaid":                       m2At(further), // nobody's is not the same as nothing
		"russian-territory (ru) / grey (): disagree": m2At(atLast),
	})
	if a.Snapshot.ValidAt.Day() != 6 || a.WithSnapshot.ValidAt.Day() != 8 || a.Datetime != "2024-08-08" || a.Region != nil || a.Slivers != nil {
		t.Errorf("it is of %+v and %+v at %s", a.Snapshot, a.WithSnapshot, a.Datetime)
	}
	q.Layer, q.With = q.With, q.Layer
	samePairs(t, agreement(t, s, q), map[string]float64{
		"liberated (ua) / ua (ua): agree":            m2At(inKursk),
		"grey () / grey (): agree":                   m2At(besideIt),
		"ru (ru) / ua (ua): disagree":                m2At(beyond),
		"ru-2014 (ru) / ru (ru): agree":              m2At(inSumy),
		"() / grey (): unsaid":                       m2At(further),
		"grey () / russian-territory (ru): disagree": m2At(atLast),
	})
	q.With = "raw"
	if same := agreement(t, s, q); same.DisagreeKm2 != 0 || same.UnsaidKm2 != 0 || len(same.Snapshots()) != 1 || strings.Contains(same.Attribution, ";") {
		t.Errorf("with itself it disagrees by %v and %v km²; %+v", same.DisagreeKm2, same.UnsaidKm2, same.Provenance)
	}
}

func TestAgreementIsWithinARegionWithinAPolygonAndWithinBoth(t *testing.T) {
	s, publishDesk := sided(t)
	across := square("ua", 34.9, 51.15, 0.1) // across the border
	publishDesk("2024-08-06", across, squareAt("ru", inSumy))
	publish(t, s, upload(t, "other", "2024-08-06", file(square("grey", 34.9, 51.15, 0.1))))
	q := geo.AgreementQuery{Layer: "desk", With: "other", At: day(t, "2024-08-06"), Polygons: true}
	whole := agreement(t, s, q)
	samePairs(t, whole, map[string]float64{"ua (ua) / grey (): disagree": squareM2(34.9, 51.15, 0.1), "ru (ru) / (): unsaid": m2At(inSumy)})

	half := orb.MultiPolygon{{{{34.9, 51}, {34.95, 51}, {34.95, 52}, {34.9, 52}, {34.9, 51}}}}
	sum := 0.0
	for _, region := range []string{"kursk", "sumy"} {
		q.Region, q.Polygon = region, nil
		in := agreement(t, s, q)
		if *in.Region.ID != region || in.Region.AreaKm2 < 20_000 {
			t.Errorf("it is in %+v", in.Region)
		}
		shown := 0.0
		for _, g := range in.Ground {
			if g.Kind == geo.Disagree {
				shown += geo.TotalM2(g.Polygons) / 1e6
			}
		}
		if math.Abs(shown-in.DisagreeKm2) > 1e-3 {
			t.Errorf("in %s polygons of %v km² are shown, they disagree on %v", region, shown, in.DisagreeKm2)
		}
		sum += in.DisagreeKm2
		q.Polygon, q.PolygonHash = half, "ff"
		part := agreement(t, s, q)
		if part.DisagreeKm2 <= 0 || part.DisagreeKm2 >= in.DisagreeKm2 || part.Region.ID != nil || !strings.Contains(part.Title(), "in "+region+" and within") {
			t.Errorf("within a half of it they disagree on %v km² of %v, %+v, %s", part.DisagreeKm2, in.DisagreeKm2, part.Region, part.Title())
		}
	}
	if math.Abs(sum-whole.DisagreeKm2) > 1e-3 { // the two oblasts are drawn with one border, and it is cut
		t.Errorf("the oblasts have %v km², together they are %v", sum, whole.DisagreeKm2)
	}
	q.Region = ""
	samePairs(t, agreement(t, s, q), map[string]float64{"ua (ua) / grey (): disagree": geo.AreaM2(orb.Polygon{{{34.9, 51.15}, {34.95, 51.15}, {34.95, 51.25}, {34.9, 51.25}, {34.9, 51.15}}})})
}

func TestAgreementNamesTheSettlementsOfWhichTheLayersDisagree(t *testing.T) {
	s, _ := defaultStore(t)
	places, err := s.Settlements(t.Context(), "sudzha")
	if err != nil || len(places) == 0 {
		t.Fatal(err)
	}
	sudzha := places[0]
	publish(t, s, upload(t, "other", "2024-08-20", file(square("ru", sudzha.Lon-0.01, sudzha.Lat-0.01, 0.02))))
	q := geo.AgreementQuery{Layer: "kursk-sumy", With: "other", At: day(t, "2024-08-20")}
	for region, want := range map[string]int{"": 1, "kursk": 1, "sumy": 0} {
		q.Region = region
		found := 0
		for _, place := range agreement(t, s, q).Settlements {
			if place.ID == "sudzha" && *place.Status == "ua" && *place.WithStatus == "ru" && place.Name == sudzha.Name {
				found++
			}
		}
		if found != want {
			t.Errorf("in %q Sudzha is found %d times, want %d", region, found, want)
		}
	}
	q.With, q.Region = "kursk-sumy", ""
	if same := agreement(t, s, q); len(same.Settlements) != 0 || same.Settlements == nil {
		t.Errorf("with itself it disagrees of %v", same.Settlements)
	}
}

func TestAgreementThatThereIsNone(t *testing.T) {
	s, _ := defaultStore(t)
	publish(t, s, upload(t, "late", "2025-06-01", file(squareAt("ua", inKursk))))
	for _, tt := range []struct {
		name  string
		q     geo.AgreementQuery
		words []string
	}{
		{"before the second layer's first day", geo.AgreementQuery{Layer: "kursk-sumy", With: "late", At: day(t, "2024-08-20")}, []string{"late", "2025-06-01"}},
		{"before the first layer's first day", geo.AgreementQuery{Layer: "late", With: "kursk-sumy", At: day(t, "2024-08-20")}, []string{"late", "2025-06-01"}},
		{"an unknown layer", geo.AgreementQuery{Layer: "kursk-sumy", With: "nobody", At: day(t, "2025-06-01")}, []string{"nobody", "late"}},
		{"a layer without snapshots", geo.AgreementQuery{Layer: "kursk-sumy", With: "border", At: day(t, "2025-06-01")}, []string{"border", "reference"}},
		{"an unknown region", geo.AgreementQuery{Layer: "kursk-sumy", With: "late", At: day(t, "2025-06-01"), Region: "atlantis"}, []string{"atlantis", "kursk"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.Agreement(t.Context(), tt.q)
			refused(t, err, geo.NotFound, tt.words...)
		})
	}
}

func TestAgreementAsOfATimeKnowsWhatBothLayersSaidThen(t *testing.T) {
	s, publishDesk := sided(t)
	publishDesk("2024-08-06", squareAt("ua", inKursk))
	publish(t, s, upload(t, "other", "2024-08-06", file(squareAt("grey", inKursk))))
	q := geo.AgreementQuery{Layer: "desk", With: "other", At: day(t, "2024-08-06")}
	before := agreement(t, s, q)
	publish(t, s, upload(t, "other", "2024-08-06", file(squareAt("ua", inKursk))))
	if now := agreement(t, s, q); now.AgreeKm2 < 1 || now.DisagreeKm2 != 0 || !now.AsOf.After(before.AsOf) {
		t.Errorf("after the correction %v", pairsOf(now))
	}
	q.AsOf = before.AsOf
	again := agreement(t, s, q)
	if fmt.Sprint(pairsOf(again)) != fmt.Sprint(pairsOf(before)) || again.WithSnapshot != before.WithSnapshot || !again.AsOf.Equal(before.AsOf) {
		t.Errorf("as of then %v, it was %v", pairsOf(again), pairsOf(before))
	}
}

// Whoever looks at one point sees there what the pairs tell of it, and nothing else.
func TestAgreementTellsOfEveryPointWhatTheLayersShowThere(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	for range 6 {
		s, publishDesk := sided(t)
		publishDesk("2024-08-06", lattice(random)...)
		publish(t, s, upload(t, "other", "2024-08-06", file(lattice(random)...)))
		a := agreement(t, s, geo.AgreementQuery{Layer: "desk", With: "other", At: day(t, "2024-08-06"), Polygons: true})
		for range 400 {
			p := orb.Point{34.8 + 0.55*random.Float64(), 50.95 + 0.55*random.Float64()}
			want := shownAt(t, s, "desk", p) + "/" + shownAt(t, s, "other", p)
			got := "/"
			for _, g := range a.Ground {
				if geo.Contains(g.Polygons, p) {
					got = statusOf(g.Status) + "/" + statusOf(g.WithStatus)
					if unmarked := g.Status == nil; unmarked != (g.Side != nil) || g.WithSide != nil {
						t.Errorf("at %v it is of %+v", p, g.AgreementPair)
					}
				}
			}
			if got != want {
				t.Errorf("at %v it is told that it is %s, the layers show %s", p, got, want)
			}
		}
		balanced(t, s, a, "")
	}
}

func shownAt(t *testing.T, s *store.Store, layer string, p orb.Point) (status string) {
	t.Helper()
	err := s.History(t.Context(), layer, func(h *topo.History) error {
		status = h.StatusAt(p, 0)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return status
}

// balanced checks that the pairs of each status of both layers add up to what is measured of it.
func balanced(t *testing.T, s *store.Store, a geo.AgreementAnswer, region string) {
	t.Helper()
	at := day(t, a.Datetime)
	for _, layer := range []string{a.Layer, a.With} {
		measured, err := s.Measure(t.Context(), geo.AreaQuery{Layer: layer, At: &at, Region: region})
		if err != nil {
			t.Fatal(err)
		}
		sums := make(map[string]float64)
		for _, p := range a.Pairs {
			status := p.Status
			if layer == a.With {
				status = p.WithStatus
			}
			sums[statusOf(status)] += p.AreaKm2
		}
		for _, area := range measured.Results[0].Areas {
			near(t, fmt.Sprintf("%s of %s in %q, against %s and %s", area.Status, layer, region, a.Layer, a.With), sums[area.Status], area.AreaKm2)
		}
	}
	total := 0.0
	for _, p := range a.Pairs {
		total += p.AreaKm2
	}
	near(t, "all pairs", a.AgreeKm2+a.DisagreeKm2+a.UnsaidKm2, total)
}

func TestLongAgreementOfRealSourcesAddsUp(t *testing.T) {
	s, _ := defaultStore(t)
	publish(t, s, uploadAs(t, "owl", "20240821.json", "auto", realFile(t, "owlmaps/20240821.json")))
	publish(t, s, uploadAs(t, "raw", "1724272310.geojson", "auto", realFile(t, "deepstate_raw/1724272310.geojson")))
	for _, layers := range [][2]string{{"owl", "raw"}, {"kursk-sumy", "raw"}, {"owl", "kursk-sumy"}, {"raw", "raw"}} {
		for _, region := range []string{"", "kursk", "sumy"} {
			q := geo.AgreementQuery{Layer: layers[0], With: layers[1], At: day(t, "2024-08-21"), Region: region}
			a := agreement(t, s, q)
			balanced(t, s, a, region)
			if layers[0] == layers[1] && (a.DisagreeKm2 != 0 || a.UnsaidKm2 != 0) {
				t.Errorf("%s with itself disagrees by %v, %v km²", layers[0], a.DisagreeKm2, a.UnsaidKm2)
			}
			if region == "sumy" || layers[0] == layers[1] {
				continue
			}
			q.Layer, q.With = q.With, q.Layer
			swapped := agreement(t, s, q)
			near(t, "swapped: agree", swapped.AgreeKm2, a.AgreeKm2)
			near(t, "swapped: disagree", swapped.DisagreeKm2, a.DisagreeKm2)
			near(t, "swapped: unsaid", swapped.UnsaidKm2, a.UnsaidKm2)
		}
	}
}
