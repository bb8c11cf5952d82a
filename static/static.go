// Package static embeds the built front end.
package static

import "embed"

// Files holds dist, which the front end's build fills.
//
//go:embed all:dist
var Files embed.FS
