package store

import (
	"fmt"

	"golang.org/x/sys/windows"
	winreg "golang.org/x/sys/windows/registry"
)

// machine is the identity of this installation, "" where it has none.
func machine() string {
	k, err := winreg.OpenKey(winreg.LOCAL_MACHINE, `SOFTWARE\Microsoft\Cryptography`, winreg.QUERY_VALUE|winreg.WOW64_64KEY)
	if err != nil {
		return ""
	}
	defer k.Close()
	id, _, _ := k.GetStringValue("MachineGuid")
	return id
}

// board is what Windows calls the hardware that it runs on, made of the firmware's
// identity; "" where it does not say.
func board() string {
	k, err := winreg.OpenKey(winreg.LOCAL_MACHINE, `SYSTEM\HardwareConfig`, winreg.QUERY_VALUE)
	if err != nil {
		return ""
	}
	defer k.Close()
	id, _, _ := k.GetStringValue("LastConfig")
	return id
}

// fileIdentity tells one file from its copy; "" where the file system cannot. NTFS
// counts in a file's index how often it was given before; FAT gives it again, so when
// the file was made belongs to it.
func fileIdentity(path string) string {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return ""
	}
	h, err := windows.CreateFile(name, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return ""
	}
	defer windows.CloseHandle(h)
	var info windows.ByHandleFileInformation
	if windows.GetFileInformationByHandle(h, &info) != nil {
		return ""
	}
	return fmt.Sprintf("%x-%x%08x-%x%08x", info.VolumeSerialNumber, info.FileIndexHigh, info.FileIndexLow,
		info.CreationTime.HighDateTime, info.CreationTime.LowDateTime)
}
