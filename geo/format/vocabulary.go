package format

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"greyzone/geo"
)

//go:embed vocabulary.json
var vocabularyJSON []byte

// vocabulary is every status that a format knows. Two of them with one texture have colours that readers with any kind
// of colour vision can tell apart.
var vocabulary = sync.OnceValue(func() []geo.Status {
	var all []geo.Status
	if err := json.Unmarshal(vocabularyJSON, &all); err != nil {
		panic(fmt.Sprintf("vocabulary.json: %v", err))
	}
	return all
})

// statuses returns the named part of the vocabulary, in the order of ids.
func statuses(ids ...string) []geo.Status {
	var some []geo.Status
	for _, id := range ids {
		for _, s := range vocabulary() {
			if s.ID == id {
				some = append(some, s)
			}
		}
	}
	return some
}
