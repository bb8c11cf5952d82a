package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
)

// progress is a bar on a terminal that says how much of the files is read, and which snapshot is being published.
type progress struct {
	bar *progressbar.ProgressBar // nil: nobody looks
}

// newProgress shows a bar on w for files of so many bytes in all, if w is a terminal.
func newProgress(w io.Writer, total int64) *progress {
	if file, ok := w.(*os.File); !ok || !isatty.IsTerminal(file.Fd()) {
		return &progress{}
	}
	return newBar(w, total, 100*time.Millisecond)
}

// newBar shows a bar that changes at most once in every.
func newBar(w io.Writer, total int64, every time.Duration) *progress {
	return &progress{progressbar.NewOptions64(max(total, 1),
		progressbar.OptionSetWriter(w),
		progressbar.OptionShowBytes(true),
		progressbar.OptionShowCount(),
		progressbar.OptionShowTotalBytes(true),
		progressbar.OptionUseIECUnits(true),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(every),
		progressbar.OptionClearOnFinish(),
	)}
}

// show shows that i is being published.
func (p *progress) show(i item) {
	if p.bar == nil {
		return
	}
	what := filepath.Base(i.path)
	if !i.Reading.ValidAt.IsZero() {
		what = i.Reading.ValidAt.Format(time.DateOnly)
	}
	p.bar.Describe(fmt.Sprintf("%-10.40s", what))
	// What is read is not published yet, so the bar is full only when it goes away. A file may have grown meanwhile.
	_ = p.bar.Set64(min(i.read, p.bar.GetMax64()-1))
}

// clear takes the bar away, for words to take its place.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
