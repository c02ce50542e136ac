//go:build unix

package durable

import "os"

// Rename is os.Rename: who has the file that lies there open keeps it.
func Rename(from, to string) error { return os.Rename(from, to) }
