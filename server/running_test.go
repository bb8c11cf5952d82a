package main

import (
	"bufio"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestTokenIsPrintedBare(t *testing.T) {
	r := greyzone(t, "token", "create", "--name", "desk", "--db", newDatabase(t))
	if r.code != exitDone || r.stderr != "" || !regexp.MustCompile(`^\S{20,}\n$`).MatchString(r.stdout) {
		t.Errorf("exit %d, stdout %q, stderr %q", r.code, r.stdout, r.stderr)
	}
}

func TestRunningServerSeesTokensComeAndGo(t *testing.T) {
	db := smallDatabase(t)
	server := start(t, db)
	token := strings.TrimSpace(must(t, "token", "create", "--name", "desk", "--db", db))
	if got := server.upload(t, token, "2024-01-02", square(2)); got.status != http.StatusCreated {
		t.Fatalf("with a new token: %d %s", got.status, got.body)
	}
	must(t, "token", "revoke", "desk", "--db", db)
	if got := server.upload(t, token, "2024-01-03", square(2)); got.status != http.StatusUnauthorized {
		t.Errorf("with a revoked token: %d %s", got.status, got.body)
	}
	if list := must(t, "token", "list", "--db", db); !regexp.MustCompile(`(?m)^\w+ +desk +20\S+ +20\S+$`).MatchString(list) {
		t.Errorf("the list does not say that it is revoked:\n%s", list)
	}
	if r := greyzone(t, "token", "revoke", "nobody", "--db", db); r.code != exitRefused || !strings.Contains(r.stderr, "nobody") {
		t.Errorf("revoking what is not there: exit %d, %q", r.code, r.stderr)
	}
}

func TestRunningServerSeesAnImport(t *testing.T) {
	db := smallDatabase(t)
	server := start(t, db)
	before := server.get(t, "/api/v1/layers/small")
	must(t, "import", "--db", db, "--layer", "small", write(t, t.TempDir(), "2024-01-02.geojson", square(3)))
	after := server.get(t, "/api/v1/layers/small")
	if !strings.Contains(before.body, `"snapshot_count":1`) || !strings.Contains(after.body, `"snapshot_count":2`) {
		t.Errorf("before the import it answers %s\nafter it %s", before.body, after.body)
	}
}

func TestListenersHearOfAnImportAndHoldUpNoEnd(t *testing.T) {
	db := smallDatabase(t)
	server := start(t, db)
	response, err := http.Get(server.url + "/api/v1/stream")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	lines.Scan()
	must(t, "import", "--db", db, "--layer", "small", write(t, t.TempDir(), "2024-01-02.geojson", square(3)))
	for !strings.HasPrefix(lines.Text(), "data: ") && lines.Scan() {
	}
	if !strings.Contains(lines.Text(), `"valid_at":"2024-01-02T00:00:00Z"`) {
		t.Errorf("the stream says %q, %v", lines.Text(), lines.Err())
	}
	// With a listener who goes on listening, it would end after half a minute, and not well.
	server.end()
	if code := server.stop(); code != exitDone {
		t.Errorf("the server ended with %d", code)
	}
}
