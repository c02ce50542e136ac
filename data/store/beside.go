package store

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/leftover"
)

// halfEnding ends the hidden name of a folder that is being made into a site.
const halfEnding = ".half"

// making are the half-made folders that this process is at work on.
var making sync.Map

// Beside lets do make a site in a hidden folder next to dir, and puts it in dir's place
// when it is whole: what was broken off half-way is never opened as a site. What such
// an attempt left behind goes when the next one begins, or by the note of it.
//
// It refuses with "site.folder_taken", "site.being_made" and the refusals of package
// fault.
func Beside(notes *leftover.Notes, dir string, do func(beside string) error) error {
	if err := checkPathLength(dir); err != nil {
		return err
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return app.Refuse("site.folder_taken", "folder", dir)
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fault.Translate(err, dir)
	}
	dir = filepath.Clean(dir)
	if halfMade(dir) { // nobody could open it under that name
		return app.Refuse("site.half_made", "folder", dir)
	}
	if err := durable.MkdirAll(filepath.Dir(dir)); err != nil {
		return fault.Translate(err, dir)
	}
	beside := filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+halfEnding)
	note, err := notes.Begin(beside)
	if err != nil {
		return app.Refuse("site.being_made", "folder", dir)
	}
	defer note.End()
	if err := os.RemoveAll(beside); err != nil {
		return fault.Translate(err, dir)
	}
	defer os.RemoveAll(beside)
	if err := durable.MkdirAll(beside); err != nil {
		return fault.Translate(err, dir)
	}
	at := realPath(beside)
	making.Store(at, true)
	defer making.Delete(at)
	if err := do(beside); err != nil {
		return errorForFolder(translate(err, dir), beside, dir)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fault.Translate(err, dir)
	}
	if err := durable.Rename(beside, dir); err != nil {
		return fault.Translate(err, dir)
	}
	return fault.Translate(durable.SyncDir(filepath.Dir(dir)), dir)
}

// errorForFolder says of the folder that is asked for what was said of the hidden one, which
// nobody knows of and which is gone.
func errorForFolder(err error, beside, dir string) error {
	var refusal *app.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	said := *refusal
	said.Args = maps.Clone(refusal.Args)
	for name, value := range said.Args {
		if within, is := strings.CutPrefix(value, beside); is && (within == "" || os.IsPathSeparator(within[0])) {
			said.Args[name] = dir
		}
	}
	return &said
}

// realPath is where the folder lies, whatever it is called by.
func realPath(dir string) string {
	if full, err := filepath.Abs(dir); err == nil {
		dir = full
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return dir
}

// halfMade reports whether the folder is one that Beside began to make and that nobody
// is at work on here: it may lack half of the site, or hold who was erased since.
func halfMade(dir string) bool {
	at := realPath(dir)
	name := strings.ToLower(filepath.Base(at))
	if !strings.HasPrefix(name, ".") || !strings.HasSuffix(name, halfEnding) {
		return false
	}
	_, ours := making.Load(at)
	return !ours
}
