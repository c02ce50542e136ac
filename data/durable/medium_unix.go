//go:build unix

package durable

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// SameMedium reports whether both folders lie on one file system: what breaks the one
// then breaks the other. Where that cannot be known it says no.
func SameMedium(a, b string) bool {
	one, knownOne := medium(a)
	other, knownOther := medium(b)
	return knownOne && knownOther && one == other
}

// Free is how many bytes this user may yet write in the folder, where that can be known.
func Free(folder string) (bytes int64, known bool) {
	var disk unix.Statfs_t
	if err := unix.Statfs(folder, &disk); err != nil {
		return 0, false
	}
	return int64(disk.Bavail) * int64(disk.Bsize), true
}

func medium(path string) (number uint64, known bool) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, false
	}
	file, known := info.Sys().(*syscall.Stat_t)
	if !known {
		return 0, false
	}
	return uint64(file.Dev), true
}
