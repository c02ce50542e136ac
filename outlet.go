package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/leftover"
	"keyday/ui/command"
	"keyday/ui/paper"
)

// savePaper makes the paper of a document as a file outside of the site, over the one that
// may be there: who picked it was asked.
func (o *opened) savePaper(ctx context.Context, actor app.Actor, order paper.Order, file string) (paper.Paper, error) {
	if err := outsideOf(o.store.Dir(), filepath.Dir(file)); err != nil {
		return paper.Paper{}, err
	}
	out := &outlet{Into: command.Into{File: file, Over: true}}
	defer out.forget()
	order.To, order.Into = paper.ToFile, out
	return o.office.Print(ctx, actor, order)
}

// outlet writes one paper into the file that was asked for, or into the folder under the
// paper's own name: whole beside its place first. It takes the place of what is there
// only where that was asked for, and gives it back where the paper is taken away again.
type outlet struct {
	command.Into

	place  string
	waits  *leftover.File
	old    *leftover.File // what lay in the place, until forget
	placed bool
}

// Put writes the paper beside its place, unless that is taken, or another program holds
// what is there.
func (o *outlet) Put(name string, pdf []byte) (path string, err error) {
	if o.place = o.File; o.place == "" {
		o.place = filepath.Join(o.Folder, name)
	}
	if err := o.free(); err != nil {
		return "", err
	}
	if o.waits, err = leftovers().Create(filepath.Dir(o.place)); err != nil {
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

// free refuses a place that is taken.
func (o *outlet) free() error {
	info, err := os.Stat(o.place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case !o.Over:
		return o.taken()
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

func (o *outlet) taken() error { return app.Refuse("command.file_there", "file", o.place) }

// Place puts it in its place.
func (o *outlet) Place(string) (string, error) {
	defer o.waits.Discard()
	err := o.free() // it was taken meanwhile
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
		return o.place, o.taken()
	}
	o.placed = err == nil
	return o.place, fault.Translate(err, o.place)
}

// keepOld copies what lies in the place, if anything does, beside it.
func (o *outlet) keepOld() error {
	there, err := durable.Open(o.place)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.Translate(err, o.place)
	}
	defer there.Close()
	if o.old, err = leftovers().Create(filepath.Dir(o.place)); err != nil {
		return fault.Translate(err, o.place)
	}
	if _, err = io.Copy(o.old, there); err == nil {
		err = o.old.Sync()
	}
	if err != nil {
		o.forget()
	}
	return fault.Translate(err, o.place)
}

// Remove takes it away again; what it took the place of comes back.
func (o *outlet) Remove(string) {
	o.waits.Discard()
	switch {
	case !o.placed:
	case o.old == nil:
		_ = os.Remove(o.place)
	default:
		_ = o.old.Commit(o.place) // else the paper stays, which is better than neither
	}
	o.placed = false
	o.forget()
}

// forget lets go of what lay in the place.
func (o *outlet) forget() {
	if o.old != nil {
		o.old.Discard()
		o.old = nil
	}
}
