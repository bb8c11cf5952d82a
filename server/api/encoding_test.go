package api

import (
	"net/http"
	"testing"
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
