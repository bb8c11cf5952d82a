package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"greyzone/geo"
)

// recordingTime is the recorded time of what tx stores next: now or, so that recorded times strictly increase whatever
// the clock does, a tick after the horizon. tx must have the right to write, as inTx gives it, and now be read since: then
// whoever sees a recorded time sees everything that was recorded before it.
func recordingTime(ctx context.Context, tx *sql.Tx, now time.Time) (int64, error) {
	last, err := readHorizon(ctx, tx)
	return max(now.UnixMicro(), last+geo.Tick.Microseconds()), err
}

// readHorizon returns the newest recorded time that was given to anything, or up to which questions were answered.
func readHorizon(ctx context.Context, q querier) (int64, error) {
	var last int64
	if err := q.QueryRowContext(ctx, `
		SELECT max(recorded_at)
		FROM (
			SELECT recorded_at FROM horizon
			UNION ALL
			SELECT max(recorded_at) FROM snapshot
			UNION ALL
			SELECT max(recorded_at) FROM layer
			UNION ALL
			SELECT max(recorded_at) FROM region
		)`).Scan(&last); err != nil {
		return 0, fmt.Errorf("last recorded time: %w", explain(err))
	}
	return last, nil
}

// advanceTime is how long a question waits for others to end what they write.
const advanceTime = 5 * time.Second

// advance moves the horizon from where it is to t or later, once nobody can be storing what was recorded by t.
func (s *Store) advance(ctx context.Context, t, horizon time.Time) error {
	if now := s.now(); t.After(now) {
		return geo.Errorf(geo.Invalid, "as_of: %s is not over yet: it is %s now; leave it out to have what is known now",
			spoken(t), now.UTC().Format(time.RFC3339))
	}
	waiting, cancel := context.WithTimeout(ctx, advanceTime)
	defer cancel()
	err := inTx(waiting, s.write, func(tx *sql.Tx) error {
		last, err := readHorizon(ctx, tx)
		if err != nil || last >= t.UnixMicro() { // another question was quicker
			return err
		}
		// As far as it can be, so that the next question need not write.
		if _, err := tx.ExecContext(ctx, `
			UPDATE horizon
			SET recorded_at = ?`, max(t.UnixMicro(), s.now().UnixMicro())); err != nil {
			return fmt.Errorf("advance the horizon: %w", err)
		}
		return seal(ctx, tx, "horizon")
	})
	if isBusy(err) || errors.Is(err, context.DeadlineExceeded) {
		return geo.Errorf(geo.Unavailable, "an import is being recorded that may count as known at %s: ask again in a moment, or for what was known at %s or before",
			spoken(t), horizon.Format(time.RFC3339Nano))
	}
	return err
}
