package main

import (
	"strings"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// moment is a flag whose value is a point in time.
type moment struct{ geo.Moment }

// UnmarshalText reads a date or an instant.
func (m *moment) UnmarshalText(text []byte) (err error) {
	m.Moment, err = geo.ParseMoment(string(text))
	return err
}

// span is a flag whose value is a point in time or an interval.
type span struct {
	text   string // as it was given
	at     *geo.Moment
	within *geo.Interval
}

// UnmarshalText reads a date, an instant, or two of them with a slash between.
func (s *span) UnmarshalText(text []byte) error {
	s.text = string(text)
	if !geo.IsInterval(string(text)) {
		m, err := geo.ParseMoment(string(text))
		s.at = &m
		return err
	}
	within, err := geo.ParseInterval(string(text))
	s.within = &within
	return err
}

// side is a flag whose value tells which region is a party's own ground.
type side struct{ geo.Side }

// UnmarshalText reads region=party.
func (s *side) UnmarshalText(text []byte) error {
	region, party, ok := strings.Cut(string(text), "=")
	if !ok || region == "" || party == "" {
		return geo.Errorf(geo.Invalid, "%q is not a side: write region=party, such as russian-territory=ru", text)
	}
	s.Side = geo.Side{Region: region, Party: party}
	return nil
}

// step is a flag whose value is a calendar step.
type step struct {
	text string // as it was given
	step *geo.Step
}

// UnmarshalText reads a step such as P7D.
func (s *step) UnmarshalText(text []byte) error {
	parsed, err := geo.ParseStep(string(text))
	s.text, s.step = string(text), &parsed
	return err
}

// asOf is a flag whose value is a recorded time.
type asOf struct{ time.Time }

// UnmarshalText reads a date, meaning its end, or an instant.
func (a *asOf) UnmarshalText(text []byte) error {
	m, err := geo.ParseMoment(string(text))
	a.Time = m.To
	return err
}

// bound is a flag whose value is a bound in degrees.
type bound struct {
	text  string // as it was given
	bound *orb.Bound
}

// UnmarshalText reads west,south,east,north.
func (b *bound) UnmarshalText(text []byte) error {
	parsed, err := geo.ParseBound(string(text))
	b.text, b.bound = string(text), &parsed
	return err
}
