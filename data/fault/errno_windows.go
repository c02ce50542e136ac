//go:build windows

package fault

import "syscall"

// Numbers of winerror.h that package syscall does not name.
var errnos = []struct {
	errno syscall.Errno
	code  string
}{
	{112, Full},      // ERROR_DISK_FULL
	{39, Full},       // ERROR_HANDLE_DISK_FULL
	{1295, Full},     // ERROR_DISK_QUOTA_EXCEEDED
	{19, ReadOnly},   // ERROR_WRITE_PROTECT
	{5, Permission},  // ERROR_ACCESS_DENIED
	{32, Permission}, // ERROR_SHARING_VIOLATION
	{21, Missing},    // ERROR_NOT_READY
	{53, Missing},    // ERROR_BAD_NETPATH
	{55, Missing},    // ERROR_DEV_NOT_EXIST
	{223, TooLarge},  // ERROR_FILE_TOO_LARGE
	{267, NoFolder},  // ERROR_DIRECTORY
	{23, Broken},     // ERROR_CRC
	{1117, Broken},   // ERROR_IO_DEVICE
	{123, BadName},   // ERROR_INVALID_NAME
	{161, BadName},   // ERROR_BAD_PATHNAME
	{206, BadName},   // ERROR_FILENAME_EXCED_RANGE
}
