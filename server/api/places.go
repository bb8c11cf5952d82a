package api

import (
	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

type settlements struct {
	Settlements []geo.Settlement `json:"settlements"`
}

var listSettlementsDoc = doc{
	summary: "Settlements",
	params: []param{{name: "q", blank: true, example: "Суджа",
		about: "Only those whose name in English, Ukrainian or Russian contains this."}},
	answers: []answer{jsonAnswer("By rank, 1 being an oblast's centre, then id.", settlements{})},
}

func (s *server) listSettlements(c echo.Context) error {
	found, err := s.store.Settlements(c.Request().Context(), s.query(c).text("q"))
	if err != nil {
		return err
	}
	return s.sendReference(c, echo.MIMEApplicationJSON, settlements{found})
}

type events struct {
	Events []geo.Event `json:"events"`
}

var listEventsDoc = doc{
	summary: "Dated statements that a place came to be held, or to lie in the grey zone",
	params: []param{{name: "datetime", example: "2024-08-06/2024-08-31",
		about: "Only those dated in this interval, both ends included; a bare date is that day."}},
	answers: []answer{jsonAnswer("Each with its source.", events{})},
}

func (s *server) listEvents(c echo.Context) error {
	q := s.query(c)
	within := q.interval("datetime")
	if q.err != nil {
		return q.err
	}
	if within == nil {
		within = &geo.Interval{}
	}
	found, err := s.store.Events(c.Request().Context(), *within)
	if err != nil {
		return err
	}
	return s.sendReference(c, echo.MIMEApplicationJSON, events{found})
}

type claims struct {
	Claims []geo.Claim `json:"claims"`
}

var listClaimsDoc = doc{
	summary: "Published figures of who holds how much",
	about:   "What somebody said, not what this server measures. Several statuses mean the ground of all of them together.",
	answers: []answer{jsonAnswer("Each with who said so and where.", claims{})},
}

func (s *server) listClaims(c echo.Context) error {
	all, err := s.store.Claims(c.Request().Context())
	if err != nil {
		return err
	}
	return s.sendReference(c, echo.MIMEApplicationJSON, claims{all})
}
