package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// Coverage returns the disjoint zones of a snapshot, in their order in the file; an unknown snapshot and a withdrawn one
// are NotFound.
func (s *Store) Coverage(ctx context.Context, snapshotID string) ([]geo.Zone, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return nil, err
	}
	found, r, err := c.find(snapshotID)
	if err != nil {
		return nil, err
	}
	if r.Withdrawn {
		return nil, withdrawn(r)
	}
	var zones []geo.Zone
	err = s.ask(ctx, found.line, func(h *topo.History) error {
		zones, err = h.Zones(found.at)
		return err
	})
	return zones, err
}

func withdrawn(r record) error {
	return geo.Errorf(geo.NotFound, "snapshot %s withdraws %s: it has no zones and no original", r.ID, spoken(r.ValidAt))
}

// coverage is the zones of a snapshot as they are stored.
type coverage struct {
	form   []byte // the history's
	sha256 [sha256.Size]byte
	areaM2 float64
	bound  *orb.Bound // nil without zones
}

// hashOf is a hash over all that zones say, whatever they are stored as.
func hashOf(zones []geo.Zone) [sha256.Size]byte {
	var text []byte
	number := func(n int) { text = binary.AppendUvarint(text, uint64(n)) }
	bytes := func(b []byte) {
		number(len(b))
		text = append(text, b...)
	}
	number(len(zones))
	for _, z := range zones {
		bytes([]byte(z.Status))
		number(z.Feature)
		bytes(z.Properties)
		number(len(z.Polygon))
		for _, r := range z.Polygon {
			number(len(r))
			for _, p := range r {
				text = binary.LittleEndian.AppendUint64(text, math.Float64bits(p[0]+0)) // -0 is 0
				text = binary.LittleEndian.AppendUint64(text, math.Float64bits(p[1]+0))
			}
		}
	}
	return sha256.Sum256(text)
}

// boundOf is the bound of all zones; nil without zones.
func boundOf(zones []geo.Zone) *orb.Bound {
	if len(zones) == 0 {
		return nil
	}
	bound := zones[0].Polygon.Bound()
	for _, z := range zones[1:] {
		bound = bound.Union(z.Polygon.Bound())
	}
	return &bound
}

func total(sums geo.Sums) float64 {
	var m2 float64
	for _, s := range sums {
		m2 += s
	}
	return m2
}

// changeOf returns what each status gains and loses from one snapshot to another, in the order of statuses and without
// what is 0; from is -1 where there is none before.
func changeOf(h *topo.History, from, to int, statuses []geo.Status) (gained, lost []geo.StatusKm2, err error) {
	gains, losses := geo.Sums{}, geo.Sums{}
	if from < 0 {
		gains = h.AreasM2(to)
	} else {
		moved, err := h.Change(from, to, false)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range moved {
			gains[m.To] += m.AreaM2
			losses[m.From] += m.AreaM2
		}
	}
	list := func(sums geo.Sums) []geo.StatusKm2 {
		km2 := []geo.StatusKm2{}
		for _, s := range statuses {
			if sums[s.ID] > 0 {
				km2 = append(km2, geo.StatusKm2{Status: s.ID, AreaKm2: sums[s.ID] / 1e6})
			}
		}
		return km2
	}
	return list(gains), list(losses), nil
}
