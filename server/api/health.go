package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

type health struct {
	Status string `json:"status"`
}

var aliveDoc = doc{
	summary: "Whether the process runs", any: true,
	answers: []answer{jsonAnswer("It does.", health{})},
}

func (s *server) alive(c echo.Context) error { return sendHealth(c, "alive") }

var readyDoc = doc{
	summary: "Whether the database can be read and written", any: true,
	about:   "503 while it cannot.",
	answers: []answer{jsonAnswer("It can.", health{})},
}

func (s *server) ready(c echo.Context) error {
	if err := s.store.Ready(c.Request().Context()); err != nil {
		s.log.Error("not ready", "error", err)
		return geo.Errorf(geo.Unavailable, "the database cannot be read or written; the log says why")
	}
	return sendHealth(c, "ready")
}

func sendHealth(c echo.Context, status string) error {
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.JSON(http.StatusOK, health{status})
}
