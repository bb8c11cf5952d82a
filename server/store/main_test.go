package store_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"greyzone/server/store"
)

// shared is the folder of what several tests start from.
var shared string

func TestMain(m *testing.M) {
	var err error
	if shared, err = os.MkdirTemp("", "greyzone-store"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(shared)
	os.Exit(code)
}

// makeMeasured makes a database with the default data set, measured within all regions, once for all tests.
var makeMeasured = sync.OnceValues(func() (string, error) {
	path := filepath.Join(shared, "measured.db")
	ctx := context.Background()
	s, err := store.Open(ctx, path, standing)
	if err != nil {
		return "", err
	}
	if _, err := s.LoadDefault(ctx, defaultData); err != nil {
		return "", err
	}
	if err := s.Warm(ctx); err != nil {
		return "", err
	}
	return path, s.Close()
})

// measuredStore is a database of the test's own with the default data set, measured within all regions.
func measuredStore(t testing.TB) *store.Store {
	t.Helper()
	template, err := makeMeasured()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(template)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "greyzone.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return openStore(t, path)
}
