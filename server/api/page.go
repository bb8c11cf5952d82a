package api

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

// secure sets what a browser should know of every answer.
func (s *server) secure(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderXContentTypeOptions, "nosniff")
		return next(c)
	}
}

// packedExt ends the name of a file that is another one in Brotli, as small as it gets, which the build has time for.
const packedExt = ".br"

// addPage registers the files of the front end: index.html at / and /embed, the others by their path.
func (s *server) addPage(e *echo.Echo) error {
	if s.options.Static == nil {
		return nil
	}
	return fs.WalkDir(s.options.Static, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || path.Ext(name) == packedExt {
			return err
		}
		body, err := fs.ReadFile(s.options.Static, name)
		if err != nil {
			return fmt.Errorf("front end: %w", err)
		}
		if name == "index.html" {
			return s.addIndex(e, string(body))
		}
		file := pageFile(name, body)
		if packed, err := fs.ReadFile(s.options.Static, name+packedExt); err == nil {
			file.packed = packed
		}
		serve := s.kept.keepPlain(func(c echo.Context) error {
			if isDocument(name) {
				s.limit(c, "'self'")
			}
			return send(c, http.StatusOK, file)
		})
		e.GET("/"+name, serve)
		e.HEAD("/"+name, serve)
		return nil
	})
}

// isDocument tells whether a browser opens a file as a page, and runs what is in it. Others need no policy: what a page may load and
// run is told by its own; a worker, made of a script of ours, loads nothing.
func isDocument(name string) bool {
	ext := path.Ext(name)
	return ext == ".html" || ext == ".svg"
}

// limit sets what a page that is sent may load, which pages may show it in a frame, and what it tells others.
func (s *server) limit(c echo.Context, ancestors string) {
	h := c.Response().Header()
	h.Set(echo.HeaderContentSecurityPolicy, pagePolicy(s.options.TilesURL, ancestors))
	// Tile servers want to know which site asks, and nobody needs to know which day is looked at.
	h.Set(echo.HeaderReferrerPolicy, "strict-origin-when-cross-origin")
}

// pageFile is a file of the front end. Those under assets are named by their content and so never change.
func pageFile(name string, body []byte) content {
	f := content{mime: mimeOf(name), body: body, tag: tagOf(body), cache: revalidate}
	if strings.HasPrefix(name, "assets/") {
		f.cache = forever
	}
	switch path.Ext(name) {
	case ".woff2", ".png", ".webp", ".jpg":
		f.dense = true
	}
	return f
}

// mimeOf does without the tables of the system, which differ from one to the next.
func mimeOf(name string) string {
	switch path.Ext(name) {
	case ".html":
		return echo.MIMETextHTMLCharsetUTF8
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return echo.MIMEApplicationJSON
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".webp":
		return "image/webp"
	case ".jpg":
		return "image/jpeg"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".webmanifest":
		return "application/manifest+json"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return echo.MIMEOctetStream
}

// pagePolicy lets the page load from its own server only, and pictures from the base map's as well. Pages of ancestors may show
// it in a frame.
func pagePolicy(tilesURL, ancestors string) string {
	return "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; connect-src 'self'; " +
		"img-src 'self' data: blob:" + tileSource(tilesURL) + "; worker-src 'self' blob:; manifest-src 'self'; " +
		"base-uri 'none'; form-action 'self'; frame-ancestors " + ancestors
}

// tileSource is the origin of a tile template, as a policy names it: with a wildcard for the subdomain {s}.
func tileSource(template string) string {
	u, err := url.Parse(strings.Replace(template, "{s}.", "*.", 1))
	if err != nil || u.Host == "" {
		return ""
	}
	return " " + u.Scheme + "://" + u.Host
}
