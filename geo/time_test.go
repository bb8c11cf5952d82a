package geo_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
)

func TestParseMoment(t *testing.T) {
	for _, tt := range []struct {
		name, text, from, to string
	}{
		{"a day is the whole of it", "2024-08-12", "2024-08-12T00:00:00Z", "2024-08-12T23:59:59.999999Z"},
		{"an instant", "2024-08-12T06:00:00Z", "2024-08-12T06:00:00Z", "2024-08-12T06:00:00Z"},
		{"an offset leads into the day before", "2024-08-12T02:00:00+03:00", "2024-08-11T23:00:00Z", "2024-08-11T23:00:00Z"},
		{"what is finer than a tick is cut off", "2024-08-12T23:59:59.9999999Z", "2024-08-12T23:59:59.999999Z", "2024-08-12T23:59:59.999999Z"},
		{"the first day", "0001-01-01", "0001-01-01T00:00:00Z", "0001-01-01T23:59:59.999999Z"},
		{"the last day", "9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59.999999Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := geo.ParseMoment(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if from, to := m.From.Format(time.RFC3339Nano), m.To.Format(time.RFC3339Nano); m.Text != tt.text || from != tt.from || to != tt.to {
				t.Errorf("%q from %s to %s", m.Text, from, to)
			}
		})
	}
}

func TestParseMomentRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, says string }{
		{"a word", "yesterday", "not a time"},
		{"a day that the calendar lacks", "2024-02-30", "not a time"},
		{"an instant without an offset", "2024-08-12T06:00:00", "not a time"},
		{"the year 0", "0000-12-31", "years 1 to 9999"},
		{"the zero time, which means none", "0001-01-01T00:00:00Z", "years 1 to 9999"},
		{"an offset that leads before the year 1", "0001-01-01T00:00:00+05:00", "years 1 to 9999"},
		{"an offset that leads past the year 9999", "9999-12-31T23:00:00-05:00", "years 1 to 9999"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := geo.ParseMoment(tt.text)
			var told *geo.Error
			if !errors.As(err, &told) || told.Kind != geo.Invalid || !strings.Contains(told.Message, tt.says) {
				t.Errorf("answered %v", err)
			}
		})
	}
}
