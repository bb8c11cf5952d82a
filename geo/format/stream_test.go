package format_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"

	"greyzone/geo"
	"greyzone/geo/format"
)

// packed returns text as gzip or as Zstandard makes it; a window of 0 is the usual one.
func packed(t testing.TB, text []byte, window int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1))
	if window > 0 {
		w, err = zstd.NewWriter(&b, zstd.WithWindowSize(window))
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t testing.TB, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// summary is what was found, one word a day and the beginning of the words of each refusal.
func summary(all iter.Seq[format.Found]) string {
	var words []string
	for f := range all {
		at := ""
		if f.Line > 0 {
			at = fmt.Sprintf("%d:", f.Line)
		}
		if f.Err != nil {
			words = append(words, at+f.Err.Error())
		} else {
			words = append(words, at+f.Reading.ValidAt.Format("2006-01-02")+"="+f.Reading.Original.Name)
		}
	}
	return strings.Join(words, " ")
}

func stream(data []byte, name string) string {
	return summary(new(format.Reader).Stream(bytes.NewReader(data), name, format.Auto))
}

func TestStreamUnpacks(t *testing.T) {
	days := []byte(day("2024-08-10") + "\n\n" + day("2024-08-11") + "\r\n")
	one := []byte(collection(polygonFeature(`{"status":"ua"}`)))
	for _, tt := range []struct {
		what string
		data []byte
		name string
		want string
	}{
		{"lines", days, "days.ndjson", "1:2024-08-10=days.ndjson 3:2024-08-11=days.ndjson"},
		{"lines in gzip", gzipped(t, days), "days.ndjson.gz", "1:2024-08-10=days.ndjson 3:2024-08-11=days.ndjson"},
		{"lines in Zstandard", packed(t, days, 0), "days.ndjson.zst", "1:2024-08-10=days.ndjson 3:2024-08-11=days.ndjson"},
		{"with a long window", packed(t, days, 1<<27), "days.ndjson.ZST", "1:2024-08-10=days.ndjson 3:2024-08-11=days.ndjson"},
		{"whatever the name", packed(t, days, 0), "days", "1:2024-08-10=days 3:2024-08-11=days"},
		{"in two frames", slices.Concat(packed(t, days, 0), packed(t, days[:0], 0), packed(t, []byte(day("2024-08-12")), 0)), "", "1:2024-08-10= 3:2024-08-11= 4:2024-08-12="},
		{"in two members", slices.Concat(gzipped(t, days), gzipped(t, []byte(day("2024-08-12")))), "", "1:2024-08-10= 3:2024-08-11= 4:2024-08-12="},
		{"a day of its own, told by the name", gzipped(t, one), "2024-08-10.geojson.gz", "2024-08-10=2024-08-10.geojson"},
		{"the same in Zstandard", packed(t, one, 0), "2024-08-10.geojson.zst", "2024-08-10=2024-08-10.geojson"},
		{"one document over several lines", bytes.ReplaceAll(one, []byte(","), []byte(",\n")), "2024-08-10.ndjson", "2024-08-10=2024-08-10.ndjson"},
		{"a byte order mark", []byte("\ufeff" + string(days)), "days.geojson", "1:2024-08-10=days.geojson 3:2024-08-11=days.geojson"},
		{"a broken first line", []byte("{\"a\n" + day("2024-08-11")), "days.ndjson", "1:this is not JSON: unexpected end of JSON input at line 1, column 3 (byte 2); the file may be cut off 2:2024-08-11=days.ndjson"},
		{"nothing", nil, "days.ndjson", ""},
		{"nothing at all in it", packed(t, nil, 0), "days.zst", "the file is empty"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			if got := stream(tt.data, tt.name); got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func TestStreamRefusesWhatCannotBeUnpacked(t *testing.T) {
	days := []byte(day("2024-08-10") + "\n" + day("2024-08-11") + "\n" + strings.Repeat(day("2024-08-12")+"\n", 20_000))
	zst, gz := packed(t, days, 0), gzipped(t, days)
	flipped := slices.Clone(zst)
	flipped[len(flipped)-2] ^= 1
	for _, tt := range []struct {
		what      string
		data      []byte
		name      string
		start, at string // of what is found: how it starts, and the last refusal
	}{
		{"Zstandard cut off", zst[:len(zst)/2], "days.ndjson.zst", "1:2024-08-10=", ":the compressed file is cut off"},
		{"gzip cut off", gz[:len(gz)/2], "days.ndjson.gz", "1:2024-08-10=", ":the compressed file is cut off"},
		{"cut off in the first line", gzipped(t, days)[:60], "days.ndjson.gz", "1:the compressed file is cut off", ""},
		{"a single day cut off", gzipped(t, bytes.ReplaceAll(days[:200], []byte(","), []byte(" , \n")))[:60], "day.geojson.gz", "the compressed file is cut off", ""},
		{"a sum that does not fit", flipped, "days.ndjson.zst", "1:2024-08-10=", ":the compressed file is damaged: "},
		{"a name that lies", days, "days.ndjson.zst", "its name says that it is compressed with Zstandard", ""},
		{"an empty file of such a name", nil, "days.ndjson.gz", "its name says that it is compressed with gzip", ""},
		{"a window of 256 MiB", []byte{0x28, 0xb5, 0x2f, 0xfd, 0, 18 << 3, 1, 0, 0}, "", "unpacking takes more than 128 MiB", ""},
		{"another way to compress", []byte("PK\x03\x04"), "days.zip", "the file is compressed: unpack it first", ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			got := stream(tt.data, tt.name)
			if !strings.HasPrefix(got, tt.start) || !strings.Contains(got, tt.at) {
				t.Errorf("found %.100s … %s", got, got[max(0, len(got)-100):])
			}
		})
	}
}

// filler is n bytes of one kind.
func filler(b byte, n int) io.Reader { return io.LimitReader(endless(b), int64(n)) }

type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestStreamBoundsWhatAFileUnpacksTo(t *testing.T) {
	good := day("2024-08-10") + "\n"
	last := day("2024-08-11") + "\n"
	for _, tt := range []struct {
		what string
		text []io.Reader
		want string
		mb   uint64 // that may be allocated
	}{
		{"a line that is too long", []io.Reader{strings.NewReader(good), filler('x', 64<<20+1), strings.NewReader("\n" + last)}, "1:2024-08-10= 2:the line has more than 64 MiB 3:2024-08-11=", 400},
		{"blank lines without end", []io.Reader{strings.NewReader(good + last), filler('\n', 1<<20)}, "1:2024-08-10= 2:2024-08-11= 65523:there is no snapshot in", 30},
		{"a line without end", []io.Reader{strings.NewReader(good + last), filler(' ', 300<<20)}, "1:2024-08-10= 2:2024-08-11= 3:there is no snapshot in 256 MiB on end", 400},
		{"a document that is too large", []io.Reader{strings.NewReader("{"), filler('\n', 65<<20)}, "the file has more than 64 MiB, and not a snapshot a line", 300},
	} {
		t.Run(tt.what, func(t *testing.T) {
			var bomb bytes.Buffer
			w, err := zstd.NewWriter(&bomb, zstd.WithEncoderConcurrency(1))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(w, io.MultiReader(tt.text...)); err != nil {
				t.Fatal(err)
			}
			w.Close()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if got := stream(bomb.Bytes(), ""); !strings.HasPrefix(got, tt.want) {
				t.Errorf("found %.200q, want %q", got, tt.want)
			}
			runtime.ReadMemStats(&after)
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > tt.mb {
				t.Errorf("it took %d MiB", mb)
			}
		})
	}
}

func TestStreamGivesUpOnLinesThatAreNone(t *testing.T) {
	refused := 0
	src := io.MultiReader(strings.NewReader(day("2024-08-10")+"\n"), strings.NewReader(strings.Repeat("x\n", 100_000)))
	for f := range new(format.Reader).Stream(src, "", format.Auto) {
		if f.Err != nil {
			refused++
		}
	}
	if refused < 50_000 || refused > 70_000 {
		t.Errorf("%d lines were refused one by one", refused)
	}
}

func TestStreamPassesOnWhyAFileCannotBeRead(t *testing.T) {
	broken := errors.New("the disk is gone")
	for _, data := range [][]byte{nil, []byte(day("2024-08-10")), gzipped(t, []byte(day("2024-08-10")))[:40]} {
		for f := range new(format.Reader).Stream(io.MultiReader(bytes.NewReader(data), iotest.ErrReader(broken)), "", format.Auto) {
			var told *geo.Error
			if !errors.Is(f.Err, broken) || errors.As(f.Err, &told) {
				t.Errorf("after %d bytes: %v", len(data), f.Err)
			}
		}
	}
}

func BenchmarkStreamTheRealHistory(b *testing.B) {
	data := realFile(b, "history.ndjson.zst")
	b.SetBytes(74547547)
	b.ReportAllocs()
	for b.Loop() {
		days := 0
		for f := range new(format.Reader).Stream(bytes.NewReader(data), "history.ndjson.zst", format.Auto) {
			if f.Err != nil {
				b.Fatal(f.Err)
			}
			days++
		}
		if days != 1354 {
			b.Fatalf("%d days", days)
		}
	}
}
