package geo_test

import (
	"slices"
	"testing"

	"greyzone/geo"
)

func TestAreasListEveryStatus(t *testing.T) {
	sums := geo.Sums{"grey": 2e6, "moon": 5e6}
	got := geo.Areas(vocabulary(), sums, nil)
	if len(got) != 3 || got[0].Status != "ua" || *got[0].Party != "ua" || got[0].AreaKm2 != 0 || got[2].Status != "grey" || got[2].Party != nil || got[2].AreaKm2 != 2 {
		t.Errorf("%+v", got)
	}
	if got = geo.Areas(vocabulary(), sums, []string{"grey", "ru"}); len(got) != 2 || got[0].Status != "ru" || got[1].Status != "grey" {
		t.Errorf("%+v", got)
	}
}

func TestControlled(t *testing.T) {
	sides := []geo.Side{{Region: "east", Party: "ru"}, {Region: "west", Party: "ua"}}
	claimed := append(vocabulary(), geo.Status{ID: "ua-claimed", Party: party("ua")}, geo.Status{ID: "peacekeepers", Held: true})
	total := geo.Sums{"ua": 10e6, "ru": 20e6, "grey": 3e6, "ua-claimed": 5e6, "peacekeepers": 7e6}
	for _, tt := range []struct {
		name     string
		statuses []geo.Status
		sides    []geo.Side
		onSide   map[string]geo.Sums
		want     []string // party, side
		min, max []float64
	}{
		{"each party on the other's side", vocabulary(), sides,
			map[string]geo.Sums{"east": {"ua": 4e6, "ru": 9e6, "grey": 1e6}, "west": {"ru": 6e6, "ua": 5e6, "grey": 2e6}},
			[]string{"ua east", "ru west"}, []float64{4, 6}, []float64{5, 8}},
		{"nothing beyond", vocabulary(), sides, nil, []string{"ua east", "ru west"}, []float64{0, 0}, []float64{0, 0}},
		{"a layer without sides", vocabulary(), nil, nil, []string{"ua ", "ru "}, []float64{10, 20}, []float64{13, 23}},
		{"uncertain ground of its own counts for its party only, held ground of nobody for none", claimed, nil, nil,
			[]string{"ua ", "ru "}, []float64{10, 20}, []float64{18, 23}},
		{"one side only", vocabulary(), sides[:1], map[string]geo.Sums{"east": {"ua": 1e6}}, []string{"ua east"}, []float64{1}, []float64{1}},
		{"no parties", vocabulary()[2:], sides, nil, nil, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var where []string
			var low, high []float64
			for _, a := range geo.Controlled(tt.statuses, tt.sides, total, tt.onSide) {
				on := ""
				if a.On != nil {
					on = *a.On
				}
				where = append(where, a.Party+" "+on)
				low, high = append(low, a.MinKm2), append(high, a.MaxKm2)
			}
			if !slices.Equal(where, tt.want) || !slices.Equal(low, tt.min) || !slices.Equal(high, tt.max) {
				t.Errorf("%v: %v to %v, want %v: %v to %v", where, low, high, tt.want, tt.min, tt.max)
			}
		})
	}
}
