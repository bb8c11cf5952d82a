package topo_test

import (
	"fmt"
	"testing"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// realEdges are up to some tens of kilometres long.
var realEdges = allowance{1e-6, 1000, 3e5, 1}

func TestNoderCoversRealFilesAsTheJudgeDoes(t *testing.T) {
	for _, pattern := range []string{"owlmaps/*.json", "deepstate_cyterat/*.geojson", "deepstate_raw/*.geojson"} {
		t.Run(pattern, func(t *testing.T) {
			n := topo.NewNoder()
			for i, file := range realFiles(t, pattern) {
				if i%4 > 0 {
					continue
				}
				t.Run(file.ValidAt.String(), func(t *testing.T) {
					if checkJudged(t, n, file.Zones, file.Statuses, realEdges) {
						t.Error("it took the way out")
					}
				})
			}
		})
	}
}

func TestNoderCoversRealDaysAsTheJudgeDoes(t *testing.T) {
	n := topo.NewNoder()
	for i, file := range realHistory(t, func(day int) bool { return day%200 == 0 }) {
		t.Run(fmt.Sprint("day ", 200*i), func(t *testing.T) {
			if checkJudged(t, n, file, vocabulary(), realEdges) {
				t.Error("it took the way out")
			}
		})
	}
}

func TestNoderCoversDefaultDaysAsTheJudgeDoes(t *testing.T) {
	n := topo.NewNoder()
	for i, file := range defaultDays() {
		if i%4 > 0 {
			continue
		}
		t.Run(fmt.Sprint("day ", i), func(t *testing.T) {
			if checkJudged(t, n, file, vocabulary(), realEdges) {
				t.Error("it took the way out")
			}
		})
	}
}

// What a Noder makes of a file is the same, bit for bit, whatever it has seen.
func TestNoderForgetsNothingAndMixesNothingUp(t *testing.T) {
	random := make([][]geo.Zone, 0, 30)
	for seed := range int64(30) {
		random = append(random, randomFile(newRandom(seed), 2+int(seed)%9))
	}
	for _, tt := range []struct {
		name  string
		files func(t *testing.T) [][]geo.Zone
	}{
		{"random files", func(*testing.T) [][]geo.Zone { return random }},
		{"default days", func(*testing.T) [][]geo.Zone { return defaultDays()[:10] }},
		{"real days", func(t *testing.T) [][]geo.Zone { return realHistory(t, func(day int) bool { return day%250 < 2 }) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := tt.files(t)
			forwards, backwards := topo.NewNoder(), topo.NewNoder()
			alone := make([]string, len(files))
			for i, file := range files {
				alone[i] = fmt.Sprint(nodedBy(t, topo.NewNoder(), file))
				if got := fmt.Sprint(nodedBy(t, forwards, file)); got != alone[i] {
					t.Fatalf("file %d after those before it is\n%s, alone\n%s", i, got, alone[i])
				}
			}
			for i := len(files) - 1; i >= 0; i-- {
				if got := fmt.Sprint(nodedBy(t, backwards, files[i])); got != alone[i] {
					t.Fatalf("file %d after those behind it is\n%s, alone\n%s", i, got, alone[i])
				}
			}
		})
	}
}

// Where a Noder may not look at enough pairs of edges it takes the way out, or what it has seen the way anew: nothing
// is left half looked at.
func TestNoderNearItsLimit(t *testing.T) {
	files := randomFiles(newRandom(1), 3)
	want := make([]map[string]float64, len(files))
	for i, file := range files {
		want[i] = areasM2(nodedBy(t, topo.NewNoder(), file).Zones)
	}
	out, enough := 0, 0
	for pairs := 1; enough < 3; pairs += 1 + enough*100 {
		n := topo.NewNoderWithin(pairs)
		took := 0
		for i, file := range files {
			got := nodedBy(t, n, file)
			if n.TookWayOut() {
				took++
			}
			checkAreas(t, areasM2(got.Zones), want[i], shortEdges.relative, shortEdges.m2)
			alone := topo.NewNoderWithin(pairs)
			if again := nodedBy(t, alone, file); fmt.Sprint(got) != fmt.Sprint(again) {
				t.Fatalf("with %d pairs file %d after others is\n%v, alone\n%v", pairs, i, got, again)
			}
		}
		if out += took; took == 0 {
			enough++
		}
	}
	if out == 0 {
		t.Error("no file took the way out")
	}
}

// A reader may write the next file where the last one was.
func TestNoderSeesThatAFileHasChangedInPlace(t *testing.T) {
	n := topo.NewNoder()
	file := []geo.Zone{zone("ua", 0, rect(34, 51, 35, 52)), zone("grey", 1, rect(34.5, 51, 36, 52))}
	for _, east := range []float64{35, 35.5, 34.75} {
		file[0].Polygon[0][1][0], file[0].Polygon[0][2][0] = east, east
		want := fmt.Sprint(nodedBy(t, topo.NewNoder(), file))
		if got := fmt.Sprint(nodedBy(t, n, file)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
