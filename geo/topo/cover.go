package topo

import (
	"errors"
	"slices"

	"github.com/tidwall/rtree"

	"greyzone/geo"
)

// Cover does what geo.Cover does, quicker and with the same result, but that crossings are rounded otherwise, and that a
// vertex where edges of two zones meet is in both, so that neighbours share their edges; overlay leaves the winner's edge
// whole. What it cannot node it leaves to geo.Settle.
func (n *Noder) Cover(zones []geo.Zone, statuses []geo.Status, strict bool) (geo.Coverage, error) {
	if n.pairs <= 0 || len(n.edges) > max(maxTimes*geo.Vertices(zones), alwaysFine) {
		n.startAnew()
	}
	sound, err := geo.Check(zones, statuses, strict, n.valid)
	if err != nil {
		return geo.Coverage{}, err
	}
	c, err := n.settle(sound, statuses)
	if errors.Is(err, errIntricate) {
		n.startAnew() // what it has seen may have been too much
		c, err = n.settle(sound, statuses)
	}
	if errors.Is(err, errIntricate) {
		n.startAnew()
		return geo.Settle(sound, statuses)
	}
	n.forget(sound.Zones)
	return c, err
}

// cover is sound zones on their way to being disjoint. Owners are indexes into zones.
type cover struct {
	*arrangement
	zones     []geo.Zone
	statuses  []geo.Status
	status    []int               // by owner, index into statuses
	located   []*locator          // by owner
	byBound   rtree.RTreeG[int32] // the owners
	stretches []stretch           // left and right have all who claim the ground there
	winners   []int32             // by set, who keeps the ground; none for nobody
	claims    map[int32]int32     // by set, those who would keep the ground if the winner did not: claiming
	touched   []bool              // by owner: loses ground, or is joined with others
}

// maxMembers limits how many zones the sets of owners of one file may have together: some 4,000 zones over each other.
const maxMembers = 16_000_000

// tooDeep refuses what the overlay would take hours for.
func tooDeep() error {
	return geo.Errorf(geo.Unprocessable, "too many zones lie over each other to be made disjoint: join them and send the file again")
}

func (n *Noder) settle(sound geo.Sound, statuses []geo.Status) (geo.Coverage, error) {
	if n.pairs <= 0 {
		return geo.Coverage{}, errIntricate // where the last edges meet others has not been looked at
	}
	c := &cover{arrangement: n.scratch.begin(&n.graph), zones: sound.Zones, statuses: statuses, claims: make(map[int32]int32)}
	for i, z := range c.zones {
		located := newLocator(z.Polygon)
		c.located = append(c.located, located)
		c.byBound.Insert(located.bound.Min, located.bound.Max, int32(i))
		c.status = append(c.status, slices.IndexFunc(statuses, func(s geo.Status) bool { return s.ID == z.Status }))
		for _, r := range z.Polygon {
			us, err := n.uses(r)
			if err != nil {
				return geo.Coverage{}, err
			}
			for _, u := range us {
				c.add(u, int32(i))
			}
		}
		if c.sets.size > maxMembers {
			return geo.Coverage{}, tooDeep()
		}
	}
	c.cut(func(e int32) []contact { return n.contacts[e] })
	for len(n.contacts) < len(n.edges) {
		n.grow() // for the parts, none of which is an edge of a file yet
	}
	if !n.clean(c.arrangement) {
		return geo.Coverage{}, errIntricate
	}
	c.stretches = c.traced()
	return c.coverage(sound)
}

