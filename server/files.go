package main

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"greyzone/geo/format"
)

// file is a file to import.
type file struct {
	path string
	size int64 // 0 where it cannot be told
	time time.Time
}

// collectFiles returns the files that paths name, and all files in those that are folders: each folder's in the order
// of the times in their names, then of the names. What cannot be read goes into r.
func collectFiles(paths []string, r *report) []file {
	var files []file
	for _, path := range paths {
		found := walk(path, r)
		slices.SortStableFunc(found, func(a, b file) int {
			return cmp.Or(a.time.Compare(b.time), cmp.Compare(a.path, b.path))
		})
		files = append(files, found...)
	}
	return files
}

// walk returns path itself, or what is in it and not hidden.
func walk(path string, r *report) []file {
	var files []file
	_ = filepath.WalkDir(path, func(at string, entry fs.DirEntry, err error) error {
		hidden := at != path && strings.HasPrefix(filepath.Base(at), ".")
		switch {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden:
		case err != nil:
			r.skip(at, err)
		case !entry.IsDir():
			files = append(files, file{path: at, size: sizeOf(at), time: format.TimeInName(at)})
		}
		return nil
	})
	return files
}

// sizeOf follows links, as reading does.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	return info.Size()
}

func totalSize(files []file) int64 {
	var total int64
	for _, f := range files {
		total += f.size
	}
	return total
}
