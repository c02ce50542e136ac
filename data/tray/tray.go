// Package tray keeps papers in the clear for no longer than another program needs to
// print or show them.
//
// Every process has a folder of its own, which only this user may read. It goes when
// the site is closed; what a killed process left is noted, and goes at the next start.
// So does what cannot be removed because the viewer holds it open, as Windows has it.
//
// ui/program may import it; it imports app, app/privacy, data/durable, data/fault and
// data/leftover.
package tray

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/leftover"
)

// Pattern is what the folders of processes are called.
const Pattern = "keyday-papers-*"

// Tray is where papers lie for the printer and the viewer. It is safe for use by
// several goroutines.
type Tray struct {
	root  string
	notes *leftover.Notes

	mu   sync.Mutex
	dir  string // "" while nothing lies in it
	note *leftover.Note
	put  int
	last time.Time // when the latest was put
}

// New is a tray whose folder is made below root once a paper is put.
func New(root string, notes *leftover.Notes) *Tray { return &Tray{root: root, notes: notes} }

// Put lays a paper into the tray under its name and answers where. A paper of the same
// name that a program has open stays as it is.
func (t *Tray) Put(name string, content []byte) (path string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dir == "" {
		if err := t.open(); err != nil {
			return "", fault.Translate(err, t.root)
		}
	}
	t.put++
	own := filepath.Join(t.dir, strconv.Itoa(t.put))
	if err := os.Mkdir(own, 0o700); err != nil {
		return "", fault.Translate(err, own)
	}
	path = filepath.Join(own, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		_ = os.RemoveAll(own)
		return "", fault.Translate(err, path)
	}
	t.last = time.Now()
	return path, nil
}

// open makes the folder, which is noted before it is there.
func (t *Tray) open() error {
	if err := durable.MkdirAll(t.root); err != nil {
		return err
	}
	_ = os.Chmod(t.root, 0o700)
	dir := filepath.Join(t.root, Pattern[:len(Pattern)-1]+rand.Text())
	note, err := t.notes.Begin(dir)
	if err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		note.End()
		return err
	}
	t.dir, t.note = dir, note
	return nil
}

// Remove takes one paper out again.
func (t *Tray) Remove(path string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dir != "" && filepath.Dir(filepath.Dir(path)) == t.dir {
		_ = os.RemoveAll(filepath.Dir(path))
	}
}

// Clear takes everything out that no program holds open.
func (t *Tray) Clear() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dir == "" {
		return
	}
	_ = os.RemoveAll(t.dir)
	if _, err := os.Lstat(t.dir); errors.Is(err, os.ErrNotExist) {
		t.note.End()
		t.dir, t.note = "", nil
	}
}

// Settle waits until the latest paper has lain for the time: a printer or a viewer that
// was only just asked has not read it yet.
func (t *Tray) Settle(lain time.Duration) {
	t.mu.Lock()
	wait := lain - time.Since(t.last)
	empty := t.dir == ""
	t.mu.Unlock()
	if !empty && wait > 0 {
		time.Sleep(wait)
	}
}

// Close clears the tray. What is held open stays noted, for the next start.
func (t *Tray) Close() {
	t.Clear()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.note.End()
	t.dir, t.note = "", nil
}
