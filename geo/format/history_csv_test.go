package format_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
)

func TestHistoriesAsCSV(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2024, 8, day, 0, 0, 0, 0, time.UTC) }
	ref := func(day int) geo.Ref { return geo.Ref{ID: "s" + at(day).Format("02"), ValidAt: at(day)} }
	grey, rear, kursk, end := "grey", "russian-territory", "kursk", at(20)
	place := geo.PlaceHistory{Intervals: []geo.PlaceInterval{
		{Status: &grey, From: at(8), To: &end, Gap: true, Snapshot: ref(7)},
		{Side: &rear, From: at(20).Add(1500 * time.Millisecond), Snapshot: ref(20)},
	}}
	region := geo.RegionHistory{Region: geo.RegionArea{ID: &kursk}, Series: []geo.RegionShares{
		{Snapshot: ref(7), Shares: []geo.StatusShare{{Status: "ua", AreaKm2: 928.757131652, Share: 1e-7}, {Status: "ru"}}},
	}}
	for _, tt := range []struct {
		name  string
		write func(*bytes.Buffer) error
		want  []string
	}{
		{"of a place", func(b *bytes.Buffer) error { return format.WritePlaceHistoryCSV(b, place) }, []string{
			"status,side,from,to,gap,snapshot_id,snapshot_valid_at",
			"grey,,2024-08-08T00:00:00Z,2024-08-20T00:00:00Z,true,s07,2024-08-07T00:00:00Z",
			",russian-territory,2024-08-20T00:00:01.5Z,,false,s20,2024-08-20T00:00:00Z",
		}},
		{"of a region", func(b *bytes.Buffer) error { return format.WriteRegionHistoryCSV(b, region) }, []string{
			"snapshot_valid_at,region,status,area_km2,share,snapshot_id",
			"2024-08-07T00:00:00Z,kursk,ua,928.757131652,0.0000001,s07",
			"2024-08-07T00:00:00Z,kursk,ru,0,0,s07",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := tt.write(&b); err != nil {
				t.Fatal(err)
			}
			if want := strings.Join(tt.want, "\r\n") + "\r\n"; b.String() != want {
				t.Errorf("%s\nwant\n%s", b.String(), want)
			}
		})
	}
}
