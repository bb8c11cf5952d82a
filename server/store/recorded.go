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

// advance moves the horizon from where it is towards t. It may have to be moved again, as all who ask at once share one
// attempt. A t that is to come is Invalid.
func (s *Store) advance(ctx context.Context, t, horizon time.Time) error {
	if now := s.now(); t.After(now) {
		return geo.Errorf(geo.Invalid, "as_of: %s is not over yet: it is %s now; leave it out to have what is known now",
			spoken(t), now.UTC().Format(time.RFC3339))
	}
	var err error
	attempt := s.advancing.DoChan("", func() (any, error) { return nil, s.moveHorizon(context.WithoutCancel(ctx), t) })
	select {
	case result := <-attempt:
		err = result.Err
	case <-ctx.Done():
		err = ctx.Err()
	}
	if isBusy(err) || errors.Is(err, context.DeadlineExceeded) {
		return geo.Errorf(geo.Unavailable, "an import is being stored that may count as known at %s: ask again in a moment, or for what was known at %s or before",
			spoken(t), horizon.Format(time.RFC3339Nano))
	}
	return err
}

// moveTime is how long a question waits until nobody else is writing.
const moveTime = 5 * time.Second

// moveHorizon moves the horizon to t or later. While it has the right to write, nobody is storing what was recorded by t.
func (s *Store) moveHorizon(ctx context.Context, t time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, moveTime)
	defer cancel()
	return inTx(ctx, s.write, func(tx *sql.Tx) error {
		last, err := readHorizon(ctx, tx)
		if err != nil || last >= t.UnixMicro() { // another process was quicker
			return err
		}
		// As far as it can be, so that the next question need not write.
		if _, err := tx.ExecContext(ctx, `
			UPDATE horizon
			SET recorded_at = ?`, max(t.UnixMicro(), s.now().UnixMicro())); err != nil {
			return fmt.Errorf("move the horizon: %w", err)
		}
		return seal(ctx, tx, "horizon")
	})
}
