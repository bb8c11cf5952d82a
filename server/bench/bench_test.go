package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"greyzone/geo/format"
)

func TestMadeUpHistoryIsTheSameEachTimeAndCanBeRead(t *testing.T) {
	s := shape{days: 5, rings: 3, vertices: 90, changes: 10}
	var texts [2][]byte
	for i := range texts {
		path := filepath.Join(t.TempDir(), "history.ndjson")
		if err := s.write(path); err != nil {
			t.Fatal(err)
		}
		var err error
		if texts[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(texts[0], texts[1]) {
		t.Error("two files differ")
	}
	days := 0
	for reading, err := range format.Read(texts[0], "history.ndjson", format.Auto) {
		if err != nil {
			t.Fatal(err)
		}
		if days++; len(reading.Zones) != s.rings {
			t.Errorf("%d zones", len(reading.Zones))
		}
	}
	if days != s.days {
		t.Errorf("%d days", days)
	}
}

func TestSummarySaysWhatIsReached(t *testing.T) {
	fast, slow := figure{value: 3, goal: 4, unit: "ms"}, figure{value: 5, goal: 4, unit: "ms"}
	for _, tt := range []struct {
		name              string
		figures           []figure
		err               error
		measured, reached string
	}{
		{"all", []figure{fast, fast}, nil, "3 ms; 3 ms", "yes"},
		{"not all", []figure{fast, slow}, nil, "3 ms; 5 ms", "NO"},
		{"a lower bound", []figure{{value: 0.95, goal: 0.9, atLeast: true}}, nil, "0.95", "yes"},
		{"nothing", nil, errNoRoute, "no such route", "-"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if measured, reached := summary(tt.figures, tt.err); measured != tt.measured || reached != tt.reached {
				t.Errorf("%q, %q", measured, reached)
			}
		})
	}
}
