//go:build !linux && !windows

package store

import (
	"os"
	"strconv"
	"syscall"
)

// machine is the identity of this installation, "" where it has none.
func machine() string { return "" }

// inode tells one file from its copy; "" where the file system cannot.
func inode(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	file, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return strconv.FormatUint(uint64(file.Ino), 10)
}
