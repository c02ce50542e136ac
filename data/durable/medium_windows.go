package durable

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// SameMedium reports whether both folders lie on one drive: what breaks the one then
// breaks the other.
func SameMedium(a, b string) bool {
	return strings.EqualFold(filepath.VolumeName(a), filepath.VolumeName(b))
}

// Free is how many bytes this user may yet write in the folder, where that can be known.
func Free(folder string) (bytes int64, known bool) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, false
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, false
	}
	return int64(min(free, 1<<62)), true
}
