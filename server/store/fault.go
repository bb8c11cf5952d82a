package store

import (
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"

	"greyzone/geo"
)

// explain turns the database's failures that a user can act on into a *geo.Error, the cause kept behind it. All other
// errors come back as they are.
func explain(err error) error {
	var told *geo.Error
	var fault sqlite3.Error
	if err == nil || errors.As(err, &told) || !errors.As(err, &fault) {
		return err
	}
	switch {
	case fault.Code == sqlite3.ErrFull, noRoomToWrite(fault.ExtendedCode):
		told = geo.Errorf(geo.NoSpace, "the disk is full: nothing was stored; make room and try again")
	case isBusy(fault):
		told = geo.Errorf(geo.Unavailable, "the database is busy with another write: nothing was stored; try again in a moment")
	case fault.Code == sqlite3.ErrReadonly:
		told = geo.Errorf(geo.Unavailable, "the database file cannot be written: nothing was stored; check its permissions")
	case fault.Code == sqlite3.ErrCantOpen:
		told = geo.Errorf(geo.Invalid, "the database file cannot be opened: check that its folder is there and may be written")
	case fault.Code == sqlite3.ErrNotADB:
		told = geo.Errorf(geo.Invalid, "the file is not a Greyzone database")
	default:
		return err
	}
	return fmt.Errorf("%w (%w)", told, err)
}

// isBusy reports that somebody else was writing.
func isBusy(err error) bool {
	var fault sqlite3.Error
	return errors.As(err, &fault) && (fault.Code == sqlite3.ErrBusy || fault.Code == sqlite3.ErrLocked)
}

// noRoomToWrite reports the failures that a full disk shows itself by when it is the log or the file's end that does
// not fit.
func noRoomToWrite(code sqlite3.ErrNoExtended) bool {
	switch code {
	case sqlite3.ErrIoErrWrite, sqlite3.ErrIoErrFsync, sqlite3.ErrIoErrDirFsync, sqlite3.ErrIoErrTruncate,
		sqlite3.ErrIoErrSHMSize:
		return true
	}
	return false
}
