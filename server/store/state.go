package store

import (
	"context"
	"fmt"
	"time"

	"greyzone/geo"
)

// state is the snapshot that answers for an asked time, and how the answer names that time.
type state struct {
	record
	datetime string
}

// maxRows bounds an answer, where one result has a row for each status.
const maxRows = 20_000

// readStates returns the states that ask names, in order of time. More than fit into an answer are Invalid.
func readStates(ctx context.Context, q querier, ask geo.AreaQuery, layer geo.Layer) ([]state, error) {
	rowsEach := max(1, len(layer.Statuses))
	if len(ask.Statuses) > 0 {
		rowsEach = len(ask.Statuses)
	}
	states, err := readAnyStates(ctx, q, ask, maxRows/rowsEach)
	if err == nil && len(states) > maxRows/rowsEach {
		err = geo.Errorf(geo.Invalid, "the answer would be longer than %d rows, a row being one status at one time: "+
			"ask for a shorter interval, for fewer statuses with status=, or for longer steps with every=P7D or every=P1M", maxRows)
	}
	return states, err
}

// readAnyStates returns the states that ask names, however many; of steps no more than one over most.
func readAnyStates(ctx context.Context, q querier, ask geo.AreaQuery, most int) ([]state, error) {
	if ask.Within == nil {
		return readOneState(ctx, q, ask)
	}
	if _, err := snapshotAt(ctx, q, ask.Layer, ask.Within.To, ask.AsOf); err != nil {
		return nil, err // the interval ends before the first snapshot
	}
	if ask.Every == nil {
		return readSnapshotStates(ctx, q, ask)
	}
	return readSteps(ctx, q, ask, most)
}

func readOneState(ctx context.Context, q querier, ask geo.AreaQuery) ([]state, error) {
	var at time.Time
	if ask.At != nil {
		at = ask.At.To
	}
	r, err := snapshotAt(ctx, q, ask.Layer, at, ask.AsOf)
	if err != nil {
		return nil, err
	}
	one := state{record: r, datetime: r.ValidAt.Format(time.RFC3339Nano)}
	if ask.At != nil {
		one.datetime = ask.At.Text
	}
	return []state{one}, nil
}

// readSnapshotStates returns a state for each snapshot whose valid time is within the asked interval.
func readSnapshotStates(ctx context.Context, q querier, ask geo.AreaQuery) ([]state, error) {
	rows, err := q.QueryContext(ctx, selectSnapshots+whereKnown+`
		ORDER BY s.valid_at`, limits(ask.Layer, *ask.Within, ask.AsOf)...)
	if err != nil {
		return nil, fmt.Errorf("snapshots of %s: %w", ask.Layer, explain(err))
	}
	states, err := collect(rows, func(row scanner) (state, error) {
		r, err := scanRecord(row)
		return state{record: r, datetime: r.ValidAt.Format(time.RFC3339Nano)}, err
	})
	if err != nil {
		return nil, fmt.Errorf("snapshots of %s: %w", ask.Layer, err)
	}
	return states, nil
}

// readSteps returns the state at the end of each step, leaving out the steps before the first snapshot. An open interval
// begins and ends with the days of the first and the last snapshot.
func readSteps(ctx context.Context, q querier, ask geo.AreaQuery, most int) ([]state, error) {
	whole := ask
	whole.Within = &geo.Interval{To: ask.Within.To}
	snapshots, err := readSnapshotStates(ctx, q, whole)
	if err != nil || len(snapshots) == 0 {
		return nil, err
	}
	const day = 24 * time.Hour
	within := *ask.Within
	if within.From.IsZero() {
		within.From = snapshots[0].ValidAt.Truncate(day)
	}
	if within.To.IsZero() {
		last := snapshots[len(snapshots)-1].ValidAt
		within.To = last.Truncate(day).Add(day - geo.Tick)
	}
	var states []state
	next := 0 // of snapshots: the first one after the step
	for step := range within.Steps(*ask.Every) {
		for next < len(snapshots) && !snapshots[next].ValidAt.After(step.To) {
			next++
		}
		if next > 0 {
			states = append(states, state{record: snapshots[next-1].record, datetime: step.Text})
		}
		if len(states) > most {
			break
		}
	}
	return states, nil
}
