package api

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

// BaseMap is a file of vector tiles in one archive, PMTiles in its third version, of which clients read the parts they need.
type BaseMap struct {
	file        *os.File
	attribution string
}

// What of the header of PMTiles is looked at.
const (
	pmtilesMagic      = "PMTiles"
	pmtilesVersion    = 3
	pmtilesHeaderSize = 127
	pmtilesPlain      = 1
	pmtilesGzip       = 2
	pmtilesMVT        = 1
	// maxMetadata is far more than the names of all layers and fields take.
	maxMetadata = 4 << 20
)

// OpenBaseMap opens a file and checks that the page can draw it. What it says of its makers stands unless attribution says
// something else. What is wrong with the file is Invalid.
func OpenBaseMap(path, attribution string) (*BaseMap, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, geo.Errorf(geo.Invalid, "the base map cannot be opened: %v", err)
	}
	b := &BaseMap{file, attribution}
	if err := b.check(); err != nil {
		return nil, errors.Join(geo.Errorf(geo.Invalid, "the base map %s: %v", path, err), file.Close())
	}
	return b, nil
}

// Close closes the file.
func (b *BaseMap) Close() error { return b.file.Close() }

// check reads the header and the metadata.
func (b *BaseMap) check() error {
	var head [pmtilesHeaderSize]byte
	if n, err := b.file.ReadAt(head[:], 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	} else if n < len(head) || string(head[:len(pmtilesMagic)]) != pmtilesMagic {
		return errors.New("this is no PMTiles file: give one of vector tiles in version 3, such as pmtiles extract makes")
	}
	if version := head[len(pmtilesMagic)]; version != pmtilesVersion {
		return fmt.Errorf("this is PMTiles in version %d, and the page reads version %d: convert it with pmtiles convert", version, pmtilesVersion)
	}
	if head[99] != pmtilesMVT {
		return errors.New("its tiles are no vector tiles (MVT): pictures go in --tiles-url, from a server of their own")
	}
	if !readable(head[97]) || !readable(head[98]) {
		return errors.New("its tiles are compressed in a way that browsers cannot read: make it anew with gzip")
	}
	return b.readMetadata(binary.LittleEndian.Uint64(head[24:]), binary.LittleEndian.Uint64(head[32:]), head[97])
}

// readable reports whether the page's library reads a compression.
func readable(compression byte) bool {
	return compression == pmtilesPlain || compression == pmtilesGzip
}

// readMetadata takes the attribution from the metadata at an offset, unless the operator has given one.
func (b *BaseMap) readMetadata(offset, length uint64, compression byte) error {
	info, err := b.file.Stat()
	if err != nil {
		return err
	}
	if size := uint64(info.Size()); length > maxMetadata || offset > size || length > size-offset {
		return fmt.Errorf("it is broken off or damaged: its metadata would be %d bytes from byte %d on, and it has %d", length, offset, size)
	}
	text := make([]byte, length)
	if _, err := b.file.ReadAt(text, int64(offset)); err != nil {
		return err
	}
	if compression == pmtilesGzip {
		if text, err = unzip(text); err != nil {
			return fmt.Errorf("its metadata is damaged: %w", err)
		}
	}
	var metadata struct{ Attribution string }
	if err := json.Unmarshal(text, &metadata); err != nil {
		return fmt.Errorf("its metadata is damaged: %w", err)
	}
	if b.attribution == "" {
		b.attribution = metadata.Attribution
	}
	return nil
}

func unzip(data []byte) ([]byte, error) {
	reader, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(reader, maxMetadata))
}

const baseMapPath = "/basemap.pmtiles"

var baseMapDoc = doc{
	summary: "The base map, as a file of vector tiles",
	about:   "PMTiles in version 3, read in parts: send Range. 404 where the operator has none; settings says whether there is one.",
	answers: []answer{
		{http.StatusOK, "All of it.", []media{{mime: "application/vnd.pmtiles"}}},
		{http.StatusPartialContent, "The bytes of the Range.", []media{{mime: "application/vnd.pmtiles"}}},
	},
}

func (s *server) getBaseMap(c echo.Context) error {
	b := s.options.BaseMap
	if b == nil {
		return geo.Errorf(geo.NotFound, "this server has no base map of its own: its operator gives it one with --pmtiles")
	}
	info, err := b.file.Stat()
	if err != nil {
		return fmt.Errorf("base map: %w", err)
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "application/vnd.pmtiles")
	h.Set(echo.HeaderCacheControl, revalidate)
	// A file that is written over in place is another one, and readers must not mix the two.
	h.Set("ETag", fmt.Sprintf(`"%x-%x"`, info.ModTime().UnixNano(), info.Size()))
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, io.NewSectionReader(b.file, 0, info.Size()))
	return nil
}
