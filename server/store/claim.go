package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"greyzone/geo"
)

// addClaims puts beside each result the claims that belong to it: of the asked days, region and statuses.
func (m *measuring) addClaims(ctx context.Context, results []geo.Measurement) error {
	for i := range results {
		results[i].Claims = []geo.MeasuredClaim{}
	}
	if len(results) == 0 {
		return nil
	}
	claims, err := m.Store.Claims(ctx)
	if err != nil {
		return err
	}
	first, last := m.claimDays()
	for _, claim := range claims {
		if claim.Date < first || claim.Date > last || !m.concerns(claim) {
			continue
		}
		if err := m.addClaim(ctx, claim, results); err != nil {
			return fmt.Errorf("claim of %s by %s: %w", claim.Date, claim.WhoSays, err)
		}
	}
	return nil
}

// addClaim puts a claim where it belongs. One of a day before all snapshots belongs nowhere.
func (m *measuring) addClaim(ctx context.Context, claim geo.Claim, results []geo.Measurement) error {
	day, err := geo.ParseMoment(claim.Date)
	if err != nil {
		return err
	}
	at, err := m.line.latest(day.To)
	if err != nil {
		return nil
	}
	n, ok := m.resultOf(claim, day.To)
	if !ok {
		return nil
	}
	beside, err := m.besideClaim(ctx, claim, at)
	results[n].Claims = append(results[n].Claims, beside)
	return err
}

// claimDays are the first and the last of the asked days. Without a time they are that of the newest snapshot.
func (m *measuring) claimDays() (first, last string) {
	asked := geo.Interval{From: m.states[0].from, To: m.states[0].from}
	switch {
	case m.Within != nil:
		asked = *m.Within
	case m.At != nil:
		asked = geo.Interval{From: m.At.From, To: m.At.To}
	}
	first, last = asked.From.UTC().Format(time.DateOnly), "9999-12-31"
	if !asked.To.IsZero() {
		last = asked.To.UTC().Format(time.DateOnly)
	}
	return first, last
}

// concerns reports whether a claim speaks of the asked region, if there is one, and of none but the asked statuses.
func (m *measuring) concerns(claim geo.Claim) bool {
	if m.Region != "" && claim.Region != m.Region {
		return false
	}
	other := func(status string) bool { return !slices.Contains(m.Statuses, status) }
	return len(m.Statuses) == 0 || !slices.ContainsFunc(claim.Statuses, other)
}

// besideClaim returns a claim with what the snapshot at that place shows.
func (m *measuring) besideClaim(ctx context.Context, claim geo.Claim, at int) (geo.MeasuredClaim, error) {
	beside := geo.MeasuredClaim{Claim: claim}
	columns, ok := m.columns(claim.Statuses)
	i := slices.IndexFunc(m.groups, func(r geo.Region) bool { return r.ID == claim.Region })
	if !ok || i < 0 {
		return beside, nil
	}
	rows, err := m.areasOn(ctx, m.line, groundOf(m.groups[i]))
	if err != nil {
		return beside, err
	}
	var m2 float64
	for _, column := range columns {
		if row := rows[at]; column < len(row) { // statuses that came later have nothing
			m2 += row[column]
		}
	}
	km2, snapshot := m2/1e6, m.line.records[at].Ref()
	beside.MeasuredKm2, beside.Snapshot = &km2, &snapshot
	return beside, nil
}

// columns are the places of statuses in the layer's vocabulary; not ok: it lacks one.
func (m *measuring) columns(statuses []string) (columns []int, ok bool) {
	for _, id := range statuses {
		i := slices.IndexFunc(m.line.layer.Statuses, func(s geo.Status) bool { return s.ID == id })
		if i < 0 {
			return nil, false
		}
		columns = append(columns, i)
	}
	return columns, true
}

// resultOf returns which result a claim belongs to: the last one that begins by the end of its day, or the first one; of
// an answer by region that of the claim's region. Not ok: there is no such region.
func (m *measuring) resultOf(claim geo.Claim, endOfDay time.Time) (n int, ok bool) {
	for n+1 < len(m.states) && !m.states[n+1].from.After(endOfDay) {
		n++
	}
	if !m.ByRegion {
		return n, true
	}
	i := slices.IndexFunc(m.groups, func(r geo.Region) bool { return r.ID == claim.Region })
	return n*m.grounds() + i, i >= 0
}
