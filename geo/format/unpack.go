package format

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"greyzone/geo"
)

// maxWindow is how far back a Zstandard frame may refer, as made by `zstd --long=27`; so much of what is unpacked has to
// be in memory.
const maxWindow = 1 << 27

// packing is a way to compress a file.
type packing struct {
	name, ending string
	magic        []byte
	open         func(io.Reader) (io.ReadCloser, error)
}

func packings() []packing {
	return []packing{
		{"gzip", ".gz", []byte{0x1f, 0x8b}, openGzip},
		{"Zstandard", ".zst", []byte{0x28, 0xb5, 0x2f, 0xfd}, openZstandard},
	}
}

func openGzip(src io.Reader) (io.ReadCloser, error) { return gzip.NewReader(src) }

func openZstandard(src io.Reader) (io.ReadCloser, error) {
	d, err := zstd.NewReader(src, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

// unpack returns what is in src, unpacked if its first bytes say that it is compressed, and the file's name without the
// ending that says so. Where src cannot be read its own error comes back, where it cannot be unpacked a *geo.Error.
func unpack(src io.Reader, name string) (io.ReadCloser, string, error) {
	own := &sourceReader{src: src}
	in := bufio.NewReader(own)
	head, _ := in.Peek(4)
	for _, p := range packings() {
		named := hasExtension(name, p.ending)
		switch {
		case bytes.HasPrefix(head, p.magic):
			plain, err := p.open(in)
			if named {
				name = strings.TrimSuffix(name, path.Ext(name))
			}
			return &unpacked{plain: plain, own: own}, name, own.blame(err)
		case named && own.err == nil:
			return nil, name, unprocessable("its name says that it is compressed with %s, but it is not", p.name)
		}
	}
	return io.NopCloser(in), name, own.err
}

// sourceReader remembers why the file itself could not be read.
type sourceReader struct {
	src io.Reader
	err error
}

func (s *sourceReader) Read(p []byte) (int, error) {
	n, err := s.src.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// blame returns the file's own error, or says what is wrong with what it holds.
func (s *sourceReader) blame(err error) error {
	switch {
	case err == nil, err == io.EOF, s.err != nil:
		return errors.Join(s.err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return unprocessable("the compressed file is cut off")
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return geo.Errorf(geo.TooLarge, "unpacking takes more than %d MiB of memory: compress it again with zstd --long=27 or less", maxWindow>>20)
	}
	return unprocessable("the compressed file is damaged: %v", err)
}

// unpacked unpacks; after an error it stays with it.
type unpacked struct {
	plain io.ReadCloser
	own   *sourceReader
	err   error
}

func (u *unpacked) Read(p []byte) (int, error) {
	if u.err != nil {
		return 0, u.err
	}
	n, err := u.plain.Read(p)
	if u.err = err; err != io.EOF {
		u.err = u.own.blame(err)
	}
	return n, u.err
}

func (u *unpacked) Close() error { return u.plain.Close() }
