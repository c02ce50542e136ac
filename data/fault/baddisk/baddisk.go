//go:build linux

// Package baddisk lends tests disks that are too small, or that nothing can be written
// to, files that cannot be read, and users who may not read every file. Mounting them
// takes root, or a namespace of one's own, in which the test then runs once more.
package baddisk

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"syscall"
	"testing"
)

// within marks the process in which a test may mount.
const within = "KEYDAY_TEST_MOUNTS"

// Here reports whether the test may mount disks where it runs. If not, Here runs it in a
// process that may, and the test has nothing left to do; it skips where there is none.
func Here(t *testing.T) bool {
	t.Helper()
	if mayMount(t.TempDir()) {
		return true
	}
	if os.Getenv(within) != "" {
		t.Skip("this test needs disks of its own, and not even a namespace may mount any here")
	}
	elsewhere(t, namespace(syscall.CLONE_NEWUSER|syscall.CLONE_NEWNS, 0))
	return false
}

// AsAnybody reports whether the test runs as somebody whom files can be kept from. If not,
// for root reads everything, AsAnybody runs it in a process for which they can, and the
// test has nothing left to do; it skips where there is none.
func AsAnybody(t *testing.T) bool {
	t.Helper()
	if os.Getuid() != 0 {
		return true
	}
	elsewhere(t, namespace(syscall.CLONE_NEWUSER, 65534))
	return false
}

// Apart reports whether the test has a process to itself, whose limits it may set. If not,
// Apart runs it in one, and the test has nothing left to do.
func Apart(t *testing.T) bool {
	t.Helper()
	if os.Getenv(within) != "" {
		return true
	}
	elsewhere(t, nil)
	return false
}

// namespace is one of its own, in which the user has the number: as any but 0 without
// root's rights.
func namespace(of uintptr, user int) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{
		Cloneflags:  of,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: user, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: user, HostID: os.Getgid(), Size: 1}},
	}
}

// elsewhere runs the test in a process of its own.
func elsewhere(t *testing.T, in *syscall.SysProcAttr) {
	t.Helper()
	again := exec.Command(os.Args[0], "-test.run=^"+regexp.QuoteMeta(t.Name())+"$", "-test.v")
	again.Env = append(os.Environ(), within+"=yes")
	again.SysProcAttr = in
	out, err := again.CombinedOutput()
	switch {
	case again.ProcessState == nil:
		t.Skipf("this test needs a process of its own, and there is none here: %v", err)
	case err != nil:
		t.Errorf("in a process of its own: %v\n%s", err, out)
	case bytes.Contains(out, []byte("\n--- SKIP: ")):
		t.Skipf("in a process of its own: %s", out)
	case !bytes.Contains(out, []byte("\n--- PASS: "+t.Name())):
		t.Errorf("in a process of its own it did not run:\n%s", out)
	}
}

func mayMount(dir string) bool {
	if syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k") != nil {
		return false
	}
	return syscall.Unmount(dir, syscall.MNT_DETACH) == nil
}

// Small is a disk of so many kilobytes.
func Small(t *testing.T, kilobytes int) string {
	t.Helper()
	dir := t.TempDir()
	mount(t, dir, "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", kilobytes), "tmpfs", dir)
	return dir
}

// ReadOnly is the folder on a medium that cannot be written to.
func ReadOnly(t *testing.T, folder string) string {
	t.Helper()
	dir := t.TempDir()
	mount(t, dir, "--bind", folder, dir)
	mount(t, "", "-o", "remount,bind,ro", dir)
	return dir
}

// Unreadable lets the file be one that is there, has a size, and gives an error when it is
// read: the speed of a network card that has none.
func Unreadable(t *testing.T, file string) {
	t.Helper()
	const bad = "/sys/class/net/lo/speed"
	if _, err := os.ReadFile(bad); err == nil || os.IsNotExist(err) {
		t.Skipf("this test needs a file that cannot be read, and there is none here: %s", bad)
	}
	mount(t, "", "--bind", bad, file)
	t.Cleanup(func() { _ = syscall.Unmount(file, syscall.MNT_DETACH) })
}

// mount mounts, until the test is over where a folder is named.
func mount(t *testing.T, dir string, args ...string) {
	t.Helper()
	if out, err := exec.Command("mount", args...).CombinedOutput(); err != nil {
		t.Fatalf("mount %v: %v %s", args, err, out)
	}
	if dir != "" {
		t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	}
}
