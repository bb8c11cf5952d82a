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

// loadedOnce is the content of a database with the default data set: to copy it takes less than to load the data anew.
var loadedOnce = sync.OnceValues(func() ([]byte, error) {
	path := filepath.Join(shared, "default.db")
	ctx := context.Background()
	s, err := store.Open(ctx, path, standing)
	if err != nil {
		return nil, err
	}
	if _, err := s.LoadDefault(ctx, defaultData); err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// defaultStore is a database of the test's own with the default data set.
func defaultStore(t testing.TB) (*store.Store, string) {
	t.Helper()
	content, err := loadedOnce()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "greyzone.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return openStore(t, path), path
}
