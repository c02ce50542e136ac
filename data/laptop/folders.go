// Package laptop is what Keyday keeps on a laptop beside its sites: which sites were
// opened, how the person likes the window, and folders of its own.
//
// ui/program may import it, and what makes backups; it imports app, data/durable,
// data/leftover, data/store and data/tray.
package laptop

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"github.com/adrg/xdg"

	"keyday/app"
)

// kept is the path of a file or folder in the user's state folder.
func kept(name string) string { return filepath.Join(xdg.StateHome, "keyday", name) }

// marksFolder is where this laptop notes, apart from the sites, how far it has written
// each.
func marksFolder() string { return kept("marks") }

// TriesFile is where wrong PINs are counted for a site that cannot be written to.
func TriesFile() string { return kept("tries.db") }

// RehearsalFolder is where `make run` rehearses too.
func RehearsalFolder() string { return filepath.Join(xdg.DataHome, "keyday", "rehearsal") }

// NewFolder is where a new site of the name lies unless another folder is named.
func NewFolder(name string) string {
	return Free(filepath.Join(xdg.DataHome, "keyday", FileName(name)))
}

// FileName is a site's name as every file system takes it, with room for what is put
// behind it: 60 Chinese characters.
func FileName(name string) string {
	return cmp.Or(app.FileName(name, 180), "site")
}

// Free is the folder, or the first of folder-2, folder-3 … that is not there.
func Free(folder string) string {
	for n, dir := 2, folder; ; n++ {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return dir
		}
		dir = folder + "-" + strconv.Itoa(n)
	}
}
