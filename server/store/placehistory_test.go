package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"greyzone/geo"
	"greyzone/server/store"
)

// inKurskSumy asks for the history of a settlement of the default layer.
func inKurskSumy(settlement string) geo.PlaceQuery {
	return geo.PlaceQuery{Layer: "kursk-sumy", Place: geo.Place{Settlement: settlement}}
}

// atPoint asks for the history of a point of the layer that the tests publish.
func atPoint(lon, lat float64) geo.PlaceQuery {
	return geo.PlaceQuery{Layer: layerUnderTest, Place: geo.Place{Point: &orb.Point{lon, lat}}}
}

func placeHistory(t testing.TB, s *store.Store, q geo.PlaceQuery) geo.PlaceHistory {
	t.Helper()
	answer, err := s.PlaceHistory(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// intervals writes a history as who held the place from which day to which: in brackets the side, with a ~ where there
// is a gap.
func intervals(answer geo.PlaceHistory) string {
	var all []string
	for _, i := range answer.Intervals {
		who, to := "-", ""
		switch {
		case i.Status != nil:
			who = *i.Status
		case i.Side != nil:
			who = "(" + *i.Side + ")"
		}
		if i.Gap {
			who += "~"
		}
		if i.To != nil {
			to = i.To.Format(time.DateOnly)
		}
		all = append(all, fmt.Sprintf("%s %s/%s", who, i.From.Format(time.DateOnly), to))
	}
	return strings.Join(all, ", ")
}

func TestPlaceHistoryOfSettlements(t *testing.T) {
	s, _ := defaultStore(t)
	for _, tt := range []struct {
		id, turns string
		days      int
		events    string
	}{
		{"sudzha", "(russian-territory) 2024-08-05/2024-08-08, grey 2024-08-08/2024-08-11, ua 2024-08-11/2025-03-12, " +
			"grey 2025-03-12/2025-03-13, (russian-territory) 2025-03-13/", geo.MaxGapDays,
			"2024-08-08 grey, 2024-08-11 grey, 2024-08-14 ua, 2024-08-15 ua, 2025-03-09 grey, 2025-03-12 grey, 2025-03-13 ru"},
		{"korenevo", "(russian-territory) 2024-08-05/2024-08-20, grey 2024-08-20/2024-08-29, (russian-territory) 2024-08-29/", geo.MaxGapDays,
			"2024-08-20 grey, 2024-08-29 ru"},
		{"yunakivka", "(ukrainian-territory) 2024-08-05/2025-06-08, grey 2025-06-08/", geo.MaxGapDays,
			"2025-06-08 grey, 2025-06-12 grey"},
		{"yunakivka", "(ukrainian-territory) 2024-08-05/2024-11-13, (ukrainian-territory)~ 2024-11-13/2024-11-24, " +
			"(ukrainian-territory) 2024-11-24/2024-11-29, (ukrainian-territory)~ 2024-11-29/2024-12-10, " +
			"(ukrainian-territory) 2024-12-10/2025-04-20, (ukrainian-territory)~ 2025-04-20/2025-05-02, " +
			"(ukrainian-territory) 2025-05-02/2025-05-08, (ukrainian-territory)~ 2025-05-08/2025-05-20, " +
			"(ukrainian-territory) 2025-05-20/2025-06-08, grey 2025-06-08/2025-06-23, grey~ 2025-06-23/2025-07-04, grey 2025-07-04/", 11,
			"2025-06-08 grey, 2025-06-12 grey"},
	} {
		t.Run(fmt.Sprintf("%s, %d days", tt.id, tt.days), func(t *testing.T) {
			q := inKurskSumy(tt.id)
			q.GapDays = tt.days
			answer := placeHistory(t, s, q)
			if got := intervals(answer); got != tt.turns {
				t.Errorf("%s\nwant\n%s", got, tt.turns)
			}
			if got := eventsOf(answer, tt.id); got != tt.events {
				t.Errorf("events %s\nwant %s", got, tt.events)
			}
			if answer.Place.Settlement == nil || answer.Place.Settlement.ID != tt.id || len(answer.Snapshots()) != 114 ||
				answer.LastSnapshot != answer.Snapshots()[113] || answer.AsOf.IsZero() || answer.Method != geo.PlaceMethod {
				t.Errorf("%+v, last %+v, %+v", answer.Place, answer.LastSnapshot, answer.Provenance)
			}
		})
	}
	t.Run("without days, seven are no gap and eight are one", func(t *testing.T) {
		got := intervals(placeHistory(t, s, inKurskSumy("yunakivka")))
		for _, gap := range []string{"~ 2025-02-11/2025-02-18", "~ 2025-03-16/2025-03-24"} {
			if !strings.Contains(got, gap) {
				t.Errorf("no gap %s in %s", gap, got)
			}
		}
		if strings.Contains(got, "~ 2025-01-21/") {
			t.Errorf("seven days are a gap in %s", got)
		}
	})
}

// eventsOf writes the events of an answer, all of which should be of one settlement, as date and status.
func eventsOf(answer geo.PlaceHistory, settlement string) string {
	var all []string
	for _, e := range answer.Events {
		if e.Settlement != settlement {
			return "of " + e.Settlement
		}
		all = append(all, e.Date+" "+e.Status)
	}
	return strings.Join(all, ", ")
}

// Every settlement's history is what its zones, looked through snapshot by snapshot, say.
func TestPlaceHistoryIsWhatCoveragesShow(t *testing.T) {
	s, _ := defaultStore(t)
	ctx := t.Context()
	page, err := s.Snapshots(ctx, geo.SnapshotQuery{Layer: "kursk-sumy", Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	settlements, err := s.Settlements(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	histories := make([]geo.PlaceHistory, len(settlements))
	for i, settlement := range settlements {
		histories[i] = placeHistory(t, s, inKurskSumy(settlement.ID))
	}
	for _, snapshot := range page.Snapshots {
		zones, err := s.Coverage(ctx, snapshot.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i, settlement := range settlements {
			want := ""
			for _, z := range zones {
				if planar.PolygonContains(z.Polygon, orb.Point{settlement.Lon, settlement.Lat}) {
					want = z.Status
				}
			}
			if got := statusOn(histories[i], snapshot.ValidAt); got != want {
				t.Errorf("%s on %s: %q, want %q", settlement.ID, snapshot.ValidAt, got, want)
			}
		}
	}
}

func statusOn(answer geo.PlaceHistory, at time.Time) string {
	for _, i := range answer.Intervals {
		if !at.Before(i.From) && (i.To == nil || at.Before(*i.To)) && i.Status != nil {
			return *i.Status
		}
	}
	return ""
}

func TestPlaceHistoryOfPoints(t *testing.T) {
	s, _ := defaultStore(t)
	at := func(lon, lat float64) geo.PlaceHistory {
		return placeHistory(t, s, geo.PlaceQuery{Layer: "kursk-sumy", Place: geo.Place{Point: &orb.Point{lon, lat}}, GapDays: geo.MaxGapDays})
	}
	t.Run("a point of a settlement has its history, and the events of all within 3 km", func(t *testing.T) {
		answer := at(35.271, 51.191)
		sudzha := inKurskSumy("sudzha")
		sudzha.GapDays = geo.MaxGapDays
		if got, want := intervals(answer), intervals(placeHistory(t, s, sudzha)); got != want || answer.Place.Settlement != nil {
			t.Errorf("%s, want %s", got, want)
		}
		checkNear(t, s, answer)
		if len(answer.Events) <= 7 {
			t.Errorf("%d events", len(answer.Events))
		}
	})
	t.Run("deep in a party's rear", func(t *testing.T) {
		if got := intervals(at(36.19, 51.73)); got != "(russian-territory) 2024-08-05/" {
			t.Error(got)
		}
		if got := intervals(at(34.8, 50.9)); got != "(ukrainian-territory) 2024-08-05/" {
			t.Error(got)
		}
	})
	t.Run("where nothing ever was, on neither side", func(t *testing.T) {
		answer := at(-120, -45)
		if got := intervals(answer); got != "- 2024-08-05/" || answer.Events == nil || len(answer.Events) != 0 {
			t.Errorf("%s, events %v", got, answer.Events)
		}
	})
	t.Run("at a pole and on the 180th meridian", func(t *testing.T) {
		for _, p := range []orb.Point{{0, 90}, {180, -90}, {-180, 0}, {180, 51}} {
			if got := intervals(at(p[0], p[1])); got != "- 2024-08-05/" {
				t.Errorf("%v: %s", p, got)
			}
		}
	})
}

// checkNear expects the events of all settlements within 3 km of the place, and of no others.
func checkNear(t *testing.T, s *store.Store, answer geo.PlaceHistory) {
	t.Helper()
	settlements, err := s.Settlements(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.Events(t.Context(), geo.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	p := orb.Point{answer.Place.Lon, answer.Place.Lat}
	want = slices.DeleteFunc(want, func(e geo.Event) bool {
		i := slices.IndexFunc(settlements, func(s geo.Settlement) bool { return s.ID == e.Settlement })
		return geo.DistanceM(p, orb.Point{settlements[i].Lon, settlements[i].Lat}) > 3000
	})
	if !slices.Equal(answer.Events, want) {
		t.Errorf("%d events, want %d", len(answer.Events), len(want))
	}
}

func TestPlaceHistoryThroughRevisions(t *testing.T) {
	s, _ := emptyStore(t)
	first := publish(t, s, upload(t, layerUnderTest, "2024-08-10", file(square("ua", 35, 51, 0.2))))
	publish(t, s, upload(t, layerUnderTest, "2024-08-12", file(square("grey", 35, 51, 0.2))))
	late := publish(t, s, upload(t, layerUnderTest, "2024-08-11", file(square("ru", 35, 51, 0.2))))
	corrected := publish(t, s, upload(t, layerUnderTest, "2024-08-12", file(square("ru", 35, 51, 0.2))))
	withdrawn := revert(t, s, *first.Snapshot.ID)
	q := atPoint(35.1, 51.1)
	for _, tt := range []struct {
		name, want string
		asOf       time.Time
	}{
		{"the first alone", "ua 2024-08-10/", *first.Snapshot.RecordedAt},
		{"a day that came later lies between", "ua 2024-08-10/2024-08-11, ru 2024-08-11/2024-08-12, grey 2024-08-12/", *late.Snapshot.RecordedAt},
		{"a correction takes a turn away", "ua 2024-08-10/2024-08-11, ru 2024-08-11/", *corrected.Snapshot.RecordedAt},
		{"a withdrawn day is none", "ru 2024-08-11/", *withdrawn.Snapshot.RecordedAt},
		{"now", "ru 2024-08-11/", time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q.AsOf = tt.asOf
			answer := placeHistory(t, s, q)
			if got := intervals(answer); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			if want := tt.asOf; !want.IsZero() && !answer.AsOf.Equal(want) {
				t.Errorf("as of %s, want %s", answer.AsOf, want)
			}
		})
	}
	t.Run("nothing was known before", func(t *testing.T) {
		q.AsOf = first.Snapshot.RecordedAt.Add(-geo.Tick)
		_, err := s.PlaceHistory(t.Context(), q)
		refused(t, err, geo.NotFound, "recorded")
	})
}

// A point on edges has the same history every time, and after snapshots whose edges cross there.
func TestPlaceHistoryOnABoundary(t *testing.T) {
	s, _ := emptyStore(t)
	publish(t, s, upload(t, layerUnderTest, "2024-08-10", file(square("ua", 35, 51, 1), square("ru", 36, 51, 1), square("grey", 35, 52, 1))))
	known := publish(t, s, upload(t, layerUnderTest, "2024-08-11", file(square("grey", 35, 51, 1), square("ua", 34, 51, 1)))).Snapshot.RecordedAt
	points := []struct {
		name     string
		lon, lat float64
		want     string
	}{
		{"to the east", 36, 51.5, "ru 2024-08-10/2024-08-11, - 2024-08-11/"},
		{"to the north", 35.5, 52, "grey 2024-08-10/2024-08-11, - 2024-08-11/"},
		{"where three meet", 36, 52, "- 2024-08-10/"},
		{"a western edge, then between two", 35, 51.5, "ua 2024-08-10/2024-08-11, grey 2024-08-11/"},
		{"a southern edge", 35.5, 51, "ua 2024-08-10/2024-08-11, grey 2024-08-11/"},
	}
	check := func() {
		for _, tt := range points {
			q := atPoint(tt.lon, tt.lat)
			q.AsOf = *known
			for range 2 {
				if got := intervals(placeHistory(t, s, q)); got != tt.want {
					t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
				}
			}
		}
	}
	check()
	publish(t, s, upload(t, layerUnderTest, "2024-08-09", file(square("ru", 34.3, 50.7, 3))))
	publish(t, s, upload(t, layerUnderTest, "2024-08-10", file(square("grey", 35.5, 51.5, 2))))
	check()
}

func TestPlaceHistoryRefusals(t *testing.T) {
	s, _ := defaultStore(t)
	for _, tt := range []struct {
		name  string
		q     geo.PlaceQuery
		kind  geo.Kind
		words []string
	}{
		{"no place", geo.PlaceQuery{Layer: "kursk-sumy"}, geo.Invalid, []string{"lon and lat, or settlement, or region"}},
		{"an unknown layer", geo.PlaceQuery{Layer: "atlantis", Place: geo.Place{Settlement: "sudzha"}}, geo.NotFound, []string{"atlantis", "kursk-sumy"}},
		{"a layer without snapshots", geo.PlaceQuery{Layer: "border", Place: geo.Place{Settlement: "sudzha"}}, geo.NotFound, []string{"border"}},
		{"a name for an id", inKurskSumy("Суджа"), geo.NotFound, []string{"the id may be sudzha"}},
		{"a name of several", inKurskSumy("knyazhy"), geo.NotFound, []string{"may be 1st-knyazhy or 2nd-knyazhy"}},
		{"a name of none", inKurskSumy("atlantis"), geo.NotFound, []string{"atlantis", "/api/v1/settlements"}},
		{"part of very many names", inKurskSumy("ka"), geo.NotFound, []string{"/api/v1/settlements"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.PlaceHistory(t.Context(), tt.q)
			refused(t, err, tt.kind, tt.words...)
		})
	}
	t.Run("a database without settlements", func(t *testing.T) {
		s, _ := emptyStore(t)
		publish(t, s, upload(t, layerUnderTest, "2024-08-10", file(square("ua", 35, 51, 0.2))))
		_, err := s.PlaceHistory(t.Context(), geo.PlaceQuery{Layer: layerUnderTest, Place: geo.Place{Settlement: "sudzha"}})
		refused(t, err, geo.NotFound, "none at all", "greyzone serve")
	})
}
