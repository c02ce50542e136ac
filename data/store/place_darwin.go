package store

import (
	"fmt"
	"syscall"

	"golang.org/x/sys/unix"
)

// board is the hardware's identity.
func board() string {
	id, _ := unix.Sysctl("kern.uuid")
	return id
}

// born is when a file was made: the inode of a file that was removed is given again.
func born(file *syscall.Stat_t) string {
	return fmt.Sprintf("%d.%09d", file.Birthtimespec.Sec, file.Birthtimespec.Nsec)
}
