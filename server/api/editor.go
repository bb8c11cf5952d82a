package api

import (
	"strings"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
)

// requireEditor lets a request through that carries an editor's token; its body is not looked at before.
func (s *server) requireEditor(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		scheme, token, _ := strings.Cut(c.Request().Header.Get(echo.HeaderAuthorization), " ")
		token = strings.TrimSpace(token)
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			return geo.Errorf(geo.Unauthorized, "this needs an editor's token: send the header Authorization: Bearer TOKEN; the operator of the server makes one with greyzone token create")
		}
		if err := s.store.Authenticate(c.Request().Context(), token); err != nil {
			return err
		}
		return next(c)
	}
}
