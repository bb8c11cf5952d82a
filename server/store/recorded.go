package store

import (
	"context"
	"database/sql"
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
