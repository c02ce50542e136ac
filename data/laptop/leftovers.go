package laptop

import (
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"keyday/data/leftover"
	"keyday/data/tray"
)

// Leftovers are this user's notes of what is half-made, or lies in the clear, while
// Keyday is at work on it.
func Leftovers() *leftover.Notes { return leftover.In(kept("unfinished")) }

// PapersFolder is where papers lie in the clear while a program prints or shows them. It
// is the cache, which programs that make backups pass over.
func PapersFolder() string { return filepath.Join(xdg.CacheHome, "keyday", "papers") }

// What nobody noted is taken for left behind when it was not touched for so long. A
// backup's folder may be shared with laptops whose clocks go otherwise.
const (
	oldHere  = time.Hour
	oldThere = 12 * time.Hour
)

// sweepLeftovers removes what a Keyday that was killed left on this laptop.
func sweepLeftovers() {
	notes := Leftovers()
	notes.Sweep()
	notes.SweepOld(PapersFolder(), tray.Pattern, oldHere)
	notes.SweepOld(os.TempDir(), "keyday-verify-*", oldHere)
}

// Sweep removes, beside the work, what a Keyday that was killed left on this laptop. The
// result waits for the end of it, but not for a medium that does not answer.
func Sweep() (wait func()) {
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

// SweepBackups removes from a folder of backups what was left of writing one to it.
func SweepBackups(folder string) {
	Leftovers().SweepOld(folder, ".keyday-*.tmp", oldThere)
}
