package topo

import "slices"

// sets is sets of owners, each once; 0 is the empty one.
type sets struct {
	members [][]int32 // ascending
	number  map[string]int32
	single  []int32 // by owner, the set of that one alone; 0 where it has not been asked for
	size    int     // of all members together
}

func newSets() *sets {
	return &sets{members: [][]int32{nil}, number: map[string]int32{"": 0}}
}

// of returns the number of the set of owners, which are ascending.
func (s *sets) of(owners []int32) int32 {
	key := make([]byte, 0, 4*len(owners))
	for _, o := range owners {
		key = append(key, byte(o), byte(o>>8), byte(o>>16), byte(o>>24))
	}
	n, ok := s.number[string(key)]
	if !ok {
		n = int32(len(s.members))
		s.number[string(key)] = n
		s.members = append(s.members, slices.Clone(owners))
		s.size += len(owners)
	}
	return n
}

func (s *sets) with(set, owner int32) int32 {
	if set == 0 {
		return s.alone(owner)
	}
	at, found := slices.BinarySearch(s.members[set], owner)
	if found {
		return set
	}
	return s.of(slices.Insert(slices.Clone(s.members[set]), at, owner))
}

// alone is the set of one owner, as nearly all are.
func (s *sets) alone(owner int32) int32 {
	s.single = lengthened(s.single, int(owner)+1)
	if s.single[owner] == 0 {
		s.single[owner] = s.of([]int32{owner})
	}
	return s.single[owner]
}

func (s *sets) union(a, b int32) int32 {
	if a == b || b == 0 {
		return a
	}
	if a == 0 {
		return b
	}
	both := slices.Concat(s.members[a], s.members[b])
	slices.Sort(both)
	return s.of(slices.Compact(both))
}

func (s *sets) has(set, owner int32) bool {
	_, found := slices.BinarySearch(s.members[set], owner)
	return found
}
