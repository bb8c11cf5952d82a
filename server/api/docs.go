package api

import (
	_ "embed"
	"encoding/json"
	"html/template"
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
