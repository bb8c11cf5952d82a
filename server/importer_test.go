package main

import (
	"path/filepath"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

// A server goes on taking uploads while another process imports for longer than an upload waits.
func TestImportGivesWay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "greyzone.db")
	importing, serving := opened(t, path), opened(t, path)
	items, stop := make(chan item), make(chan struct{})
	go func() {
		defer close(items)
		for n := 0; ; n++ {
			select {
			case items <- item{Found: format.Found{Reading: reading(t, n)}, path: "endless"}:
			case <-stop:
				return
			}
		}
	}()
	command := importCommand{Layer: "endless", AllowLargeChange: true}
	m := importer{command: command, store: importing, report: &report{progress: &progress{}}, items: items, present: present{}, bulk: true}
	ended := make(chan error, 1)
	go func() { ended <- m.run(t.Context()) }()
	for n := range 3 {
		if _, err := serving.Publish(t.Context(), geo.Upload{
			Layer: "served", Reading: reading(t, n), ValidAt: reading(t, n).ValidAt, Create: &geo.Layer{}, AllowLargeChange: true,
		}); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func opened(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// reading is the nth day of a history in which each differs from the others.
func reading(t *testing.T, n int) geo.Reading {
	name := time.Date(2000, 1, 1+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) + ".geojson"
	for r, err := range format.Read([]byte(square(1+float64(n%50)/100)), name, format.Auto) {
		if err != nil {
			t.Error(err)
		}
		return r
	}
	return geo.Reading{}
}
