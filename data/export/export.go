// Package export writes what people ask for in the clear: papers and lists.
//
// None is written into a site's own folder: that is copied and handed on as one in which
// all of it is sealed.
//
// ui/program may import it; it imports app, app/intake, data/durable, data/fault,
// data/laptop, data/leftover and data/sheet.
package export

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"keyday/app"
	"keyday/app/intake"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/laptop"
	"keyday/data/sheet"
)

// Into is where a paper is to go: a file, or a folder under the paper's own name.
type Into struct {
	Folder, File string
	Over         bool // it may take the place of a file that is there
}

// requireOutside refuses with "site.in_the_clear" a folder that is the site's, or lies in it.
func requireOutside(site, folder string) error {
	if durable.Within(site, folder) {
		return app.Refuse("site.in_the_clear", "folder", site)
	}
	return nil
}

// List writes a list to an .xlsx or .csv, outside of the site.
func List(site, path string, over bool, pages ...intake.Page) error {
	if err := requireOutside(site, filepath.Dir(path)); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err == nil && over && !info.Mode().IsRegular() && info.Mode()&fs.ModeSymlink == 0 { // nobody asked for a pipe to go
		return app.Refuse(fault.NoFile, "what", path)
	}
	return sheet.Writer{Leftovers: laptop.Leftovers(), New: !over}.Write(path, pages...)
}

// Room finds out what is meant by out, a file or a folder, outside of the site, and whether
// a paper may be written there. What is there as a folder is one, whatever it is called.
func Room(site, out string, over bool) (Into, error) {
	into, err := meant(site, out)
	into.Over = over
	if err == nil && into.File != "" {
		err = (&Outlet{Into: into, place: into.File}).requireFree()
	}
	return into, err
}

// looksLikeFile reports whether a name is one of a file of another sort than is written.
func looksLikeFile(out string) bool {
	ext := filepath.Ext(out)
	return len(ext) > 1 && len(ext) <= 5 && !strings.ContainsFunc(ext[1:], func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) })
}

func meant(site, out string) (Into, error) {
	into := Into{Folder: out}
	info, err := os.Stat(out)
	switch {
	case err == nil && info.IsDir(), os.IsPathSeparator(out[len(out)-1]):
	case strings.EqualFold(filepath.Ext(out), ".pdf"):
		into = Into{Folder: filepath.Dir(out), File: filepath.Clean(out)}
		if _, err := os.Lstat(into.File); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return into, fault.Translate(err, out)
		}
	case err == nil, filepath.Ext(out) != "" && err != nil && looksLikeFile(out):
		return into, app.Refuse("command.out_unclear", "out", out)
	}
	if err := requireOutside(site, into.Folder); err != nil {
		return into, err
	}
	if err := durable.MkdirAll(into.Folder); err != nil {
		return into, fault.Translate(err, into.Folder)
	}
	return into, fault.Translate(durable.CheckWritable(into.Folder), into.Folder)
}
