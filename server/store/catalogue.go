package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// catalogue is what the database says of layers, regions and snapshots, kept in memory. It is never changed: when the
// database has, the next question makes another one.
type catalogue struct {
	seen    int64     // the version of the database that it was read from
	mark    string    // of what it says
	version int64     // of the database that first said so
	horizon time.Time // all that was recorded by then is in it, and nothing else ever will have been
	known   time.Time // it is asked for what was known by then; zero: for what is known now

	layers  []storedLayer    // control layers first, each kind in the order of making
	regions []geo.Region     // in the order of recording
	lines   map[string]*line // by control layer
	byID    map[string]place
}

// line is the snapshots of a layer.
type line struct {
	layer      geo.Layer
	statusesAt []time.Time // when each status of the layer was recorded
	learned    time.Time   // all that was recorded by then, be it of this or of the regions, is known, and nothing later
	memory     *memory
	records    []record // in the order of recording: the place in it is the number in memory's history
	byTime     []int    // places, by valid time, then revision
	current    []int    // places of the newest revision of each valid time that is not withdrawn, by valid time
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
	if s.known != nil && s.known.seen == version {
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
	if next.seen = version; next.version == 0 {
		next.version = version
	}
	s.known = next
	return next, nil
}

// Version is another one whenever anything is that answers are made from, whoever has written it; never 0.
func (s *Store) Version(ctx context.Context) (int64, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return 0, err
	}
	return c.version, nil
}

// readCatalogue reads what is not in before, which may be nil.
func (s *Store) readCatalogue(ctx context.Context, q querier, before *catalogue) (*catalogue, error) {
	mark, err := readMark(ctx, q)
	if err != nil {
		return nil, err
	}
	horizon, err := readHorizon(ctx, q)
	if err != nil {
		return nil, err
	}
	if before != nil && before.mark == mark {
		same := *before
		same.horizon = instant(horizon)
		return &same, nil
	}
	c := &catalogue{mark: mark, horizon: instant(horizon), lines: make(map[string]*line), byID: make(map[string]place)}
	if before == nil {
		before = &catalogue{}
	}
	if c.layers, err = readLayers(ctx, q); err != nil {
		return nil, err
	}
	if c.regions, err = readRegions(ctx, q, before.regions); err != nil {
		return nil, err
	}
	return c, s.readLines(ctx, q, c, before)
}

// readMark returns what is another one whenever a snapshot was recorded or a table changed that answers are made from.
func readMark(ctx context.Context, q querier) (string, error) {
	var mark string
	if err := q.QueryRowContext(ctx, `
		SELECT (SELECT coalesce(max(serial), 0) FROM snapshot) || ' ' || group_concat(hex(sha256))
		FROM seal
		WHERE of NOT IN ('token', 'horizon')`).Scan(&mark); err != nil {
		return "", fmt.Errorf("read seals: %w", explain(err))
	}
	return mark, nil
}

// readLines reads the snapshots of the control layers of c that are not in before.
func (s *Store) readLines(ctx context.Context, q querier, c, before *catalogue) error {
	for _, layer := range c.layers {
		if layer.Kind != control {
			continue
		}
		l := &line{layer: layer.Layer, statusesAt: layer.statusesAt, memory: s.memoryOf(layer.ID)}
		if known, ok := before.lines[layer.ID]; ok {
			l.records = known.records
		}
		if err := l.read(ctx, q, layer.ID); err != nil {
			return err
		}
		if n := len(l.records); n > 0 {
			l.learned = l.records[n-1].RecordedAt
		}
		if n := len(c.regions); n > 0 && c.regions[n-1].RecordedAt.After(l.learned) {
			l.learned = c.regions[n-1].RecordedAt
		}
		c.lines[layer.ID] = l
		for at, r := range l.records {
			c.byID[r.ID] = place{l, at}
		}
	}
	return nil
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
	l.look()
	return nil
}

// look finds out which snapshots are current, leaving out what is superseded or withdrawn, and what these reach in time
// and on the ground.
func (l *line) look() {
	l.current = l.newest()
	layer := &l.layer
	layer.SnapshotCount, layer.FirstValidAt, layer.LastValidAt, layer.BBox = len(l.current), nil, nil, nil
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

// line returns the known snapshots of a control layer; any other is NotFound.
func (c *catalogue) line(id string) (*line, error) {
	layer, err := c.stored(id)
	if err != nil {
		return nil, err
	}
	if l, ok := c.lines[id]; ok {
		return l.asOf(c.known), nil
	}
	return nil, hasNoSnapshots(layer.Layer)
}

func hasNoSnapshots(layer geo.Layer) error {
	return geo.Errorf(geo.NotFound, "layer %q is of kind %s and has no snapshots", layer.ID, layer.Kind)
}

// layer returns one layer as it is known.
func (c *catalogue) layer(id string) (geo.Layer, error) {
	layer, err := c.stored(id)
	if err != nil {
		return geo.Layer{}, err
	}
	return c.knownLayer(layer), nil
}

// stored returns one layer. NotFound lists those that there are, or says that this one came later.
func (c *catalogue) stored(id string) (storedLayer, error) {
	ids := make([]string, len(c.layers))
	for i, layer := range c.layers {
		if layer.ID == id && !c.isKnown(layer.recordedAt) {
			return layer, geo.Errorf(geo.NotFound, "nothing of layer %s was recorded by %s: the first was recorded at %s",
				id, spoken(c.known), layer.recordedAt.Format(time.RFC3339Nano))
		}
		if layer.ID == id {
			return layer, nil
		}
		ids[i] = layer.ID
	}
	if len(ids) == 0 {
		return storedLayer{}, geo.Errorf(geo.NotFound, "there is no layer %q: there is none at all yet", id)
	}
	return storedLayer{}, geo.Errorf(geo.NotFound, "there is no layer %q: there are %s", id, strings.Join(ids, ", "))
}

// line returns the snapshots of a control layer that were known at asOf; a zero time is now.
func (s *Store) line(ctx context.Context, layer string, asOf time.Time) (*line, error) {
	c, err := s.asOf(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return c.line(layer)
}

// find returns the known snapshot with that ID, of whatever layer.
func (c *catalogue) find(id string) (place, record, error) {
	found, ok := c.byID[id]
	if !ok {
		return place{}, record{}, geo.Errorf(geo.NotFound, "there is no snapshot %q", id)
	}
	r := found.line.records[found.at]
	if !c.isKnown(r.RecordedAt) {
		return place{}, record{}, geo.Errorf(geo.NotFound, "snapshot %s was not known at %s: it was recorded at %s",
			id, spoken(c.known), r.RecordedAt.Format(time.RFC3339Nano))
	}
	return found, r, nil
}
