package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"greyzone/geo"
)

//go:embed migrations/*.sql
var migrations embed.FS

// conversions are what SQL cannot do, by the number of the migration that they end.
var conversions = map[int]func(ctx context.Context, tx *sql.Tx) error{2: convertToTopology}

// migrate applies the numbered files that the database has not had yet, each in a transaction of its own. Number n
// leaves it at user_version n.
func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Glob(migrations, "migrations/*.sql") // sorted by name, so by number
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	version, err := schemaVersion(ctx, db)
	if err != nil {
		return err
	}
	if version > len(files) {
		return geo.Errorf(geo.Conflict, "the database has schema %d, and this program knows up to %d: use the newer program that wrote it",
			version, len(files))
	}
	for n := version; n < len(files); n++ {
		err := inTx(ctx, db, func(tx *sql.Tx) error {
			err := applyMigration(ctx, tx, files[n], n+1)
			if err == nil && n+1 == len(files) {
				err = seal(ctx, tx, sealed...)
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("migration %s: %w", files[n], err)
		}
	}
	if version > 0 && version < len(files) {
		// Gives back the room of what is gone; on a full disk it stays, and is used for what comes.
		_, _ = db.ExecContext(ctx, `VACUUM`)
	}
	return nil
}

func applyMigration(ctx context.Context, tx *sql.Tx, file string, number int) error {
	version, err := schemaVersion(ctx, tx)
	if err != nil || version >= number { // another process was quicker
		return err
	}
	statements, err := migrations.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	if _, err := tx.ExecContext(ctx, string(statements)); err != nil {
		return fmt.Errorf("apply: %w", err)
	}
	if convert := conversions[number]; convert != nil {
		if err := convert(ctx, tx); err != nil {
			return fmt.Errorf("convert: %w", err)
		}
	}
	// A PRAGMA takes no parameters.
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", number)); err != nil {
		return fmt.Errorf("note the version: %w", err)
	}
	return nil
}

func schemaVersion(ctx context.Context, q querier) (int, error) {
	var version int
	if err := q.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return 0, fmt.Errorf("read schema version: %w", err)
	}
	return version, nil
}
