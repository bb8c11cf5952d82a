package api

import (
	"context"
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
	held *[]byte // nil: nothing is held back
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
	if len(*c.held)+len(p) <= mostHeld {
		*c.held = append(*c.held, p...)
		return len(p), nil
	}
	return c.writeBehind(p)
}

// writeBehind sends what is held and p.
func (c *wholeConn) writeBehind(p []byte) (int, error) {
	before := len(*c.held)
	both := net.Buffers{*c.held, p}
	n, err := both.WriteTo(c.Conn)
	*c.held = (*c.held)[:0]
	return max(0, int(n)-before), err
}

func (c *wholeConn) hold() { c.held = heldBytes.Get().(*[]byte) }

// release sends what is still held. An error is one that the next use of the connection meets as well.
func (c *wholeConn) release() {
	if len(*c.held) > 0 {
		_, _ = c.Conn.Write(*c.held)
	}
	*c.held = (*c.held)[:0]
	heldBytes.Put(c.held)
	c.held = nil
}

type connKey struct{}

// ConnContext is for the http.Server of a WholeAnswers listener: it tells requests what they came by.
func ConnContext(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// whole runs answer so that what it writes is sent in one piece, where the connection can do that.
func whole(w http.ResponseWriter, r *http.Request, answer func()) {
	c, ok := r.Context().Value(connKey{}).(*wholeConn)
	if !ok {
		answer()
		return
	}
	c.hold()
	defer c.release()
	answer()
	_ = http.NewResponseController(w).Flush() // net/http's writer can
}
