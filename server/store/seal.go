package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// sealOf is a hash over all that the rows of a snapshot say.
func sealOf(r record, c coverage) [sha256.Size]byte {
	text, err := json.Marshal([]any{
		r.ID, r.layer, r.ValidAt.UnixMicro(), r.Revision, r.RecordedAt.UnixMicro(), r.Withdrawn, r.Note,
		r.original, r.fileName, r.format, r.bound, c.form, math.Float64bits(c.areaM2), c.sha256[:],
	})
	if err != nil {
		panic(fmt.Sprintf("seal: %v", err)) // all of it can be written
	}
	return sha256.Sum256(text)
}

// sealed are the tables that have a row in seal: all but those of snapshots, whose rows have seals of their own.
var sealed = []string{"sqlite_schema", "source", "layer", "region", "status", "side", "feature", "settlement", "event", "claim", "token", "horizon"}

// seal seals tables at the end of a transaction that has changed them.
func seal(ctx context.Context, tx *sql.Tx, tables ...string) error {
	for _, table := range tables {
		sum, err := hashOfTable(ctx, tx, table)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO seal (of, sha256)
			VALUES (?, ?)
			ON CONFLICT (of) DO UPDATE SET sha256 = excluded.sha256`, table, sum[:]); err != nil {
			return fmt.Errorf("seal %s: %w", table, err)
		}
	}
	return nil
}

// hashOfTable is a hash over all rows of a table.
func hashOfTable(ctx context.Context, q querier, table string) ([sha256.Size]byte, error) {
	var sum [sha256.Size]byte
	// Where SQLite keeps a table is its own affair.
	rows, err := q.QueryContext(ctx, `
		SELECT iif(type = 'BLOB', 'hex(' || name || ')', name)
		FROM pragma_table_info(?)
		WHERE name <> 'rootpage'`, table)
	if err != nil {
		return sum, fmt.Errorf("columns of %s: %w", table, explain(err))
	}
	columns, err := collect(rows, scanText)
	if err != nil {
		return sum, fmt.Errorf("columns of %s: %w", table, err)
	}
	// The names are from the schema; no parameter can stand for a name.
	rows, err = q.QueryContext(ctx, fmt.Sprintf(`
		SELECT json_array(%s)
		FROM %s
		ORDER BY 1`, strings.Join(columns, ", "), table))
	if err != nil {
		return sum, fmt.Errorf("rows of %s: %w", table, explain(err))
	}
	lines, err := collect(rows, scanText)
	if err != nil {
		return sum, fmt.Errorf("rows of %s: %w", table, err)
	}
	return sha256.Sum256([]byte(strings.Join(lines, "\n"))), nil
}
