// Package geo holds the domain of a map of territorial control: layers, snapshots, zones and their statuses, valid and
// recorded time, and the geometry that they need: validation, repair, coverage, overlay and area.
//
// Coordinates are [lon, lat] in degrees, WGS 84, in orb's types. Areas are square metres inside and square kilometres
// (1e6 m²) in every field whose name ends in Km2, both on the WGS 84 ellipsoid with geodesic edges. Overlay works on
// edges that are straight in longitude and latitude; between two vertices of a border some kilometres apart the two
// differ by about 0.003 % of the area. Time is an instant in UTC.
//
// The package does no I/O, reads no clock and knows neither SQL nor HTTP.
package geo
