package api_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"greyzone/server/api"
)

// archive is a PMTiles file in little, with its parts to be spoiled.
type archive struct {
	version, internal, tiles, kind byte
	metadata                       string
}

var goodArchive = archive{3, 2, 2, 1, `{"attribution":"© Makers"}`}

func (a archive) bytes(t *testing.T) []byte {
	t.Helper()
	metadata := []byte(a.metadata)
	if a.internal == 2 {
		var zipped bytes.Buffer
		w := gzip.NewWriter(&zipped)
		if _, err := w.Write(metadata); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		metadata = zipped.Bytes()
	}
	head := make([]byte, 127)
	copy(head, "PMTiles")
	head[7], head[97], head[98], head[99] = a.version, a.internal, a.tiles, a.kind
	binary.LittleEndian.PutUint64(head[24:], uint64(len(head)))
	binary.LittleEndian.PutUint64(head[32:], uint64(len(metadata)))
	return append(head, metadata...)
}

func baseMapFile(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "map.pmtiles")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func openBaseMap(t *testing.T, path, attribution string) *api.BaseMap {
	t.Helper()
	b, err := api.OpenBaseMap(path, attribution)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

func TestBaseMapIsServedInParts(t *testing.T) {
	data := goodArchive.bytes(t)
	path := baseMapFile(t, data)
	s := newSite(t, api.Options{BaseMap: openBaseMap(t, path, "")})
	const url = "/basemap.pmtiles"
	whole := s.get(url)
	tag := whole.Header().Get("ETag")
	if whole.Code != 200 || !bytes.Equal(whole.Body.Bytes(), data) || tag == "" || whole.Header().Get("Accept-Ranges") != "bytes" {
		t.Fatalf("%d, %d bytes, %v", whole.Code, whole.Body.Len(), whole.Header())
	}
	for _, tt := range []struct {
		name   string
		header map[string]string
		status int
		body   string
	}{
		{"a range", map[string]string{"Range": "bytes=0-6"}, 206, "PMTiles"},
		{"a range of the same file", map[string]string{"Range": "bytes=0-6", "If-Range": tag}, 206, "PMTiles"},
		{"a range of another file", map[string]string{"Range": "bytes=0-6", "If-Range": `"other"`}, 200, string(data)},
		{"a range behind the end", map[string]string{"Range": "bytes=100000-100001"}, 416, ""},
		{"what the client has", map[string]string{"If-None-Match": tag}, 304, ""},
		{"a range for who reads Brotli", map[string]string{"Range": "bytes=0-6", "Accept-Encoding": "br, gzip"}, 206, "PMTiles"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := s.do(call{url: url, header: tt.header})
			if w.Code != tt.status || (tt.body != "" && w.Body.String() != tt.body) || w.Header().Get("Content-Encoding") != "" {
				t.Errorf("%d, %q, %v", w.Code, w.Body, w.Header())
			}
		})
	}
	if err := os.WriteFile(path, append(data, 0), 0o600); err != nil {
		t.Fatal(err)
	}
	if w := s.do(call{url: url, header: map[string]string{"Range": "bytes=0-6", "If-Range": tag}}); w.Code != 200 {
		t.Errorf("of a file that was written over: %d", w.Code)
	}
}

func TestSettingsSayWhatBaseMapsThereAre(t *testing.T) {
	path := baseMapFile(t, goodArchive.bytes(t))
	for _, tt := range []struct {
		name    string
		options api.Options
		want    string
	}{
		{"none", api.Options{}, `{"tiles":null,"pmtiles":null}`},
		{"both, with the file's own attribution", api.Options{TilesURL: "https://t/{z}/{x}/{y}.png", TilesAttribution: "T", BaseMap: openBaseMap(t, path, "")},
			`{"tiles":{"url":"https://t/{z}/{x}/{y}.png","attribution":"T"},"pmtiles":{"url":"basemap.pmtiles","attribution":"© Makers"}}`},
		{"one, with the operator's attribution", api.Options{PublicURL: "https://map.example", BaseMap: openBaseMap(t, path, "Ours")},
			`{"tiles":null,"pmtiles":{"url":"basemap.pmtiles","attribution":"Ours"}}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := newSite(t, tt.options).get("/api/v1/settings").Body.String(); got != tt.want {
				t.Errorf("%s\nnot %s", got, tt.want)
			}
		})
	}
	wantProblem(t, newSite(t, api.Options{}).get("/basemap.pmtiles"), 404, "--pmtiles")
}

func TestBaseMapsThatThePageCannotDrawAreRefused(t *testing.T) {
	spoilt := func(change func(*archive)) []byte {
		a := goodArchive
		change(&a)
		return a.bytes(t)
	}
	good := goodArchive.bytes(t)
	for _, tt := range []struct {
		name  string
		data  []byte
		words string
	}{
		{"an empty file", nil, "no PMTiles file"},
		{"another file", bytes.Repeat([]byte("SQLite"), 100), "no PMTiles file"},
		{"an older version", spoilt(func(a *archive) { a.version = 2 }), "version 2"},
		{"pictures", spoilt(func(a *archive) { a.kind = 2 }), "--tiles-url"},
		{"tiles in Zstandard", spoilt(func(a *archive) { a.tiles = 4 }), "gzip"},
		{"directories in Brotli", spoilt(func(a *archive) { a.internal = 3 }), "gzip"},
		{"a file that is broken off", good[:len(good)-3], "broken off"},
		{"metadata that is none", spoilt(func(a *archive) { a.metadata = "none" }), "metadata"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := baseMapFile(t, tt.data)
			_, err := api.OpenBaseMap(path, "")
			if err == nil || !strings.Contains(err.Error(), tt.words) || !strings.Contains(err.Error(), path) {
				t.Errorf("%v", err)
			}
		})
	}
	if _, err := api.OpenBaseMap(filepath.Join(t.TempDir(), "nowhere"), ""); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a file that is not there: %v", err)
	}
}
