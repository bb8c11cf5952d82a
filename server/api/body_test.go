package api_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"greyzone/server/api"
)

func TestUploadNeedsATokenThatCounts(t *testing.T) {
	s := newSite(t, api.Options{})
	revoked, err := s.store.CreateToken(t.Context(), "former editor")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.store.RevokeToken(t.Context(), "former editor"); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, header string }{
		{"no token", ""},
		{"a wrong token", "Bearer gz_wrong"},
		{"a revoked token", "Bearer " + revoked},
		{"a token without its scheme", s.token},
		{"another scheme", "Basic " + s.token},
		{"the scheme alone", "Bearer"},
	} {
		for _, url := range []string{snapshots + "?datetime=2025-07-10", s.snapshotOf("2025-07-04") + "/revert"} {
			t.Run(tt.name+" for "+url, func(t *testing.T) {
				body := &unread{}
				r := httptest.NewRequestWithContext(t.Context(), "POST", url, body)
				r.Header.Set("Expect", "100-continue")
				if tt.header != "" {
					r.Header.Set("Authorization", tt.header)
				}
				w := httptest.NewRecorder()
				s.handler.ServeHTTP(w, r)
				wantProblem(t, w, 401, "token")
				if w.Header().Get("WWW-Authenticate") != "Bearer" {
					t.Errorf("WWW-Authenticate = %q", w.Header().Get("WWW-Authenticate"))
				}
				if body.read {
					t.Error("the body was read")
				}
			})
		}
	}
	s.wantUnchanged(t)
}

// unread is a body that knows whether somebody read it.
type unread struct{ read bool }

func (b *unread) Read([]byte) (int, error) {
	b.read = true
	return 0, http.ErrBodyReadAfterClose
}

func TestFormsThatAreRefused(t *testing.T) {
	s := newSite(t, api.Options{})
	for _, tt := range []struct{ name, field, contentType, says string }{
		{"a file in another field", "upload", "", `"file"`},
		{"a form without its boundary", "file", "multipart/form-data", "body"},
		{"a form that does not begin", "file", "multipart/form-data; boundary=other", `"file"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body, contentType := form(t, tt.field, "20250710.geojson", sudzha)
			headers := s.editor()
			headers["Content-Type"] = contentType
			if tt.contentType != "" {
				headers["Content-Type"] = tt.contentType
			}
			wantProblem(t, s.do(call{method: "POST", url: snapshots, body: strings.NewReader(body), header: headers}), 400, tt.says)
		})
	}
}

// send sends n bytes to a server over the network, as few clients that have begun look for an answer before the end.
func send(t *testing.T, url, token string, n int, sayLength bool) (status int, text string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "POST", url, bytes.NewReader(bytes.Repeat([]byte(" "), n)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	if !sayLength {
		r.ContentLength = -1
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestLongRefusalOfALargeBodyReachesTheClient(t *testing.T) {
	t.Parallel()
	s := newSite(t, api.Options{})
	server := httptest.NewServer(s.handler)
	defer server.Close()
	url := server.URL + snapshots + "?datetime=2025-07-10"
	for _, tt := range []struct {
		name, url, token string
		bytes            int
		sayLength        bool
		status           int
		says             string
	}{
		{"65 MiB, said before", url, s.token, 65 << 20, true, 413, "64 MiB"},
		{"65 MiB in chunks of no said length", url, s.token, 65 << 20, false, 413, "64 MiB"},
		{"8 MiB with a wrong token", url, "wrong", 8 << 20, true, 401, "token"},
		{"8 MiB with an unknown parameter", url + "&force=true", s.token, 8 << 20, true, 400, "force"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, text := send(t, tt.url, tt.token, tt.bytes, tt.sayLength)
			if status != tt.status || !strings.Contains(text, tt.says) {
				t.Errorf("%d: %s", status, text)
			}
		})
	}
	s.wantUnchanged(t)
}
