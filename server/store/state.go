package store

import (
	"time"

	"greyzone/geo"
)

// state is the snapshot that answers for an asked time, by its place in the line, and how the answer names that time.
type state struct {
	at       int
	datetime string
	from     time.Time // since when it answers, of several one after the other
}

// provenance says where an answer is from, and as of when it will be the same.
func (l *line) provenance(method string) geo.Provenance {
	return geo.NewProvenance(method, l.learned, l.layer)
}

// maxRows bounds an answer, where one result has a row for each status.
const maxRows = 20_000

// states returns the states that ask names, in order of time, each of which is measured on so many grounds. More than fit
// into an answer are Invalid.
func (l *line) states(ask geo.AreaQuery, grounds int) ([]state, error) {
	rowsEach := max(1, len(l.layer.Statuses))
	if len(ask.Statuses) > 0 {
		rowsEach = len(ask.Statuses)
	}
	rowsEach *= max(1, grounds)
	states, err := l.anyStates(ask, maxRows/rowsEach)
	if err == nil && len(states)*rowsEach > maxRows {
		err = tooManyRows(ask)
	}
	return states, err
}

// tooManyRows says how to ask for less.
func tooManyRows(ask geo.AreaQuery) error {
	row, less := "one status at one time", ""
	if ask.ByRegion {
		row, less = "one status in one region at one time", ", for one region with region= in place of group_by=region"
	}
	return geo.Errorf(geo.Invalid, "the answer would be longer than %d rows, a row being %s: ask for a shorter interval, "+
		"for fewer statuses with status=%s, or for longer steps with every=P7D or every=P1M", maxRows, row, less)
}

// anyStates returns the states that ask names, however many; of steps no more than one over most.
func (l *line) anyStates(ask geo.AreaQuery, most int) ([]state, error) {
	if ask.Within == nil {
		one, err := l.oneState(ask.At)
		return []state{one}, err
	}
	if _, err := l.latest(ask.Within.To); err != nil {
		return nil, err // the interval ends before the first snapshot
	}
	if ask.Every != nil {
		return l.steps(ask, most), nil
	}
	places := l.within(*ask.Within)
	states := make([]state, len(places))
	for i, at := range places {
		states[i] = l.ownState(at)
	}
	return states, nil
}

// oneState returns the state at a moment, of which nil is the newest.
func (l *line) oneState(asked *geo.Moment) (state, error) {
	if asked == nil {
		at, err := l.latest(time.Time{})
		if err != nil {
			return state{}, err
		}
		return l.ownState(at), nil
	}
	at, err := l.latest(asked.To)
	return state{at, asked.Text, asked.From}, err
}

// ownState is the state that the snapshot at a place itself brought.
func (l *line) ownState(at int) state {
	validAt := l.records[at].ValidAt
	return state{at, validAt.Format(time.RFC3339Nano), validAt}
}

// steps returns the state at the end of each step, leaving out the steps before the first snapshot. An open interval
// begins and ends with the days of the first and the last snapshot.
func (l *line) steps(ask geo.AreaQuery, most int) []state {
	places := l.within(geo.Interval{To: ask.Within.To})
	const day = 24 * time.Hour
	within := *ask.Within
	if within.From.IsZero() {
		within.From = l.records[places[0]].ValidAt.Truncate(day)
	}
	if within.To.IsZero() {
		last := l.records[places[len(places)-1]].ValidAt
		within.To = last.Truncate(day).Add(day - geo.Tick)
	}
	var states []state
	next := 0 // of places: the first one after the step
	for step := range within.Steps(*ask.Every) {
		for next < len(places) && !l.records[places[next]].ValidAt.After(step.To) {
			next++
		}
		if next > 0 {
			states = append(states, state{places[next-1], step.Text, step.From})
		}
		if len(states) > most {
			break
		}
	}
	return states
}
