package geo

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// SliverM2 is the area in m² below which ground can be a matter of rounding: overlay rounds the points where edges cross
// to the nearest float, some nanometres away, so that polygons cut along each other can share slivers of this order.
const SliverM2 = 1e-2

// MentionedM2 is the area in m² from which on an editor hears of an overlap; a smaller one is settled like any other.
const MentionedM2 = 1

// piece is a zone's polygon on its way to becoming part of a coverage.
type piece struct {
	*outline
	status string
	zone   int // index of the zone it is from: later in the file, the larger
}

// lossOf is the ground that one status loses to another.
type lossOf struct {
	loser, winner string
	held          bool // the winner is held for certain and the loser is not
	ground        []orb.Polygon
	zones         map[int]bool // that lose
}

// settling takes from each piece what another status has a better right to.
type settling struct {
	pieces []piece
	held   map[string]bool
	beaten map[int][]int // by piece: those of other statuses that overlap it and outrank it
	losses []*lossOf     // in the order of discovery
}

// settle returns the pieces without what pieces of higher rank and other status cover, and a warning for each pair of
// statuses that overlapped.
func settle(pieces []piece, held map[string]bool) ([]piece, []Warning, error) {
	s := &settling{pieces: pieces, held: held, beaten: make(map[int][]int)}
	if err := eachPair(outlinesIn(pieces), s.compare); err != nil {
		return nil, nil, err
	}
	var settled []piece
	for i, p := range pieces {
		if len(s.beaten[i]) == 0 {
			settled = append(settled, p)
			continue
		}
		rest, err := s.remainder(i)
		if err != nil {
			return nil, nil, err
		}
		for _, polygon := range rest {
			settled = append(settled, piece{newOutline(polygon), p.status, p.zone})
		}
	}
	warnings, err := s.warnings()
	return settled, warnings, err
}

func outlinesIn(pieces []piece) []*outline {
	os := make([]*outline, len(pieces))
	for i, p := range pieces {
		os[i] = p.outline
	}
	return os
}

// compare notes which of two pieces loses ground to the other, if they are of different status and overlap.
func (s *settling) compare(i, j int) error {
	a, b := s.pieces[i], s.pieces[j]
	if a.status == b.status || contactOf(a.outline, b.outline) != overlap {
		return nil
	}
	common, err := Intersection(orb.MultiPolygon{a.polygon}, orb.MultiPolygon{b.polygon})
	if common = withoutSlivers(common); err != nil || len(common) == 0 {
		return err
	}
	if s.outranks(i, j) {
		i, j = j, i
	}
	s.beaten[i] = append(s.beaten[i], j)
	s.note(i, j, common)
	return nil
}

// outranks reports whether piece i keeps the ground it shares with piece j: certain before uncertain, then the later
// in the file.
func (s *settling) outranks(i, j int) bool {
	a, b := s.pieces[i], s.pieces[j]
	if s.held[a.status] != s.held[b.status] {
		return s.held[a.status]
	}
	return a.zone > b.zone
}

func (s *settling) note(i, j int, common orb.MultiPolygon) {
	loser, winner := s.pieces[i], s.pieces[j]
	at := slices.IndexFunc(s.losses, func(l *lossOf) bool { return l.loser == loser.status && l.winner == winner.status })
	if at < 0 {
		at = len(s.losses)
		s.losses = append(s.losses, &lossOf{
			loser: loser.status, winner: winner.status,
			held:  s.held[winner.status] != s.held[loser.status],
			zones: make(map[int]bool),
		})
	}
	s.losses[at].ground = append(s.losses[at].ground, common...)
	s.losses[at].zones[loser.zone] = true
}

// remainder is what piece i keeps.
func (s *settling) remainder(i int) (orb.MultiPolygon, error) {
	winners := make([]orb.Polygon, len(s.beaten[i]))
	for n, j := range s.beaten[i] {
		winners[n] = s.pieces[j].polygon
	}
	taken, err := Union(winners)
	if err != nil {
		return nil, err
	}
	rest, err := Difference(orb.MultiPolygon{s.pieces[i].polygon}, taken)
	return withoutSlivers(rest), err
}

func withoutSlivers(mp orb.MultiPolygon) orb.MultiPolygon {
	return slices.DeleteFunc(mp, IsSliver)
}

// IsSliver reports whether p is so small that only rounding can have made it.
func IsSliver(p orb.Polygon) bool { return straightM2(p) < SliverM2 }

func mentioned(p orb.Polygon) bool { return straightM2(p) >= MentionedM2 }

func (s *settling) warnings() ([]Warning, error) {
	var ws []Warning
	for _, l := range s.losses {
		ground, err := Union(l.ground)
		if err != nil {
			return nil, err
		}
		if w, ok := OverlapWarning(l.loser, l.winner, l.held, len(l.zones), ground); ok {
			ws = append(ws, w)
		}
	}
	return ws, nil
}

// OverlapWarning tells that so many zones of one status lose ground to another one, which is held for certain or else
// later in the file. It is false where no part of the ground is worth telling of.
func OverlapWarning(loser, winner string, held bool, zones int, ground orb.MultiPolygon) (Warning, bool) {
	if !slices.ContainsFunc(ground, mentioned) {
		return Warning{}, false
	}
	why := "which is later in the file"
	if held {
		why = "which is held for certain"
	}
	km2, at := TotalM2(ground)/1e6, pointOn(largest(ground))
	return Warning{
		Rule: "overlap", Status: loser, Zones: zones, AreaKm2: km2,
		Message: fmt.Sprintf("%s and %s overlap by %s, the largest part at %s; it counts as %s, %s",
			loser, winner, km2Text(km2), place(at), winner, why),
	}, true
}

func largest(mp orb.MultiPolygon) orb.Polygon {
	return slices.MaxFunc(mp, func(a, b orb.Polygon) int {
		if AreaM2(a) < AreaM2(b) {
			return -1
		}
		return 1
	})
}
