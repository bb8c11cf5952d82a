package store_test

import (
	"math"
	"testing"
	"time"

	"greyzone/geo"
)

func TestRegionHistoryIsTheAreaInEachSnapshot(t *testing.T) {
	s, _ := defaultStore(t)
	for _, region := range []string{"kursk", "sumy"} {
		answer, err := s.RegionHistory(t.Context(), geo.PlaceQuery{Layer: "kursk-sumy", Place: geo.Place{Region: region}})
		if err != nil {
			t.Fatal(err)
		}
		q := series(t, "../..", "")
		q.Region = region
		measured := areas(t, s, q)
		if len(answer.Series) != len(measured.Results) || *answer.Region.ID != region || answer.Region.AreaKm2 != measured.Region.AreaKm2 {
			t.Fatalf("%d snapshots of %+v, want %d of %+v", len(answer.Series), answer.Region, len(measured.Results), measured.Region)
		}
		for i, m := range measured.Results {
			got := answer.Series[i]
			if got.Snapshot != m.Snapshot || len(got.Shares) != len(m.Areas) {
				t.Fatalf("%+v, want %+v", got, m)
			}
			for k, area := range m.Areas {
				share := got.Shares[k]
				if share.Status != area.Status || share.AreaKm2 != area.AreaKm2 || math.Abs(share.Share*answer.Region.AreaKm2-area.AreaKm2) > 1e-9 {
					t.Errorf("%s %s: %+v, want %+v", region, m.Datetime, share, area)
				}
			}
		}
	}
}

func TestRegionHistoryAsKnownThen(t *testing.T) {
	s, _ := defaultStore(t)
	q := geo.PlaceQuery{Layer: "kursk-sumy", Place: geo.Place{Region: "kursk"}}
	shares := func(asOf time.Time) geo.RegionHistory {
		t.Helper()
		q.AsOf = asOf
		answer, err := s.RegionHistory(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	before := shares(time.Time{})
	u := upload(t, "kursk-sumy", "2024-08-05", file(square("ua", 35.2, 51.3, 0.1)))
	publish(t, s, u)
	if after := shares(time.Time{}); before.Series[0].Shares[0].AreaKm2 != 0 || after.Series[0].Shares[0].AreaKm2 == 0 || len(after.Series) != 114 {
		t.Errorf("%+v, then %+v", before.Series[0], after.Series[0])
	}
	if then := shares(before.AsOf); then.Series[0].Shares[0].AreaKm2 != 0 || then.Series[0].Snapshot != before.Series[0].Snapshot {
		t.Errorf("as known before: %+v, want %+v", then.Series[0], before.Series[0])
	}
}

func TestRegionHistoryRefusals(t *testing.T) {
	s, _ := defaultStore(t)
	kursk := geo.Place{Region: "kursk"}
	for _, tt := range []struct {
		name  string
		q     geo.PlaceQuery
		kind  geo.Kind
		words []string
	}{
		{"an unknown region", geo.PlaceQuery{Layer: "kursk-sumy", Place: geo.Place{Region: "mordor"}}, geo.NotFound, []string{"mordor", "kursk, sumy"}},
		{"an unknown layer", geo.PlaceQuery{Layer: "atlantis", Place: kursk}, geo.NotFound, []string{"atlantis", "kursk-sumy"}},
		{"gaps", geo.PlaceQuery{Layer: "kursk-sumy", Place: kursk, GapDays: 7}, geo.Invalid, []string{"each snapshot"}},
		{"before anything was recorded", geo.PlaceQuery{Layer: "kursk-sumy", Place: kursk, AsOf: day(t, "2024-08-04").To}, geo.NotFound, []string{"recorded"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.RegionHistory(t.Context(), tt.q)
			refused(t, err, tt.kind, tt.words...)
		})
	}
}
