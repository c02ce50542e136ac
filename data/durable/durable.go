// Package durable writes files that are whole or not there: into a temporary
// neighbour, flushed to the medium, renamed into place, and the folder flushed.
//
// Every package of data may import it; it imports only the standard library and x/sys.
package durable

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// tempPattern marks files whose writer never finished.
const tempPattern = ".keyday-*.tmp"

// File is a file that nobody sees before Commit.
type File struct {
	*os.File
	done bool
}

// Create opens a temporary file in the folder that the finished one will lie
// in, readable and writable by this user alone.
func Create(folder string) (*File, error) {
	f, err := os.CreateTemp(folder, tempPattern)
	if err != nil {
		return nil, err
	}
	return &File{File: f}, nil
}

// Commit makes the file appear under path, in place of what was there. When it
// returns nil the file outlives a power cut.
func (f *File) Commit(path string) error { return f.commit(path, Rename) }

// CommitNew is Commit where nothing lies: it fails with fs.ErrExist rather than take the
// place of what came there meanwhile.
func (f *File) CommitNew(path string) error { return f.commit(path, renameNew) }

func (f *File) commit(path string, rename func(from, to string) error) error {
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.place(path, rename); err != nil {
		return err
	}
	return SyncDir(filepath.Dir(path))
}

// link gives a file a second name; a test takes it away.
var link = os.Link

// renameNew gives the file its name where no other has it. A second name asks and takes in
// one step; where the medium knows no second names, as sticks do not, an empty file holds
// the place until the whole one has taken it.
func renameNew(from, to string) error {
	err := link(from, to)
	if err == nil {
		_ = os.Remove(from) // Windows may keep it for a moment; the next sweep takes it
		return nil
	}
	if errors.Is(err, os.ErrExist) {
		return err
	}
	held, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	held.Close()
	if err := Rename(from, to); err != nil {
		os.Remove(to)
		return err
	}
	return nil
}

// Place is Commit without the flushes, for what can be made again: a power cut
// may leave it empty.
func (f *File) Place(path string) error { return f.place(path, Rename) }

func (f *File) place(path string, rename func(from, to string) error) error {
	if err := f.Close(); err != nil {
		return err
	}
	if err := rename(f.Name(), path); err != nil {
		return err
	}
	f.done = true
	return nil
}

// Discard removes the temporary file; after Commit or Place it does nothing. It is meant
// to be deferred.
func (f *File) Discard() {
	if f.done {
		return
	}
	f.Close()
	os.Remove(f.Name())
}

// ErrNoFile is what lies where a file is looked for and is none: a folder, a pipe, a
// socket, a device. Opening a pipe would wait for whoever writes into it.
var ErrNoFile = errors.New("no ordinary file")

// Open opens a file for reading, and nothing else.
func Open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &os.PathError{Op: "open", Path: path, Err: ErrNoFile}
	}
	return os.Open(path)
}

// ReadFile reads a file of so many bytes at most, and nothing else.
func ReadFile(path string, most int64) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(content)) > most {
		err = &os.PathError{Op: "read", Path: path, Err: ErrTooBig}
	}
	return content, err
}

// CheckWritable answers what keeps a file from being written, or files from being made in a
// folder; nil where nothing does.
func CheckWritable(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		trial, err := Create(path)
		if err == nil {
			trial.Discard()
		}
		return err
	case !info.Mode().IsRegular():
		return &os.PathError{Op: "open", Path: path, Err: ErrNoFile}
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		err = f.Close()
	}
	return err
}

// ErrTooBig is what ReadFile says of a file that is larger than what is looked for can be.
var ErrTooBig = errors.New("larger than it can be")

// WriteFile puts content under path, whole or not at all.
func WriteFile(path string, content []byte) error {
	f, err := Create(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer f.Discard()
	if _, err := io.Copy(f, bytes.NewReader(content)); err != nil {
		return err
	}
	return f.Commit(path)
}

// ErrNoFolder is what lies where a folder is looked for and is none: a file, a pipe, a
// device, a link that leads nowhere.
var ErrNoFolder = errors.New("no folder")

// MkdirAll makes the folder and the parents that it lacks, and flushes each
// folder that gained one, so that a power cut takes none of them back.
func MkdirAll(folder string) error {
	if info, err := os.Stat(folder); err == nil {
		if info.IsDir() {
			return nil
		}
		return &os.PathError{Op: "mkdir", Path: folder, Err: ErrNoFolder}
	}
	parent := filepath.Dir(folder)
	if parent != folder {
		if err := MkdirAll(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(folder, 0o700); errors.Is(err, os.ErrExist) {
		// Somebody made it meanwhile, or a link leads nowhere.
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return &os.PathError{Op: "mkdir", Path: folder, Err: ErrNoFolder}
		}
	} else if err != nil {
		return err
	}
	return SyncDir(parent)
}

// SyncDir flushes a folder's list of names to the medium. Windows does this by
// itself and refuses to be asked.
func SyncDir(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// Unfinished reports whether the name is that of a temporary file.
func Unfinished(name string) bool {
	match, err := filepath.Match(tempPattern, filepath.Base(name))
	return err == nil && match
}
