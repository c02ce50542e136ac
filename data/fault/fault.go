// Package fault turns what the operating system says about a disk into
// refusals that people can act on.
//
// Every package of data may import it; it imports only app and data/durable.
package fault

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"keyday/app"
	"keyday/data/durable"
)

// The refusals of a disk. Each names in "what" the file or folder concerned.
const (
	Full       = "disk.full"       // no space left, or the quota is used up
	ReadOnly   = "disk.readonly"   // the medium cannot be written to
	Permission = "disk.permission" // this user may not
	Missing    = "disk.missing"    // the folder or file is gone: a stick pulled out, a share cut off
	Broken     = "disk.broken"     // the medium reports errors
	NoFile     = "disk.no_file"    // a folder, a pipe, a device, a link where a file should be
	NoFolder   = "disk.no_folder"  // a file, a pipe, a device, a link to nowhere where a folder should be
	TooLarge   = "disk.too_large"  // the medium takes no file of that size, as many sticks from 4 GB on
	BadName    = "disk.bad_name"   // a path that is too long, or no name at all to this system
)

// Translate answers a refusal naming what where err is a fault of the disk that
// people can do something about; otherwise err itself. Refusals pass unchanged.
func Translate(err error, what string) error {
	var refusal *app.Refusal
	if err == nil || errors.As(err, &refusal) {
		return err
	}
	switch code := codeOf(err); code {
	case "":
		return err
	case NoFile, NoFolder:
		return app.Refuse(code, "what", inTheWay(err, what))
	default:
		return app.Refuse(code, "what", what)
	}
}

// inTheWay is what lies in the place of a file or folder, as far as the error tells: that
// is to be moved away, and not the folder in which it was looked for.
func inTheWay(err error, what string) string {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return what
	}
	for path := at.Path; path != filepath.Dir(path); path = filepath.Dir(path) {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			break
		}
		if _, err := os.Lstat(path); err == nil {
			return path
		}
	}
	return at.Path
}

func codeOf(err error) string {
	for _, known := range errnos {
		if errors.Is(err, known.errno) {
			return known.code
		}
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return Permission
	case errors.Is(err, fs.ErrNotExist):
		return Missing
	case errors.Is(err, durable.ErrNoFile), errors.Is(err, durable.ErrTooBig):
		return NoFile
	case errors.Is(err, durable.ErrNoFolder):
		return NoFolder
	}
	return ""
}
