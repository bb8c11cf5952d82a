package format

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"
)

const (
	// maxDocument is how many bytes one snapshot may have, as a line or a file of its own.
	maxDocument = 64 << 20
	// maxIdle is after how many bytes without a snapshot among them a file of lines is given up: a small compressed file
	// may hold any amount of nothing.
	maxIdle = 256 << 20
	// idleLine is what each line counts towards maxIdle besides its bytes.
	idleLine = 4 << 10
)

// lineReader reads lines one by one.
type lineReader struct {
	in     *bufio.Reader
	number int    // of the line read last, from 1
	text   []byte // of that line, while it is short enough
	idle   int    // what was read since the last snapshot; whoever finds one sets it back
}

func newLineReader(src io.Reader) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(src, 64<<10)}
}

// errLongLine says that a line is longer than maxDocument.
var errLongLine = errors.New("the line is too long")

// next returns the next line that is not blank, without its end and in memory of its own. After errLongLine the next
// one follows; any other error, io.EOF among them, is the end.
func (l *lineReader) next() ([]byte, error) {
	for {
		size, err := l.read()
		switch {
		case err != nil && (err != io.EOF || size == 0):
			return nil, err
		case size > maxDocument:
			return nil, errLongLine
		}
		line := bytes.TrimRight(l.text, "\r\n")
		if l.number == 1 {
			line = bytes.TrimPrefix(line, byteOrderMark)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			return slices.Clone(line), nil
		}
	}
}

// read reads a line into l.text and returns how long it is.
func (l *lineReader) read() (size int, err error) {
	l.number++
	l.idle += idleLine
	l.text = l.text[:0]
	for {
		part, err := l.in.ReadSlice('\n')
		size += len(part)
		if size <= maxDocument {
			l.text = append(l.text, part...)
		}
		if l.idle += len(part); l.idle > maxIdle {
			return size, unprocessable("there is no snapshot in %d MiB on end: the rest is not read", maxIdle>>20)
		}
		if err != bufio.ErrBufferFull {
			return size, err
		}
	}
}
