//go:build race

package topo_test

// slow says that everything takes several times as long as without the race detector, which finds nothing in arithmetic.
const slow = true
