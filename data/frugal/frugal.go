// Package frugal holds memory close while a file is read that anyone may have made.
//
// Limits say how much of such a file is held; what the collector lets pile up beside it
// is some multiple of that, and a multiple of a limit is no limit. While somebody is
// frugal the collector keeps up closely, which costs time only while much is held.
//
// It imports nothing.
package frugal

import (
	"runtime/debug"
	"sync"
)

// Most is how much memory reading a file may take at most, above what the program
// holds anyway. Every reader's limits add up to less, and tests measure them.
const Most = 256 << 20

// How much may pile up meanwhile, in percent of what is held: while a file is read, and
// while what was read of it is written, which holds no more of it than was read and would
// take half as long again with the collector so close.
const (
	reading = 10
	writing = 50
)

var (
	mu     sync.Mutex
	within int
	usual  int
)

// Begin holds memory close until end is called.
//
//	defer frugal.Begin()()
func Begin() (end func()) {
	mu.Lock()
	defer mu.Unlock()
	if within++; within == 1 {
		usual = debug.SetGCPercent(reading)
	}
	return sync.OnceFunc(func() {
		mu.Lock()
		defer mu.Unlock()
		if within--; within == 0 {
			debug.SetGCPercent(usual)
		}
	})
}

// Write lets the collector be less close, within Begin, until end is called: what was read is
// being written.
func Write() (end func()) {
	mu.Lock()
	defer mu.Unlock()
	if within > 0 {
		debug.SetGCPercent(writing)
	}
	return sync.OnceFunc(func() {
		mu.Lock()
		defer mu.Unlock()
		if within > 0 {
			debug.SetGCPercent(reading)
		}
	})
}
