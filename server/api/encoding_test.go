package api

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

func TestAcceptedEncoding(t *testing.T) {
	for _, tt := range []struct{ name, accept, want string }{
		{"nothing said", "", identity},
		{"a browser", "gzip, deflate, br, zstd", brotliCoding},
		{"gzip alone", "gzip", gzipCoding},
		{"in capitals", "GZIP", gzipCoding},
		{"gzip liked better", "br;q=0.5, gzip;q=0.8", gzipCoding},
		{"no Brotli", "gzip, br; q=0", gzipCoding},
		{"no Brotli, whatever else", "br;q=0, *", gzipCoding},
		{"anything", "*", brotliCoding},
		{"nothing but as it is", "identity, *;q=0", identity},
		{"no weight at all", "br;q=high, gzip;q=7", identity},
		{"several parameters are no weight", "br;q=1;level=5", identity},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := acceptedEncoding(http.Header{"Accept-Encoding": {tt.accept}}); got != tt.want {
				t.Errorf("%q gives %q, want %q", tt.accept, got, tt.want)
			}
		})
	}
}

// texts are what compressors may stumble over.
func texts() map[string][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 100_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	return map[string][]byte{
		"nothing":    {},
		"a byte":     {'a'},
		"one letter": bytes.Repeat([]byte{'a'}, 300_000),
		"noise":      noise,
		"a list":     []byte(strings.Repeat(`{"lon":34.1234567,"lat":51.7654321},`, 10_000)),
		"both":       append(bytes.Repeat([]byte("[34.1,51.2],"), 8_000), noise...),
	}
}

func TestLongWhatIsCompressedUnpacksToTheSame(t *testing.T) {
	for name, text := range texts() {
		for _, p := range []*packing{thorough, quick, thorough, quick} {
			for _, encoding := range []string{brotliCoding, gzipCoding, identity} {
				packed, err := p.encode(text, encoding)
				if err != nil {
					t.Fatal(err)
				}
				if got := unpack(t, packed, encoding); !bytes.Equal(got, text) {
					t.Errorf("%s in %q: %d bytes, want %d", name, encoding, len(got), len(text))
				}
			}
		}
	}
}

// Whoever used a writer that another one has would pack something else, which the race detector does not see: it does not look into
// the libraries (Makefile).
func TestManyPackAtOnce(t *testing.T) {
	text := texts()["a list"]
	for _, encoding := range []string{brotliCoding, gzipCoding} {
		var all [8][][]byte
		var packers sync.WaitGroup
		for i := range all {
			packers.Go(func() {
				for range 20 {
					packed, err := quick.encode(text, encoding)
					if err != nil {
						t.Error(err)
					}
					all[i] = append(all[i], packed)
				}
			})
		}
		packers.Wait()
		for _, packed := range slices.Concat(all[:]...) {
			if !bytes.Equal(unpack(t, packed, encoding), text) {
				t.Fatalf("in %q what many pack at once is something else", encoding)
			}
		}
	}
}

func unpack(t *testing.T, packed []byte, encoding string) []byte {
	t.Helper()
	var r io.Reader = bytes.NewReader(packed)
	switch encoding {
	case brotliCoding:
		r = brotli.NewReader(r)
	case gzipCoding:
		var err error
		if r, err = gzip.NewReader(r); err != nil {
			t.Fatal(err)
		}
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
