//go:build unix

package judge_test

import (
	"bytes"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// cluster is a PostgreSQL server of the test's own, with PostGIS, that only a socket in its folder leads to.
type cluster struct {
	bin, folder string
	owner       *syscall.Credential // nil: whoever runs the test
}

// startCluster skips the test where Debian's PostgreSQL or PostGIS is not installed.
func startCluster(t *testing.T) cluster {
	t.Helper()
	bin := newestBin(t)
	// Not t.TempDir, which only its owner can enter.
	folder, err := os.MkdirTemp("", "greyzone-postgis")
	if err != nil {
		t.Fatal(err)
	}
	c := cluster{bin, folder, ownerOf(t, folder)}
	c.guard(t)
	c.run(t, "initdb", "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
	c.run(t, "pg_ctl", "start", "--wait", "--silent", "--log", filepath.Join(folder, "log"),
		"--options", "-F -c listen_addresses= -c unix_socket_directories="+folder)
	if !strings.Contains(c.ask(t, "SELECT name FROM pg_available_extensions;"), "postgis\n") {
		t.Skip("PostgreSQL is here, but not PostGIS: on Debian, apt-get install postgis postgresql-postgis")
	}
	c.ask(t, "CREATE EXTENSION postgis;")
	return c
}

// newestBin is where Debian puts the programs of the newest PostgreSQL.
func newestBin(t *testing.T) string {
	t.Helper()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		t.Skip("PostgreSQL is not here: on Debian, apt-get install postgis postgresql-postgis")
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(strings.Split(path, "/")[4])
		return n
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) }))
}

// ownerOf is the user to run the server as: it refuses to run as root, so then folder is handed over to another one.
func ownerOf(t *testing.T, folder string) *syscall.Credential {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		t.Skip("PostgreSQL does not run as root, and there is no user to run it as: ", err)
	}
	uid, gid := number(t, u.Uid), number(t, u.Gid)
	if err := os.Chown(folder, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// guard sees to it that the server ends and its folder goes, even where the test is killed: then its input ends too.
func (c cluster) guard(t *testing.T) {
	t.Helper()
	g := c.command("/bin/sh", "-c", `read -r _; "$0" stop --silent --mode immediate; cd /; rm -rf "$1"`, filepath.Join(c.bin, "pg_ctl"), c.folder)
	g.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner, Setpgid: true} // out of reach of Ctrl-C
	input, err := g.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		if err := g.Wait(); err != nil {
			t.Error(err)
		}
	})
}

// run runs a program of PostgreSQL as the owner.
func (c cluster) run(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := c.command(filepath.Join(c.bin, name), args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner}
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, said)
	}
}

func (c cluster) command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = c.folder
	cmd.Env = append(os.Environ(), "LC_ALL=C", "PGDATA="+filepath.Join(c.folder, "data"))
	return cmd
}

// ask runs a script in psql and returns what it prints: a line for each row, fields separated by |.
func (c cluster) ask(t *testing.T, script string) string {
	t.Helper()
	cmd := c.command(filepath.Join(c.bin, "psql"), "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set", "ON_ERROR_STOP=1",
		"--host", c.folder, "--username", "postgres", "--dbname", "postgres")
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(script), &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("psql: %v\n%s", err, said.String())
	}
	return out.String()
}
