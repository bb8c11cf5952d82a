package geo

import "fmt"

// Kind says what sort of failure an Error is; one table in the HTTP interface maps kinds to status codes.
type Kind int

// The kinds of failure that a caller can act on.
const (
	Invalid       Kind = iota // the request itself is malformed: a parameter, a time, a name
	Unprocessable             // the request is well-formed, but its content is refused
	Unauthorized              // no token, or one that does not count
	Forbidden                 // the licence or the server's settings do not allow it
	NotFound                  // there is no such thing
	Conflict                  // it contradicts what is stored
	TooLarge                  // over a stated limit
	NoSpace                   // the disk is full
	Unavailable               // not now; try again
)

// Error is a failure whose message may be shown to the user as written.
type Error struct {
	Kind    Kind
	Message string
	// Type names a failure that programs tell apart, such as "large-change"; mostly empty.
	Type string
	// Problems are the places in a geometry that were refused, in the order of the file.
	Problems []Problem
	// Extra are further members for a program to read, such as previous_km2.
	Extra map[string]any
}

// Problem is one place where a rule for geometry is broken.
type Problem struct {
	Feature int     `json:"feature"` // index in the file, from 0
	Rule    string  `json:"rule"`
	Lon     float64 `json:"lon"`
	Lat     float64 `json:"lat"`
	Message string  `json:"message"`
}

// Errorf makes an Error that speaks to the user: plain, specific, without internals.
func Errorf(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

func (e *Error) Error() string { return e.Message }
