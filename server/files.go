package main

import (
	"cmp"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"greyzone/geo/format"
)

// collectFiles returns the files that paths name, and all files in those that are folders: each folder's in the order
// of the times in their names, then of the names. What cannot be read goes into r.
func collectFiles(paths []string, r *report) []string {
	var files []string
	for _, path := range paths {
		found := walk(path, r)
		slices.SortStableFunc(found, func(a, b string) int {
			return cmp.Or(format.TimeInName(a).Compare(format.TimeInName(b)), cmp.Compare(a, b))
		})
		files = append(files, found...)
	}
	return files
}

// walk returns path itself, or what is in it and not hidden.
func walk(path string, r *report) []string {
	var files []string
	_ = filepath.WalkDir(path, func(at string, entry fs.DirEntry, err error) error {
		hidden := at != path && strings.HasPrefix(filepath.Base(at), ".")
		switch {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden:
		case err != nil:
			r.skip(at, err)
		case !entry.IsDir():
			files = append(files, at)
		}
		return nil
	})
	return files
}
