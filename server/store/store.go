// Package store keeps everything durable in one SQLite database: layers, snapshots as revisions with valid and recorded
// time, their zones, the original bytes, regions, places and tokens. It is the only package that knows SQL. Failures
// that a user can act on are *geo.Error.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
	"golang.org/x/sync/singleflight"

	"greyzone/geo"
)

// Store is a database of snapshots. It is safe for use by several goroutines, and several processes may have the same
// file open: what is kept in memory is brought up to date by each question.
type Store struct {
	write *sql.DB // one connection: SQLite has one writer
	read  *sql.DB // refuses to write
	watch *sql.DB // one connection, which writes nothing and so sees when any other has
	now   func() time.Time

	reading sync.Mutex // guards known
	known   *catalogue // nil before the first question

	remembering sync.Mutex // guards memories
	memories    map[string]*memory

	publishing sync.Mutex // held by who publishes, or brings memory up to date

	advancing singleflight.Group // so that all who ask beyond the horizon wait for one transaction
}

// querier is what reading needs: a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Open opens the database file at path, makes it if there is none, and brings its schema up to date. now tells recorded
// time. A database that a newer program wrote, and a file that is no database, are refused.
func Open(ctx context.Context, path string, now func() time.Time) (*Store, error) {
	if path == "" || strings.HasPrefix(path, ":memory:") {
		return nil, geo.Errorf(geo.Invalid, "the database must be a file: %q is none", path)
	}
	// Every connection of a pool needs the settings, so they are in its name and not in statements.
	const settings = "?_foreign_keys=on&_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000"
	name := "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + settings
	write, err := sql.Open("sqlite3", name+"&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	write.SetMaxOpenConns(1)
	if err := migrate(ctx, write); err != nil {
		_ = write.Close()
		return nil, fmt.Errorf("open %s: %w", path, explain(err))
	}
	read, err := openToRead(name, readers)
	if err != nil {
		_ = write.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	watch, err := openToRead(name, 1)
	if err != nil {
		_ = errors.Join(write.Close(), read.Close())
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return &Store{write: write, read: read, watch: watch, now: now, memories: make(map[string]*memory)}, nil
}

func openToRead(name string, connections int) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", name+"&_query_only=on")
	if err == nil {
		db.SetMaxOpenConns(connections)
		db.SetMaxIdleConns(connections)
	}
	return db, err
}

// readers bounds how many queries run at once; more would only wait for the processor.
const readers = 8

// Close closes the database. Nothing that was answered is lost without it.
func (s *Store) Close() error {
	// The one that writes last, as it tidies up.
	if err := errors.Join(s.watch.Close(), s.read.Close(), s.write.Close()); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// Ready fails while the database cannot be read or written.
func (s *Store) Ready(ctx context.Context) error {
	var layers int
	if err := s.read.QueryRowContext(ctx, `
		SELECT count(*)
		FROM layer`).Scan(&layers); err != nil {
		return fmt.Errorf("read database: %w", explain(err))
	}
	return inTx(ctx, s.write, func(*sql.Tx) error { return nil })
}

// inTx runs work in a transaction that has the right to write from its start: all of it is stored, durably, or nothing.
func inTx(ctx context.Context, db *sql.DB, work func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", explain(err))
	}
	defer tx.Rollback() // after a commit there is nothing to roll back
	if err := work(tx); err != nil {
		return explain(err)
	}
	if err := tx.Commit(); err != nil {
		return explain(err)
	}
	return nil
}
