//go:build unix

package durable

import "os"

// rename is os.Rename: who has the file that lies there open keeps it.
func rename(from, to string) error { return os.Rename(from, to) }
