package durable

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// patience is how long Windows may keep a file from being renamed.
const patience = 2 * time.Second

const (
	accessDenied     = syscall.Errno(5)
	sharingViolation = syscall.Errno(32)
)

// Rename is os.Rename. Here a file that somebody has open can be neither renamed nor
// replaced, and somebody often has for a moment: what looks for viruses opens all that
// is new, and another of our own readers the one that lies there.
func Rename(from, to string) error {
	until := time.Now().Add(patience)
	for wait := time.Millisecond; ; wait *= 2 {
		err := os.Rename(from, to)
		held := errors.Is(err, accessDenied) || errors.Is(err, sharingViolation)
		if !held || time.Now().Add(wait).After(until) {
			return err
		}
		time.Sleep(wait)
	}
}
