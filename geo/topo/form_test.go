package topo_test

import (
	"encoding/binary"
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// fewForms are short ones in which everything occurs that a form can have.
func fewForms(t testing.TB) [][]byte {
	t.Helper()
	random := newRandom(6)
	withHole := append(rect(34, 51, 35, 52), reversed(rect(34.2, 51.2, 34.8, 51.8))[0])
	days := [][]geo.Zone{
		{{Status: "ua", Polygon: withHole, Properties: []byte(`{"n":1}`)}, zone("ru", 1, rect(35, 51, 36, 52))},
		nil,
		{zone("ua", 0, star(random, 12, orb.Point{34, 51}, 0.3)), zone("ru", 1, rect(35, 51, 36, 52))},
		{zone("ua", 0, star(random, 12, orb.Point{34, 51}, 0.3)), zone("grey", 3, rect(35, 51, 36, 52))},
	}
	return historyOf(t, days).Forms()
}

// loadDamaged loads forms, the last of which may be anything, and asks for all that there is.
func loadDamaged(t testing.TB, forms [][]byte) {
	t.Helper()
	h := topo.NewHistory()
	for i, form := range forms {
		err := h.Load(form)
		if err != nil && i < len(forms)-1 {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
	}
	last := h.Len() - 1
	for _, z := range zonesOf(t, h, last) {
		checkPlaces(t, z.Polygon)
	}
	h.AreasM2(last)
	h.StatusAt(orb.Point{34.5, 51.5}, last)
	h.Statuses(orb.Point{34.5, 51.5})
	_, _ = h.Change(0, last, true) // it fails where its zones are no coverage
	h.Undo()
	if h.Len() != last {
		t.Errorf("%d snapshots after Undo, want %d", h.Len(), last)
	}
}

func checkPlaces(t testing.TB, p orb.Polygon) {
	t.Helper()
	for _, r := range p {
		for _, pt := range r {
			if !(math.Abs(pt[0]) <= 180 && math.Abs(pt[1]) <= 90) {
				t.Fatalf("a vertex at %v", pt)
			}
		}
	}
}

func TestDamagedFormsAreRefusedOrSomeSnapshot(t *testing.T) {
	forms := fewForms(t)
	for n, form := range forms {
		for at := range form {
			for _, flip := range []byte{1, 8, 64, 128, 255} {
				damaged := slices.Clone(form)
				damaged[at] ^= flip
				loadDamaged(t, append(slices.Clone(forms[:n]), damaged))
			}
			loadDamaged(t, append(slices.Clone(forms[:n]), form[:at]))
			loadDamaged(t, append(slices.Clone(forms[:n]), slices.Insert(slices.Clone(form), at, 0xff)))
		}
	}
}

func TestFormsThatCannotBeAreRefused(t *testing.T) {
	if err := topo.NewHistory().Load(fewVertices(orb.Point{0, 1})); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		form []byte
	}{
		{"nothing", nil},
		{"a single byte", []byte{0}},
		{"more vertices than bytes", []byte{200, 1, 0, 0, 0}},
		{"a number without end", []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}},
		{"a latitude beyond the pole", fewVertices(orb.Point{0, 1e8})},
		{"a longitude beyond 180", fewVertices(orb.Point{181, 0})},
		{"no number", fewVertices(orb.Point{math.NaN(), 0})},
		{"infinity", fewVertices(orb.Point{0, math.Inf(1)})},
		{"a run of 200 million numbers", []byte{0, 0, 0x80, 0x84, 0xaf, 0x5f, 0x81, 0x8c, 0x8d, 0x9e, 2, 0}},
		{"bytes left over", append(slices.Clone(fewForms(t)[1]), 0)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if err := topo.NewHistory().Load(tt.form); err == nil {
				t.Error("it is loaded")
			}
			runtime.ReadMemStats(&after)
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 16 {
				t.Errorf("it takes %d MB", mb)
			}
		})
	}
}

// fewVertices is the form of a snapshot with a triangle that has a vertex there.
func fewVertices(p orb.Point) []byte {
	form := []byte{3}
	for _, v := range []float64{0, 0, 1, 0, p[0], p[1]} {
		form = binary.LittleEndian.AppendUint64(append(form, 1), math.Float64bits(v))
	}
	form = append(form, 1, 2, 'u', 'a')
	stream := []int{0, 0, 0, 1, 3, 0, 1, 2}
	form = append(form, byte(len(stream)))
	last := 0
	for _, v := range stream {
		form = binary.AppendVarint(append(form, 4), int64(v-last)) // 4 is a single number
		last = v
	}
	return form
}

func FuzzLoad(f *testing.F) {
	forms := fewForms(f)
	for n := range forms {
		f.Add(byte(n), forms[n])
	}
	f.Fuzz(func(t *testing.T, before byte, form []byte) {
		loadDamaged(t, append(slices.Clone(forms[:int(before)%len(forms)]), form))
	})
}
