package api

import (
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"
)

// docsPolicy: the page is text with its style in it, and loads nothing.
const docsPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

//go:embed docs.html
var docsSource string

// docsPage shows an OpenAPI document.
var docsPage = template.Must(template.New("docs").Funcs(template.FuncMap{
	"pretty": func(v any) (string, error) {
		text, err := json.MarshalIndent(v, "", "  ")
		return string(text), err
	},
}).Parse(docsSource))

var docsDoc = doc{
	summary: "This interface as a page to read", any: true,
	answers: []answer{{http.StatusOK, "The page.", []media{{mime: "text/html"}}}},
}

func (s *server) getDocs(c echo.Context) error {
	m, err := s.manual()
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentSecurityPolicy, docsPolicy)
	return send(c, http.StatusOK, m.docs)
}
