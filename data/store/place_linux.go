package store

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// machine is the identity of this installation, "" where it has none.
func machine() string {
	for _, path := range []string{"/etc/machine-id", "/var/lib/dbus/machine-id"} {
		if id, err := os.ReadFile(path); err == nil {
			return strings.TrimSpace(string(id))
		}
	}
	return ""
}

// board is the firmware's identity, "" where it is kept from all but root, as mostly.
func board() string {
	id, _ := os.ReadFile("/sys/class/dmi/id/product_uuid")
	return strings.TrimSpace(string(id))
}

// lasting are the file systems on which a file keeps its inode for life. FAT and
// network file systems make them up anew.
var lasting = map[int64]bool{
	unix.EXT4_SUPER_MAGIC: true, unix.XFS_SUPER_MAGIC: true, unix.BTRFS_SUPER_MAGIC: true, unix.F2FS_SUPER_MAGIC: true, unix.TMPFS_MAGIC: true,
}

// fileIdentity tells one file from its copy; "" where the file system cannot. The inode
// of a file that was removed is given again, so when the file was made belongs to it.
func fileIdentity(path string) string {
	var fs unix.Statfs_t
	var file unix.Statx_t
	if unix.Statfs(path, &fs) != nil || !lasting[int64(fs.Type)] ||
		unix.Statx(unix.AT_FDCWD, path, 0, unix.STATX_INO|unix.STATX_BTIME, &file) != nil {
		return ""
	}
	born := ""
	if file.Mask&unix.STATX_BTIME != 0 {
		born = fmt.Sprintf("%d.%09d", file.Btime.Sec, file.Btime.Nsec)
	}
	return fmt.Sprintf("%d/%s", file.Ino, born)
}
