//go:build !race

package topo_test

const slow = false
