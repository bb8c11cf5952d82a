package store_test

import (
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/server/store"
)

func contact(t testing.TB, s *store.Store, q geo.ContactQuery) geo.ContactAnswer {
	t.Helper()
	answer, err := s.Contact(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestContact(t *testing.T) {
	s, _ := defaultStore(t)
	t.Run("a day", func(t *testing.T) {
		m := day(t, "2024-08-20")
		answer := contact(t, s, geo.ContactQuery{Layer: "kursk-sumy", At: &m})
		// As PostGIS measures what the boundaries of two zones have in common.
		if math.Abs(answer.LengthKm-122.6740863701546) > 1e-9 || len(answer.Geometry.Coordinates) != 2 {
			t.Errorf("%v km in %d lines", answer.LengthKm, len(answer.Geometry.Coordinates))
		}
		if answer.Datetime != "2024-08-20" || answer.Snapshot.ValidAt != m.From || answer.Method != geo.ContactMethod || answer.Licence != "ODbL-1.0" {
			t.Errorf("%s, %+v, %+v", answer.Datetime, answer.Snapshot, answer.Provenance)
		}
	})
	t.Run("a day without a snapshot has that of the one before", func(t *testing.T) {
		m, last := day(t, "2024-08-31"), day(t, "2024-08-29")
		a, b := contact(t, s, geo.ContactQuery{Layer: "kursk-sumy", At: &m}), contact(t, s, geo.ContactQuery{Layer: "kursk-sumy", At: &last})
		if a.Snapshot != b.Snapshot || a.LengthKm != b.LengthKm || a.Datetime != "2024-08-31" {
			t.Errorf("%+v, %+v", a.Snapshot, b.Snapshot)
		}
	})
	t.Run("the newest", func(t *testing.T) {
		if answer := contact(t, s, geo.ContactQuery{Layer: "kursk-sumy"}); answer.Datetime != "2025-07-04T00:00:00Z" || answer.LengthKm == 0 {
			t.Errorf("%s: %v km", answer.Datetime, answer.LengthKm)
		}
	})
	t.Run("a day without zones has none", func(t *testing.T) {
		m := day(t, "2024-08-05")
		if answer := contact(t, s, geo.ContactQuery{Layer: "kursk-sumy", At: &m}); answer.LengthKm != 0 || answer.Geometry.Coordinates == nil || len(answer.Geometry.Coordinates) != 0 {
			t.Errorf("%+v", answer)
		}
	})
	t.Run("before the first", func(t *testing.T) {
		m := day(t, "2024-08-04")
		_, err := s.Contact(t.Context(), geo.ContactQuery{Layer: "kursk-sumy", At: &m})
		refused(t, err, geo.NotFound, "2024-08-05")
		_, err = s.Contact(t.Context(), geo.ContactQuery{Layer: "atlantis"})
		refused(t, err, geo.NotFound, "kursk-sumy")
	})
}

func TestContactThroughRevisions(t *testing.T) {
	s, _ := emptyStore(t)
	side := func(status string) geo.Report {
		return publish(t, s, upload(t, layerUnderTest, "2024-08-10", file(square("ua", 35, 51, 0.2), square(status, 35.2, 51, 0.2))))
	}
	first, second := side("ru"), side("ua")
	line := orb.LineString{{35.2, 51}, {35.2, 51.2}}
	for _, tt := range []struct {
		name string
		asOf time.Time
		want orb.MultiLineString
	}{
		{"as known first", *first.Snapshot.RecordedAt, orb.MultiLineString{line}},
		{"held by one after all", *second.Snapshot.RecordedAt, orb.MultiLineString{}},
		{"now", time.Time{}, orb.MultiLineString{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answer := contact(t, s, geo.ContactQuery{Layer: layerUnderTest, AsOf: tt.asOf})
			if !answer.Geometry.Coordinates.Equal(tt.want) || answer.LengthKm != geo.LengthM(tt.want)/1000 {
				t.Errorf("%v, %v km", answer.Geometry, answer.LengthKm)
			}
		})
	}
}
