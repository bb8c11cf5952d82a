package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

// A group of snapshots becomes durable at once, which is much quicker than one by one. It is ended by size or by time,
// so that an import that is killed loses little and a running server need not wait long to write.
const (
	groupSize = 64
	groupTime = time.Second
)

// Who waits to write looks at the database ten times a second and gives up after five seconds, so that the moment between
// two groups is as good as none to them: now and then it is made longer than that.
const (
	wayEvery = 3 * time.Second
	wayTime  = 150 * time.Millisecond
)

// errNothing says that an import that stores all or nothing has stored nothing.
var errNothing = errors.New("not everything could be imported")

// importer publishes what is read.
type importer struct {
	command importCommand
	store   *store.Store
	report  *report
	items   <-chan item
	present present
	bulk    bool          // there is more than one snapshot to expect
	way     time.Duration // how long it may go on before it gives way to others who wait to write
}

type publisher func(geo.Upload) (geo.Report, error)

// run publishes every item, in groups or all at once. What cannot be published goes into the report; an error stops the
// import.
func (m *importer) run(ctx context.Context) error {
	for began := time.Now(); ; {
		if time.Since(began) > m.way {
			giveWay(ctx)
			began = time.Now()
		}
		first, err := m.next(ctx, nil)
		if err != nil || first == nil {
			return err
		}
		saved := m.report.save()
		err = m.store.Batch(ctx, func(publish func(geo.Upload) (geo.Report, error)) error {
			return m.publishGroup(ctx, publish, first)
		})
		if err != nil {
			m.report.takeBack(saved)
			return err
		}
	}
}

// giveWay waits long enough for others to begin to write.
func giveWay(ctx context.Context) {
	select {
	case <-time.After(wayTime):
	case <-ctx.Done():
	}
}

// next returns the next item to publish, or nil after the last one or when it becomes late; items that are not to be
// published are reported.
func (m *importer) next(ctx context.Context, late <-chan time.Time) (*item, error) {
	for {
		var i item
		var more bool
		select {
		case i, more = <-m.items:
		case <-late:
			return nil, nil
		}
		if !more {
			return nil, ctx.Err()
		}
		m.report.progress.show(i)
		if toPublish, err := m.judge(&i); toPublish || err != nil {
			return &i, err
		}
	}
}

// judge reports whether i is to be published, and notes why not.
func (m *importer) judge(i *item) (bool, error) {
	err := i.Err
	if err == nil {
		i.Reading.ValidAt, err = m.command.validAt(*i)
	}
	if err != nil {
		return false, m.report.sort(i.place(), err)
	}
	if (m.bulk || i.Line > 0) && m.present.has(i.Reading) {
		m.report.already++
		return false, nil
	}
	return true, nil
}

// publishGroup publishes first and the items after it until the group is large enough or a second is over, or with
// --all-or-nothing all. It does not wait longer for a slow file, since nobody else can write meanwhile.
func (m *importer) publishGroup(ctx context.Context, publish publisher, first *item) (err error) {
	size, late := groupSize, time.After(groupTime)
	if m.command.AllOrNothing {
		size, late = math.MaxInt, nil
	}
	i := first
	for n := 1; i != nil; n++ {
		if err := m.report.sort(i.place(), m.publish(publish, i)); err != nil {
			return err
		}
		if n == size {
			return nil
		}
		if i, err = m.next(ctx, late); err != nil {
			return err
		}
	}
	if m.command.AllOrNothing && m.report.skips > 0 {
		return errNothing
	}
	return nil
}

func (m *importer) publish(publish publisher, i *item) error {
	told, err := publish(m.command.upload(i.Reading))
	if err != nil {
		return err
	}
	if refused := m.command.wouldRefuse(told); refused != nil {
		return refused
	}
	m.present.add(i.Reading.ValidAt, i.Reading.Original.SHA256)
	m.report.published(i.place(), told)
	return nil
}

// validAt is when it was so on the ground: the flag's word, else the file's.
func (c importCommand) validAt(i item) (time.Time, error) {
	switch {
	case c.Datetime.Text != "" && i.Reading.Format == format.NDJSON:
		return time.Time{}, geo.Errorf(geo.Invalid, "--datetime is for a single snapshot, and each line of %s has its own", i.path)
	case c.Datetime.Text != "":
		return c.Datetime.From, nil
	case i.Reading.ValidAt.IsZero():
		return time.Time{}, geo.Errorf(geo.Unprocessable, "neither the file nor its name tells the time: give it with --datetime")
	}
	return i.Reading.ValidAt, nil
}

// present is what a layer has: the SHA-256 of the revisions of each valid time. An import that is repeated passes over
// what it has published before, even if a later line of the same time has replaced it.
type present map[int64][]string

// readPresent reads what a layer has; nothing if there is no such layer.
func readPresent(ctx context.Context, s *store.Store, layer string) (present, error) {
	p := present{}
	q := geo.SnapshotQuery{Layer: layer, AllRevisions: true, Limit: 1000}
	for {
		page, err := s.Snapshots(ctx, q)
		var told *geo.Error
		if errors.As(err, &told) && told.Kind == geo.NotFound {
			return p, nil
		}
		if err != nil {
			return nil, fmt.Errorf("list snapshots: %w", err)
		}
		for _, snapshot := range page.Snapshots {
			p.add(snapshot.ValidAt, snapshot.SHA256)
		}
		if page.NextCursor == nil {
			return p, nil
		}
		q.Cursor = *page.NextCursor
	}
}

func (p present) add(validAt time.Time, sha256 string) {
	key := validAt.UTC().Truncate(geo.Tick).UnixMicro()
	p[key] = append(p[key], sha256)
}

func (p present) has(r geo.Reading) bool {
	return slices.Contains(p[r.ValidAt.UTC().Truncate(geo.Tick).UnixMicro()], r.Original.SHA256)
}
