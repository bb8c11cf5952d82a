package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/labstack/echo/v4"
)

// The OpenAPI 3.1 document, as far as the routes need it.
type (
	openAPI struct {
		OpenAPI    string                          `json:"openapi"`
		Info       openAPIInfo                     `json:"info"`
		Servers    []openAPIServer                 `json:"servers"`
		Paths      map[string]map[string]operation `json:"paths"`
		Components components                      `json:"components"`
	}
	openAPIInfo struct {
		Title       string `json:"title"`
		Version     string `json:"version"`
		Description string `json:"description"`
	}
	openAPIServer struct {
		URL string `json:"url"`
	}
	components struct {
		Schemas         map[string]*jsonschema.Schema `json:"schemas"`
		SecuritySchemes map[string]map[string]string  `json:"securitySchemes"`
	}
	operation struct {
		OperationID string                `json:"operationId"`
		Summary     string                `json:"summary"`
		Description string                `json:"description,omitempty"`
		Parameters  []parameter           `json:"parameters,omitempty"`
		RequestBody *requestBody          `json:"requestBody,omitempty"`
		Responses   map[string]response   `json:"responses"`
		Security    []map[string][]string `json:"security,omitempty"`
	}
	parameter struct {
		Name        string             `json:"name"`
		In          string             `json:"in"`
		Description string             `json:"description"`
		Required    bool               `json:"required,omitempty"`
		Example     string             `json:"example,omitempty"`
		Schema      *jsonschema.Schema `json:"schema"`
	}
	requestBody struct {
		Required bool                 `json:"required"`
		Content  map[string]mediaType `json:"content"`
	}
	response struct {
		Description string               `json:"description"`
		Content     map[string]mediaType `json:"content,omitempty"`
	}
	mediaType struct {
		Schema *jsonschema.Schema `json:"schema,omitempty"`
	}
)

const aboutAPI = "Who held what, on which day. Coordinates are [lon, lat], WGS 84; areas are km² on the WGS 84 ellipsoid; time is UTC. " +
	"A bare date means that whole UTC day: a snapshot uploaded for it is valid from its midnight, and asking for it is answered with " +
	"the last snapshot before the next midnight. An interval is a/b, ../b, a/.. or ../.., both ends included. " +
	"Failures are application/problem+json (RFC 9457); detail says what to do. Everything can be read without a token."

// manual describes the routes, to programs and to people.
type manual struct{ openAPI, docs content }

func (s *server) document(routes []route) (manual, error) {
	d, err := describe(routes, s.options.PublicURL)
	if err != nil {
		return manual{}, err
	}
	text, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return manual{}, err
	}
	var page bytes.Buffer
	if err := docsPage.Execute(&page, d); err != nil {
		return manual{}, err
	}
	as := func(mime string, body []byte) content {
		return content{mime: mime, body: body, tag: tagOf(body), cache: revalidate}
	}
	return manual{as(echo.MIMEApplicationJSON, text), as(echo.MIMETextHTMLCharsetUTF8, page.Bytes())}, nil
}

func describe(routes []route, publicURL string) (openAPI, error) {
	problems, err := schemaOf(problem{})
	if err != nil {
		return openAPI{}, err
	}
	problems.AdditionalProperties = nil // such as previous_km2 and existing
	d := openAPI{
		OpenAPI: "3.1.0",
		Info:    openAPIInfo{Title: "Greyzone", Version: "1", Description: aboutAPI},
		Servers: []openAPIServer{{publicURL + "/"}},
		Paths:   map[string]map[string]operation{},
		Components: components{
			Schemas:         map[string]*jsonschema.Schema{"problem": problems},
			SecuritySchemes: map[string]map[string]string{"editor": {"type": "http", "scheme": "bearer"}},
		},
	}
	for _, r := range routes {
		o, err := describeRoute(r)
		if err != nil {
			return d, err
		}
		at := pathInOpenAPI(r.path)
		if d.Paths[at] == nil {
			d.Paths[at] = map[string]operation{}
		}
		d.Paths[at][strings.ToLower(r.method)] = o
	}
	return d, nil
}

var echoParam = regexp.MustCompile(`:(\w+)`)

func pathInOpenAPI(path string) string { return echoParam.ReplaceAllString(path, "{$1}") }

func describeRoute(r route) (operation, error) {
	o := operation{
		OperationID: operationID(r),
		Summary:     r.doc.summary,
		Description: r.doc.about,
		Responses: map[string]response{"default": {
			Description: "A failure; detail says what to do.",
			Content:     map[string]mediaType{"application/problem+json": {&jsonschema.Schema{Ref: "#/components/schemas/problem"}}},
		}},
	}
	for _, p := range r.doc.params {
		o.Parameters = append(o.Parameters, p.describe())
	}
	if r.doc.editor {
		o.Security = []map[string][]string{{"editor": {}}}
	}
	if r.doc.takes != nil {
		content, err := describeMedia(r.doc.takes)
		if err != nil {
			return o, err
		}
		o.RequestBody = &requestBody{Required: true, Content: content}
	}
	for _, a := range r.doc.answers {
		content, err := describeMedia(a.media)
		if err != nil {
			return o, err
		}
		o.Responses[strconv.Itoa(a.status)] = response{a.about, content}
	}
	return o, nil
}

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// operationID is the method and the words of the path.
func operationID(r route) string {
	return strings.ToLower(r.method) + notWord.ReplaceAllString(r.path, "_")
}

func (p param) describe() parameter {
	in := "query"
	if p.inPath {
		in = "path"
	}
	d := parameter{Name: p.name, In: in, Description: p.about, Required: p.required, Example: p.example}
	switch {
	case slices.Equal(p.oneOf, yesOrNo):
		d.Schema = &jsonschema.Schema{Type: "boolean"}
	case p.oneOf != nil:
		d.Schema = &jsonschema.Schema{Type: "string"}
		for _, value := range p.oneOf {
			d.Schema.Enum = append(d.Schema.Enum, value)
		}
	case p.limits != nil:
		least, most := float64(p.limits[0]), float64(p.limits[1])
		d.Schema = &jsonschema.Schema{Type: "integer", Minimum: &least, Maximum: &most}
	default:
		d.Schema = &jsonschema.Schema{Type: "string"}
	}
	return d
}

// describeMedia gives what has several samples of one type of media a schema that any of them fits.
func describeMedia(all []media) (map[string]mediaType, error) {
	content := map[string]mediaType{}
	for _, m := range all {
		var described mediaType
		if m.sample != nil {
			var err error
			if described.Schema, err = schemaOf(m.sample); err != nil {
				return nil, err
			}
		}
		if other, ok := content[m.mime]; ok {
			described.Schema = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{other.Schema, described.Schema}}
		}
		content[m.mime] = described
	}
	return content, nil
}

var openAPIDoc = doc{
	summary: "This interface as an OpenAPI 3.1 document", any: true,
	answers: []answer{jsonAnswer("The document.", map[string]any{})},
}

func (s *server) getOpenAPI(c echo.Context) error {
	m, err := s.manual()
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, m.openAPI)
}
