package store

import (
	"fmt"

	"greyzone/geo"
)

// judgeSize refuses, as a Conflict of type "large-change", an upload without zones and one of less than half of the
// ground of the snapshot that it is measured against, since such a file is mostly broken. Where that is allowed, and in
// a dry run, it is a warning. That one party's certain ground halves is never more than a warning.
func judgeSize(u geo.Upload, b basis, before, sums geo.Sums, c geo.Coverage) ([]geo.Warning, error) {
	zones := len(c.Zones)
	warnings := halvedParties(b, before, sums)
	previous, present := total(before)/1e6, total(sums)/1e6
	if zones > 0 && present >= previous/2 {
		return warnings, nil
	}
	message := fmt.Sprintf("the file holds no zone at all%s%s", comparedTo(b, previous), keptOut(c))
	if zones > 0 {
		message = fmt.Sprintf("the file's zones cover %.1f km²%s: less than half", present, comparedTo(b, previous))
	}
	if u.DryRun || u.AllowLargeChange {
		large := geo.Warning{Rule: "large-change", Zones: zones, AreaKm2: present, Message: message}
		return append([]geo.Warning{large}, warnings...), nil
	}
	refusal := geo.Errorf(geo.Conflict, "%s; if that is what happened, publish it with allow_large_change=true", message)
	refusal.Type = "large-change"
	refusal.Extra = map[string]any{"previous_km2": previous, "new_km2": present}
	return nil, refusal
}

// keptOut says which statuses are not the layer's, where no zone is left for that.
func keptOut(c geo.Coverage) string {
	var text string
	for _, w := range c.Warnings {
		if w.Rule == geo.UnknownStatus {
			text += ": " + w.Message
		}
	}
	return text
}

func comparedTo(b basis, previous float64) string {
	if b.against == nil {
		return ""
	}
	return fmt.Sprintf(", against %.1f km² in the snapshot of %s (revision %d)",
		previous, spoken(b.against.ValidAt), b.against.Revision)
}

// halvedParties warns of each party whose certain ground is less than half of what it was.
func halvedParties(b basis, before, sums geo.Sums) []geo.Warning {
	var warnings []geo.Warning
	was := geo.Controlled(b.layer.Statuses, nil, before, nil)
	is := geo.Controlled(b.layer.Statuses, nil, sums, nil)
	for i, now := range is {
		if now.MinKm2 >= was[i].MinKm2/2 {
			continue
		}
		warnings = append(warnings, geo.Warning{
			Rule: "party-halved", AreaKm2: now.MinKm2,
			Message: fmt.Sprintf("what %s holds for certain is %.1f km²%s: less than half",
				now.Party, now.MinKm2, comparedTo(b, was[i].MinKm2)),
		})
	}
	return warnings
}
