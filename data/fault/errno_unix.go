//go:build unix

package fault

import "syscall"

var errnos = []struct {
	errno syscall.Errno
	code  string
}{
	{syscall.ENOSPC, Full},
	{syscall.EDQUOT, Full},
	{syscall.EROFS, ReadOnly},
	{syscall.EACCES, Permission},
	{syscall.EPERM, Permission},
	{syscall.EIO, Broken},
	{syscall.ENODEV, Missing},
	{syscall.ENXIO, Missing},
	{syscall.ENOTDIR, NoFolder}, // a folder below what is a file
	{syscall.EFBIG, TooLarge},
	{syscall.EISDIR, NoFile},
	{syscall.ELOOP, NoFile}, // links in a circle
	{syscall.ENAMETOOLONG, BadName},
	{syscall.EILSEQ, BadName},
}
