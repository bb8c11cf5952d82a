package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
)

func TestTheBarShowsTheDayAndTheBytes(t *testing.T) {
	var out bytes.Buffer
	p := newBar(&out, 2048, 0)
	i := item{path: "some/days.ndjson", read: 1024}
	i.Found = format.Found{Line: 3, Reading: geo.Reading{ValidAt: time.Date(2024, 8, 20, 0, 0, 0, 0, time.UTC)}}
	p.show(i)
	for _, want := range []string{"2024-08-20", "50%", "1.0/2.0 KiB"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in %q", want, out.String())
		}
	}
	i.read = 4096 // the file has grown
	p.show(i)
	if last := out.String()[strings.LastIndex(strings.TrimSpace(out.String()), "\r"):]; !strings.Contains(last, "2024-08-20") || !strings.Contains(last, "99%") {
		t.Errorf("at the end it shows %q", last)
	}
	out.Reset()
	p.clear()
	if strings.TrimSpace(out.String()) != "" {
		t.Errorf("the bar is not wiped away but %q", out.String())
	}
}

func TestTheBarIsForTerminalsOnly(t *testing.T) {
	file := write(t, t.TempDir(), "2024-01-01.geojson", square(2))
	r := greyzone(t, "import", "--db", newDatabase(t), "--layer", "desk", file)
	if strings.ContainsAny(r.stderr, "\r\x1b%█") {
		t.Errorf("stderr is no terminal, and it says %q", r.stderr)
	}
	script, err := exec.LookPath("script")
	if err != nil {
		t.Skip("there is no command script, which makes a terminal")
	}
	cmd := exec.Command(script, "-qec", os.Args[0]+" import --db "+newDatabase(t)+" --layer desk "+file, os.DevNull)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	bar, rest, _ := strings.Cut(string(said), "Made the layer desk.")
	if !strings.Contains(bar, "2024-01-01") || !strings.Contains(bar, "%") || !strings.Contains(rest, "Imported 1 snapshot, 0 already there.") {
		t.Errorf("on a terminal it says %q", said)
	}
}
