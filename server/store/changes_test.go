package store_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/server/store"
)

// squareM2 is the area of what square draws.
func squareM2(lon, lat, size float64) float64 {
	return geo.AreaM2(orb.Polygon{{{lon, lat}, {lon + size, lat}, {lon + size, lat + size}, {lon, lat + size}, {lon, lat}}})
}

// sided is a store with the default regions and a layer "desk" to be, on the two sides of the border.
func sided(t *testing.T) (*store.Store, func(day string, features ...string) string) {
	t.Helper()
	s, _ := defaultStore(t)
	return s, func(day string, features ...string) string {
		u := upload(t, "desk", day, file(features...))
		u.AllowLargeChange = true
		u.Create.Sides = []geo.Side{{Region: "russian-territory", Party: "ru"}, {Region: "ukrainian-territory", Party: "ua"}}
		return *publish(t, s, u).Snapshot.ID
	}
}

func changes(t *testing.T, s *store.Store, q geo.ChangeQuery) geo.ChangeAnswer {
	t.Helper()
	a, err := s.Changes(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// told writes totals as lines such as "(russian-territory)>ua movement", with their areas.
func told(a geo.ChangeAnswer) map[string]float64 {
	holding := func(status, side *string) string {
		switch {
		case status != nil:
			return *status
		case side != nil:
			return "(" + *side + ")"
		}
		return "()"
	}
	all := make(map[string]float64)
	for _, r := range a.Totals {
		all[holding(r.FromStatus, r.FromSide)+">"+holding(r.ToStatus, r.ToSide)+" "+string(r.Kind)] += r.AreaKm2
	}
	return all
}

func sameTotals(t *testing.T, a geo.ChangeAnswer, want map[string]float64) {
	t.Helper()
	got := told(a)
	for how, m2 := range want {
		if math.Abs(got[how]-m2/1e6) > 1e-6 {
			t.Errorf("%s: %v km², want %v", how, got[how], m2/1e6)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Squares in Kursk oblast, and one in Sumy oblast, well apart from the border.
var (
	inKursk  = [2]float64{35.3, 51.4}
	besideIt = [2]float64{35.4, 51.4}
	beyond   = [2]float64{35.5, 51.4}
	inSumy   = [2]float64{34.6, 50.8}
)

func squareAt(status string, at [2]float64) string { return square(status, at[0], at[1], 0.1) }
func m2At(at [2]float64) float64                   { return squareM2(at[0], at[1], 0.1) }

func TestChangesTellWhoseGroundItWasAndIs(t *testing.T) {
	s, publish := sided(t)
	publish("2024-08-06", squareAt("ua", inKursk), squareAt("grey", besideIt))
	publish("2024-08-10", squareAt("ua", besideIt), squareAt("grey", beyond), squareAt("ru", inSumy))
	a := changes(t, s, geo.ChangeQuery{Layer: "desk", From: day(t, "2024-08-06"), To: day(t, "2024-08-12")})
	sameTotals(t, a, map[string]float64{
		"ua>(russian-territory) movement":   m2At(inKursk),
		"grey>ua movement":                  m2At(besideIt),
		"(russian-territory)>grey movement": m2At(beyond),
		"(ukrainian-territory)>ru movement": m2At(inSumy),
	})
	if a.From.Datetime != "2024-08-06" || a.To.Datetime != "2024-08-12" || a.To.Snapshot.ValidAt.Day() != 10 || a.To.FirstKnown != nil {
		t.Errorf("from %+v to %+v", a.From, a.To)
	}
	for i, want := range []geo.StatusGain{
		{Status: "ua", Gain: geo.Gain{GainedKm2: m2At(besideIt) / 1e6, LostKm2: m2At(inKursk) / 1e6}},
		{Status: "ru", Gain: geo.Gain{GainedKm2: m2At(inSumy) / 1e6}},
		{Status: "grey", Gain: geo.Gain{GainedKm2: m2At(beyond) / 1e6, LostKm2: m2At(besideIt) / 1e6}},
	} {
		sameGain(t, want.Status, a.Statuses[i].Gain, want.Gain)
	}
	// What Ukraine leaves in Russia is Russia's gain, and what turns grey there its loss.
	sameGain(t, "party ua", a.Parties[0].Gain, geo.Gain{GainedKm2: m2At(besideIt) / 1e6, LostKm2: (m2At(inKursk) + m2At(inSumy)) / 1e6})
	sameGain(t, "party ru", a.Parties[1].Gain, geo.Gain{GainedKm2: (m2At(inKursk) + m2At(inSumy)) / 1e6, LostKm2: m2At(beyond) / 1e6})
}

func sameGain(t *testing.T, of string, got, want geo.Gain) {
	t.Helper()
	for _, p := range [][2]float64{{got.GainedKm2, want.GainedKm2}, {got.LostKm2, want.LostKm2},
		{got.GainedByCorrectionKm2, want.GainedByCorrectionKm2}, {got.LostByCorrectionKm2, want.LostByCorrectionKm2}} {
		if math.Abs(p[0]-p[1]) > 1e-6 {
			t.Errorf("%s: %+v, want %+v", of, got, want)
			return
		}
	}
}

func TestChangesTellCorrectionFromMovement(t *testing.T) {
	s, publish := sided(t)
	publish("2024-08-06", squareAt("ua", inKursk))
	first := publish("2024-08-10", squareAt("ua", inKursk), squareAt("ua", besideIt))
	known := snapshotAt(t, s, "desk", "2024-08-10").RecordedAt
	second := publish("2024-08-10", squareAt("ua", inKursk), squareAt("ua", besideIt), squareAt("ua", beyond))
	q := geo.ChangeQuery{Layer: "desk", From: day(t, "2024-08-06"), To: day(t, "2024-08-10")}
	a := changes(t, s, q)
	sameTotals(t, a, map[string]float64{
		"(russian-territory)>ua movement":   m2At(besideIt),
		"(russian-territory)>ua correction": m2At(beyond),
	})
	if a.To.FirstKnown == nil || a.To.FirstKnown.ID != first || a.To.Snapshot.ID != second || a.From.FirstKnown != nil {
		t.Errorf("from %+v to %+v", a.From, a.To)
	}
	sameGain(t, "ua", a.Statuses[0].Gain, geo.Gain{GainedKm2: (m2At(besideIt) + m2At(beyond)) / 1e6, GainedByCorrectionKm2: m2At(beyond) / 1e6})

	q.AsOf = known
	sameTotals(t, changes(t, s, q), map[string]float64{"(russian-territory)>ua movement": m2At(besideIt)})

	// The earlier day was wrong as well: nothing has moved but one square.
	publish("2024-08-06", squareAt("ua", inKursk), squareAt("ua", beyond))
	q.AsOf = time.Time{}
	sameTotals(t, changes(t, s, q), map[string]float64{"(russian-territory)>ua movement": m2At(besideIt)})
	// And what was left of it there by mistake is no retreat.
	publish("2024-08-06", squareAt("ua", inKursk), squareAt("ua", beyond), squareAt("grey", inSumy))
	sameTotals(t, changes(t, s, q), map[string]float64{
		"(russian-territory)>ua movement":       m2At(besideIt),
		"grey>(ukrainian-territory) correction": m2At(inSumy),
	})
}

func snapshotAt(t *testing.T, s *store.Store, layer, when string) geo.Snapshot {
	t.Helper()
	snapshot, err := s.SnapshotAt(t.Context(), layer, day(t, when).To, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func TestChangesOfOneRevision(t *testing.T) {
	s, publish := sided(t)
	ids := []string{
		publish("2024-08-10", squareAt("ua", inKursk)),
		publish("2024-08-12", squareAt("ua", inKursk), squareAt("grey", besideIt)),
		publish("2024-08-12", squareAt("ua", inKursk), squareAt("ua", besideIt)),
		publish("2024-08-11", squareAt("ua", beyond)), // later than those after it
	}
	for i, want := range [][2]float64{{m2At(inKursk), m2At(beyond)}, {m2At(beyond), m2At(inKursk)}} { // withdrawn, and restored
		report, err := s.Revert(t.Context(), "desk", ids[len(ids)-1], "")
		if err != nil {
			t.Fatal(err)
		}
		gained, lost := report.Change.Gained, report.Change.Lost
		if len(gained) != 1 || len(lost) != 1 || math.Abs(gained[0].AreaKm2-want[0]/1e6) > 1e-6 || math.Abs(lost[0].AreaKm2-want[1]/1e6) > 1e-6 {
			t.Errorf("revert %d reports %+v, want %v m² gained and lost", i, report.Change, want)
		}
		ids = append(ids, *report.Snapshot.ID)
	}
	for i, want := range []map[string]float64{
		{"(russian-territory)>ua movement": m2At(inKursk)},
		{"(russian-territory)>grey movement": m2At(besideIt)},
		{"grey>ua correction": m2At(besideIt)},
		{"ua>(russian-territory) movement": m2At(inKursk), "(russian-territory)>ua movement": m2At(beyond)},
		// Withdrawn, it is as the day before again.
		{"ua>(russian-territory) correction": m2At(beyond), "(russian-territory)>ua correction": m2At(inKursk)},
		{"ua>(russian-territory) correction": m2At(inKursk), "(russian-territory)>ua correction": m2At(beyond)},
	} {
		id := ids[i]
		a, err := s.RevisionChanges(t.Context(), geo.RevisionQuery{Layer: "desk", ID: id})
		if err != nil {
			t.Fatal(err)
		}
		if (a.From == nil) != (i == 0) || a.To.Snapshot.ID != id || !a.AsOf.Equal(a.To.Snapshot.RecordedAt) {
			t.Errorf("change %d: from %+v to %+v as of %s", i, a.From, a.To, a.AsOf)
		}
		if withdrawn := i == 4; a.To.Withdrawn != withdrawn || (a.To.AnsweredBy != nil && a.To.AnsweredBy.ID == ids[0]) != withdrawn {
			t.Errorf("change %d: to %+v", i, a.To)
		}
		sameTotals(t, a, want)
	}
	_, err := s.RevisionChanges(t.Context(), geo.RevisionQuery{Layer: "kursk-sumy", ID: ids[0]})
	refused(t, err, geo.NotFound, "kursk-sumy", ids[0])
}

func TestChangesWithinARegion(t *testing.T) {
	s, publish := sided(t)
	publish("2024-08-06", squareAt("grey", inKursk))
	publish("2024-08-07", squareAt("ua", inKursk), squareAt("ru", inSumy), square("grey", 34.9, 51.15, 0.1)) // across the border
	q := geo.ChangeQuery{Layer: "desk", From: day(t, "2024-08-06"), To: day(t, "2024-08-07"), Polygons: true}
	whole := told(changes(t, s, q))
	if whole["(russian-territory)>grey movement"] < 1 || whole["(ukrainian-territory)>grey movement"] < 1 {
		t.Fatalf("the square across the border has no part on one of its sides: %v", whole)
	}
	if sum := whole["(russian-territory)>grey movement"] + whole["(ukrainian-territory)>grey movement"]; math.Abs(sum-squareM2(34.9, 51.15, 0.1)/1e6) > 1e-6 {
		t.Errorf("its parts have %v km²", sum)
	}
	q.Region = "kursk"
	kursk := changes(t, s, q)
	// The oblast and the side are two drawings of one border.
	if got := told(kursk); len(got) != 2 || math.Abs(got["grey>ua movement"]-m2At(inKursk)/1e6) > 1e-6 ||
		math.Abs(got["(russian-territory)>grey movement"]-whole["(russian-territory)>grey movement"]) > 1e-3 {
		t.Errorf("in kursk %v, everywhere %v", got, whole)
	}
	if *kursk.Region.ID != "kursk" {
		t.Errorf("region %+v", kursk.Region)
	}
	for _, c := range kursk.Ground {
		if m2 := geo.TotalM2(c.Polygons); math.Abs(m2-c.AreaM2) > 1 {
			t.Errorf("%v to %v: polygons of %v m², want %v", c.From, c.To, m2, c.AreaM2)
		}
	}
	q.Polygons = false
	if again := changes(t, s, q); !slices.EqualFunc(again.Totals, kursk.Totals, func(a, b geo.ChangeTotal) bool { return math.Abs(a.AreaKm2-b.AreaKm2) < 1e-6 }) {
		t.Errorf("without polygons: %v, with %v", told(again), told(kursk))
	}
	q.Region = "atlantis"
	_, err := s.Changes(t.Context(), q)
	refused(t, err, geo.NotFound, "atlantis", "kursk")
}

func TestChangesAreRefused(t *testing.T) {
	s, _ := defaultStore(t)
	for _, tt := range []struct {
		name, layer, from, to string
		kind                  geo.Kind
		words                 []string
	}{
		{"backwards", "kursk-sumy", "2024-08-20", "2024-08-06", geo.Invalid, []string{"2024-08-20", "2024-08-06", "exchange"}},
		{"before the first snapshot", "kursk-sumy", "2024-08-01", "2024-08-06", geo.NotFound, []string{"2024-08-05"}},
		{"no such layer", "atlantis", "2024-08-06", "2024-08-20", geo.NotFound, []string{"kursk-sumy"}},
		{"a layer without snapshots", "border", "2024-08-06", "2024-08-20", geo.NotFound, []string{"no snapshots"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.Changes(t.Context(), geo.ChangeQuery{Layer: tt.layer, From: day(t, tt.from), To: day(t, tt.to)})
			refused(t, err, tt.kind, tt.words...)
		})
	}
}
