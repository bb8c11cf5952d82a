package api

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/google/jsonschema-go/jsonschema"
)

// schemaOf returns the schema of the JSON that encoding/json makes of sample's type. Lists are never null; the one
// exception is a bound, a list of numbers, where there is nothing to bound.
func schemaOf(sample any) (*jsonschema.Schema, error) {
	four := 4
	s, err := jsonschema.ForType(reflect.TypeOf(sample), &jsonschema.ForOptions{TypeSchemas: map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[time.Time](): {Type: "string", Format: "date-time"},
		reflect.TypeFor[[]float64](): {Types: []string{"array", "null"}, Items: &jsonschema.Schema{Type: "number"}, MinItems: &four, MaxItems: &four},
	}})
	if err != nil {
		return nil, fmt.Errorf("schema of %T: %w", sample, err)
	}
	listsNotNull(s)
	return s, nil
}

func listsNotNull(s *jsonschema.Schema) {
	if s == nil {
		return
	}
	if slices.Equal(s.Types, []string{"null", "array"}) {
		s.Types, s.Type = nil, "array"
	}
	listsNotNull(s.Items)
	for _, property := range s.Properties {
		listsNotNull(property)
	}
}
