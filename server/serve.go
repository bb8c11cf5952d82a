package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"greyzone/data"
	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/api"
	"greyzone/server/store"
	"greyzone/static"
)

// serveCommand is `greyzone serve`.
type serveCommand struct {
	Addr               string `help:"The address to listen on, 127.0.0.1:8080 by default; port 0 takes a free one." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	PublicURL          string `help:"What the server is reached by from outside; absolute links start with it. Without it they have no host, and so hold for whatever name the server is reached by." placeholder:"URL"`
	TilesURL           string `help:"The template of a raster base map; by default there is none." placeholder:"URL"`
	TilesAttribution   string `help:"What the page has to say about the raster base map." placeholder:"TEXT"`
	PMTiles            string `name:"pmtiles" help:"A PMTiles file of vector tiles, which the server then offers the page as a base map of its own; by default there is none." placeholder:"FILE"`
	PMTilesAttribution string `name:"pmtiles-attribution" help:"What the page has to say about that file; by default what the file says itself." placeholder:"TEXT"`
}

// Help is the end of the subcommand's help.
func (serveCommand) Help() string {
	return `A database without layers gets the data set that comes with the program. On the first start an editor's token is made and shown, once. SIGINT and SIGTERM end the server after the requests under way.

Examples:

  greyzone serve
  greyzone serve --addr 0.0.0.0:80 --public-url https://map.example.org
  greyzone serve --tiles-url 'https://tile.example.org/{z}/{x}/{y}.png' --tiles-attribution '© Example'
  greyzone serve --pmtiles region.pmtiles`
}

// Validate refuses addresses that no browser could follow.
func (c serveCommand) Validate() error {
	if c.PublicURL != "" && !isWebAddress(c.PublicURL) {
		return fmt.Errorf("--public-url is %q: it has to start with http:// or https:// and name a host, such as https://map.example.org", c.PublicURL)
	}
	if c.TilesURL != "" && !isTileTemplate(c.TilesURL) {
		return fmt.Errorf("--tiles-url is %q: it has to be a template such as https://tile.example.org/{z}/{x}/{y}.png", c.TilesURL)
	}
	if c.PMTiles == "" && c.PMTilesAttribution != "" {
		return errors.New("--pmtiles-attribution is for a base map: name its file with --pmtiles")
	}
	return nil
}

// isTileTemplate reports whether text says where each tile is; {s} in its host stands for a tile server's names.
func isTileTemplate(text string) bool {
	return isWebAddress(strings.ReplaceAll(text, "{s}", "a")) &&
		strings.Contains(text, "{z}") && strings.Contains(text, "{x}") && strings.Contains(text, "{y}")
}

// isWebAddress reports whether text is an absolute http or https URL.
func isWebAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// How long a client may take. Uploads of 64 MiB have to get through a slow line; nobody needs longer for headers.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 10 * time.Minute
	writeTimeout  = 15 * time.Minute // from the end of the headers, so longer than reading and judging an upload
	idleTimeout   = 2 * time.Minute
	endTimeout    = 30 * time.Second // for the requests under way when the server is told to end
)

// Run serves until ctx ends.
func (c serveCommand) Run(ctx context.Context, p program) error {
	baseMap, err := c.openBaseMap()
	if err != nil {
		return err
	}
	if baseMap != nil {
		defer baseMap.Close()
	}
	listener, err := listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	token, err := prepare(ctx, s, p)
	if err != nil {
		return err
	}
	if err := s.Load(ctx); err != nil {
		return err
	}
	log, flush := newLog(p.stderr)
	defer flush()
	address := reachedAt(listener.Addr())
	handler, err := c.handler(s, baseMap, log)
	if err != nil {
		return err
	}
	if token != "" {
		fmt.Fprintf(p.stdout, "Editor's token for uploads, shown only now: %s\n", token)
	}
	fmt.Fprintf(p.stdout, "Greyzone serves the map at %s\n", address)
	defer keepAhead(ctx, s, handler, log)()
	return serve(ctx, listener, handler, log)
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, geo.Errorf(geo.Conflict, "%s is in use by another program: choose another address with --addr", addr)
	}
	if err != nil {
		return nil, geo.Errorf(geo.Invalid, "cannot listen on %s: %v", addr, err)
	}
	return listener, nil
}

// prepare fills an empty database, and returns an editor's token if there never was one.
func prepare(ctx context.Context, s *store.Store, p program) (string, error) {
	loaded, err := s.LoadDefault(ctx, defaultData)
	if err != nil {
		return "", err
	}
	if loaded {
		fmt.Fprintf(p.stderr, "%s was empty: it has the data set now that comes with the program.\n", p.db)
	}
	tokens, err := s.Tokens(ctx)
	if err != nil || len(tokens) > 0 {
		return "", err
	}
	return s.CreateToken(ctx, "first editor")
}

// defaultData reads the data set that comes with the program.
func defaultData() (geo.DataSet, error) { return format.ReadDataSet(data.Files) }

// keepAhead makes in the background what the first readers will ask for: first what is measured, then what takes the most
// memory. The function that it returns ends that.
func keepAhead(ctx context.Context, s *store.Store, handler *api.Handler, log *slog.Logger) func() {
	ctx, cancel := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() {
		if err := s.Warm(ctx); err != nil && ctx.Err() == nil {
			log.Warn("measuring ahead", "error", err)
		}
		handler.KeepAhead(ctx)
	})
	return func() {
		cancel()
		work.Wait()
	}
}

// reachedAt returns the URL of a server on this machine; one that listens on all addresses is at localhost too.
func reachedAt(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); err != nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// openBaseMap opens the base map of the server; nil: it has none.
func (c serveCommand) openBaseMap() (*api.BaseMap, error) {
	if c.PMTiles == "" {
		return nil, nil
	}
	return api.OpenBaseMap(c.PMTiles, c.PMTilesAttribution)
}

func (c serveCommand) handler(s *store.Store, baseMap *api.BaseMap, log *slog.Logger) (*api.Handler, error) {
	files, err := page()
	if err != nil {
		return nil, err
	}
	return api.New(s, api.Options{
		PublicURL:        c.PublicURL,
		Static:           files,
		TilesURL:         c.TilesURL,
		TilesAttribution: c.TilesAttribution,
		BaseMap:          baseMap,
		Logger:           log,
	})
}

//go:embed unbuilt
var unbuilt embed.FS

// page returns the built front end, or one page that says that it is missing.
func page() (fs.FS, error) {
	built, err := fs.Sub(static.Files, "dist")
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(built, "index.html"); err != nil {
		return fs.Sub(unbuilt, "unbuilt")
	}
	return built, nil
}

// serve answers requests until ctx ends, then lets those under way finish.
func serve(ctx context.Context, listener net.Listener, handler *api.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ConnContext:       api.ConnContext,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	server.RegisterOnShutdown(handler.EndStreams)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(api.WholeAnswers(listener)) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	// The context that ended must not end the requests under way.
	finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
	defer cancel()
	if err := server.Shutdown(finish); err != nil {
		return fmt.Errorf("some requests were not finished: %w", errors.Join(err, server.Close()))
	}
	return nil
}
