package leftover

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// forgotten is after what time a note goes whose medium never came back.
const forgotten = 365 * 24 * time.Hour

// Sweep removes what processes that have ended left behind. What lies on a medium that
// is away, or is open in a program that does not let go of it, waits for another time.
func (n *Notes) Sweep() {
	if n == nil {
		return
	}
	entries, err := os.ReadDir(n.dir)
	if err != nil {
		return // nothing was ever noted
	}
	done := map[string]bool{}
	for _, e := range entries {
		stem := strings.TrimSuffix(strings.TrimSuffix(e.Name(), noteEnding), lockEnding)
		if stem == e.Name() || done[stem] {
			continue
		}
		done[stem] = true
		n.sweep(stem)
	}
}

// sweep looks at one note, unless its process lives.
func (n *Notes) sweep(stem string) {
	lock, _ := n.take(stem)
	if lock == nil {
		return
	}
	file := n.file(stem, noteEnding)
	note := &Note{notes: n, stem: stem, path: read(file), lock: lock}
	if note.path == "" || stemOf(note.path) != stem {
		note.forget()
		return
	}
	if _, err := os.Stat(filepath.Dir(note.path)); err != nil {
		if info, err := os.Stat(file); err == nil && time.Since(info.ModTime()) < forgotten {
			_ = lock.Unlock()
			return
		}
	}
	_ = os.RemoveAll(note.path)
	note.End()
}

// SweepOld removes from a folder what fits the pattern, one of Keyday's own names, and
// has not been touched for the time, unless a note says that a process is at work on
// it. It is for what nobody noted: the folder of notes could not be written to, or was
// lost.
func (n *Notes) SweepOld(folder, pattern string, age time.Duration) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		if fits, err := filepath.Match(pattern, e.Name()); err != nil || !fits || !ours(e.Name()) {
			continue
		}
		path, err := filepath.Abs(filepath.Join(folder, e.Name()))
		if err != nil || n.held(path) {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > age {
			_ = os.RemoveAll(path)
		}
	}
}

// held reports whether a process is noted to be at work on the path.
func (n *Notes) held(path string) bool {
	if n == nil {
		return false
	}
	stem := stemOf(path)
	if _, err := os.Stat(n.file(stem, noteEnding)); err != nil {
		return false
	}
	lock, busy := n.take(stem)
	if lock != nil {
		_ = lock.Unlock()
	}
	return busy
}
