package api

import (
	"context"
	"net/http"

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
	q := s.query(c).text("q")
	answer, err := s.settlements(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return s.sendOften(c, answer, q == "")
}

func (s *server) allSettlements(ctx context.Context) (content, error) { return s.settlements(ctx, "") }

func (s *server) settlements(ctx context.Context, q string) (content, error) {
	found, err := s.store.Settlements(ctx, q)
	if err != nil {
		return content{}, err
	}
	return shared(echo.MIMEApplicationJSON, settlements{found})
}

type events struct {
	Events []geo.Event `json:"events"`
}

var listEventsDoc = doc{
	summary: "Dated statements that a place came to be held, or to lie in the grey zone",
	params: []param{
		{name: "datetime", example: "2024-08-06/2024-08-31",
			about: "Only those dated in this interval, both ends included; a bare date is that day."},
		compactParam("without source and note."),
	},
	answers: []answer{{http.StatusOK, "Each with its source.", []media{
		{mime: echo.MIMEApplicationJSON, sample: events{}}, {mime: echo.MIMEApplicationJSON, sample: compactEvents{}}}}},
}

func (s *server) listEvents(c echo.Context) error {
	q := s.query(c)
	within := q.interval("datetime")
	if q.err != nil {
		return q.err
	}
	whole := within == nil
	if whole {
		within = &geo.Interval{}
	}
	answer, err := s.events(c.Request().Context(), *within, q.flag("compact"))
	if err != nil {
		return err
	}
	return s.sendOften(c, answer, whole)
}

// allEvents is what the page marks from the start.
func (s *server) allEvents(ctx context.Context) (content, error) {
	return s.events(ctx, geo.Interval{}, true)
}

func (s *server) events(ctx context.Context, within geo.Interval, compact bool) (content, error) {
	found, err := s.store.Events(ctx, within)
	if err != nil {
		return content{}, err
	}
	if compact {
		return shared(echo.MIMEApplicationJSON, compactEventsOf(found))
	}
	return shared(echo.MIMEApplicationJSON, events{found})
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
	answer, err := s.allClaims(c.Request().Context())
	if err != nil {
		return err
	}
	return s.sendOften(c, answer, true)
}

func (s *server) allClaims(ctx context.Context) (content, error) {
	all, err := s.store.Claims(ctx)
	if err != nil {
		return content{}, err
	}
	return shared(echo.MIMEApplicationJSON, claims{all})
}
