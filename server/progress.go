package main

import (
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"
)

// progress is a line that is written over again and again. Only a terminal gets it.
type progress struct {
	w io.Writer // nil: nobody looks
}

func newProgress(w io.Writer) *progress {
	if file, ok := w.(*os.File); ok && isatty.IsTerminal(file.Fd()) {
		return &progress{w: w}
	}
	return &progress{}
}

// eraseLine goes to the beginning of the terminal's line and empties it.
const eraseLine = "\r\x1b[K"

func (p *progress) show(format string, args ...any) {
	if p.w != nil {
		fmt.Fprintf(p.w, eraseLine+format, args...)
	}
}

func (p *progress) clear() { p.show("") }
