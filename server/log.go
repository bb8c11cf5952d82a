package main

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"sync"
	"time"
)

// flushAfter is how long a line of the log may wait for others.
const flushAfter = time.Second

// newLog returns a log that writes to w many lines at once: a system call for each request would take about as long as
// answering it. Warnings and errors go out at once, and before them what waited. The caller flushes at the end.
func newLog(w io.Writer) (log *slog.Logger, flush func()) {
	lines := &lineBuffer{out: bufio.NewWriterSize(w, 64<<10)}
	return slog.New(urgent{slog.NewTextHandler(lines, nil), lines}), lines.flush
}

// lineBuffer holds lines back until it is full, or for flushAfter.
type lineBuffer struct {
	mutex   sync.Mutex
	out     *bufio.Writer
	waiting bool // for a flush
}

func (b *lineBuffer) Write(line []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if !b.waiting {
		b.waiting = true
		time.AfterFunc(flushAfter, b.flush)
	}
	// A line is not broken in two.
	if len(line) > b.out.Available() {
		_ = b.out.Flush() // the error stays in out, and is what Write returns
	}
	return b.out.Write(line)
}

func (b *lineBuffer) flush() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.waiting = false
	_ = b.out.Flush() // a log that cannot be written cannot be told of
}

// urgent is a handler that flushes after warnings and errors.
type urgent struct {
	slog.Handler
	lines *lineBuffer
}

// Handle writes a line.
func (u urgent) Handle(ctx context.Context, line slog.Record) error {
	err := u.Handler.Handle(ctx, line)
	if line.Level >= slog.LevelWarn {
		u.lines.flush()
	}
	return err
}

// WithAttrs returns a handler of the same kind.
func (u urgent) WithAttrs(attrs []slog.Attr) slog.Handler {
	return urgent{u.Handler.WithAttrs(attrs), u.lines}
}

// WithGroup returns a handler of the same kind.
func (u urgent) WithGroup(name string) slog.Handler {
	return urgent{u.Handler.WithGroup(name), u.lines}
}
