// Package leftover notes what lies half-made, or in the clear, only while somebody is
// at work on it, so that the next Keyday finds and removes what a killed one left.
//
// A note is a small file in a folder of the user's own; it holds one path, and its name
// is made of that path. As long as the work goes on its process holds a lock beside the
// note, which the system lets go of when the process ends, however it ends. So nobody
// has to guess by age what another Keyday is still at work on.
//
// Every package of data may import it, and main; it imports data/durable.
package leftover

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"keyday/data/durable"
)

// kinds are the names that Keyday gives to what it has under way. Nothing of another
// name is ever removed, whatever a note says.
var kinds = []string{
	".*.half",         // a site that is being made or restored
	".keyday-*.tmp",   // a file that is being written
	".backup-*",       // a site's copy on its way into a backup
	".verify-*",       // a site rebuilt to be compared
	"keyday-verify-*", // the same, of a site on a medium that cannot be written to
	"keyday-papers-*", // papers out at the printer or the viewer
}

// Busy is Begin's answer where another process is at work on the path.
var Busy = errors.New("leftover: another process is at work on it")

// The endings of a note's two files.
const (
	noteEnding = ".path"
	lockEnding = ".lock"
)

// patience is how long Begin waits for a path that another process is just sweeping.
var patience = 5 * time.Second

// Notes is a folder of notes. What cannot be noted is done all the same; nil notes
// nothing.
type Notes struct{ dir string }

// In is the folder of notes, which need not be there yet.
func In(dir string) *Notes { return &Notes{dir} }

// Note speaks of one path while its process is at work on it, and holds it, until End;
// nil is no note.
type Note struct {
	notes *Notes
	stem  string
	path  string
	lock  *flock.Flock
}

// Begin notes that this process is at work on what lies, or will lie, at the path. It
// fails with Busy alone.
func (n *Notes) Begin(path string) (*Note, error) {
	if n == nil {
		return nil, nil
	}
	path, err := filepath.Abs(path)
	if err != nil || durable.MkdirAll(n.dir) != nil {
		return nil, nil
	}
	stem := stemOf(path)
	for until := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		lock, busy := n.take(stem)
		if busy && time.Now().Before(until) {
			continue
		}
		if busy {
			return nil, Busy
		}
		if lock == nil {
			return nil, nil
		}
		note := &Note{notes: n, stem: stem, path: path, lock: lock}
		if write(n.file(stem, noteEnding), path) != nil {
			note.forget()
			return nil, nil
		}
		return note, nil
	}
}

// End ends the work. What lies at the path all the same, be it that a program has it
// open, is left to the next Sweep.
func (note *Note) End() {
	if note == nil {
		return
	}
	if _, err := os.Lstat(note.path); errors.Is(err, os.ErrNotExist) {
		note.forget()
		return
	}
	_ = note.lock.Unlock()
}

// forget takes the note away. The lock's file goes while it is held, so that nobody
// locks what is gone; Windows removes no file that is open, and nobody's lock that way.
func (note *Note) forget() {
	lock := note.notes.file(note.stem, lockEnding)
	_ = os.Remove(note.notes.file(note.stem, noteEnding))
	if runtime.GOOS != "windows" {
		_ = os.Remove(lock)
	}
	_ = note.lock.Unlock()
	if runtime.GOOS == "windows" {
		_ = os.Remove(lock)
	}
}

func (n *Notes) file(stem, ending string) string { return filepath.Join(n.dir, stem+ending) }

func stemOf(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:16])
}

// write writes the note; the line's end tells a whole one from a torn one.
func write(file, path string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(path + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}

// read is the path that the note speaks of, "" where it is torn, or speaks of nothing
// that Keyday makes.
func read(file string) string {
	content, err := durable.ReadFile(file, 64<<10)
	path, whole := strings.CutSuffix(string(content), "\n")
	if err != nil || !whole || !filepath.IsAbs(path) || !ours(path) {
		return ""
	}
	return path
}

func ours(path string) bool {
	for _, kind := range kinds {
		if is, err := filepath.Match(kind, filepath.Base(path)); err == nil && is {
			return true
		}
	}
	return false
}

// take takes the lock of a note. Busy is that another holds it; neither is that it
// cannot be had at all.
func (n *Notes) take(stem string) (lock *flock.Flock, busy bool) {
	file := n.file(stem, lockEnding)
	for range 100 {
		lock := flock.New(file)
		got, err := lock.TryLock()
		if err != nil {
			return nil, false
		}
		if !got {
			return nil, true
		}
		// Whoever held it may have taken the file away between our opening and locking it.
		held, err1 := lock.Stat()
		there, err2 := os.Stat(file)
		if err1 == nil && err2 == nil && os.SameFile(held, there) {
			return lock, false
		}
		_ = lock.Unlock()
	}
	return nil, false
}
