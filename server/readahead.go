package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"greyzone/geo/format"
)

// aheadBy is how many snapshots are read before they are asked for.
const aheadBy = 4

// errEmpty says that a file has nothing to read.
var errEmpty = errors.New("there is no snapshot in it")

// item is what was found in a file.
type item struct {
	format.Found
	path string
	read int64 // bytes of all files up to here
}

// place names the item as a message does.
func (i item) place() string {
	if i.Line == 0 {
		return i.path
	}
	if i.Reading.ValidAt.IsZero() {
		return fmt.Sprintf("%s line %d", i.path, i.Line)
	}
	return fmt.Sprintf("%s line %d (%s)", i.path, i.Line, i.Reading.ValidAt.Format(time.DateOnly))
}

// readAhead reads files in a goroutine of its own, so that reading goes on while what was read is published. The items
// come in the files' order; the channel is closed after the last. stop ends the reading and waits for its end.
func readAhead(ctx context.Context, files []file, formatName string) (items <-chan item, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	out := make(chan item, aheadBy)
	var reading sync.WaitGroup
	reading.Go(func() {
		defer close(out)
		r := fileReader{ctx: ctx, out: out, format: formatName}
		for _, f := range files {
			if !r.readFile(f.path) {
				return
			}
		}
	})
	return out, func() {
		cancel()
		reading.Wait()
	}
}

// fileReader reads files one after the other.
type fileReader struct {
	ctx    context.Context
	out    chan<- item
	format string
	reader format.Reader
	read   int64
}

// readFile sends what is in a file and reports whether to go on.
func (r *fileReader) readFile(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return r.send(path, format.Found{Err: err})
	}
	defer f.Close()
	empty := true
	for found := range r.reader.Stream(io.TeeReader(f, r), path, r.format) {
		empty = false
		if !r.send(path, found) {
			return false
		}
	}
	return !empty || r.send(path, format.Found{Err: errEmpty})
}

// Write counts what is read.
func (r *fileReader) Write(p []byte) (int, error) {
	r.read += int64(len(p))
	return len(p), nil
}

func (r *fileReader) send(path string, found format.Found) bool {
	select {
	case r.out <- item{Found: found, path: path, read: r.read}:
		return true
	case <-r.ctx.Done():
		return false
	}
}
