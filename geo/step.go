package geo

import (
	"iter"
	"regexp"
	"strconv"
	"time"
)

// Step is a calendar step of a series.
type Step struct{ Years, Months, Days int }

var stepPattern = regexp.MustCompile(`^P(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,5})D)?$`)

// ParseStep reads an ISO 8601 duration of whole days, weeks, months and years: P1D, P7D, P1W, P1M, P1Y. Errors are
// Invalid.
func ParseStep(s string) (Step, error) {
	m := stepPattern.FindStringSubmatch(s)
	if m == nil {
		return Step{}, Errorf(Invalid, "%q is not a step: write whole days, weeks, months or years such as P1D, P7D, P1W, P1M or P1Y; for every snapshot in an interval leave the step out", s)
	}
	var n [4]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // the pattern lets only digits through; no match is 0
	}
	step := Step{Years: n[0], Months: n[1], Days: 7*n[2] + n[3]}
	if step == (Step{}) {
		return Step{}, Errorf(Invalid, "%q is a step of no length: write one such as P1D, P7D or P1M", s)
	}
	return step, nil
}

// Steps cuts i, whose ends are both set, into steps from its start; the last one ends at i's end. Each is a Moment
// from its start to its end, both included, that is named by the day on which it ends.
func (i Interval) Steps(step Step) iter.Seq[Moment] {
	return func(yield func(Moment) bool) {
		from := i.From
		for n := 1; !from.After(i.To); n++ {
			next := step.after(i.From, n)
			to := next.Add(-Tick)
			if to.After(i.To) {
				to = i.To
			}
			if !next.After(from) || !yield(Moment{Text: to.Format(time.DateOnly), From: from, To: to}) {
				return
			}
			from = next
		}
	}
}

// after is n steps after t. A month that lacks t's day counts to its last one, so that months from 31 January end in
// February.
func (s Step) after(t time.Time, n int) time.Time {
	month := time.Date(t.Year()+n*s.Years, t.Month()+time.Month(n*s.Months), 1, 0, 0, 0, 0, time.UTC)
	day := min(t.Day(), month.AddDate(0, 1, -1).Day())
	clock := t.Sub(t.Truncate(24 * time.Hour))
	return month.AddDate(0, 0, day-1+n*s.Days).Add(clock)
}
