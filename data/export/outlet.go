package export

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/laptop"
	"keyday/data/leftover"
)

// Over is an outlet into the file outside of the site, over the one that may be there: who
// picked it was asked.
func Over(site, file string) (*Outlet, error) {
	if err := requireOutside(site, filepath.Dir(file)); err != nil {
		return nil, err
	}
	return &Outlet{Into: Into{File: file, Over: true}}, nil
}

// Outlet writes one paper into the file that was asked for, or into the folder under the
// paper's own name: whole beside its place first. It takes the place of what is there
// only where that was asked for, and gives it back where the paper is taken away again.
type Outlet struct {
	Into

	place  string
	waits  *leftover.File
	old    *leftover.File // what lay in the place, until Forget
	placed bool
}

// Put writes the paper beside its place, unless that is taken, or another program holds
// what is there.
func (o *Outlet) Put(name string, pdf []byte) (path string, err error) {
	if o.place = o.File; o.place == "" {
		o.place = filepath.Join(o.Folder, name)
	}
	if err := o.requireFree(); err != nil {
		return "", err
	}
	if o.waits, err = laptop.Leftovers().Create(filepath.Dir(o.place)); err != nil {
		return "", fault.Translate(err, o.place)
	}
	if _, err = o.waits.Write(pdf); err == nil {
		err = o.waits.Sync()
	}
	if err != nil {
		o.waits.Discard()
		return "", fault.Translate(err, o.place)
	}
	return o.waits.Name(), nil
}

// requireFree refuses a place that is taken.
func (o *Outlet) requireFree() error {
	info, err := os.Stat(o.place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case !o.Over:
		return o.takenError()
	case err != nil:
		return fault.Translate(err, o.place)
	case !info.Mode().IsRegular():
		return app.Refuse(fault.NoFile, "what", o.place)
	}
	held, err := os.OpenFile(o.place, os.O_RDWR, 0)
	if err == nil {
		err = held.Close()
	}
	return fault.Translate(err, o.place)
}

func (o *Outlet) takenError() error { return app.Refuse("command.file_there", "file", o.place) }

// Place puts it in its place.
func (o *Outlet) Place(string) (string, error) {
	defer o.waits.Discard()
	err := o.requireFree() // it was taken meanwhile
	if err == nil && o.Over {
		err = o.keepOld()
	}
	if err != nil {
		return o.place, err
	}
	commit := o.waits.CommitNew
	if o.Over {
		commit = o.waits.Commit
	}
	if err = commit(o.place); errors.Is(err, fs.ErrExist) {
		return o.place, o.takenError()
	}
	o.placed = err == nil
	return o.place, fault.Translate(err, o.place)
}

// keepOld copies what lies in the place, if anything does, beside it.
func (o *Outlet) keepOld() error {
	there, err := durable.Open(o.place)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.Translate(err, o.place)
	}
	defer there.Close()
	if o.old, err = laptop.Leftovers().Create(filepath.Dir(o.place)); err != nil {
		return fault.Translate(err, o.place)
	}
	if _, err = io.Copy(o.old, there); err == nil {
		err = o.old.Sync()
	}
	if err != nil {
		o.Forget()
	}
	return fault.Translate(err, o.place)
}

// Remove takes it away again; what it took the place of comes back.
func (o *Outlet) Remove(string) {
	o.waits.Discard()
	switch {
	case !o.placed:
	case o.old == nil:
		_ = os.Remove(o.place)
	default:
		_ = o.old.Commit(o.place) // else the paper stays, which is better than neither
	}
	o.placed = false
	o.Forget()
}

// Forget lets go of what lay in the place.
func (o *Outlet) Forget() {
	if o.old != nil {
		o.old.Discard()
		o.old = nil
	}
}
