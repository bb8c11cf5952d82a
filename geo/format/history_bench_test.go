package format_test

import (
	"testing"

	"github.com/klauspost/compress/zstd"

	"greyzone/geo/format"
)

// realHistory returns the real history unpacked.
func realHistory(t testing.TB) []byte {
	t.Helper()
	packed := realFile(t, "history.ndjson.zst")
	reader, err := zstd.NewReader(nil, zstd.WithDecoderMaxWindow(1<<27))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	data, err := reader.DecodeAll(packed, nil)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// BenchmarkReadTheRealHistory reads all its days from unpacked bytes.
func BenchmarkReadTheRealHistory(b *testing.B) {
	data := realHistory(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	days := 0
	for b.Loop() {
		for _, err := range format.Read(data, "history.ndjson", format.Auto) {
			if err != nil {
				b.Fatal(err)
			}
			days++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(days), "ns/day")
}
