package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asCommand, set in the environment, makes the test binary the command itself, for tests that need a process.
const asCommand = "TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// result is what a command answered.
type result struct {
	code           int
	stdout, stderr string
}

func greyzone(t *testing.T, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), args, &stdout, &stderr)
	return result{code: code, stdout: stdout.String(), stderr: stderr.String()}
}

// must runs a command that has to succeed, and returns its standard output.
func must(t *testing.T, args ...string) string {
	t.Helper()
	r := greyzone(t, args...)
	if r.code != exitDone {
		t.Fatalf("greyzone %s: exit %d\n%s", strings.Join(args, " "), r.code, r.stderr)
	}
	return r.stdout
}

// newDatabase returns the path of a database that does not exist yet.
func newDatabase(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "test.db")
}

// write makes a file below dir and returns its path.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// realFile returns the path of one of the real files, and skips the test where there are none.
func realFile(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "shared", "data", "real", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("the real files are not beside the repository")
	}
	return path
}

func TestWrongUseExitsWithTwo(t *testing.T) {
	db := newDatabase(t)
	for _, tt := range []struct {
		name string
		args string
		says string
	}{
		{"nothing at all", "", "expected one of"},
		{"an unknown subcommand", "publish", "unexpected argument publish"},
		{"an unknown flag", "serve --port 80", "unknown flag --port"},
		{"a flag that is required", "import x.geojson", "--layer"},
		{"a day that does not exist", "export --layer a --datetime 2024-02-30", `"2024-02-30" is not a time`},
		{"an interval that ends before it starts", "area --layer a --datetime 2024-03-01/2024-02-01", "ends before it starts"},
		{"a step that is none", "area --layer a --every 7", `"7" is not a step`},
		{"a side without its party", "import --layer a --sides kursk x.geojson", "region=party"},
		{"an export format that there is not", "export --layer a --format kml", "geojson"},
		{"an import format that there is not", "import --layer a --format kml --db " + db + " command_test.go", `no format "kml"`},
		{"one time for several files", "import --layer a --datetime 2024-01-01 --db " + db + " command.go serve.go", "single file"},
		{"a public URL that is none", "serve --public-url map.example.org --db " + db, "http:// or https://"},
		{"tiles without their place", "serve --tiles-url https://tile.example.org --db " + db, "{z}/{x}/{y}"},
		{"an address that is none", "serve --addr nowhere --db " + db, "cannot listen on nowhere"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := greyzone(t, strings.Fields(tt.args)...)
			if r.code != exitUsage || !strings.Contains(r.stderr, tt.says) || r.stdout != "" {
				t.Errorf("exit %d, stderr %q, stdout %q; want exit 2 and %q on stderr", r.code, r.stderr, r.stdout, tt.says)
			}
		})
	}
}

func TestEverySubcommandShowsHelp(t *testing.T) {
	for _, subcommand := range []string{"serve", "import", "export", "area", "changes", "history", "contact", "verify", "token create", "token list", "token revoke"} {
		t.Run(subcommand, func(t *testing.T) {
			help := must(t, append(strings.Fields(subcommand), "--help")...)
			for _, want := range []string{"Usage: greyzone " + subcommand, "Example", "\n    greyzone " + subcommand, "--db=FILE", "$GREYZONE_DB"} {
				if !strings.Contains(help, want) {
					t.Errorf("%q is missing in:\n%s", want, help)
				}
			}
		})
	}
	if help := must(t, "--help"); !strings.Contains(help, "token create") || strings.Contains(help, "health") {
		t.Errorf("the help of all is\n%s", help)
	}
}

func TestDatabaseIsNamedInThreePlaces(t *testing.T) {
	db := newDatabase(t)
	must(t, "--db", db, "token", "create", "--name", "before")
	must(t, "token", "create", "--name", "after", "--db", db)
	t.Setenv("GREYZONE_DB", db)
	t.Setenv("GREYZONE_NAME", "environment")
	must(t, "token", "create")
	list := must(t, "token", "list")
	for _, name := range []string{"before", "after", "environment"} {
		if !strings.Contains(list, name) {
			t.Errorf("no token %q in\n%s", name, list)
		}
	}
}

func TestReadingNeedsADatabase(t *testing.T) {
	db := newDatabase(t)
	for _, args := range []string{"token list", "token revoke x", "export --layer a", "area --layer a", "changes --layer a --from 2024-08-06 --to 2024-08-06", "history --layer a --region b", "contact --layer a"} {
		r := greyzone(t, append(strings.Fields(args), "--db", db)...)
		if r.code != exitRefused || !strings.Contains(r.stderr, "there is no database "+db) {
			t.Errorf("%s: exit %d, %q", args, r.code, r.stderr)
		}
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("reading made a database")
	}
}
