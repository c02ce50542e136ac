package durable

import (
	"os"
	"path/filepath"
)

// Within reports whether the folder, which need not be there yet, is the outer one or lies
// in it, by whatever name.
func Within(outer, folder string) bool {
	own, err := os.Stat(outer)
	if err != nil {
		return false
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return false
	}
	for {
		if at, err := os.Stat(folder); err == nil && os.SameFile(own, at) {
			return true
		}
		if real, err := filepath.EvalSymlinks(folder); err == nil {
			folder = real
		}
		above := filepath.Dir(folder)
		if above == folder {
			return false
		}
		folder = above
	}
}
