package topo_test

import (
	"fmt"
	"slices"
	"testing"

	"greyzone/geo"
	"greyzone/geo/topo"
)

func TestUndoLeavesNoTrace(t *testing.T) {
	square, next := zone("ua", 0, rect(34, 51, 35, 52)), zone("ru", 1, rect(35, 51, 36, 52))
	strange := zone("grey", 2, rect(33, 51, 36, 51.5))
	strange.Properties = []byte(`{"n": 1}`)
	for _, tt := range []struct {
		name                  string
		before, undone, after [][]geo.Zone
	}{
		{"the only snapshot", nil, [][]geo.Zone{{square}}, [][]geo.Zone{{next}, {square}}},
		{"an empty one", [][]geo.Zone{{square}}, [][]geo.Zone{nil}, [][]geo.Zone{{square, next}}},
		{"one like that before", [][]geo.Zone{{square}}, [][]geo.Zone{{square}}, [][]geo.Zone{{square, next}}},
		{"one with another status", [][]geo.Zone{{square}}, [][]geo.Zone{{strange}}, [][]geo.Zone{{next}, {strange}, {square}}},
		{"one with statuses in another order", [][]geo.Zone{nil}, [][]geo.Zone{{strange}, {next}}, [][]geo.Zone{{square, next}, {strange}, nil, {square, strange}, nil, nil, {next}}},
		{"one where ground changed hands", [][]geo.Zone{{square}}, [][]geo.Zone{{zone("ru", 0, square.Polygon)}}, [][]geo.Zone{{square}, {next}}},
		{"two at once", [][]geo.Zone{{square}, nil}, [][]geo.Zone{{next}, {square}}, [][]geo.Zone{{square, next}}},
	} {
		t.Run(tt.name, func(t *testing.T) { checkUndo(t, tt.before, tt.undone, tt.after) })
	}
}

// checkUndo expects a history that saw undone between, and then did not, to be like one that never did.
func checkUndo(t *testing.T, before, undone, after [][]geo.Zone) {
	t.Helper()
	h, want := historyOf(t, before), historyOf(t, before)
	addTo(t, h, undone...)
	for range undone {
		h.Undo()
	}
	checkAlike(t, h, want)
	addTo(t, h, after...)
	addTo(t, want, after...)
	checkAlike(t, h, want)
}

func TestUndoOfRandomDays(t *testing.T) {
	for seed := range int64(5) {
		random := newRandom(seed)
		days := randomDays(t, seed, 12)
		a := 1 + random.Intn(6)
		b := a + 1 + random.Intn(5)
		checkUndo(t, days[:a], days[a:b], days[b:])
	}
}

// Streams are kept whole every 64 snapshots; going back over several of those must not show.
func TestUndoFarBack(t *testing.T) {
	days := make([][]geo.Zone, 140)
	for i := range days {
		e := 35 + float64(i)/1000
		days[i] = []geo.Zone{zone("ua", 0, rect(34, 51, e, 52)), zone(fmt.Sprint("status ", i/50), 1, rect(e, 51, 36, 52))}
	}
	for _, from := range []int{0, 1, 63, 64, 65, 127, 128, 129} {
		t.Run(fmt.Sprint("to ", from), func(t *testing.T) {
			checkUndo(t, days[:from], days[from:], days[from:131])
		})
	}
}

func TestUndoOfALoadedSnapshot(t *testing.T) {
	days := nodedDays(t, defaultDays())
	want := historyOf(t, days[:3])
	h := topo.NewHistory()
	for _, form := range historyOf(t, days[:5]).Forms() {
		if err := h.Load(form); err != nil {
			t.Fatal(err)
		}
	}
	h.Undo()
	h.Undo()
	checkAlike(t, h, want)
	last := slices.Clone(days[4])
	slices.Reverse(last)
	addTo(t, h, last)
	addTo(t, want, last)
	checkAlike(t, h, want)
}
