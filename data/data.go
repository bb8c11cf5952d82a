// Package data embeds the default data set: the Kursk/Sumy stretch of the Ukraine–Russia border from August 2024 on.
package data

import "embed"

// Files holds layer.json, control/DATE.geojson, border.geojson, regions.geojson, settlements.csv, events.csv and claims.csv.
//
//go:embed layer.json control/*.geojson border.geojson regions.geojson settlements.csv events.csv claims.csv
var Files embed.FS
