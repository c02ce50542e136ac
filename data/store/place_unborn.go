//go:build !linux && !windows && !darwin

package store

import "syscall"

// born is when a file was made, which this system does not tell.
func born(*syscall.Stat_t) string { return "" }

// board is unknown here.
func board() string { return "" }
