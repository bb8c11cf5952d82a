package api

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
)

// WholeAnswers returns a listener whose connections send an answer that is kept in one piece. net/http would cut it after
// 4 KiB and make two system calls of it, or three, each of which takes longer than all else that such an answer needs.
// The server needs ConnContext besides.
func WholeAnswers(l net.Listener) net.Listener { return wholeListener{l} }

type wholeListener struct{ net.Listener }

// Accept waits for the next connection.
func (l wholeListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &wholeConn{Conn: c}, nil
}

// wholeConn holds back what is written while an answer is made. Only the goroutine of its request writes to it.
type wholeConn struct {
	net.Conn
	held  *[]byte // nil: nothing is held back
	lines []byte  // headers that still have to go behind the first line
}

// mostHeld is room for all headers and what net/http puts behind them before it writes.
const mostHeld = 8 << 10

var heldBytes = sync.Pool{New: func() any {
	b := make([]byte, 0, mostHeld)
	return &b
}}

// Write sends p, or keeps a copy for later.
func (c *wholeConn) Write(p []byte) (int, error) {
	if c.held == nil {
		return c.Conn.Write(p)
	}
	if c.lines != nil {
		return c.writeHead(p)
	}
	if len(*c.held)+len(p) <= mostHeld {
		*c.held = append(*c.held, p...)
		return len(p), nil
	}
	return c.writeBehind(p)
}

var errNoHead = errors.New("what is written first is no status line")

// writeHead holds the beginning of an answer, with lines put into it.
func (c *wholeConn) writeHead(p []byte) (int, error) {
	end := bytes.IndexByte(p, '\n') + 1
	if end == 0 {
		return 0, errNoHead
	}
	*c.held = append(append(append(*c.held, p[:end]...), c.lines...), p[end:]...)
	c.lines = nil
	return len(p), nil
}

// writeBehind sends what is held and p.
func (c *wholeConn) writeBehind(p []byte) (int, error) {
	before := len(*c.held)
	both := net.Buffers{*c.held, p}
	n, err := both.WriteTo(c.Conn)
	*c.held = (*c.held)[:0]
	return max(0, int(n)-before), err
}

// hold begins an answer whose headers have lines in them besides those that net/http writes, which would sort and copy
// them anew each time.
func (c *wholeConn) hold(lines []byte) { c.held, c.lines = heldBytes.Get().(*[]byte), lines }

// release sends what is still held. An error is one that the next use of the connection meets as well.
func (c *wholeConn) release() {
	if len(*c.held) > 0 {
		_, _ = c.Conn.Write(*c.held)
	}
	*c.held = (*c.held)[:0]
	heldBytes.Put(c.held)
	c.held, c.lines = nil, nil
}

type connKey struct{}

// ConnContext is for the http.Server of a WholeAnswers listener: it tells requests what they came by.
func ConnContext(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// wholeConnOf returns what a request came by; nil: by something else.
func wholeConnOf(r *http.Request) *wholeConn {
	c, _ := r.Context().Value(connKey{}).(*wholeConn)
	return c
}
