// Package fault turns what the operating system says about a disk into
// refusals that people can act on.
//
// Every package of data may import it; it imports only app and data/durable.
package fault

import (
	"errors"
	"io/fs"

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
	BadName    = "disk.bad_name"   // a path that is too long, or no name at all to this system
)

// Translate answers a refusal naming what where err is a fault of the disk that
// people can do something about; otherwise err itself. Refusals pass unchanged.
func Translate(err error, what string) error {
	var refusal *app.Refusal
	if err == nil || errors.As(err, &refusal) {
		return err
	}
	if code := codeOf(err); code != "" {
		return app.Refuse(code, "what", what)
	}
	return err
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
	}
	return ""
}