// clean reports whether the parts of edges that a rounded crossing has moved a little still meet only what they should.
func (n *Noder) clean(a *arrangement) bool {
	for part, parents := range a.parents {
		ends := [2]int32{a.g.edges[part].a, a.g.edges[part].b}
		if a.rounded[ends[0]] == nil && a.rounded[ends[1]] == nil {
			continue
		}
		fine := true
		s := a.g.segment(part)
		b := s.Bound()
		n.tree.Search(b.Min, b.Max, func(_, _ [2]float64, e int32) bool {
			if a.has(e) && e != part && !slices.Contains(parents, e) &&
				!slices.Contains(a.rounded[ends[0]], e) && !slices.Contains(a.rounded[ends[1]], e) {
				m := geo.Meet(s, a.g.segment(e))
				fine = m.N == 0 || m.N == 1 && s.EndsIn(m.Points[0])
			}
			return fine
		})
		if !fine {
			return false
		}
	}
	return true
}

func (c *cover) coverage(sound geo.Sound) (geo.Coverage, error) {
	for i := range c.stretches {
		if c.surround(&c.stretches[i]); c.sets.size > maxMembers {
			return geo.Coverage{}, tooDeep()
		}
	}
	c.findWinners()
	c.findTouched()
	covered := geo.Coverage{Repairs: sound.Repairs, Warnings: sound.Warnings}
	overlaps, err := c.overlaps()
	if err != nil {
		return covered, err
	}
	var joined []geo.Warning
	for s := range c.statuses {
		zones, warnings, err := c.zonesOf(s)
		if err != nil {
			return covered, err
		}
		covered.Zones = append(covered.Zones, zones...)
		joined = append(joined, warnings...)
	}
	slices.SortStableFunc(covered.Zones, func(a, b geo.Zone) int { return a.Feature - b.Feature })
	covered.Warnings = slices.Concat(covered.Warnings, overlaps, joined)
	return covered, nil
}

// surround adds to both sides of a stretch those who claim all the ground around it.
func (c *cover) surround(s *stretch) {
	p := c.probe(*s)
	var around []int32
	c.byBound.Search(p, p, func(_, _ [2]float64, o int32) bool {
		if !c.sets.has(s.left, o) && !c.sets.has(s.right, o) && c.located[o].contains(p) {
			around = append(around, o)
		}
		return true
	})
	slices.Sort(around)
	set := c.sets.of(around)
	s.left, s.right = c.sets.union(s.left, set), c.sets.union(s.right, set)
}

func (c *cover) findWinners() {
	c.winners = make([]int32, len(c.sets.members))
	for set, owners := range c.sets.members {
		c.winners[set] = none
		for _, o := range owners {
			if c.winners[set] == none || c.outranks(o, c.winners[set]) {
				c.winners[set] = o
			}
		}
	}
}

// outranks reports whether o keeps the ground it shares with p: certain before uncertain, then the later in the file.
func (c *cover) outranks(o, p int32) bool {
	a, b := c.statuses[c.status[o]], c.statuses[c.status[p]]
	if a.Held != b.Held {
		return a.Held
	}
	return o > p
}

// statusOf is the status of the ground of a set, none for nobody's.
func (c *cover) statusOf(set int32) int {
	if c.winners[set] == none {
		return int(none)
	}
	return c.status[c.winners[set]]
}

func (c *cover) findTouched() {
	c.touched = make([]bool, len(c.zones))
	for _, s := range c.stretches {
		status := c.statusOf(s.left)
		joined := status != int(none) && status == c.statusOf(s.right) && c.winners[s.left] != c.winners[s.right]
		c.touch(s.left, joined)
		c.touch(s.right, joined)
	}
	for _, parents := range c.parents {
		for _, e := range parents {
			for _, set := range [2]int32{c.edges[e].left, c.edges[e].right} {
				for _, o := range c.sets.members[set] {
					c.touched[o] = true
				}
			}
		}
	}
}

// touch notes who loses ground in set, or shares it; with joined, ground of the same status follows.
func (c *cover) touch(set int32, joined bool) {
	keep := c.statusOf(set)
	same := 0
	for _, o := range c.sets.members[set] {
		if c.status[o] == keep {
			same++
		} else {
			c.touched[o] = true
		}
	}
	if same < 2 && !joined {
		return
	}
	for _, o := range c.sets.members[set] {
		if c.status[o] == keep {
			c.touched[o] = true
		}
	}
}
