package geo

import "time"

// Snapshot identifies all zones of a control layer at one valid time, as recorded at one time. It never changes.
type Snapshot struct {
	ID         string    `json:"id"`
	ValidAt    time.Time `json:"valid_at"`    // when it was so on the ground
	RecordedAt time.Time `json:"recorded_at"` // when this server learned it
	Revision   int       `json:"revision"`    // from 1, for one valid time
	Withdrawn  bool      `json:"withdrawn"`   // from RecordedAt on the valid time answers as if it had none
	Note       string    `json:"note"`
	SHA256     string    `json:"sha256"` // of the original bytes, in hex; empty for a withdrawal
}

// Ref is the part of a snapshot that every answer made from it carries.
type Ref struct {
	ID         string    `json:"id"`
	ValidAt    time.Time `json:"valid_at"`
	RecordedAt time.Time `json:"recorded_at"`
	Revision   int       `json:"revision"`
}

// Ref returns what identifies s in an answer.
func (s Snapshot) Ref() Ref {
	return Ref{ID: s.ID, ValidAt: s.ValidAt, RecordedAt: s.RecordedAt, Revision: s.Revision}
}

// Original is an uploaded file, byte for byte.
type Original struct {
	Data   []byte
	Name   string // the file's base name, or empty
	Format string // the name of the format that it was read as
	SHA256 string // in hex
}

// Recording is a snapshot as it was recorded: the first of its valid time, a correction, or a withdrawal.
type Recording struct {
	Layer    string
	Snapshot Snapshot
}
