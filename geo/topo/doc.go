// Package topo keeps a layer's whole history as one topology: each vertex and each edge of a boundary once, however many
// snapshots show it, with what lies on either side of the edge and when. From that follow, without overlay, the area of
// every status at every time, the status of a point over time, what lies within a region, and where two snapshots differ.
//
// An edge joins two vertices that follow each other in a ring. It is never split, so adding a snapshot costs what is new
// in it. Arcs, the stretches of boundary between junctions, are what the edges make up; they are worked out when the
// history is sent (NewTopology). Vertices are the same where their coordinates are, bit for bit: there is no grid and
// nothing is snapped.
//
// Coordinates, areas and times are those of package geo. The package does no I/O.
package topo
