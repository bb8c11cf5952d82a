package topo

import (
	"slices"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// zonesOf returns the zones of one status, by the first zone of the file that each is made of, and a warning if several
// of the file claimed the same ground.
func (c *cover) zonesOf(status int) ([]geo.Zone, []geo.Warning, error) {
	faces, err := c.faces(c.all, func(set int32) bool {
		return c.statusOf(set) == status && c.touched[c.winners[set]]
	})
	if err != nil {
		return nil, nil, err
	}
	faces = slices.DeleteFunc(faces, func(f face) bool { return geo.IsSliver(f.polygon) })
	sources, doubled := c.sources(faces, status)
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
	return zones, c.joinedWarning(status, sources, doubled), nil
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

// sources returns for each face the set of those with the status who claim ground in it, and whether several claim the
// same.
func (c *cover) sources(faces []face, status int) (found []int32, doubled []bool) {
	found, doubled = make([]int32, len(faces)), make([]bool, len(faces))
	bounded := make(map[int32]int) // the face that a stretch bounds
	located := make([]*locator, len(faces))
	for i, f := range faces {
		located[i] = newLocator(f.polygon)
		for _, s := range f.sides {
			bounded[s.stretch] = i
		}
	}
	for n, s := range c.all {
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
			doubled[i] = doubled[i] || len(c.sets.members[left]) > 1 || len(c.sets.members[right]) > 1
		}
	}
	return found, doubled
}

// claiming is the part of a set with a status, which keeps the ground.
func (c *cover) claiming(set int32, status int) int32 {
	if c.statusOf(set) != status || !c.touched[c.winners[set]] {
		return 0
	}
	own := int32(0)
	for _, o := range c.sets.members[set] {
		if c.status[o] == status {
			own = c.sets.with(own, o)
		}
	}
	return own
}

// joinedWarning tells of ground that several zones of a status claimed.
func (c *cover) joinedWarning(status int, sources []int32, doubled []bool) []geo.Warning {
	zones := 0
	for i, own := range sources {
		if doubled[i] {
			zones += len(c.sets.members[own])
		}
	}
	excess := c.areaM2(func(set int32) float64 { return float64(max(0, len(c.sets.members[c.claiming(set, status)])-1)) })
	if zones == 0 || excess < geo.MentionedM2 {
		return nil
	}
	return []geo.Warning{geo.JoinedWarning(c.statuses[status].ID, zones, excess)}
}

// areaM2 is the area of all ground, each part times what weight gives for its set.
func (c *cover) areaM2(weight func(set int32) float64) float64 {
	var sum float64
	for _, s := range c.all {
		if w := weight(s.left) - weight(s.right); w != 0 {
			for i := range len(s.path) - 1 {
				sum += w * c.g.m2(s.path[i], s.path[i+1])
			}
		}
	}
	return sum
}

// loss is that zones of one status lose ground to another.
type loss struct{ loser, winner int }

// overlaps warns of each pair of statuses that claim the same ground.
func (c *cover) overlaps() ([]geo.Warning, error) {
	var losses []loss
	losing := make(map[loss]int32) // the set of those who lose
	for set := range c.sets.members {
		c.eachLoss(int32(set), func(o int32, l loss) {
			if _, ok := losing[l]; !ok {
				losses = append(losses, l)
			}
			losing[l] = c.sets.with(losing[l], o)
		})
	}
	var warnings []geo.Warning
	for _, l := range losses {
		faces, err := c.faces(c.all, func(set int32) bool { return c.loses(set, l) })
		if err != nil {
			return nil, err
		}
		var ground orb.MultiPolygon
		for _, f := range faces {
			ground = append(ground, f.polygon)
		}
		loser, winner := c.statuses[l.loser], c.statuses[l.winner]
		if w, ok := geo.OverlapWarning(loser.ID, winner.ID, winner.Held != loser.Held, len(c.sets.members[losing[l]]), ground); ok {
			warnings = append(warnings, w)
		}
	}
	return warnings, nil
}

// eachLoss calls f for each owner in a set who loses its ground to one of another status there.
func (c *cover) eachLoss(set int32, f func(owner int32, l loss)) {
	owners := c.sets.members[set]
	for _, o := range owners {
		for _, p := range owners {
			if c.status[o] != c.status[p] && c.outranks(p, o) {
				f(o, loss{c.status[o], c.status[p]})
			}
		}
	}
}

func (c *cover) loses(set int32, l loss) bool {
	lost := false
	c.eachLoss(set, func(_ int32, found loss) { lost = lost || found == l })
	return lost
}
