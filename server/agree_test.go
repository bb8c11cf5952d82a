package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"greyzone/geo"
)

func TestLongAgreementOfTwoLayers(t *testing.T) {
	t.Setenv("GREYZONE_DB", defaultDatabase(t))
	t.Setenv("GREYZONE_LAYER", "kursk-sumy")
	ask := []string{"agree", "--with", "kursk-sumy", "--datetime", "2024-08-20"}

	table := must(t, append(ask, "--region", "kursk")...)
	for _, text := range []string{"grey", "agree", "disagree  0.000", "agree in kursk, 2024-08-20", "recorded at"} {
		if !strings.Contains(table, text) {
			t.Errorf("no %s in\n%s", text, table)
		}
	}
	var a struct {
		geo.AgreementAnswer
		Features []struct{ Properties geo.AgreementPair }
	}
	for format, features := range map[string]bool{"json": false, "geojson": true} {
		a.Features = nil
		if err := json.Unmarshal([]byte(must(t, append(ask, "--format", format)...)), &a); err != nil {
			t.Fatal(err)
		}
		if len(a.Pairs) != 2 || a.Permalink != "" || a.Citation == "" || (len(a.Features) > 0) != features {
			t.Errorf("as %s it is %+v", format, a)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(must(t, append(ask, "--format", "csv")...))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Errorf("CSV: %q, %v", rows, err)
	}
	if r := greyzone(t, "agree", "--with", "nobody", "--datetime", "2024-08-20"); r.code != exitRefused || !strings.Contains(r.stderr, "nobody") {
		t.Errorf("exit code %d, %s", r.code, r.stderr)
	}
}
