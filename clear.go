package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"keyday/app"
	"keyday/app/intake"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/sheet"
	"keyday/ui/command"
)

// Papers and lists that people ask for are written in the clear. None is written into a
// site's own folder: that is copied and handed on as one in which all of it is sealed.

// outsideOf refuses with "site.in_the_clear" a folder that is the site's, or lies in it.
func outsideOf(site, folder string) error {
	if within(site, folder) {
		return app.Refuse("site.in_the_clear", "folder", site)
	}
	return nil
}

// within reports whether the folder, which need not be there yet, is the site's or lies in it.
func within(site, folder string) bool {
	own, err := os.Stat(site)
	if err != nil {
		return false
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return false
	}
	for {
		if at, err := os.Stat(folder); err == nil && os.SameFile(own, at) {
			return true
		}
		if real, err := filepath.EvalSymlinks(folder); err == nil {
			folder = real
		}
		above := filepath.Dir(folder)
		if above == folder {
			return false
		}
		folder = above
	}
}

// writeList writes a list to an .xlsx or .csv, outside of the site.
func (o *opened) writeList(path string, over bool, pages ...intake.Page) error {
	if err := outsideOf(o.store.Dir(), filepath.Dir(path)); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err == nil && over && !info.Mode().IsRegular() && info.Mode()&fs.ModeSymlink == 0 { // nobody asked for a pipe to go
		return app.Refuse(fault.NoFile, "what", path)
	}
	return sheet.Writer{Leftovers: leftovers(), New: !over}.Write(path, pages...)
}

// room finds out what is meant by out, a file or a folder, outside of the site. What is
// there as a folder is one, whatever it is called.
func (o *opened) room(out string) (command.Into, error) {
	into := command.Into{Folder: out}
	info, err := os.Stat(out)
	switch {
	case err == nil && info.IsDir(), os.IsPathSeparator(out[len(out)-1]):
	case strings.EqualFold(filepath.Ext(out), ".pdf"):
		into = command.Into{Folder: filepath.Dir(out), File: filepath.Clean(out)}
		if _, err := os.Lstat(into.File); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return into, fault.Translate(err, out)
		}
	case err == nil:
		return into, app.Refuse("command.out_unclear", "out", out)
	}
	if err := outsideOf(o.store.Dir(), into.Folder); err != nil {
		return into, err
	}
	if err := durable.MkdirAll(into.Folder); err != nil {
		return into, fault.Translate(err, into.Folder)
	}
	return into, fault.Translate(durable.Writable(into.Folder), into.Folder)
}
