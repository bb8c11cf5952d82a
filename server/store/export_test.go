package store

import "context"

// SetWriting sets a PRAGMA on the one connection that writes.
func (s *Store) SetWriting(ctx context.Context, pragma string) error {
	_, err := s.write.ExecContext(ctx, "PRAGMA "+pragma)
	return err
}
