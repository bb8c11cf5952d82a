package geo_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
)

func TestParseStep(t *testing.T) {
	for _, tt := range []struct {
		text string
		want geo.Step
		says string // of the refusal, or empty
	}{
		{"P1D", geo.Step{Days: 1}, ""},
		{"P7D", geo.Step{Days: 7}, ""},
		{"P1W", geo.Step{Days: 7}, ""},
		{"P1M", geo.Step{Months: 1}, ""},
		{"P1Y", geo.Step{Years: 1}, ""},
		{"P1Y2M10D", geo.Step{Years: 1, Months: 2, Days: 10}, ""},
		{"P0D", geo.Step{}, "no length"},
		{"P0Y0M", geo.Step{}, "no length"},
		{"P", geo.Step{}, "no length"},
		{"PT1S", geo.Step{}, "leave the step out"},
		{"P1DT12H", geo.Step{}, "whole days"},
		{"-P1D", geo.Step{}, "whole days"},
		{"P-1D", geo.Step{}, "whole days"},
		{"P1.5D", geo.Step{}, "whole days"},
		{"p1d", geo.Step{}, "whole days"},
		{"P99999999999D", geo.Step{}, "whole days"},
		{"day", geo.Step{}, "whole days"},
		{"", geo.Step{}, "whole days"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			got, err := geo.ParseStep(tt.text)
			if tt.says == "" {
				if err != nil || got != tt.want {
					t.Errorf("%+v, %v", got, err)
				}
				return
			}
			var e *geo.Error
			if !errors.As(err, &e) || e.Kind != geo.Invalid || !strings.Contains(e.Message, tt.says) {
				t.Errorf("%v lacks %q", err, tt.says)
			}
		})
	}
}

func TestSteps(t *testing.T) {
	for _, tt := range []struct {
		name, interval, every string
		want                  []string
	}{
		{"days", "2024-08-10/2024-08-12", "P1D", []string{"2024-08-10", "2024-08-11", "2024-08-12"}},
		{"a single day", "2024-08-10/2024-08-10", "P1M", []string{"2024-08-10"}},
		{"weeks, the last one short", "2024-08-05/2024-08-20", "P7D", []string{"2024-08-11", "2024-08-18", "2024-08-20"}},
		{"months from the 31st end in the last days of months", "2024-01-31/2024-05-31", "P1M", []string{"2024-02-28", "2024-03-30", "2024-04-29", "2024-05-30", "2024-05-31"}},
		{"years from a leap day", "2024-02-29/2026-03-01", "P1Y", []string{"2025-02-27", "2026-02-27", "2026-03-01"}},
		{"instants", "2024-08-10T06:00:00Z/2024-08-11T06:00:00Z", "P1D", []string{"2024-08-11", "2024-08-11"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			interval, err := geo.ParseInterval(tt.interval)
			if err != nil {
				t.Fatal(err)
			}
			step, err := geo.ParseStep(tt.every)
			if err != nil {
				t.Fatal(err)
			}
			moments := slices.Collect(interval.Steps(step))
			var names []string
			from := interval.From
			for _, m := range moments {
				names = append(names, m.Text)
				if !m.From.Equal(from) || m.To.Before(m.From) {
					t.Errorf("step %s runs from %s to %s, want from %s", m.Text, m.From, m.To, from)
				}
				from = m.To.Add(geo.Tick)
			}
			if !slices.Equal(names, tt.want) || !moments[len(moments)-1].To.Equal(interval.To) {
				t.Errorf("%v, want %v, to %s", names, tt.want, interval.To)
			}
		})
	}
}

func TestStepsCanBeCutShort(t *testing.T) {
	interval := geo.Interval{From: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}
	n := 0
	for range interval.Steps(geo.Step{Days: 1}) {
		if n++; n == 10 {
			break
		}
	}
	if n != 10 {
		t.Errorf("%d steps", n)
	}
	for range interval.Steps(geo.Step{}) {
		t.Fatal("a step of no length yields")
	}
}
