package api_test

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"

	"greyzone/server/api"
)

// addresses is what the page's parser is held to as well (static/js/url.test.js).
type addresses struct {
	MostCorners int `json:"most_corners"`
	Cases       []struct{ Name, Query, Want string }
}

func readAddresses(t *testing.T) addresses {
	t.Helper()
	file, err := os.ReadFile("../../static/js/addresses.json")
	if err != nil {
		t.Fatal(err)
	}
	var all addresses
	if err := json.Unmarshal(file, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// rewrite is an address as it is written after it was read.
func rewrite(query string) string {
	values, _ := url.ParseQuery(query) // as of a request: what cannot be read is left out
	return api.ParseAddress(values).Query()
}

func TestAddressKeepsWhatMakesSense(t *testing.T) {
	for _, tt := range readAddresses(t).Cases {
		t.Run(tt.Name, func(t *testing.T) {
			got := rewrite(tt.Query)
			if got != tt.Want {
				t.Errorf("read as %q, not %q", got, tt.Want)
			}
			if twice := rewrite(got); twice != got {
				t.Errorf("written and read again it is %q, not %q", twice, got)
			}
		})
	}
}

func TestAreaHasAsManyCornersAsThePageDraws(t *testing.T) {
	most := readAddresses(t).MostCorners
	corners := strings.Repeat(",35,51,36,52", most/2)
	area := "area=" + corners[1:]
	if got := rewrite(area); got != area {
		t.Errorf("%d corners are read as %q", most, got)
	}
	if got := rewrite(area + ",35,53"); got != "" {
		t.Errorf("%d corners are read as %q", most+1, got)
	}
}
