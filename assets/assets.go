// Package assets carries the files that Keyday ships inside its binary: fonts,
// words, checklists, contract texts. Each kind of file has its own source file
// here; nothing in this package reads or understands them. windows/ is what the
// package for Windows is made of (`make package-windows`).
package assets

import (
	"embed"
	"io/fs"
)

// below is a folder of embedded files, which is there.
func below(files embed.FS, folder string) fs.FS {
	within, err := fs.Sub(files, folder)
	if err != nil {
		panic("assets: " + err.Error())
	}
	return within
}
