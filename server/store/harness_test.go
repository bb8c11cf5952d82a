package store_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"greyzone/data"
	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/server/store"
)

// standing is a clock that never moves, so that recorded times increase by the store's own doing.
func standing() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

// emptyStore opens a new database and returns the path of its file too.
func emptyStore(t testing.TB) (*store.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "greyzone.db")
	return openStore(t, path), path
}

func openStore(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), path, standing)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func defaultData() (geo.DataSet, error) { return format.ReadDataSet(data.Files) }

// square is a Feature with sides of size degrees and its lower left corner at lon, lat.
func square(status string, lon, lat, size float64) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"status":%q},"geometry":{"type":"Polygon","coordinates":`+
		`[[[%[2]g,%[3]g],[%[4]g,%[3]g],[%[4]g,%[5]g],[%[2]g,%[5]g],[%[2]g,%[3]g]]]}}`, status, lon, lat, lon+size, lat+size)
}

func file(features ...string) []byte {
	return []byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`)
}

// upload asks to publish a file for a day, in a layer that is made if need be.
func upload(t testing.TB, layer, day string, content []byte) geo.Upload {
	t.Helper()
	return uploadAs(t, layer, day+".geojson", format.Auto, content)
}

func uploadAs(t testing.TB, layer, name, kind string, content []byte) geo.Upload {
	t.Helper()
	for reading, err := range format.Read(content, name, kind) {
		if err != nil {
			t.Fatal(err)
		}
		return geo.Upload{Layer: layer, Reading: reading, ValidAt: reading.ValidAt, Create: &geo.Layer{}}
	}
	t.Fatalf("%s holds no snapshot", name)
	return geo.Upload{}
}

func publish(t testing.TB, s *store.Store, u geo.Upload) geo.Report {
	t.Helper()
	report, err := s.Publish(context.Background(), u)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func day(t testing.TB, text string) geo.Moment {
	t.Helper()
	m, err := geo.ParseMoment(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// refused checks that err is a *geo.Error of that kind whose message has all of words, and returns it.
func refused(t testing.TB, err error, kind geo.Kind, words ...string) *geo.Error {
	t.Helper()
	var told *geo.Error
	if !errors.As(err, &told) || told.Kind != kind {
		t.Fatalf("got %v, want a refusal of kind %d", err, kind)
	}
	for _, word := range words {
		if !strings.Contains(told.Message, word) {
			t.Errorf("%q does not say %q", told.Message, word)
		}
	}
	return told
}

// dump returns a hash of all rows of each table.
func dump(t testing.TB, path string) map[string]string {
	t.Helper()
	db := openRaw(t, path)
	defer db.Close()
	tables := make(map[string]string)
	for _, table := range columnOf(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table'`) {
		rows := columnOf(t, db, fmt.Sprintf(`SELECT json_array(%s) FROM %s ORDER BY 1`,
			strings.Join(columnOf(t, db, fmt.Sprintf(`SELECT iif(type = 'BLOB', 'hex(' || name || ')', name) FROM pragma_table_info('%s')`, table)), ", "), table))
		tables[table] = fmt.Sprintf("%d rows, %x", len(rows), sha256.Sum256([]byte(strings.Join(rows, "\n"))))
	}
	return tables
}

// openRaw opens the file of a store past the store.
func openRaw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

func columnOf(t testing.TB, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		list = append(list, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// near fails unless got is want within 1e-6, relative, or 2e-6 km², to which the reference figures are printed.
func near(t testing.TB, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > max(1e-6*math.Abs(want), 2e-6) {
		t.Errorf("%s: %.6f km², want %.6f", what, got, want)
	}
}

// realFile reads a file of other projects' data; the test is skipped where there is none.
func realFile(t testing.TB, name string) []byte {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(root, "../shared/data/real", name))
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("%s is not here", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return content
}
