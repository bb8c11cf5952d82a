package geo_test

import (
	"slices"
	"testing"

	"greyzone/geo"
)

func TestChangesCiteEachSnapshotOnce(t *testing.T) {
	first, second, later := geo.Ref{ID: "first", Revision: 1}, geo.Ref{ID: "second", Revision: 2}, geo.Ref{ID: "later", Revision: 1}
	corrected := geo.ChangeEnd{Snapshot: second, FirstKnown: &first}
	for _, tt := range []struct {
		name string
		from *geo.ChangeEnd
		to   geo.ChangeEnd
		want []geo.Ref
	}{
		{"against nothing", nil, geo.ChangeEnd{Snapshot: later}, []geo.Ref{later}},
		{"of two times", &geo.ChangeEnd{Snapshot: first}, geo.ChangeEnd{Snapshot: later}, []geo.Ref{first, later}},
		{"of a corrected and a later one", &corrected, geo.ChangeEnd{Snapshot: later}, []geo.Ref{first, second, later}},
		{"of two times for which one snapshot answers", &geo.ChangeEnd{Snapshot: later}, geo.ChangeEnd{Snapshot: later}, []geo.Ref{later}},
		{"of two times for which one that was corrected answers", &corrected, corrected, []geo.Ref{first, second}},
		{"of one revision", &geo.ChangeEnd{Snapshot: first}, geo.ChangeEnd{Snapshot: second}, []geo.Ref{first, second}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := (geo.ChangeAnswer{From: tt.from, To: tt.to}).Snapshots(); !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}
