package main

import (
	"strings"
	"sync"
	"testing"
)

// countedWriter counts how often it is written to.
type countedWriter struct {
	mutex sync.Mutex
	text  strings.Builder
	times int
}

func (w *countedWriter) Write(p []byte) (int, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.times++
	return w.text.Write(p)
}

func TestLogWritesManyLinesAtOnce(t *testing.T) {
	var w countedWriter
	log, flush := newLog(&w)
	for range 2000 {
		log.Info("request", "path", "/")
	}
	flush()
	if lines := strings.Count(w.text.String(), "\n"); lines != 2000 || w.times > 10 {
		t.Errorf("%d lines in %d writes", lines, w.times)
	}
}

func TestLogWritesWarningsAtOnce(t *testing.T) {
	var w countedWriter
	log, flush := newLog(&w)
	defer flush()
	log.Info("before")
	log.With("a", 1).WithGroup("g").Warn("disk on fire")
	if text := w.text.String(); strings.Count(text, "\n") != 2 || strings.Index(text, "before") > strings.Index(text, "fire") {
		t.Errorf("log = %q", text)
	}
}
