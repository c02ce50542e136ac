package main

import (
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"keyday/data/leftover"
	"keyday/data/tray"
)

// leftovers are this user's notes of what is half-made, or lies in the clear, while
// Keyday is at work on it.
func leftovers() *leftover.Notes {
	return leftover.In(filepath.Join(xdg.StateHome, "keyday", "unfinished"))
}

// trayFolder is where papers lie in the clear while a program prints or shows them. It
// is the cache, which programs that make backups pass over.
func trayFolder() string { return filepath.Join(xdg.CacheHome, "keyday", "papers") }

// What nobody noted is taken for left behind when it was not touched for so long. A
// backup's folder may be shared with laptops whose clocks go otherwise.
const (
	oldHere  = time.Hour
	oldThere = 12 * time.Hour
)

// sweepLeftovers removes what a Keyday that was killed left on this laptop.
func sweepLeftovers() {
	notes := leftovers()
	notes.Sweep()
	notes.SweepOld(trayFolder(), tray.Pattern, oldHere)
	notes.SweepOld(os.TempDir(), "keyday-verify-*", oldHere)
}

// sweeping sweeps beside the work. The result waits for the end of it, but not for a
// medium that does not answer.
func sweeping() (wait func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		sweepLeftovers()
	}()
	return func() {
		select {
		case <-done:
		case <-time.After(3 * time.Second):
		}
	}
}

// sweepBackups removes from a folder of backups what was left of writing one to it.
func sweepBackups(folder string) {
	leftovers().SweepOld(folder, ".keyday-*.tmp", oldThere)
}

// sweep removes what was left where this site's backups go, by the plan and by hand.
func (b backups) sweep() {
	if plan := b.Plan(); plan.Folder != "" {
		sweepBackups(plan.Folder)
	}
	if _, last := b.Last(); last != "" {
		sweepBackups(filepath.Dir(last))
	}
}
