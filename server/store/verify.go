package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// Verification is what Verify looked at, and what is wrong with it.
type Verification struct {
	Layers, Snapshots, Originals int
	Faults                       []string // each names what is damaged; none: all is well
}

// Verify rebuilds every snapshot and original from what is stored, and holds them against their SHA-256 and their areas;
// of all else that is stored it looks whether it is still what was written. tell is called with what is looked at next.
// It looks at one state of the database, whatever is written meanwhile. An error says that looking was not possible, or
// was given up.
func (s *Store) Verify(ctx context.Context, tell func(what string)) (Verification, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return Verification{}, fmt.Errorf("read database: %w", explain(err))
	}
	defer tx.Rollback() // nothing was written
	v := &verifier{q: tx}
	for _, step := range []struct {
		what string
		look func(context.Context) error
	}{
		{"the database file", v.file},
		{"the tables", v.tables},
		{"the snapshots", v.layers},
		{"the originals", v.originals},
	} {
		tell(step.what)
		err := step.look(ctx)
		if ctx.Err() != nil {
			return v.found, ctx.Err()
		}
		if err != nil {
			v.fault("%s cannot be read to the end: %v", step.what, err)
		}
	}
	return v.found, nil
}

type verifier struct {
	q     querier
	found Verification
}

// manyFaults is as many as somebody would read.
const manyFaults = 1000

func (v *verifier) fault(format string, args ...any) {
	if len(v.found.Faults) < manyFaults {
		v.found.Faults = append(v.found.Faults, fmt.Sprintf(format, args...))
	}
}

// file lets SQLite check its own structures and the references between rows.
func (v *verifier) file(ctx context.Context) error {
	rows, err := v.q.QueryContext(ctx, `PRAGMA integrity_check`)
	if err != nil {
		return err
	}
	lines, err := collect(rows, scanText)
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			v.fault("the database file is damaged: %s", line)
		}
	}
	rows, err = v.q.QueryContext(ctx, `
		SELECT DISTINCT "table" || ' refers to a missing row of ' || parent
		FROM pragma_foreign_key_check`)
	if err != nil {
		return err
	}
	lines, err = collect(rows, scanText)
	for _, line := range lines {
		v.fault("%s", line)
	}
	return err
}

func (v *verifier) tables(ctx context.Context) error {
	for _, table := range sealed {
		var seal []byte
		err := v.q.QueryRowContext(ctx, `
			SELECT sha256
			FROM seal
			WHERE of = ?`, table).Scan(&seal)
		if errors.Is(err, sql.ErrNoRows) {
			v.fault("table %s has no seal", table)
			continue
		}
		if err != nil {
			return err
		}
		sum, err := hashOfTable(ctx, v.q, table)
		if err != nil {
			v.fault("table %s cannot be read: %v", table, err)
		} else if !bytes.Equal(sum[:], seal) {
			v.fault("table %s is not what was written", table)
		}
	}
	return nil
}

func (v *verifier) layers(ctx context.Context) error {
	rows, err := v.q.QueryContext(ctx, `
		SELECT DISTINCT layer
		FROM snapshot
		ORDER BY layer`)
	if err != nil {
		return err
	}
	layers, err := collect(rows, scanText)
	if err != nil {
		return err
	}
	for _, layer := range layers {
		v.found.Layers++
		if err := v.layer(ctx, layer); err != nil {
			v.fault("layer %s cannot be read to the end: %v", layer, err)
		}
	}
	return nil
}

// layer rebuilds the snapshots of a layer one after the other, as each needs those before.
func (v *verifier) layer(ctx context.Context, layer string) error {
	rows, err := v.q.QueryContext(ctx, `
		SELECT s.serial, s.layer, s.id, s.valid_at, s.recorded_at, s.revision, s.withdrawn, s.note,
			s.original, s.file_name, s.format, s.west, s.south, s.east, s.north,
			coalesce(c.form, x''), coalesce(c.area_m2, 0), coalesce(c.sha256, x''), coalesce(c.seal, x'')
		FROM snapshot s
		LEFT JOIN coverage c ON c.snapshot = s.serial
		WHERE s.layer = ?
		ORDER BY s.serial`, layer)
	if err != nil {
		return err
	}
	defer rows.Close()
	h, lost := topo.NewHistory(), 0
	for rows.Next() {
		v.found.Snapshots++
		var c coverage
		var seal, sum []byte
		r, err := scanRecord(alsoScan{rows, []any{&c.form, &c.areaM2, &sum, &seal}})
		if err != nil {
			return err
		}
		copy(c.sha256[:], sum)
		if want := sealOf(r, c); !bytes.Equal(want[:], seal) {
			v.fault("%s: its row is not what was written", named(r))
		}
		if lost > 0 {
			lost++
		} else if err := v.snapshot(h, r, c); err != nil {
			v.fault("%s: %v", named(r), err)
			lost++
		}
	}
	if lost > 1 {
		v.fault("layer %s: the %d snapshots recorded after that need it and cannot be rebuilt; import their originals into a new layer", layer, lost-1)
	}
	return explain(rows.Err())
}

