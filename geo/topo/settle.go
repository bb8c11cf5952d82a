package topo

import (
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// zonesOf returns the zones of one status, by the first zone of the file that each is made of, and a warning if several
// of the file claimed the same ground.
func (c *cover) zonesOf(status int) ([]geo.Zone, []geo.Warning, error) {
	faces, err := c.faces(c.stretches, func(set int32) bool {
		return c.statusOf(set) == status && c.touched[c.winners[set]]
	})
	if err != nil {
		return nil, nil, err
	}
	faces = slices.DeleteFunc(faces, func(f face) bool { return geo.IsSliver(f.polygon) })
	sources, excess := c.sources(faces, status)
	var parts []part
	for i, z := range c.zones {
		if c.status[i] == status && !c.touched[i] {
			parts = append(parts, part{int32(i), z})
		}
	}
	for i, f := range faces {
		if own := c.sets.members[sources[i]]; len(own) > 0 {
			parts = append(parts, part{own[0], geo.JoinedZone(c.zonesIn(own), f.polygon)})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return int(a.owner - b.owner) })
	zones := make([]geo.Zone, len(parts))
	for i, p := range parts {
		zones[i] = p.zone
	}
	return zones, c.joinedWarning(status, sources, excess), nil
}

// part is a zone of a coverage, with the first zone of the file that it is made of.
type part struct {
	owner int32
	zone  geo.Zone
}

func (c *cover) zonesIn(owners []int32) []geo.Zone {
	zones := make([]geo.Zone, len(owners))
	for i, o := range owners {
		zones[i] = c.zones[o]
	}
	return zones
}

// sources returns for each face the set of those with the status who claim ground in it, and by how many m² their claims
// exceed it.
func (c *cover) sources(faces []face, status int) (found []int32, excess []float64) {
	found, excess = make([]int32, len(faces)), make([]float64, len(faces))
	bounded := make(map[int32]int) // the face that a stretch bounds
	located := make([]*locator, len(faces))
	for i, f := range faces {
		located[i] = newLocator(f.polygon)
		for _, s := range f.sides {
			bounded[s.stretch] = i
		}
	}
	for n, s := range c.stretches {
		left, right := c.claiming(s.left, status), c.claiming(s.right, status)
		if left == 0 && right == 0 {
			continue
		}
		i, ok := bounded[int32(n)]
		if !ok {
			p := c.probe(s)
			i = slices.IndexFunc(located, func(l *locator) bool { return l.contains(p) })
		}
		if i >= 0 {
			found[i] = c.sets.union(c.sets.union(found[i], left), right)
			if more := c.doubled(left) - c.doubled(right); more != 0 {
				excess[i] += float64(more) * c.stretchM2(s)
			}
		}
	}
	return found, excess
}

// doubled is how often ground is claimed more than once.
func (c *cover) doubled(set int32) int { return max(0, len(c.sets.members[set])-1) }

// claiming is those of a set with a status, which keeps the ground, who lose it to none.
func (c *cover) claiming(set int32, status int) int32 {
	if c.statusOf(set) != status || !c.touched[c.winners[set]] {
		return 0
	}
	claims, ok := c.claims[set]
	if !ok {
		claims = c.sets.of(c.unbeaten(set, status))
		c.claims[set] = claims
	}
	return claims
}

// unbeaten lists those of a set with the winner's status who lose the ground to none: they outrank all of others.
func (c *cover) unbeaten(set int32, status int) []int32 {
	best := none // of another status
	for _, o := range c.sets.members[set] {
		if c.status[o] != status && (best == none || c.outranks(o, best)) {
			best = o
		}
	}
	var own []int32
	for _, o := range c.sets.members[set] {
		if c.status[o] == status && (best == none || c.outranks(o, best)) {
			own = append(own, o)
		}
	}
	return own
}

// joinedWarning tells of ground that several zones of a status claimed.
func (c *cover) joinedWarning(status int, sources []int32, excess []float64) []geo.Warning {
	zones, sum := 0, 0.0
	for i, own := range sources {
		if excess[i] >= geo.MentionedM2 {
			zones += len(c.sets.members[own])
			sum += excess[i]
		}
	}
	if zones == 0 {
		return nil
	}
	return []geo.Warning{geo.JoinedWarning(c.statuses[status].ID, zones, sum)}
}

// loss is that zones of one status lose ground to another.
type loss struct{ loser, winner int }

// losing is who loses ground in a loss, and where.
type losing struct {
	loss
	owners map[int32]bool
	ground map[int32]bool // by set
	first  [2]int32       // the first pair of zones of the file that claim the same ground
}

// overlaps warns of each pair of statuses that claim the same ground, in the order of the file.
func (c *cover) overlaps() ([]geo.Warning, error) {
	var warnings []geo.Warning
	for _, l := range c.losses() {
		faces, err := c.faces(c.stretches, func(set int32) bool { return l.ground[set] })
		if err != nil {
			return nil, err
		}
		var ground orb.MultiPolygon
		for _, f := range faces {
			ground = append(ground, f.polygon)
		}
		loser, winner := c.statuses[l.loser], c.statuses[l.winner]
		if w, ok := geo.OverlapWarning(loser.ID, winner.ID, winner.Held != loser.Held, len(l.owners), ground); ok {
			warnings = append(warnings, w)
		}
	}
	return warnings, nil
}

func (c *cover) losses() []*losing {
	var all []*losing
	note := func(set, o, p int32) {
		l, pair := loss{c.status[o], c.status[p]}, [2]int32{min(o, p), max(o, p)}
		at := slices.IndexFunc(all, func(other *losing) bool { return other.loss == l })
		if at < 0 {
			at = len(all)
			all = append(all, &losing{loss: l, owners: make(map[int32]bool), ground: make(map[int32]bool), first: pair})
		}
		all[at].owners[o], all[at].ground[set] = true, true
		if comparePairs(pair, all[at].first) < 0 {
			all[at].first = pair
		}
	}
	for set := range c.ground() {
		c.eachLoss(set, func(o, p int32) { note(set, o, p) })
	}
	slices.SortFunc(all, func(a, b *losing) int { return comparePairs(a.first, b.first) })
	return all
}

func comparePairs(a, b [2]int32) int { return slices.Compare(a[:], b[:]) }

// ground is the sets of all who claim some ground.
func (c *cover) ground() map[int32]bool {
	sets := make(map[int32]bool)
	for _, s := range c.stretches {
		sets[s.left], sets[s.right] = true, true
	}
	return sets
}

// eachLoss calls f for each owner in a set and each status to which it loses its ground there, with the first of those
// who take it.
func (c *cover) eachLoss(set int32, f func(owner, to int32)) {
	byStatus := make([][]int32, len(c.statuses))
	for _, o := range c.sets.members[set] {
		byStatus[c.status[o]] = append(byStatus[c.status[o]], o)
	}
	for status, owners := range byStatus {
		for other, rivals := range byStatus {
			if other == status || len(rivals) == 0 {
				continue
			}
			for _, o := range owners {
				// Of one status, the later outrank o if any do.
				at, _ := slices.BinarySearchFunc(rivals, o, func(p, o int32) int {
					if c.outranks(p, o) {
						return 1
					}
					return -1
				})
				if at < len(rivals) {
					f(o, rivals[at])
				}
			}
		}
	}
}
