//go:build !linux && !windows

package store

import (
	"fmt"
	"os"
	"syscall"
)

// machine is the identity of this installation, "" where it has none.
func machine() string { return "" }

// fileIdentity tells one file from its copy; "" where the file system cannot.
func fileIdentity(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	file, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d/%s", file.Ino, born(file))
}
