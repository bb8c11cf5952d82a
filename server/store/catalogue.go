package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// catalogue is what the database says of layers, regions and snapshots, kept in memory. It is never changed: when the
// database has, the next question makes another one.
type catalogue struct {
	version int64       // of the database
	layers  []geo.Layer // with extent; control layers first, each kind in the order of making
	regions []geo.Region
	lines   map[string]*line // by control layer
	byID    map[string]place
}

// line is the snapshots of a layer.
type line struct {
	layer   geo.Layer
	memory  *memory
	records []record // in the order of recording: the place in it is the number in memory's history
	byTime  []int    // places, by valid time, then revision
	current []int    // places of the newest revision of each valid time that is not withdrawn, by valid time
}

// place is where a snapshot is.
type place struct {
	line *line
	at   int
}

// catalogue returns what the database says now. What another process has written is seen at once.
func (s *Store) catalogue(ctx context.Context) (*catalogue, error) {
	s.reading.Lock()
	defer s.reading.Unlock()
	var version int64
	if err := s.watch.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version); err != nil {
		return nil, fmt.Errorf("read database: %w", explain(err))
	}
	if s.known != nil && s.known.version == version {
		return s.known, nil
	}
	// In one transaction, as a snapshot and the statuses that came with it belong together.
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read database: %w", explain(err))
	}
	defer tx.Rollback() // nothing was written
	next, err := s.readCatalogue(ctx, tx, s.known)
	if err != nil {
		return nil, err
	}
	next.version = version
	s.known = next
	return next, nil
}

// Version is another one whenever anything in the database is, whoever has written it; never 0.
func (s *Store) Version(ctx context.Context) (int64, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return 0, err
	}
	return c.version, nil
}

// readCatalogue reads what is not in before, which may be nil.
func (s *Store) readCatalogue(ctx context.Context, q querier, before *catalogue) (*catalogue, error) {
	c := &catalogue{lines: make(map[string]*line), byID: make(map[string]place)}
	var err error
	if c.layers, err = readLayers(ctx, q); err != nil {
		return nil, err
	}
	var known []geo.Region
	if before != nil {
		known = before.regions
	}
	if c.regions, err = readRegions(ctx, q, known); err != nil {
		return nil, err
	}
	for i, layer := range c.layers {
		if layer.Kind != control {
			continue
		}
		l := &line{memory: s.memoryOf(layer.ID)}
		if before != nil && before.lines[layer.ID] != nil {
			l.records = before.lines[layer.ID].records
		}
		if err := l.read(ctx, q, layer.ID); err != nil {
			return nil, err
		}
		l.extend(&c.layers[i])
		l.layer = c.layers[i]
		c.lines[layer.ID] = l
		for at, r := range l.records {
			c.byID[r.ID] = place{l, at}
		}
	}
	return c, nil
}

// read adds the snapshots that have been recorded since.
func (l *line) read(ctx context.Context, q querier, layer string) error {
	var last int64
	if len(l.records) > 0 {
		last = l.records[len(l.records)-1].serial
	}
	rows, err := q.QueryContext(ctx, selectSnapshots+`
		WHERE s.layer = ?
		AND s.serial > ?
		ORDER BY s.serial`, layer, last)
	if err != nil {
		return fmt.Errorf("snapshots of %s: %w", layer, explain(err))
	}
	fresh, err := collect(rows, scanRecord)
	if err != nil {
		return fmt.Errorf("snapshots of %s: %w", layer, err)
	}
	l.records = append(l.records[:len(l.records):len(l.records)], fresh...)
	l.byTime = make([]int, len(l.records))
	for i := range l.byTime {
		l.byTime[i] = i
	}
	slices.SortFunc(l.byTime, func(i, j int) int {
		a, b := l.records[i], l.records[j]
		return cmp.Or(a.ValidAt.Compare(b.ValidAt), cmp.Compare(a.Revision, b.Revision))
	})
	l.current = l.knownBy(everything)
	return nil
}

// extend fills in what the layer's snapshots reach, in time and on the ground, leaving out what is superseded or
// withdrawn.
func (l *line) extend(layer *geo.Layer) {
	layer.SnapshotCount = len(l.current)
	if len(l.current) == 0 {
		return
	}
	first, last := l.records[l.current[0]].ValidAt, l.records[l.current[len(l.current)-1]].ValidAt
	layer.FirstValidAt, layer.LastValidAt = &first, &last
	var bound *orb.Bound
	for _, at := range l.current {
		if b := l.records[at].bound; b != nil && bound == nil {
			bound = b
		} else if b != nil {
			union := bound.Union(*b)
			bound = &union
		}
	}
	if bound != nil {
		layer.BBox = []float64{bound.Min.Lon(), bound.Min.Lat(), bound.Max.Lon(), bound.Max.Lat()}
	}
}

// control is the kind of layers that have snapshots.
const control = "control"

// line returns the snapshots of a control layer; any other is NotFound.
func (c *catalogue) line(id string) (*line, error) {
	if l, ok := c.lines[id]; ok {
		return l, nil
	}
	layer, err := c.layer(id)
	if err != nil {
		return nil, err
	}
	return nil, hasNoSnapshots(layer)
}

func hasNoSnapshots(layer geo.Layer) error {
	return geo.Errorf(geo.NotFound, "layer %q is of kind %s and has no snapshots", layer.ID, layer.Kind)
}

// layer returns one layer; NotFound lists those that there are.
func (c *catalogue) layer(id string) (geo.Layer, error) {
	ids := make([]string, len(c.layers))
	for i, layer := range c.layers {
		if layer.ID == id {
			return layer, nil
		}
		ids[i] = layer.ID
	}
	if len(ids) == 0 {
		return geo.Layer{}, geo.Errorf(geo.NotFound, "there is no layer %q: there is none at all yet", id)
	}
	return geo.Layer{}, geo.Errorf(geo.NotFound, "there is no layer %q: there are %s", id, strings.Join(ids, ", "))
}

// line returns the snapshots of a control layer.
func (s *Store) line(ctx context.Context, layer string) (*line, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return nil, err
	}
	return c.line(layer)
}

// find returns the snapshot with that ID, of whatever layer.
func (c *catalogue) find(id string) (place, record, error) {
	found, ok := c.byID[id]
	if !ok {
		return place{}, record{}, geo.Errorf(geo.NotFound, "there is no snapshot %q", id)
	}
	return found, found.line.records[found.at], nil
}

// Layers returns all layers, control layers first, each kind in the order of making.
func (s *Store) Layers(ctx context.Context) ([]geo.Layer, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return nil, err
	}
	return slices.Clone(c.layers), nil
}

// Layer returns one layer; NotFound lists those that there are.
func (s *Store) Layer(ctx context.Context, id string) (geo.Layer, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return geo.Layer{}, err
	}
	return c.layer(id)
}

// Regions returns all regions in the order in which they were loaded.
func (s *Store) Regions(ctx context.Context) ([]geo.Region, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return nil, err
	}
	return c.regions, nil
}
