package api_test

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/server/api"
)

func (s site) postPolygon(url, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.do(call{method: "POST", url: url, body: strings.NewReader(body)})
}

func TestAreaControlledSaysWhichPolygonWasSent(t *testing.T) {
	s := newSite(t, api.Options{})
	body := " " + around
	hash := fmt.Sprintf("%x", sha256.Sum256([]byte(body)))
	const url = "/api/v1/area-controlled?layer=kursk-sumy&datetime=2024-08-20&region=kursk"
	first := s.postPolygon(url, body)
	var got geo.AreaAnswer
	decode(t, first, &got)
	for _, says := range []string{"in kursk and within the polygon with the SHA-256 " + hash, "by POST", "2024-08-20", got.Permalink} {
		if !strings.Contains(got.Citation, says) {
			t.Errorf("%q does not say %q", got.Citation, says)
		}
	}
	if link := first.Header().Get("Link"); link != "" {
		t.Errorf("a link alone is to be cited: %s", link)
	}
	if !strings.Contains(got.Permalink, "polygon="+hash) {
		t.Errorf("permalink %s does not name the polygon", got.Permalink)
	}
	for _, shout := range []string{hash, strings.ToUpper(hash)} {
		again := s.postPolygon(strings.Replace(got.Permalink, hash, shout, 1), body)
		if again.Code != http.StatusOK || again.Body.String() != first.Body.String() {
			t.Errorf("asked again: %d %s\nafter %s", again.Code, again.Body, first.Body)
		}
	}
	wantProblem(t, s.get(got.Permalink), 400, "POST the polygon with the SHA-256 "+hash)
	other := s.postPolygon(got.Permalink, around)
	wantProblem(t, other, 400, hash)
	wantProblem(t, other, 400, fmt.Sprintf("%x", sha256.Sum256([]byte(around))))
}

func TestAreaControlledRefusesAPolygonThatNoHashNames(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, hash := range []string{"", "kursk", "0123", strings.Repeat("0g", 32), strings.Repeat("00", 33)} {
		url := "/api/v1/area-controlled?layer=kursk-sumy&polygon=" + hash
		wantProblem(t, s.get(url), 400, "polygon")
		wantProblem(t, s.postPolygon(url, around), 400, "polygon")
	}
}
