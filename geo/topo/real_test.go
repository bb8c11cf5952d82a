package topo_test

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/klauspost/compress/zstd"

	"greyzone/geo"
	"greyzone/geo/format"
)

const realFolder = "../../../shared/data/real"

// realFiles are the readings of the real files that match a pattern; without them the test is skipped.
func realFiles(t testing.TB, pattern string) []geo.Reading {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(realFolder, pattern))
	if err != nil || len(paths) == 0 {
		t.Skip("the real data is not here")
	}
	var files []geo.Reading
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for r, err := range format.Read(content, filepath.Base(path), format.Auto) {
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, r)
		}
	}
	return files
}

// realLines are the lines of the real history, nil where it is missing.
var realLines = sync.OnceValue(func() [][]byte {
	packed, err := os.ReadFile(filepath.Join(realFolder, "history.ndjson.zst"))
	if err != nil {
		return nil
	}
	reader, err := zstd.NewReader(nil, zstd.WithDecoderMaxWindow(1<<27))
	if err != nil {
		panic(err)
	}
	defer reader.Close()
	text, err := reader.DecodeAll(packed, nil)
	if err != nil {
		panic(err)
	}
	return bytes.SplitAfter(bytes.TrimSpace(text), []byte("\n"))
})

// realHistory are the zones of those days of the real history whose number wanted picks; without it the test is skipped.
func realHistory(t testing.TB, wanted func(day int) bool) [][]geo.Zone {
	t.Helper()
	lines := realLines()
	if lines == nil {
		t.Skip("the real history is not here")
	}
	var days [][]geo.Zone
	for i, line := range lines {
		if !wanted(i) {
			continue
		}
		for r, err := range format.Read(line, "history.ndjson", format.NDJSON) {
			if err != nil {
				t.Fatal(err)
			}
			days = append(days, r.Zones)
		}
	}
	return days
}