func named(r record) string {
	return fmt.Sprintf("snapshot %s of layer %s (%s, revision %d)", r.ID, r.layer, spoken(r.ValidAt), r.Revision)
}

// alsoScan scans further columns than those of a record.
type alsoScan struct {
	scanner
	more []any
}

func (a alsoScan) Scan(dest ...any) error { return a.scanner.Scan(append(dest, a.more...)...) }

// snapshot adds one to the history and holds its zones against what is stored. It fails if the next ones cannot be
// rebuilt either.
func (v *verifier) snapshot(h *topo.History, r record, c coverage) error {
	if err := h.Load(c.form); err != nil {
		return err
	}
	n := h.Len() - 1
	zones, err := h.Zones(n)
	if err != nil {
		return err
	}
	if hashOf(zones) != c.sha256 {
		v.fault("%s: its zones do not have their SHA-256", named(r))
	}
	if r.ID != snapshotID(r) {
		v.fault("%s: its id is not that of what it says", named(r))
	}
	sums, own := h.AreasM2(n), geo.Sums{}
	for _, z := range zones {
		own[z.Status] += geo.AreaM2(z.Polygon)
	}
	for status, m2 := range own {
		if !nearly(m2, sums[status]) {
			v.fault("%s: %s has %.6f km² by its edges and %.6f by its polygons", named(r), status, sums[status]/1e6, m2/1e6)
		}
	}
	if !nearly(total(sums), c.areaM2) {
		v.fault("%s: it has %.6f km², and %.6f were stored", named(r), total(sums)/1e6, c.areaM2/1e6)
	}
	return nil
}

// nearly allows for sums that were made in another order.
func nearly(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))+1e-3 }

// originals unpacks all originals in the order of storing, in which each mostly needs the one before.
func (v *verifier) originals(ctx context.Context) error {
	rows, err := v.q.QueryContext(ctx, `
		SELECT sha256, data, base, size, links
		FROM original
		ORDER BY rowid`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var last earlier
	for rows.Next() {
		v.found.Originals++
		var sha, frame, base []byte
		var size, links int
		if err := rows.Scan(&sha, &frame, &base, &size, &links); err != nil {
			return err
		}
		before, err := v.base(ctx, base, last)
		if err == nil && links != before.links+1 {
			err = fmt.Errorf("it needs %d others, not %d", before.links+1, links)
		}
		var data []byte
		if err == nil {
			data, err = unpack(frame, before.data)
		}
		if sum := sha256.Sum256(data); err == nil && (!bytes.Equal(sum[:], sha) || len(data) != size) {
			err = errors.New("its bytes do not have their SHA-256")
		}
		if err != nil {
			v.fault("original %x, of %s: %v", sha, v.ownerOf(ctx, sha), err)
		}
		last = earlier{sha, data, links}
	}
	return explain(rows.Err())
}

// base is the original that another one needs, mostly the last one; for no base it is empty, and less than the first.
func (v *verifier) base(ctx context.Context, sha []byte, last earlier) (earlier, error) {
	switch {
	case sha == nil:
		return earlier{links: -1}, nil
	case bytes.Equal(sha, last.sha256):
		return last, nil
	}
	return readOriginal(ctx, v.q, sha)
}

// ownerOf names the first snapshot that was uploaded as an original.
func (v *verifier) ownerOf(ctx context.Context, sha []byte) string {
	r, err := scanRecord(v.q.QueryRowContext(ctx, selectSnapshots+`
		WHERE s.original = ?
		ORDER BY s.serial
		LIMIT 1`, sha))
	if err != nil {
		return "no snapshot"
	}
	return named(r)
}
