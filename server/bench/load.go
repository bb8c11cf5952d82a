package main

import (
	"context"
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
)

// bareCommand makes this program serve one body by echo and nothing else: what there is to compare with.
const bareCommand = "bare"

// serveBare serves the bytes of a file: its arguments are the file, its type, and its encoding.
func serveBare(args []string) error {
	body, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	e := echo.New()
	e.GET("/", func(c echo.Context) error {
		if args[2] != "" {
			c.Response().Header().Set(echo.HeaderContentEncoding, args[2])
		}
		return c.Blob(http.StatusOK, args[1], body)
	})
	fmt.Printf("http://%s/\n", listener.Addr())
	return http.Serve(listener, e)
}

func (b *bench) snapshotAgain(ctx context.Context, s *served) ([]figure, error) {
	if s.url == "" {
		return nil, errNoServer
	}
	return b.againInAll(ctx, s, s.url+"/api/v1/layers/"+layer+"/snapshots/latest")
}

// tileAgain takes the tile with the most in it of those that show the whole map in about ten.
func (b *bench) tileAgain(ctx context.Context, s *served) ([]figure, error) {
	var about struct {
		Tiles  []string
		Bounds [4]float64
	}
	if err := s.getJSON(ctx, "/api/v1/tiles/"+layer+"/tilejson.json", &about); err != nil {
		return nil, err
	}
	if len(about.Tiles) == 0 {
		return nil, fmt.Errorf("the TileJSON has no tiles")
	}
	var fullest string
	most := 0
	for _, url := range tilesOf(about.Tiles[0], about.Bounds) {
		if strings.HasPrefix(url, "/") {
			url = s.url + url
		}
		a, err := get(ctx, url, "")
		if err != nil {
			return nil, err
		}
		if a.status == http.StatusOK && len(a.body) > most {
			fullest, most = url, len(a.body)
		}
	}
	if most == 0 {
		return nil, fmt.Errorf("no tile has anything in it")
	}
	return b.againInAll(ctx, s, fullest)
}

// tilesOf lists the tiles that cover some bounds, three or four from west to east.
func tilesOf(template string, bounds [4]float64) []string {
	zoom := max(0, int(math.Log2(3*360/(bounds[2]-bounds[0]))))
	n := math.Exp2(float64(zoom))
	column := func(lon float64) int { return int((lon + 180) / 360 * n) }
	line := func(lat float64) int {
		return int((1 - math.Asinh(math.Tan(lat*math.Pi/180))/math.Pi) / 2 * n)
	}
	var urls []string
	for x := column(bounds[0]); x <= column(bounds[2]); x++ {
		for y := line(bounds[3]); y <= line(bounds[1]); y++ {
			urls = append(urls, strings.NewReplacer("{z}", strconv.Itoa(zoom), "{x}", strconv.Itoa(x), "{y}", strconv.Itoa(y)).Replace(template))
		}
	}
	return urls
}

// againInAll compares an answer that is asked again with bare echo, in each encoding.
func (b *bench) againInAll(ctx context.Context, s *served, url string) ([]figure, error) {
	var figures []figure
	for _, encoding := range []string{"identity", "gzip", "br"} {
		f, err := b.again(ctx, s, url, encoding)
		if err != nil {
			return nil, err
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// again returns how many requests a second the server answers, as a part of what bare echo does with the same bytes.
func (b *bench) again(ctx context.Context, s *served, url, encoding string) (figure, error) {
	a, err := get(ctx, url, encoding)
	if err == nil {
		err = a.wanted(http.StatusOK)
	}
	if err != nil {
		return figure{}, err
	}
	bare, bareURL, err := b.startBare(ctx, a)
	if err != nil {
		return figure{}, err
	}
	defer func() {
		_ = bare.Process.Kill()
		_ = bare.Wait()
	}()
	ours := &loaded{pid: s.cmd.Process.Pid, url: a.location}
	theirs := &loaded{pid: bare.Process.Pid, url: bareURL}
	// In turns, so that whatever else the machine does meets both.
	for range 5 {
		for _, l := range []*loaded{ours, theirs} {
			if err := b.loadOnce(ctx, l, encoding); err != nil {
				return figure{}, err
			}
		}
	}
	return ours.against(theirs), nil
}

// startBare starts a server that answers as a does, and nothing else.
func (b *bench) startBare(ctx context.Context, a answer) (*exec.Cmd, string, error) {
	file := filepath.Join(b.dir, "bare")
	if err := os.WriteFile(file, a.body, 0o600); err != nil {
		return nil, "", err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, "", err
	}
	cmd := exec.CommandContext(ctx, self, bareCommand, file, a.header.Get("Content-Type"), a.header.Get("Content-Encoding"))
	url, err := startAndReadURL(cmd)
	return cmd, url, err
}

// loaded is a server under load, and what was measured of it in each round.
type loaded struct {
	pid         int
	url         string
	rates, work []float64 // requests a second; processor time of a request, in ticks
}

// against compares medians. Where other programs want the processor too, the rates tell less than its time does.
func (l *loaded) against(bare *loaded) figure {
	f := figure{value: median(l.rates) / median(bare.rates), goal: 0.9, atLeast: true}
	if ours := median(l.work); ours > 0 {
		f.unit = fmt.Sprintf("(cpu %.2f)", median(bare.work)/ours)
	}
	return f
}

// loadOnce is one round.
func (b *bench) loadOnce(ctx context.Context, l *loaded, encoding string) error {
	before := ticks(l.pid)
	rate, err := b.rate(ctx, l.url, encoding)
	if err != nil {
		return err
	}
	l.rates = append(l.rates, rate)
	l.work = append(l.work, (ticks(l.pid)-before)/max(1, rate*float64(b.seconds)))
	return nil
}

// ticks is how much processor time a process has used; 0 where the system does not say.
func ticks(pid int) float64 {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// The name in brackets may have blanks in it; user and system time are the 12th and 13th field after it.
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return user + system
}

const connections = 8

var wrkRate = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)

// rate returns how many requests a second are answered: as wrk finds, or where there is none a client of ours, which
// takes more of the machine for itself.
func (b *bench) rate(ctx context.Context, url, encoding string) (float64, error) {
	if _, err := exec.LookPath("wrk"); err != nil {
		return b.ownRate(ctx, url, encoding)
	}
	said, err := exec.CommandContext(ctx, "wrk", "-t1", fmt.Sprintf("-c%d", connections), fmt.Sprintf("-d%ds", b.seconds),
		"-H", "Accept-Encoding: "+encoding, url).Output()
	if err != nil {
		return 0, fmt.Errorf("wrk: %w", err)
	}
	if strings.Contains(string(said), "Non-2xx") {
		return 0, fmt.Errorf("wrk: not every answer was one: %s", said)
	}
	found := wrkRate.FindSubmatch(said)
	if found == nil {
		return 0, fmt.Errorf("wrk: %s", said)
	}
	return strconv.ParseFloat(string(found[1]), 64)
}

func (b *bench) ownRate(ctx context.Context, url, encoding string) (float64, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(b.seconds)*time.Second)
	defer cancel()
	var work sync.WaitGroup
	var answers atomic.Int64
	for range connections {
		work.Go(func() {
			for ctx.Err() == nil {
				if a, err := get(ctx, url, encoding); err == nil && a.status == http.StatusOK {
					answers.Add(1)
				}
			}
		})
	}
	work.Wait()
	return float64(answers.Load()) / float64(b.seconds), nil
}
